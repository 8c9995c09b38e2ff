"""What was read of a text is kept, whatever becomes of its file."""

import pytest

from builder.core.model import Body, Detail, Page
from builder.core.problems import ProblemsFound
from builder.core.urls import Address
from builder.serve.detail_cache import Kept

ABOUT = Page("content/about.md", Address("about.html"), "About")
OTHER = Page("content/other.md", Address("other.html"), "Other")


def wrong(_: object) -> Detail:
    """A file that cannot be read any more."""
    raise ProblemsFound(())


def test_a_text_is_read_once() -> None:
    asked: list[str] = []

    def read(text: object) -> Detail:
        asked.append(str(text))
        return Detail(Body("Old."))

    kept = Kept(read)
    assert kept(ABOUT) is kept(ABOUT)
    assert len(asked) == 1


def test_what_is_read_anew_takes_the_place_of_what_was_kept_and_the_rest_stays() -> None:
    before = Kept(wrong, {ABOUT.path: Detail(Body("Old.")), OTHER.path: Detail(Body("Other."))})
    after = before.renewed(lambda _: Detail(Body("New.")), [ABOUT])
    assert [kept(ABOUT).body.markdown for kept in (before, after)] == ["Old.", "New."]
    assert after(OTHER).body.markdown == "Other."
    assert before.renewed(wrong, ()) is before


def test_what_was_never_read_and_is_wrong_now_is_an_error() -> None:
    with pytest.raises(ProblemsFound):
        Kept(wrong)(ABOUT)
