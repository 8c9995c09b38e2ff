"""A bullet of the Current Events portal."""

from typing import Any

import pytest

from builder.importing.bullet import Bullet, read_bullet

POST = "[http://post.example/1 (''The Post'')]"
A_SOURCE: dict[str, Any] = {"name": "The Post", "url": "http://post.example/1"}


def test_the_bullet_that_the_module_shows() -> None:
    read = read_bullet("Troops leave [[Homs#Centre|the city]]. [http://gazette.example/1 (''Port Gazette'')]")
    source = {"name": "Port Gazette", "url": "http://gazette.example/1"}
    assert read == Bullet("Troops leave the city.", ("Homs",), (source,), has_own_words=True)


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("A [[ship]] sinks.", "A ship sinks."),
        ("A [[Ship (vessel)|]] sinks.", "A Ship sinks."),
        ("''The X Factor'' and '''five''' others''.", "The X Factor and five others."),
        ("3&nbsp;&ndash;&nbsp;4 &amp;amp; more.", "3 – 4 & more."),
        ("Two<br/>lines <small>small</small> <sup>2</sup><nowiki>[[x]]</nowiki>.", "Two lines small 2x."),
        (
            "A {{convert|3000|sqmi|km2}} area, {{nowrap|US$ 5}}, {{USD|5 million}}.",
            "A 3000 sqmi area, US$ 5, US$5 million.",
        ),
        (
            "{{USS|Enterprise|CVN-65}} and {{ship|HMS|Hood}} leave{{snd}}late.",
            "USS Enterprise and HMS Hood leave – late.",
        ),
        ("{{flagicon|Iran}} Iran wins.{{citation needed|date=May 2011}}", "Iran wins."),
        ("{{lang|fr|Le Monde}} says {{lang-de|Guten Tag}}.", "Le Monde says Guten Tag."),
        ("It is [[:fr:Paris|Paris]], [[wikt:ship|ship]], [[File:A.jpg|thumb|A]]here.", "It is Paris, ship, here."),
        ("A stray ]] and [[a }} mark.", "A stray and a mark."),
        ("Words <ref>Not [http://x.example/ this]</ref> end.", "Words end."),
        ("Words. <!-- not these --> End.", "Words. End."),
        ("* A mark too many.", "A mark too many."),
        (f"Report by {POST} says so.", "Report by says so."),
        ("It reads [http://x.example/ the report] first.", "It reads the report first."),
        ("It ends. [http://x.example/ Reuters] [http://y.example]", "It ends."),
        ("It ends. http://x.example/", "It ends."),
        (f"It ends. {POST} via [http://y.example (Y)]", "It ends."),
        (f"It ends. {POST}, {POST}.", "It ends."),
        (f"It ends {POST}.", "It ends."),
        (f"Does it end? {POST}.", "Does it end?"),
        (f'"It ends." {POST}', '"It ends."'),
    ],
)
def test_the_words_are_what_a_reader_of_the_page_sees(written: str, title: str) -> None:
    assert read_bullet(written).title == title


@pytest.mark.parametrize(
    ("written", "outlets"),
    [
        ("[http://b.org/1 (''Le Monde'')", ["Le Monde"]),
        ("[http://b.org/1 (''Le Monde'') [http://c.org/1 (The Post)]", ["Le Monde", "The Post"]),
        ("[http://b.org/1 (''Le Monde'')<ref>[http://c.org/1 The Post</ref>", ["Le Monde", "The Post"]),
        ("[http://b.org/1 (''Le Monde'')\n", ["Le Monde"]),
    ],
)
def test_a_source_whose_bracket_is_not_closed_ends_with_the_line_or_before_the_next(
    written: str, outlets: list[str]
) -> None:
    read = read_bullet(f"* {{{{flag|France}}}} votes. {written}")
    assert (read.title, [source["name"] for source in read.sources]) == ("France votes.", outlets)


@pytest.mark.parametrize(
    ("written", "links"),
    [
        ("[[Iran]], [[north_Korea|the North]] and [[Iran]]", ("Iran", "north Korea")),
        ("[[Democratic Party (United States)|D]]", ("Democratic Party (United States)",)),
        ("[[Paris#History|there]] [[#Below|x]]", ("Paris",)),
        ("[[:fr:Paris]] [[File:A.jpg]] [[Category:X]] [[wikt:ship]] [[Portal:X]] [[de:Wien]]", ()),
        ("[[2001: A Space Odyssey]] [[Alien: Covenant|film]]", ("2001: A Space Odyssey", "Alien: Covenant")),
        ("{{ill|Karl Mai|de}} sings.", ("Karl Mai",)),
        ("{{nowrap|[[Los Angeles, California]]}}", ("Los Angeles, California",)),
    ],
)
def test_its_links_are_the_pages_as_they_are_called(written: str, links: tuple[str, ...]) -> None:
    assert read_bullet(written).links == links


@pytest.mark.parametrize(
    ("written", "sources"),
    [
        (POST, [A_SOURCE]),
        (f"{POST} {POST}", [A_SOURCE]),
        ("[http://a.example/ (AP via ''Y'')]", [{"name": "AP via Y", "url": "http://a.example/"}]),
        ("[http://a.example/]", [{"name": "a.example", "url": "http://a.example/"}]),
        ("http://www.a.example/x", [{"name": "a.example", "url": "http://www.a.example/x"}]),
        ("[http://a.example/ ((A))]", [{"name": "A", "url": "http://a.example/"}]),
        ("[ftp://a.example/ (A)]", []),
        ("[//a.example/ (A)]", []),
        (
            f"{POST} [http://archive.example/1 (Archived)]",
            [{**A_SOURCE, "archive_url": "http://archive.example/1"}],
        ),
        ("<ref>[http://a.example/ A]</ref>", [{"name": "A", "url": "http://a.example/"}]),
        (
            "{{cite news|url=http://a.example/|title=A ''ship''|newspaper=[[The Post]]|archive-url=http://b.example/}}",
            [
                {
                    "name": "The Post",
                    "title": "A ship",
                    "url": "http://a.example/",
                    "archive_url": "http://b.example/",
                }
            ],
        ),
        ("{{Cite book|publisher=A press|title=A book}}", [{"name": "A press", "title": "A book"}]),
    ],
)
def test_its_sources_are_what_it_cites(written: str, sources: list[dict[str, Any]]) -> None:
    assert [*read_bullet(f"Words. {written}").sources] == sources


def test_a_template_that_is_not_known_gives_its_first_words_and_is_told() -> None:
    read = read_bullet("A {{mystery|word|b}} here {{another}}.")
    assert read.title == "A word here."
    assert read.templates == ("mystery", "another")


@pytest.mark.parametrize(
    ("written", "own"),
    [("[[Syrian civil war]]", False), ("[[A]] and [[B]]:", False), ("[[A]] wins.", True), ("a few own words", True)],
)
def test_a_story_has_no_words_of_its_own(written: str, own: bool) -> None:
    assert read_bullet(written).has_own_words is own


@pytest.mark.parametrize(
    "written", ["[[Syria]] (see below)", "(See also above.)", "[[Syria]] (''see the item below'')"]
)
def test_a_line_that_leads_elsewhere_is_known(written: str) -> None:
    read = read_bullet(written)
    assert read.leads_elsewhere
    assert "see" not in read.title.lower()
