"""Writes what README says of declarations: `make docs`. A table stands between two comments that name it.

<!-- settings -->
| setting | default | what it is |
...
<!-- /settings -->
"""

from collections.abc import Callable, Mapping

from builder.config.reference import settings_table
from tests.sites import ROOT

README = ROOT / "README.md"

PARTS: Mapping[str, Callable[[], str]] = {"settings": settings_table}
"""For each name of a part, what makes it."""


def up_to_date(readme: str) -> str:
    """The README with each part as the declarations make it."""
    for name, made in PARTS.items():
        before, rest = readme.split(f"<!-- {name} -->\n")
        _, after = rest.split(f"<!-- /{name} -->\n")
        readme = f"{before}<!-- {name} -->\n\n{made()}\n\n<!-- /{name} -->\n{after}"
    return readme


if __name__ == "__main__":
    README.write_text(up_to_date(README.read_text(encoding="utf-8")), encoding="utf-8")
