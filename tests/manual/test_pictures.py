"""The pictures of the manual."""

import re

from tests.manual.pictures import of_step
from tests.sites import ROOT

MANUAL = ROOT / "content/manual"
PICTURES = sorted(MANUAL.rglob("*.png"))
STEPS = range(1, 7)


def test_every_picture_is_shown_by_a_page_beside_it_and_weighs_little() -> None:
    assert PICTURES
    for picture in PICTURES:
        pages = "".join(page.read_text(encoding="utf-8") for page in picture.parent.glob("*.md"))
        assert re.search(rf"!\[.+\]\({picture.name}\)", pages), picture
        assert picture.stat().st_size < 60_000, picture


def test_each_step_of_the_tutorial_has_commands_or_files_and_a_picture() -> None:
    tutorial = (MANUAL / "start/tutorial.md").read_text(encoding="utf-8")
    assert len(re.findall(r"^## \d\. ", tutorial, re.MULTILINE)) == len(STEPS)
    for number in STEPS:
        assert [*of_step(number)], number
        assert f"](step-{number}.png)" in tutorial
