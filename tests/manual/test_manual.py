"""The pages of the manual: each has its front matter, every link leads somewhere, and wheels hold them."""

import re
import tomllib
from pathlib import PurePosixPath

import pytest

from builder.frontmatter.split import split
from builder.manual.pages import INDEX, read_manual
from tests.manual.blocks import prose
from tests.sites import ROOT

MANUAL = ROOT / "content" / "manual"
PAGES = {page.whole.page: page for page in read_manual(MANUAL)}

of_each_page = pytest.mark.parametrize("name", sorted(PAGES))


@of_each_page
def test_a_page_has_a_title_a_place_and_a_sentence_of_what_it_says(name: str) -> None:
    values = split((MANUAL / f"{name}.md").read_text(encoding="utf-8"), name).front.values
    assert values["title"]
    is_by_title = re.match(rf"reference/(problems/(?!{INDEX}$)|templates/(?!({INDEX}|values)$))", name)
    assert ("order" in values) is not bool(is_by_title)
    assert re.fullmatch(r"\S.*[.?]", values["summary"])


@of_each_page
def test_a_page_speaks_of_links_at_its_foot_only_where_they_are(name: str) -> None:
    text = " ".join((MANUAL / f"{name}.md").read_text(encoding="utf-8").split())
    assert text.count("the foot of this page") == text.count("setting `repository`, the links at the foot of this page")


@of_each_page
def test_every_link_leads_to_a_file_and_to_a_heading_that_are_there(name: str) -> None:
    for target in re.findall(r"\]\(<?([^)\s>]+)", prose((MANUAL / f"{name}.md").read_text(encoding="utf-8"))):
        path, _, anchor = target.partition("#")
        if re.match(r"[a-z]+:", path):
            continue
        file = (MANUAL / f"{name}.md").parent.joinpath(path).resolve() if path else MANUAL / f"{name}.md"
        assert file.is_file(), f"{target} is no file"
        if anchor:
            page = PAGES[file.relative_to(MANUAL).with_suffix("").as_posix()]
            assert anchor in {section.anchor for section in page.sections}, f"{target} is no heading"


def test_every_folder_has_a_page_of_its_own_that_leads_to_all_others() -> None:
    for name in PAGES:
        folder = PurePosixPath(name).parent
        index = f"{folder}/{INDEX}" if str(folder) != "." else INDEX
        assert index in PAGES, f"{folder} has no index.md"


def test_the_pages_of_a_folder_stand_in_their_order() -> None:
    names = [page.whole.page for page in read_manual(MANUAL) if page.part == "reference"]
    assert names[:3] == ["reference/index", "reference/commands", "reference/settings"]
    assert names.index("reference/problems/index") < names.index("reference/problems/address-taken")


def test_a_wheel_and_a_source_archive_hold_the_manual() -> None:
    targets = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]["targets"]
    assert targets["wheel"]["force-include"]["content/manual"] == "builder/manual/content"
    assert "content/manual" in targets["sdist"]["include"]
