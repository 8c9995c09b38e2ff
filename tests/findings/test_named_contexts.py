"""Contexts that a text names."""

from builder.core.dates import Date
from builder.core.model import Context, Entry
from builder.findings.named_contexts import NamedContexts, Prose
from tests.sites import entry_of

TOPICS = {"taiwan": ("Taiwan", 4), "minister": ("Minister", 3), "port-gazette": ("Port Gazette", 3), "ice": ("ice", 3)}


def named(text: str, *contexts: str, rest: str = "") -> tuple[str, ...]:
    """The contexts that a text names and its entry lacks, on a site that has Taiwan where it is named."""
    usual = [
        (_entry(f"{n}", "Taiwan", "Port Gazette", "ice"), Prose("Taiwan. Port Gazette. The ice.", "")) for n in range(3)
    ]
    unusual = [(_entry(f"m{n}"), Prose("A Minister speaks.", "")) for n in range(3)]
    index = NamedContexts(TOPICS, [*usual, *unusual])  # type: ignore[arg-type]  # slugs are texts
    return index.missing(_entry("new", *contexts), lambda: Prose(text, rest))


def _entry(slug: str, *contexts: str) -> Entry:
    return entry_of(slug, Date(2031, 5, 15), *map(Context, contexts))


def test_a_context_is_missed_where_a_text_names_it() -> None:
    assert named("Ships leave Taiwan.") == ("taiwan",)
    assert named("Ships leave Taiwan.", "Taiwan") == ()


def test_a_context_that_most_who_name_it_lack_is_not_missed() -> None:
    assert named("The Minister speaks.") == ()


def test_a_part_of_a_longer_name_is_not_missed() -> None:
    assert named("The Taiwan Strait is calm.") == ()
    assert named("The New Taiwan is printed.") == ()
    assert named("Ships leave Taiwan.", "Taiwan Strait") == ()


def test_the_first_word_of_a_sentence_is_no_part_of_a_name() -> None:
    assert named("Near Taiwan, all is calm. In Taiwan too.") == ("taiwan",)
    assert named("All is calm. Near Taiwan it blows.") == ("taiwan",)


def test_a_name_of_several_words_is_found_whole() -> None:
    assert named("As the Port Gazette says.") == ("port-gazette",)
    assert named("As the Port says.") == ()


def test_a_name_is_found_as_it_is_written() -> None:
    assert named("The ice melts.") == ("ice",)
    assert named("ICE arrests two.") == ()


def test_what_the_rest_of_a_text_names_once_is_not_missed_but_what_it_names_twice() -> None:
    assert named("Ships leave.", rest="For Taiwan, it is said.") == ()
    assert named("Ships leave.", rest="For Taiwan, it is said. From Taiwan others come.") == ("taiwan",)
