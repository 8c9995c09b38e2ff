"""`python -m tests.newest` prints what Dateline and its tests need, without upper bounds, as a requirements file.

The workflow dependencies.yml installs the newest of each, to learn whether a bound in pyproject.toml can be raised.
"""

import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parents[1] / "pyproject.toml"
_UPPER_BOUND = re.compile(r",\s*<=?[\w.]+")


def newest(project: Mapping[str, Any]) -> list[str]:
    """The requirements of a pyproject.toml, its extras and its group `dev`, each without an upper bound."""
    declared = project["project"]
    extras = chain.from_iterable(declared.get("optional-dependencies", {}).values())
    needed = {*declared["dependencies"], *extras, *_grouped(project["dependency-groups"], "dev")}
    return sorted({_UPPER_BOUND.sub("", requirement) for requirement in needed})


def _grouped(groups: Mapping[str, list[Any]], name: str) -> Iterator[str]:
    """What a dependency group needs, with the groups that it includes."""
    for item in groups[name]:
        if isinstance(item, str):
            yield item
        else:
            yield from _grouped(groups, item["include-group"])


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in newest(tomllib.loads(PROJECT.read_text(encoding="utf-8"))))
