"""Topics: contexts with one slug are one topic, in the spelling that is used most."""

import re
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.config.topics import TopicSettings
from builder.core.dates import Date
from builder.core.model import Context, Entry
from builder.core.urls import Slug
from builder.relations.topics import Topics, mixed_names
from tests.sites import SiteFolder, entry_of


def entry(slug: str, date: Date, *contexts: Context) -> Entry:
    """An entry with contexts and little else."""
    return entry_of(slug, date, *contexts)


def named(*names: str) -> tuple[Context, ...]:
    """Contexts without a kind."""
    return tuple(map(Context, names))


@pytest.mark.parametrize(
    ("spellings", "name"),
    [
        (["Iran", "IRAN", "IRAN"], "IRAN"),
        (["iran", "Iran", "IRAN"], "IRAN"),
        (["U S", "U.S.", "U.S."], "U.S."),
    ],
)
def test_a_topic_has_the_spelling_used_most_then_the_first_in_order(spellings: list[str], name: str) -> None:
    entries = [entry(f"e{n}", Date(2011), Context(spelling)) for n, spelling in enumerate(spellings)]
    (topic,) = Topics(entries, {}).values()
    assert topic.name == name
    assert topic.entries == tuple(entries)


def test_a_topic_has_the_kind_used_most() -> None:
    kinds = ["actor", None, "place", "place", None, None]
    entries = [entry(f"e{n}", Date(2011), Context("Iran", kind)) for n, kind in enumerate(kinds)]
    assert Topics(entries, {})[Slug("iran")].kind == "place"
    assert Topics(entries[1:2], {})[Slug("iran")].kind is None


def test_an_entry_with_two_spellings_of_a_topic_is_listed_once() -> None:
    one = entry("one", Date(2011), *named("Iran", "IRAN"))
    assert Topics([one], {})[Slug("iran")].entries == (one,)


def test_topics_come_in_the_order_of_slugs_with_the_descriptions_of_the_settings() -> None:
    entries = [entry("one", Date(2011), *named("b", "C", "a"))]
    said = {Slug("c"): TopicSettings("See"), Slug("unused"): TopicSettings("Never")}
    found = Topics(entries, said)
    assert [(slug, topic.description) for slug, topic in found.items()] == [("a", None), ("b", None), ("c", "See")]


@pytest.mark.parametrize(
    ("spellings", "name"),
    [
        (["federal-reserve", "federal-reserve", "Federal Reserve"], "Federal Reserve"),
        (["federal_reserve", "federal_reserve", "federal reserve"], "federal reserve"),
        (["federal-reserve", "federal-reserve"], "federal-reserve"),
        (["U-turn", "U-turn", "U turn"], "U-turn"),
        (["iran", "iran", "Iran"], "iran"),
    ],
)
def test_a_spelling_that_a_reader_would_write_wins_over_a_slug(spellings: list[str], name: str) -> None:
    entries = [entry(f"e{n}", Date(2011), Context(spelling)) for n, spelling in enumerate(spellings)]
    (topic,) = Topics(entries, {}).values()
    assert topic.name == name


def test_c_c_plus_plus_and_c_sharp_are_three_topics() -> None:
    topics = Topics([entry("one", Date(2011), *named("C", "C++", "C#", "c++"))], {})
    assert [(topic.slug, topic.name) for topic in topics.values()] == [
        ("c", "C"),
        ("c-plus-plus", "C++"),
        ("c-sharp", "C#"),
    ]


@pytest.mark.parametrize(
    "spellings",
    [["North Korea", "north-korea", "NORTH  KOREA"], ["Climate \u2600", "Climate \u2600\ufe0f"], ["a–b", "a-b", "A b"]],
)
def test_names_that_differ_in_case_blanks_and_hyphens_are_one_topic_without_a_word(spellings: list[str]) -> None:
    topics = Topics([entry(f"e{n}", Date(2011), Context(name)) for n, name in enumerate(spellings)], {})
    assert len(topics) == 1
    assert [*mixed_names(topics)] == []


@given(
    st.lists(st.text(st.sampled_from("aB .,-+#'&/\u00e9"), min_size=1, max_size=4), min_size=2, max_size=4, unique=True)
)
def test_other_names_are_never_one_topic_in_silence(spellings: list[str]) -> None:
    names = [name for name in spellings if Context(name).slug]
    topics = Topics([entry(f"e{n}", Date(2011), Context(name)) for n, name in enumerate(names)], {})
    told = {problem.subject for problem in mixed_names(topics)}
    for one, other in combinations(names, 2):
        alike = [re.sub(r"[\s-]", "", name.casefold()) for name in (one, other)]
        assert alike[0] == alike[1] or Context(one).slug != Context(other).slug or Context(one).slug in told


def test_the_warning_names_the_spellings_the_place_and_what_to_paste() -> None:
    names = ["U.S.", "U S", "U.S."]
    entries = [entry(f"e{n}", Date(2011), Context(name)) for n, name in enumerate(names)]
    (problem,) = mixed_names(Topics(entries, {}))
    assert str(problem) == (
        'content/news/2011/e1.md: warning: "U S" (1 entry) and "U.S." are one topic, at topics/u-s/index.html; '
        'write one of them everywhere, or say that they are one: [topics."U.S."] aliases = ["U S"] [topic-names]'
    )


def test_names_that_the_site_says_are_one_are_one_without_a_word() -> None:
    entries = [entry(f"e{n}", Date(2011), Context(name)) for n, name in enumerate(["U.S.", "U S", "u.s"])]
    said = {Slug("u-s"): TopicSettings(name="U.S.", aliases=("U S",))}
    assert [
        '"u.s" (1 entry) and "U.S." are one topic' in problem.what for problem in mixed_names(Topics(entries, said))
    ] == [True]
    assert [*mixed_names(Topics(entries[:2], said))] == []


def test_a_topic_whose_name_had_no_sign_in_its_address_before_is_still_found_there(site: SiteFolder) -> None:
    site.write({"content/news/2011/05/15/a.md": "---\ntitle: A\ncontexts: [Disney+, C++, C#]\n---\n"})
    site.build()
    assert "../disney-plus/index.html" in site.page("topics/disney/index.html")
    assert not (site.output / "topics/c").exists()
