"""Contexts that a text names."""

from builder.core.dates import Date
from builder.core.model import Body, Context, Detail, Entry
from builder.core.text import truncate
from builder.findings.named_contexts import NamedContexts
from tests.sites import changed, entry_of

TOPICS = {"taiwan": ("Taiwan", 4), "minister": ("Minister", 3), "port-gazette": ("Port Gazette", 3), "ice": ("ice", 3)}


def named(title: str, *contexts: str, text: str = "") -> tuple[str, ...]:
    """The contexts that an entry names and lacks, on a site whose other entries have Taiwan where they name it."""
    usual = [_entry("Taiwan. Port Gazette. The ice.", "Taiwan", "Port Gazette", "ice") for _ in range(3)]
    unusual = [_entry("A Minister speaks.") for _ in range(3)]
    index = NamedContexts(TOPICS, [*usual, *unusual])  # type: ignore[arg-type]  # slugs are texts
    return index.missing(
        changed(_entry(title, *contexts), excerpt=truncate(text)), Detail(Body(text, (f"<p>{text}</p>",)))
    )


def _entry(title: str, *contexts: str) -> Entry:
    return entry_of("a", Date(2031, 5, 15), *map(Context, contexts), title=title)


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


def test_a_text_is_asked_as_its_title_is() -> None:
    assert named("Ships leave.", text="They come from Taiwan.") == ("taiwan",)


def test_what_the_rest_of_a_long_text_names_once_is_not_missed_but_what_it_names_twice() -> None:
    long = "No ship is seen today. " * 12
    assert named("Ships leave.", text=f"{long}For Taiwan, it is said.") == ()
    assert named("Ships leave.", text=f"{long}For Taiwan, it is said. From Taiwan others come.") == ("taiwan",)
