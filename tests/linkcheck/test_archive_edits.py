"""Addresses in an archive, written into the files of entries with no other byte touched."""

import pytest

from builder.content.read import FileParser
from builder.linkcheck.archive_edits import with_archives
from builder.renaming.plan import FileChange
from tests.sites import SiteFolder

FILE = "content/news/2031/05/15/a.md"
A, B = "https://example.org/a", "https://example.org/b#part"
ARCHIVES = {A: "https://web.archive.org/web/1/https://example.org/a", B: "https://web.archive.org/web/2/b'c#d"}


def change(site: SiteFolder, text: str) -> FileChange | None:
    """The change of an entry's file."""
    site.write({FILE: text.encode()})
    now = site.assemble()
    (entry,) = now.site.entries
    return with_archives(entry, ARCHIVES, site.config(), FileParser(site.config()))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            f"sources:\n- name: Gazette\n  url: {A}  # a note\n  date: 2031-05-14\n",
            f"sources:\n- name: Gazette\n  url: {A}  # a note\n  archive_url: {ARCHIVES[A]}\n  date: 2031-05-14\n",
        ),
        (
            f'sources:\n    -   url: "{A}"\n        name: Gazette\n    - Radio\n',
            f'sources:\n    -   url: "{A}"\n        archive_url: "{ARCHIVES[A]}"\n        name: Gazette\n    - Radio\n',
        ),
        (
            f"sources:\n  - url: {B}\n  - url: {A}\n",
            f'sources:\n  - url: {B}\n    archive_url: "{ARCHIVES[B]}"\n  - url: {A}\n    archive_url: {ARCHIVES[A]}\n',
        ),
        (
            f"sources: [{{name: Gazette, url: '{A}'}}]\n",
            f"sources: [{{name: Gazette, url: '{A}', archive_url: \"{ARCHIVES[A]}\"}}]\n",
        ),
        (
            f"sources:\n  - Gazette, {A}\n",
            f'sources:\n  - {{name: "Gazette", url: "{A}", archive_url: "{ARCHIVES[A]}"}}\n',
        ),
        (
            f"sources:\n  - &a {{url: {A}}}\n  - *a\n",
            f'sources:\n  - &a {{url: {A}, archive_url: "{ARCHIVES[A]}"}}\n  - *a\n',
        ),
        (f"sources: {A}\n", f'sources: {{url: "{A}", archive_url: "{ARCHIVES[A]}"}}\n'),
        (
            f"sources:\n  - Gazette: {A}  # a note\n  - Radio\n",
            f'sources:\n  - {{name: "Gazette", url: "{A}", archive_url: "{ARCHIVES[A]}"}}  # a note\n  - Radio\n',
        ),
        (
            f'sources: ["[Gazette]({A})"]\n',
            f'sources: [{{name: "Gazette", url: "{A}", archive_url: "{ARCHIVES[A]}"}}]\n',
        ),
    ],
)
def test_a_source_gets_its_copy_in_the_form_in_which_it_is_written(before: str, after: str, site: SiteFolder) -> None:
    head, body = "---\ntitle:   'A'   # as it is\n", "---\n\nSee https://example.org/a.\n"
    changed = change(site, f"{head}{before}{body}")
    assert changed
    assert changed.after == f"{head}{after}{body}"


def test_byte_order_marks_and_line_ends_stay(site: SiteFolder) -> None:
    before = f"\ufeff---\r\ntitle: A\r\nsources:\r\n  - url: {A}\r\n---\r\nText.\r\n"
    changed = change(site, before)
    assert changed
    assert changed.after == before.replace(f"url: {A}\r\n", f"url: {A}\r\n    archive_url: {ARCHIVES[A]}\r\n")


@pytest.mark.parametrize(
    ("fields", "before"),
    [
        ('sources = ["references"]', f"references:\n  - url: {A}\n"),
        ('sources = {url = ["link"]}', f"sources:\n  - link: {A}\n"),
    ],
)
def test_names_that_the_settings_give_to_keys_are_known(fields: str, before: str, site: SiteFolder) -> None:
    site.write({"dateline.toml": f"[fields]\n{fields}\n"})
    changed = change(site, f"---\ntitle: A\n{before}---\n")
    assert changed
    assert changed.after == f"---\ntitle: A\n{before}    archive_url: {ARCHIVES[A]}\n---\n"


@pytest.mark.parametrize(
    "text",
    [
        f"---\ntitle: A\nsources:\n  - url: {A}\n    archive_url: https://archive.example.org/a\n---\n",
        f"---\ntitle: A\nsources: 'Gazette, {A}; Radio, https://example.org/c'\n---\n",
        f'+++\ntitle = "A"\nsources = ["{A}"]\n+++\n',
        f"### [2031-05-15](/news/2031/05/15/index.md)\n\n# A\n\n### Source:\n\n1. [Gazette]({A})\n\n_Context: B_\n",
        f"---\r\ntitle: A\nsources:\n  - url: {A}\n---\n",
    ],
)
def test_what_has_a_copy_or_cannot_be_edited_stays_as_it_is(text: str, site: SiteFolder) -> None:
    assert change(site, text) is None
