"""The folders that are watched, and the files in them that count."""

from pathlib import Path

import pytest

from builder.serve.file_watcher import Folder
from builder.serve.site_state import hold
from builder.serve.watched_paths import concerns, folders_of, inside_content, knows, log_of_git, templates_of, was_file
from tests.repository import committed
from tests.sites import SiteFolder

FIRST = "content/news/2011/05/15/first.md"


def test_content_and_templates_are_watched_deep_and_the_folders_of_settings_flat(two_entries: SiteFolder) -> None:
    two_entries.write({"templates/_parts.html": ""})
    held = hold(two_entries.config())
    root = held.config.root
    folders = folders_of(held)
    assert folders[:2] == (Folder(root / "content", deep=True), Folder(root / "templates", deep=True))
    assert {Folder(folder, deep=True) for folder in templates_of(held)} <= {*folders}
    assert Folder(root, deep=False) in folders
    assert all(folder.path.is_dir() for folder in folders)


def test_folders_of_templates_that_are_not_there_yet_are_looked_for_but_not_watched(two_entries: SiteFolder) -> None:
    held = hold(two_entries.config())
    own = held.config.root / "templates"
    assert own in templates_of(held)
    assert own not in [folder.path for folder in folders_of(held)]
    assert concerns(held, f"{own}/_parts.html")


@pytest.mark.parametrize(
    ("path", "counts"),
    [
        (FIRST, True),
        ("content/new/map.png", True),
        ("content/.first.md.swp", False),
        ("content/.hidden/a.md", False),
        ("content/first.md~", False),
        ("templates/page.html", True),
        ("dateline.toml", True),
        ("pyproject.toml", True),
        ("README.md", False),
        ("notes/dateline.toml", False),
        ("output/index.html", False),
    ],
)
def test_only_what_the_site_can_be_made_of_concerns_it(two_entries: SiteFolder, path: str, counts: bool) -> None:
    held = hold(two_entries.config())
    assert concerns(held, f"{held.config.root}/{path}") is counts


def test_an_output_folder_inside_a_watched_one_concerns_nobody(two_entries: SiteFolder) -> None:
    two_entries.write({"dateline.toml": 'content = "."\noutput = "public"\n'})
    held = hold(two_entries.config())
    assert not concerns(held, f"{held.config.root}/public/index.html")
    assert concerns(held, f"{held.config.root}/{FIRST}")


def test_the_log_of_git_is_watched_where_git_is_asked_for_the_past(two_entries: SiteFolder) -> None:
    assert log_of_git(hold(two_entries.config())) is None
    committed(two_entries.path)
    held = hold(two_entries.config())
    log = log_of_git(held)
    assert log == held.config.root / ".git/logs/HEAD"
    assert concerns(held, str(log))
    assert Folder(log.parent, deep=False) in folders_of(held)
    assert log_of_git(hold(two_entries.config(history=False))) is None


def test_what_the_site_was_made_of_is_known_also_when_it_is_gone(two_entries: SiteFolder) -> None:
    two_entries.write({"content/map.txt": "A map.", "content/news/2011/05/16/wrong.md": "---\n: :\n---\n"})
    held = hold(two_entries.config())
    root = held.config.root
    known = (
        FIRST,
        "content/news/2011",
        "content",
        "content/map.txt",
        "dateline.toml",
        "content/news/2011/05/16/wrong.md",
    )
    assert [path for path in known if not knows(held, f"{root}/{path}")] == []
    assert not knows(held, f"{root}/content/news/2011/05/15/fir")
    assert was_file(held, f"{root}/{FIRST}")
    assert was_file(held, f"{root}/content/map.txt")
    assert not was_file(held, f"{root}/content/news/2011")


def test_a_path_outside_of_content_stays_as_it_is(two_entries: SiteFolder) -> None:
    held = hold(two_entries.config())
    assert inside_content(held, f"{held.config.content}/news/a.md") == "news/a.md"
    assert inside_content(held, str(Path("/elsewhere/a.md"))) == "/elsewhere/a.md"
