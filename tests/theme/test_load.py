"""The theme: a site's own files before the default ones, the static ones at addresses that tell what they hold."""

import errno
import os
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from builder.core.problems import Code
from builder.core.real_files import read_file
from builder.theme import load
from builder.theme.catalogs import find_catalogs
from builder.theme.load import default_folder, load_theme
from tests.sites import SiteFolder


def test_a_site_without_templates_has_the_default_theme(tmp_path: Path) -> None:
    theme = load_theme(tmp_path)
    assert theme.folders == (default_folder(),)
    assert all(Path(asset.file).is_relative_to(default_folder() / "static") for asset in theme.static)


def test_the_default_theme_has_templates_and_static_files() -> None:
    assert (default_folder() / "base.html").is_file()
    assert load_theme(default_folder().parent).folders == (default_folder(),)


def test_no_template_defines_a_macro_twice() -> None:
    for template in default_folder().glob("*.html"):
        names = re.findall(r"{% macro (\w+)", template.read_text(encoding="utf-8"))
        assert len(names) == len(set(names)), template.name


def test_static_files_come_in_the_order_of_their_addresses(tmp_path: Path) -> None:
    addresses = [asset.address for asset in load_theme(tmp_path).static]
    assert addresses == sorted(addresses)
    assert all(address.startswith("static/") for address in addresses)


def test_a_sites_own_static_file_replaces_the_default_one_and_others_are_added(site: SiteFolder) -> None:
    default = load_theme(site.path)
    overridden = next(iter(default.addresses))
    site.write({f"templates/{overridden}": "mine", "templates/static/deep/own.txt": "mine"})
    theme = load_theme(site.path)
    files = {asset.address: Path(asset.file) for asset in theme.static}
    assert theme.folders == (site.path / "templates", default_folder())
    assert files[theme.addresses[overridden]] == site.path / "templates" / overridden
    assert theme.addresses.keys() - default.addresses.keys() == {"static/deep/own.txt"}


def test_hidden_files_are_left_out(site: SiteFolder) -> None:
    site.write({"templates/static/.hidden": "", "templates/static/.git/x": "", "templates/static/seen.txt": ""})
    own = [asset.path for asset in load_theme(site.path).static if Path(asset.file).is_relative_to(site.path)]
    assert own == ["templates/static/seen.txt"]


def test_what_editors_leave_is_left_out(site: SiteFolder) -> None:
    site.write({"templates/static/own.css~": "", "templates/static/own.css": "", "templates/base.bak": ""})
    theme = load_theme(site.path)
    own = [asset.path for asset in theme.static if Path(asset.file).is_relative_to(site.path)]
    assert own == ["templates/static/own.css"]
    assert str(site.path / "templates/base.bak") not in theme.templates


def test_a_sites_own_template_is_used(two_entries: SiteFolder) -> None:
    two_entries.write({"templates/page.html": "My own page.", "content/about.md": "# About\n"})
    two_entries.build()
    assert two_entries.page("about.html").strip() == "My own page."


def test_a_copy_of_a_default_template_is_no_template_of_the_sites_own(site: SiteFolder) -> None:
    copied = (default_folder() / "day.html").read_text(encoding="utf-8")
    site.write({"templates/day.html": copied, "templates/static/own.css": ""})
    assert not load_theme(site.path).has_own_templates
    site.write({"templates/day.html": f"{copied} "})
    assert load_theme(site.path).has_own_templates


def test_a_template_of_another_name_is_the_sites_own(site: SiteFolder) -> None:
    site.write({"templates/_mine.html": ""})
    assert load_theme(site.path).has_own_templates


OWN = "templates/static/own.css"

CHANGES: dict[str, Callable[[SiteFolder], object]] = {
    "one holds something else": lambda site: site.write({OWN: "b {}"}),
    "one has another name": lambda site: (site.path / OWN).rename(site.path / "templates/static/other.css"),
    "one is new": lambda site: site.write({"templates/static/new.css": ""}),
    "one went": lambda site: (site.path / OWN).unlink(),
    "one takes the place of the theme's": lambda site: site.write({"templates/static/search.js": ""}),
    "two hold what the other one did": lambda site: site.write({OWN: "p {}", "templates/static/print.css": "a {}"}),
}


def static_folder(site: SiteFolder) -> str:
    """Where the static files of a site are published."""
    return load_theme(site.path).static_folder


@pytest.fixture
def styled(site: SiteFolder) -> SiteFolder:
    """A site with style sheets of its own."""
    site.write({OWN: "a {}", "templates/static/print.css": "p {}"})
    return site


def test_all_static_files_lie_in_one_folder_but_for_the_schemas(styled: SiteFolder) -> None:
    theme = load_theme(styled.path)
    assert re.fullmatch("static/[0-9a-f]{8}/", theme.static_folder)
    assert theme.addresses["static/own.css"] == f"{theme.static_folder}own.css"
    elsewhere = {at for at in theme.addresses.values() if not at.startswith(theme.static_folder)}
    assert elsewhere == {f"static/schema/{kind}.schema.json" for kind in ("day", "entry", "record", "topic")}
    assert {asset.address for asset in theme.static} == {*theme.addresses.values()}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_the_folder_has_another_name_if(styled: SiteFolder, change: Callable[[SiteFolder], object]) -> None:
    before = static_folder(styled)
    change(styled)
    assert static_folder(styled) != before


def test_the_folder_has_the_same_name_by_other_times_and_in_another_place(styled: SiteFolder, tmp_path: Path) -> None:
    before = static_folder(styled)
    copy = SiteFolder(tmp_path / "copy")
    for name in ("print.css", "own.css"):
        copy.write({f"templates/static/{name}": (styled.path / "templates/static" / name).read_bytes()})
    os.utime(styled.path / OWN, ns=(5, 5))
    assert static_folder(styled) == static_folder(copy) == before


def test_a_schema_that_changes_moves_nothing(styled: SiteFolder) -> None:
    before = static_folder(styled)
    styled.write({"templates/static/schema/day.schema.json": "{}", "templates/static/schema/own.json": "{}"})
    assert static_folder(styled) == before


def test_static_files_that_are_as_they_were_are_not_read(styled: SiteFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builder.content.scan.SETTLED", -1)
    known = load_theme(styled.path).stamps
    styled.write({OWN: "changed {}"})
    read: list[str] = []

    def recording(file: Path) -> bytes:
        read.append(file.name)
        return read_file(file)

    monkeypatch.setattr("builder.theme.load.read_file", recording)
    now = load_theme(styled.path, known)
    assert [name for name in read if name.endswith((".css", ".js", ".svg", ".json"))] == ["own.css"]
    assert now.static_folder == static_folder(styled)


def test_static_files_that_are_too_fresh_to_tell_are_read(styled: SiteFolder) -> None:
    known = load_theme(styled.path).stamps
    before = (styled.path / OWN).stat()
    styled.write({OWN: "b {}"})
    os.utime(styled.path / OWN, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert load_theme(styled.path, known).stamps["static/own.css"] != known["static/own.css"]


def test_a_static_file_that_cannot_be_read_keeps_no_theme_from_being_loaded(
    styled: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(file: Path) -> bytes:
        raise PermissionError(file)

    monkeypatch.setattr(Path, "read_bytes", refused)
    assert "static/own.css" in load_theme(styled.path).addresses


@pytest.mark.parametrize(
    ("language", "names"),
    [("en", ["base-stemmer.js", "en.js"]), ("de-AT", ["base-stemmer.js", "de.js"]), ("cs", [])],
)
def test_of_the_stemmers_a_site_publishes_that_of_its_language(tmp_path: Path, language: str, names: list[str]) -> None:
    theme = load_theme(tmp_path, language=language)
    published = [address for address in theme.addresses.values() if "/stemmers/" in address]
    assert [address.rpartition("/")[2] for address in published] == names


def test_names_of_own_files_that_other_systems_cannot_have_are_warned_of(site: SiteFolder) -> None:
    site.write({"templates/aux.html": "", "templates/static/a.css": "", "templates/static/A.css": ""})
    problems = load_theme(site.path).problems
    assert {problem.code for problem in problems} == {Code.NAME_UNPORTABLE}
    assert [problem.place.path for problem in problems] == ["templates/aux.html", "templates/static/a.css"]
    assert load_theme(site.path.parent, own=site.path / "templates").problems


def test_a_link_to_itself_among_the_templates_is_told_and_the_others_count(site: SiteFolder) -> None:
    site.write({"templates/own.html": "Own."})
    (site.path / "templates/own.css").symlink_to("own.css")
    theme = load_theme(site.path)
    assert "own.html" in theme.digests
    assert [(each.code, str(each.place)) for each in theme.problems] == [(Code.SYMBOLIC_LINK, "templates/own.css")]


def test_a_link_that_takes_the_place_of_templates_after_the_settings_were_read_is_not_followed(
    site: SiteFolder,
) -> None:
    site.write({"templates/own.html": "Own."})
    assert "own.html" in load_theme(site.path).digests
    (site.path / "templates").rename(site.path.parent / "elsewhere")
    (site.path / "templates").symlink_to("../elsewhere")
    theme = load_theme(site.path)
    assert theme.folders == (default_folder(),)
    assert "own.html" not in theme.digests
    assert [(problem.code, str(problem.place)) for problem in theme.problems] == [(Code.SYMBOLIC_LINK, "templates")]


@pytest.mark.parametrize("refused", ["templates", "templates/static", "templates/words"])
def test_a_folder_that_cannot_be_listed_is_not_taken_for_an_empty_one(
    site: SiteFolder, monkeypatch: pytest.MonkeyPatch, refused: str
) -> None:
    site.write({"templates/static/own.css": "", "templates/words/en.po": 'msgid "Related"\nmsgstr "More"\n'})
    for name in ("scandir", "listdir"):
        monkeypatch.setattr(os, name, partial(refuse, getattr(os, name), str(site.path / refused)))
    with pytest.raises(PermissionError, match="denied"):
        find_catalogs("en", load_theme(site.path).folders)


def test_a_static_file_that_cannot_be_read_is_told_and_not_published_under_another_name(
    two_entries: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    two_entries.write({"templates/static/own.css": "h1 { color: navy }"})
    stamp = load._stamp

    def refusing(file: Path, *others: Any) -> Any:
        if file.name == "own.css":
            raise OSError(errno.EIO, "Input/output error")
        return stamp(file, *others)

    monkeypatch.setattr(load, "_stamp", refusing)
    (problem,) = two_entries.problems()
    assert (problem.code, problem.place.path) == (Code.FILE_UNREADABLE, "templates/static/own.css")
    assert "input/output error" in problem.what


def refuse(listing: Callable[[Any], Any], refused: str, folder: Any = ".") -> Any:
    """List a folder, but one."""
    if str(folder) == refused:
        raise PermissionError(errno.EACCES, "Permission denied", refused)
    return listing(folder)
