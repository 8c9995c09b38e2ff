"""From a survey to a site."""

import pytest

from builder.config.config import Config
from builder.content import read as reading
from builder.content.scan import SourceFile
from builder.core.problems import Code, Problem, Severity
from builder.theme.load import load_theme
from tests.sites import SiteFolder

FIRST, SECOND = "news/2011/05/15/first.md", "news/2011/05/16/second.md"


@pytest.fixture
def built(two_entries: SiteFolder, monkeypatch: pytest.MonkeyPatch) -> SiteFolder:
    """A site that was published some time ago."""
    monkeypatch.setattr("builder.content.scan.SETTLED", -1)
    two_entries.write({"content/map.txt": "A map."})
    two_entries.build()
    return two_entries


def test_assembling_a_site_writes_nothing(two_entries: SiteFolder) -> None:
    before = set(two_entries.path.rglob("*"))
    two_entries.assemble()
    assert set(two_entries.path.rglob("*")) == before


def test_of_every_markdown_file_it_is_kept_how_it_was_and_what_it_gave(two_entries: SiteFolder) -> None:
    two_entries.write(
        {
            "content/map.txt": "A map.",
            "content/bad.md": "",
            "content/draft.md": "---\ntitle: Draft\ndraft: true\n---\n",
        }
    )
    assembled = two_entries.assemble()
    assert [*assembled.texts.stamps] == [*assembled.texts.parsed] == ["bad.md", "draft.md", FIRST, SECOND]
    assert [entry.path for entry in assembled.site.entries] == [f"content/{FIRST}", f"content/{SECOND}"]


def test_what_is_no_markdown_is_published_as_it_is(two_entries: SiteFolder) -> None:
    two_entries.write({"content/maps/map.txt": "A map."})
    (asset,) = two_entries.assemble().site.assets
    assert (asset.path, asset.address) == ("content/maps/map.txt", "maps/map.txt")
    assert asset.file == str(two_entries.path / "content/maps/map.txt")


def test_the_files_of_the_theme_are_planned_beside_those_of_the_content(two_entries: SiteFolder) -> None:
    two_entries.write({"content/map.txt": "A map."})
    copies = [copy.address for copy in two_entries.plan().copies]
    assert {"map.txt", load_theme(two_entries.path).addresses["static/style.css"]} <= set(copies)
    assert copies == sorted(copies)


def test_a_site_that_did_not_change_is_assembled_without_reading_a_file(
    built: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, planned = built.assemble(), built.plan()
    monkeypatch.setattr(reading, "_read_bytes", lambda found: pytest.fail(f"{found.path} was read"))
    again = built.assemble()
    assert again.site.entries == before.site.entries
    assert (again.texts.stamps, again.texts.parsed) == (before.texts.stamps, before.texts.parsed)
    assert [page.address for page in built.plan().pages] == [page.address for page in planned.pages]


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that are read from now on."""
    read: list[str] = []
    content = reading._read_bytes

    def noted(found: SourceFile, config: Config) -> bytes | Problem:
        read.append(found.relative_path)
        return content(found, config)

    monkeypatch.setattr(reading, "_read_bytes", noted)
    return read


@pytest.mark.parametrize("table", ["stamps", "parsed"])
def test_if_it_is_not_known_how_files_were_or_what_they_gave_all_are_read(
    built: SiteFolder, read: list[str], table: str
) -> None:
    before = built.assemble()
    assert read == []
    built.forget(table)
    again = built.assemble()
    assert read == [FIRST, SECOND]
    assert (again.site.entries, again.texts.stamps, again.texts.parsed) == (
        before.site.entries,
        before.texts.stamps,
        before.texts.parsed,
    )


def test_only_the_files_that_changed_are_read(built: SiteFolder, read: list[str]) -> None:
    built.write({f"content/{SECOND}": "---\ntitle: Mended\n---\n", "content/news/2011-05-17-c.md": "# C\n"})
    titles = [entry.title for entry in built.assemble().site.entries]
    assert titles == ["First", "Mended", "C"]
    assert read == ["news/2011-05-17-c.md", SECOND]


def test_the_problems_of_files_that_did_not_change_are_told_again(built: SiteFolder) -> None:
    built.write({"content/news/2011-05-17-c.md": "---\ntitle: C\nweather: rain\n---\n"})
    built.build()
    assert [problem.code for problem in built.assemble().problems] == [Code.UNKNOWN_KEY]


def test_problems_of_settings_files_relations_and_addresses_come_together_in_the_order_of_places(
    two_entries: SiteFolder,
) -> None:
    two_entries.write(
        {
            "dateline.toml": 'titel = "T"\nactive_files = ["*.html"]\n',
            "content/a.md": "# A\n\n[x](nowhere.md)\n",
            "content/b.md": "# B\n\n[[Nothing]]\n",
            "content/c.md": "",
            "content/a.html": "A.",
            "output/mine.txt": "Mine.",
        }
    )
    problems = two_entries.problems()
    assert [problem.code for problem in problems] == [
        Code.ADDRESS_TAKEN,
        Code.LINK_BROKEN,
        Code.WIKI_UNKNOWN,
        Code.FILE_EMPTY,
        Code.SETTING_UNKNOWN,
        Code.OUTPUT_REFUSED,
    ]
    warnings = [problem.code for problem in problems if problem.severity is not Severity.ERROR]
    assert warnings == [Code.WIKI_UNKNOWN], "a wiki speaks of what nobody has written yet"


def test_the_details_of_every_text_can_be_had(built: SiteFolder) -> None:
    assembled = built.assemble()
    bodies = [assembled.details(text).body.markdown.strip() for text in assembled.site.texts]
    assert bodies == ["One.", "Two."]
