"""Merging into content/: three states of each text are compared."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from builder.importing.items import Batch, Refused, TextItem
from builder.importing.ledger import Ledger
from builder.importing.merge import Merge, Summary
from builder.importing.run import ImportOptions, run_import
from builder.importing.staging import NAME, Staging
from tests.sites import SiteFolder, tree

DAY = "2011-05-15"
FOLDER = "content/news/2011/05/15"


def item(title: str, **front: Any) -> TextItem:
    """An entry that is known by its likeness."""
    body = front.pop("body", "")
    return TextItem(
        "day", f"news/2011/05/15/{title.split(maxsplit=1)[0].lower()}.md", {"title": title, "date": DAY, **front}, body
    )


def imported(site: SiteFolder, *items: TextItem) -> Summary:
    """What importing a day with these entries does."""
    config = site.config()
    with Staging(config.content, config.root) as staging:
        merge = Merge(config, Ledger(config.root, "test", staging.ledgers), staging)
        merge.take(Batch(items, day=DAY))
        return merge.finish()


def stopped_after(batch: Batch) -> Iterator[Batch]:
    """A batch, and then Ctrl-C."""
    yield batch
    raise KeyboardInterrupt


def text(site: SiteFolder, name: str) -> str:
    return (site.path / FOLDER / f"{name}.md").read_text("utf-8")


def write(site: SiteFolder, name: str, old: str, new: str) -> None:
    """Edit a file as an editor would."""
    before = text(site, name)
    assert old in before
    site.write({f"{FOLDER}/{name}.md": before.replace(old, new)})


def test_a_title_that_changed_in_the_source_changes_here_and_not_the_address(site: SiteFolder) -> None:
    imported(site, item("Harbour reopens after three weeks"))
    assert imported(site, item("Harbour reopens after four weeks")) == Summary(changed=1)
    assert "four weeks" in text(site, "harbour")
    assert [path.name for path in (site.path / FOLDER).iterdir()] == ["harbour.md"]


def test_what_an_editor_changed_stays_and_the_rest_follows(site: SiteFolder) -> None:
    imported(
        site,
        item("Harbour reopens today", contexts=["a", "b", "c"], sources=[{"name": "X", "url": "https://x.example/"}]),
    )
    write(site, "harbour", "title: Harbour reopens today", "title: Our words # better")
    write(site, "harbour", "contexts: [a, b, c]", "contexts: [a, c, ours]")
    write(site, "harbour", "\n---\n", "\nodd: 1 # kept\n---\nText.\n")
    new = item(
        "Harbour reopens now",
        contexts=["b", "c", "d"],
        sources=[{"name": "X", "url": "https://x.example/"}, {"name": "Z"}],
    )
    assert imported(site, new) == Summary(changed=1)
    assert text(site, "harbour") == (
        "---\ntitle: Our words # better\ndate: 2011-05-15\ncontexts: [c, ours, d]\n"
        "sources:\n  - name: X\n    url: https://x.example/\n  - name: Z\nodd: 1 # kept\n---\nText.\n"
    )
    assert imported(site, new) == Summary(edited=1)


def test_a_file_that_was_edited_is_left_alone_while_the_source_is_as_it_was(site: SiteFolder) -> None:
    imported(site, item("A"))
    write(site, "a", "title: A", "title: B")
    before = tree(site.path)
    assert imported(site, item("A")) == Summary(edited=1)
    assert tree(site.path / "content") == {
        k.removeprefix("content/"): v for k, v in before.items() if k.startswith("content/")
    }


def test_what_an_editor_removed_does_not_come_back(site: SiteFolder) -> None:
    imported(site, item("A"), item("B"))
    (site.path / FOLDER / "a.md").unlink()
    assert imported(site, item("A"), item("B")) == Summary(removed=1, same=1)
    assert not (site.path / FOLDER / "a.md").exists()


def test_what_is_gone_from_the_source_stays(site: SiteFolder) -> None:
    imported(site, item("A"), item("Something else entirely"))
    assert imported(site, item("A")) == Summary(same=1, gone=1)


def test_entries_of_one_name_have_files_of_their_own(site: SiteFolder) -> None:
    assert imported(site, item("Ship sinks"), item("Ship arrives")).new == 2
    assert sorted(path.name for path in (site.path / FOLDER).iterdir()) == ["ship-2.md", "ship.md"]
    assert imported(site, item("Ship arrives"), item("Ship sinks")) == Summary(same=2)


def test_the_same_entry_twice_is_two_as_the_source_has_it_and_stays_so(site: SiteFolder) -> None:
    assert imported(site, item("A"), item("A")).new == 2
    assert imported(site, item("A"), item("A")) == Summary(same=2)


def test_without_the_ledger_nothing_is_written_over_or_made_twice(site: SiteFolder) -> None:
    imported(site, item("A", contexts=["x"]), item("B"))
    write(site, "a", "contexts: [x]", "contexts: [ours]")
    for file in (site.path / ".imports").rglob("*.jsonl"):
        file.unlink()
    before = tree(site.path / "content")
    assert imported(site, item("A", contexts=["x"]), item("B")) == Summary(edited=1, same=1)
    assert tree(site.path / "content") == before


def test_a_file_in_another_form_keeps_what_it_has(site: SiteFolder) -> None:
    imported(site, item("A"))
    site.write({f"{FOLDER}/a.md": "+++\ntitle = 'A'\ndate = 2011-05-15\n+++\n"})
    before = text(site, "a")
    why = (
        f"what changed in it cannot be written into {FOLDER}/a.md, which was changed here: "
        "its front matter cannot be read, or is none of YAML; write it there yourself"
    )
    assert imported(site, item("A", contexts=["x"])) == Summary(refused=(Refused("day", why),))
    assert text(site, "a") == before


def test_a_text_that_changed_in_the_source_follows_where_nobody_changed_it(site: SiteFolder) -> None:
    imported(site, item("A", body="One."), item("B", body="One."))
    write(site, "a", "title: A", "title: A!")
    write(site, "b", "One.", "Ours.")
    assert imported(site, item("A", body="Two."), item("B", body="Two.")) == Summary(changed=1, edited=1)
    assert text(site, "a").endswith("---\nTwo.\n")
    assert text(site, "b").endswith("---\nOurs.\n")


def test_a_file_that_changes_during_the_import_is_left_and_told(site: SiteFolder) -> None:
    imported(site, item("A"))
    config = site.config()
    with Staging(config.content, config.root) as staging:
        merge = Merge(config, Ledger(config.root, "test", staging.ledgers), staging)
        merge.take(Batch((item("A", contexts=["x"]),), day=DAY))
        write(site, "a", "title: A", "title: Ours")
        summary = merge.finish()
    assert [each.place for each in summary.refused] == [f"{FOLDER}/a.md"]
    assert "title: Ours" in text(site, "a")


def test_an_import_that_breaks_off_leaves_everything_as_it_was(site: SiteFolder) -> None:
    site.write({f"{FOLDER}/old.md": "---\ntitle: Old\n---\n"})
    before = tree(site.path)
    with pytest.raises(KeyboardInterrupt):
        run_import(stopped_after(Batch((item("A"),), day=DAY)), site.config(), ImportOptions("test"))
    assert tree(site.path) == before
    assert not (site.path / "content" / NAME).exists()


def test_a_site_without_content_has_none_after_an_import_of_nothing(site: SiteFolder) -> None:
    config = site.config()
    with Staging(config.content, config.root):
        pass
    assert not config.content.exists()


def test_what_a_killed_import_left_is_no_content_and_goes_with_the_next(site: SiteFolder) -> None:
    site.write({f"{FOLDER}/old.md": "---\ntitle: Old\n---\n", f"content/{NAME}/0": "left"})
    assert not site.problems()
    assert not (site.output / NAME).exists()
    imported(site, item("A"))
    assert not (site.path / "content" / NAME).exists()


def test_an_import_stopped_between_its_moves_is_completed_by_the_next(site: SiteFolder, tmp_path: Path) -> None:
    imported(site, item("A"), item("B"))
    whole = tree(site.path)
    (site.path / FOLDER / "b.md").unlink()
    for file in (site.path / ".imports").rglob("*.jsonl"):
        file.unlink()  # it is written last
    imported(site, item("A"), item("B"))
    assert tree(site.path) == whole


def test_a_ledger_with_a_damaged_line_is_read_without_it(site: SiteFolder) -> None:
    imported(site, item("A"), item("B"))
    (file,) = (site.path / ".imports/test").iterdir()
    file.write_bytes(b"<<<<<<< ours\n" + file.read_bytes() + b'{"key": \n')
    assert imported(site, item("A"), item("B")) == Summary(same=2)


def test_two_files_of_one_day_give_the_same_each_time(site: SiteFolder) -> None:
    first = Batch((item("Ship sinks", contexts=["x"]), item("Ferry sails")), day=DAY)
    second = Batch((item("Ship sinks", contexts=["y"]), item("Port opens")), day=DAY)
    repeated = {"entries that an earlier file of the same day has too, left out": 1}
    options = ImportOptions("test")
    assert run_import([first, second], site.config(), options) == Summary(new=3, notes=repeated)
    assert "contexts: [x]" in text(site, "ship")
    before = tree(site.path)
    assert run_import([first, second], site.config(), options) == Summary(same=3, notes=repeated)
    assert tree(site.path) == before


def test_what_is_gone_from_both_files_of_a_day_is_counted_once(site: SiteFolder) -> None:
    first, second = (Batch((item(title),), day=DAY) for title in ("Ship sinks", "Port opens"))
    imported(site, item("Ship sinks"), item("Port opens"), item("Ferry sails"))
    assert run_import([first, second], site.config(), ImportOptions("test")) == Summary(same=2, gone=1)
