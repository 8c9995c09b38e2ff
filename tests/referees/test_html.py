"""The Nu HTML checker finds nothing in the HTML, the styles and the pictures of the sites.

https://validator.github.io/validator/
"""

import json
import subprocess
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.referees.published import KINDS, Sites

NEWER_CSS = (
    *("CSS: “container”: Property “container”", "CSS: Unrecognized at-rule “@container”"),
    "CSS: “vector-effect”: Property “vector-effect”",
)
"""What its CSS lacks: container queries, of 2022, and the properties of SVG 2."""


FROM_A_DISK = (
    "Resource violates Content Security Policy (meta tag)",
    "Inline script violates Content Security Policy (meta tag)",
)
"""What it takes for wrong, as it knows no host by which a file could be of the same one, and takes data for a script.
Browsers, which do, have nothing to complain of: test_reading.py."""


SHORT_RUN = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
"""Options of Java for a program that runs for seconds: it optimizes nothing for hours to come."""


def judged(java: str, modules: Path, folders: Iterable[Path]) -> list[dict[str, Any]]:
    """What the checker says of every page, style sheet and picture in some folders."""
    jar = modules / "vnu-jar/build/dist/vnu.jar"
    options = ("--format", "json", "--stdout", "--exit-zero-always", "--skip-non-html", "--also-check-css")
    command: list[str | Path] = [java, *SHORT_RUN, "-Xss4m", "-jar", jar, *options, "--also-check-svg", *folders]
    done = subprocess.run(command, check=False, capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
    messages: list[dict[str, Any]] = json.loads(done.stdout)["messages"]
    return [each for each in messages if not each["message"].startswith((*NEWER_CSS, *FROM_A_DISK))]


def told(messages: Iterable[dict[str, Any]]) -> str:
    """Each thing that was said once, with the first place where it was said, and how often."""
    places: dict[str, list[str]] = defaultdict(list)
    for each in messages:
        place = f"{each.get('url')}\n    {each.get('extract', '').strip()}"
        places[f"{each['type']}: {each['message']}"].append(place)
    return "\n".join(f"{said}\n  {len(where)} times, first in {where[0]}" for said, where in places.items())


WRONG: Mapping[str, str] = {
    "page.html": '<!doctype html>\n<html lang="en"><title>A page</title>\n\n<p>Old <img src="a.png">\n',
    "style.css": "p { colour: red }\n",
}
"""Files with faults that the checker has to find."""


@dataclass(frozen=True)
class Judged:
    """What the checker says of the sites, and of a folder with faults; it is started once for both."""

    sites: list[dict[str, Any]]
    wrong: list[dict[str, Any]]


@pytest.fixture(scope="module")
def messages(java: str, modules: Path, sites: Sites, tmp_path_factory: pytest.TempPathFactory) -> Judged:
    """What the checker says of all there is."""
    wrong = tmp_path_factory.mktemp("wrong")
    for name, text in WRONG.items():
        (wrong / name).write_text(text, encoding="utf-8")
    said = judged(java, modules, [*(site.folder for site in sites), wrong])
    of_wrong = [each for each in said if wrong.name in each.get("url", "")]
    return Judged([each for each in said if each not in of_wrong], of_wrong)


def test_every_kind_of_page_is_in_one_of_the_sites(sites: Sites) -> None:
    assert set(KINDS) - {kind for site in sites for kind in site.pages} == set()


def test_the_checker_finds_nothing_on_any_page(messages: Judged) -> None:
    assert not messages.sites, told(messages.sites)


def test_the_checker_is_told_of_what_it_would_find(messages: Judged) -> None:
    found = told(messages.wrong)
    for name in WRONG:
        assert name in found
