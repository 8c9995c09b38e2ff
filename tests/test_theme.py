"""The theme: a site's own files before the default ones."""

import re
from pathlib import Path

from builder.theme import default_folder, load_theme
from tests.sites import SiteFolder


def test_a_site_without_templates_has_the_default_theme(tmp_path: Path) -> None:
    theme = load_theme(tmp_path)
    assert theme.folders == (default_folder(),)
    assert {Path(asset.file).parent.parent for asset in theme.static if asset.address.count("/") == 1} == {
        default_folder()
    }


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
    default = load_theme(site.path).static
    replaced = default[0].address
    site.write({f"templates/{replaced}": "mine", "templates/static/deep/own.txt": "mine"})
    theme = load_theme(site.path)
    files = {asset.address: Path(asset.file) for asset in theme.static}
    assert theme.folders == (site.path / "templates", default_folder())
    assert files[replaced] == site.path / "templates" / replaced
    assert {*files} - {asset.address for asset in default} == {"static/deep/own.txt"}


def test_hidden_files_are_left_out(site: SiteFolder) -> None:
    site.write({"templates/static/.hidden": "", "templates/static/.git/x": "", "templates/static/seen.txt": ""})
    own = [asset.address for asset in load_theme(site.path).static if Path(asset.file).is_relative_to(site.path)]
    assert own == ["static/seen.txt"]


def test_what_editors_leave_is_left_out(site: SiteFolder) -> None:
    site.write({"templates/static/own.css~": "", "templates/static/own.css": "", "templates/base.bak": ""})
    theme = load_theme(site.path)
    own = [asset.address for asset in theme.static if Path(asset.file).is_relative_to(site.path)]
    assert own == ["static/own.css"]
    assert str(site.path / "templates/base.bak") not in theme.templates


def test_a_sites_own_template_is_used(two_entries: SiteFolder) -> None:
    two_entries.write({"templates/page.html": "My own page.", "content/about.md": "# About\n"})
    two_entries.build()
    assert two_entries.page("about.html").strip() == "My own page."
