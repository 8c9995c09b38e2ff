"""Topic aliases: contexts of those names are the topic."""

from pathlib import Path

import pytest

from builder.core.problems import Code
from builder.serve.site_state import edit, load_state
from tests.sites import SiteFolder, said

FILE = "---\ntitle: The Islamic Republic\naliases: [Persia]\nkind: place\nsummary: A land.\n---\nSee [[Oil]].\n"


def entry(title: str, *contexts: str) -> str:
    """A file with contexts."""
    return f"---\ntitle: {title}\ncontexts: [{', '.join(contexts)}]\n---\n[[Persia]]\n"


@pytest.fixture
def aliased_site(site: SiteFolder) -> SiteFolder:
    """A site with a topic that has a file of its own."""
    site.write(
        {
            "content/topics/iran.md": FILE,
            "content/news/2011-05-15-a.md": entry("A", "Iran", "Oil"),
            "content/news/2011-05-16-b.md": entry("B", "Persia"),
            "content/news/2011-05-17-c.md": entry("C", "the Islamic Republic", "persia"),
        }
    )
    return site


def test_contexts_by_the_title_and_the_aliases_of_a_topics_file_are_the_topic(aliased_site: SiteFolder) -> None:
    aliased_site.build()
    assert [item["title"] for item in aliased_site.data("topics/iran/index.json")["entries"]] == ["A", "B", "C"]
    assert aliased_site.data("news/2011/05/17/c.json")["contexts"] == ["The Islamic Republic"]
    assert aliased_site.data("news/2011/05/16/b.json")["related"][0]["contexts"] == ["The Islamic Republic"]


def test_links_to_an_alias_lead_to_the_topic_and_its_address_leads_there_too(aliased_site: SiteFolder) -> None:
    aliased_site.build()
    assert '<a href="../../../../topics/iran/index.html">Persia</a>' in aliased_site.page("news/2011/05/15/a.html")
    for name in ("persia", "the-islamic-republic"):
        assert '<a href="../iran/index.html">The Islamic Republic</a>' in aliased_site.page(f"topics/{name}/index.html")


def test_a_topics_page_shows_what_its_file_says(aliased_site: SiteFolder) -> None:
    aliased_site.build(edit_url="https://example.org/edit/{path}")
    page = aliased_site.page("topics/iran/index.html")
    shown = [said(page, selector)[0] for selector in ("h1", ".aliases", ".summary", ".text")]
    assert shown == ["The Islamic Republic", "Also: Persia", "A land.", "See Oil."]
    assert said(page, ".crumbs > *") == ["Topics", "Place"]
    assert said(page, ".tally")[0].startswith("3 entries")
    assert '<a href="https://example.org/edit/content/topics/iran.md">Edit this page</a>' in page
    assert aliased_site.data("topics/iran/index.json")["description"] == "A land."


def test_settings_give_aliases_too_and_a_file_says_more_than_they(aliased_site: SiteFolder) -> None:
    topics = (
        '[topics.Iran]\ndescription = "A country."\naliases = ["IR"]\nkind = "state"\n[topics.Oil]\nkind = "theme"\n'
    )
    aliased_site.write({"dateline.toml": topics, "content/news/2011-05-18-d.md": entry("D", "IR")})
    aliased_site.build()
    (iran, oil) = aliased_site.assemble().site.topics.values()
    assert (iran.name, iran.description, iran.kind, iran.aliases) == (
        "The Islamic Republic",
        "A land.",
        "place",
        ("Persia", "IR"),
    )
    assert (len(iran.entries), oil.kind) == (4, "theme")


def test_a_name_with_a_comma_that_a_topics_file_has_stays_one_in_page_form(aliased_site: SiteFolder) -> None:
    form = "### [2011-05-18](/day)\n\n# D\n\n_Context: Oil, Tehran, Iran_\n"
    aliased_site.write({"content/topics/tehran.md": '---\ntitle: Tehran\naliases: ["Tehran, Iran"]\n---\n'})
    aliased_site.write({"content/news/2011-05-18-d.md": form})
    (entry_d,) = (entry for entry in aliased_site.assemble().site.entries if entry.title == "D")
    assert entry_d.topics == ("oil", "tehran")


def test_two_files_of_one_topic_are_an_error(aliased_site: SiteFolder) -> None:
    aliased_site.write({"content/topics/iran/index.md": FILE})
    assert [(problem.code, problem.place.path) for problem in aliased_site.problems()] == [
        (Code.ADDRESS_TAKEN, "content/topics/iran/index.md")
    ]


def test_what_is_no_name_cannot_be_an_alias(aliased_site: SiteFolder) -> None:
    aliased_site.write({"content/topics/iran.md": FILE.replace("[Persia]", '[Persia, "?"]')})
    assert [(problem.code, str(problem.place)) for problem in aliased_site.problems()] == [
        (Code.CONTEXT_EMPTY, "content/topics/iran.md:3")
    ]


def test_a_file_of_a_topic_with_contexts_lacks_a_date(aliased_site: SiteFolder) -> None:
    aliased_site.write({"content/topics/oil.md": entry("Oil", "Iran")})
    assert [problem.code for problem in aliased_site.problems()] == [Code.DATE_MISSING]


def test_a_key_that_a_topics_file_does_not_have_is_told_with_the_nearest(aliased_site: SiteFolder) -> None:
    aliased_site.write({"content/topics/iran.md": FILE.replace("kind:", "kinds:")})
    (problem,) = aliased_site.problems()
    assert (problem.code, problem.cure) == (Code.UNKNOWN_KEY, 'did you mean "kind"?')


@pytest.mark.parametrize(
    ("name", "text", "is_in_place"),
    [
        ("topics/iran.md", FILE.replace("See [[Oil]].", "Words."), True),
        ("topics/iran.md", FILE.replace("A land.", "A country."), False),
        ("topics/iran.md", FILE.replace("Persia", "Pars"), False),
        ("news/2011-05-16-b.md", entry("B, mended", "Persia"), True),
        ("news/2011-05-15-a.md", entry("A", "Persia", "Oil"), True),
        ("news/2011-05-16-b.md", entry("B", "Oil"), False),
    ],
)
def test_an_edit_while_serving_gives_what_reading_everything_gives(
    aliased_site: SiteFolder, name: str, text: str, is_in_place: bool
) -> None:
    before = load_state(aliased_site.config())
    aliased_site.write({f"content/{name}": text.replace("[[Persia]]", "")})
    after = edit(before, [name])
    assert (after is not None) == is_in_place
    if after:
        anew = load_state(aliased_site.config())
        assert after.site.entries == anew.site.entries
        assert after.site.pages == anew.site.pages
        assert after.site.aliases == anew.site.aliases


def test_a_topic_without_entries_has_no_page_until_the_first_one(aliased_site: SiteFolder) -> None:
    file: Path = aliased_site.path / "content/topics/geneva.md"
    file.write_text("---\ntitle: Geneva\n---\n[[Oil]]\n", encoding="utf-8")
    aliased_site.build()
    assert not (aliased_site.output / "topics/geneva").exists()
    aliased_site.write({"content/news/2011-05-18-d.md": entry("D", "geneva")})
    aliased_site.build()
    assert "<h1>Geneva</h1>" in aliased_site.page("topics/geneva/index.html")
    assert [item["topic"] for item in aliased_site.data("topics/geneva/index.json")["near"]] == []
