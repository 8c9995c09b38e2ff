"""The folders that are watched, and the paths in them that are relevant."""

from pathlib import Path

import pytest

from builder.serve.file_watcher import WatchedFolder
from builder.serve.site_state import load_state
from builder.serve.watched_paths import (
    git_head_log,
    is_known,
    is_relevant,
    path_in_content,
    template_folders,
    was_file,
    watched_folders,
)
from tests.repository import committed
from tests.sites import SiteFolder

FIRST = "content/news/2011/05/15/first.md"


def test_content_and_templates_are_watched_recursively_and_the_folder_of_the_settings_is_not(
    two_entries: SiteFolder,
) -> None:
    two_entries.write({"templates/_parts.html": ""})
    state = load_state(two_entries.config())
    root = state.config.root
    folders = watched_folders(state)
    assert folders[:2] == (
        WatchedFolder(root / "content", recursive=True),
        WatchedFolder(root / "templates", recursive=True),
    )
    assert {WatchedFolder(folder, recursive=True) for folder in template_folders(state)} <= {*folders}
    assert WatchedFolder(root, recursive=False) in folders
    assert all(folder.path.is_dir() for folder in folders)


def test_a_folder_of_templates_that_does_not_exist_yet_is_relevant_but_not_watched(two_entries: SiteFolder) -> None:
    state = load_state(two_entries.config())
    own = state.config.root / "templates"
    assert own in template_folders(state)
    assert own not in [folder.path for folder in watched_folders(state)]
    assert is_relevant(state, f"{own}/_parts.html")


@pytest.mark.parametrize(
    ("path", "relevant"),
    [
        (FIRST, True),
        ("content/new/map.png", True),
        ("content/.first.md.swp", False),
        ("content/.hidden/a.md", False),
        ("content/first.md~", False),
        ("content/node_modules/a/README.md", False),
        ("templates/page.html", True),
        ("dateline.toml", True),
        ("pyproject.toml", True),
        ("README.md", False),
        ("notes/dateline.toml", False),
        ("output/index.html", False),
    ],
)
def test_only_what_the_site_can_be_made_from_is_relevant(two_entries: SiteFolder, path: str, relevant: bool) -> None:
    state = load_state(two_entries.config())
    assert is_relevant(state, f"{state.config.root}/{path}") is relevant


def test_an_output_folder_inside_a_watched_one_is_irrelevant(two_entries: SiteFolder) -> None:
    two_entries.write({"dateline.toml": 'content = "."\noutput = "public"\n'})
    state = load_state(two_entries.config())
    assert not is_relevant(state, f"{state.config.root}/public/index.html")
    assert is_relevant(state, f"{state.config.root}/{FIRST}")


def test_gits_log_is_watched_where_the_site_shows_the_history_of_entries(two_entries: SiteFolder) -> None:
    assert git_head_log(load_state(two_entries.config())) is None
    committed(two_entries.path)
    state = load_state(two_entries.config())
    log = git_head_log(state)
    assert log == state.config.root / ".git/logs/HEAD"
    assert is_relevant(state, str(log))
    assert WatchedFolder(log.parent, recursive=False) in watched_folders(state)
    assert git_head_log(load_state(two_entries.config(history=False))) is None


def test_what_the_site_was_made_from_is_known_also_when_it_is_gone(two_entries: SiteFolder) -> None:
    two_entries.write({"content/map.txt": "A map.", "content/news/2011/05/16/wrong.md": "---\n: :\n---\n"})
    state = load_state(two_entries.config())
    root = state.config.root
    known = (
        FIRST,
        "content/news/2011",
        "content",
        "content/map.txt",
        "dateline.toml",
        "content/news/2011/05/16/wrong.md",
    )
    assert [path for path in known if not is_known(state, f"{root}/{path}")] == []
    assert not is_known(state, f"{root}/content/news/2011/05/15/fir")
    assert was_file(state, f"{root}/{FIRST}")
    assert was_file(state, f"{root}/content/map.txt")
    assert not was_file(state, f"{root}/content/news/2011")


def test_a_path_outside_of_content_stays_the_same(two_entries: SiteFolder) -> None:
    state = load_state(two_entries.config())
    assert path_in_content(state, f"{state.config.content}/news/a.md") == "news/a.md"
    assert path_in_content(state, str(Path("/elsewhere/a.md"))) == "/elsewhere/a.md"
