"""The cache of details keeps what was read of a text, whatever becomes of its file."""

import pytest

from builder.core.model import Body, Detail, Page
from builder.core.problems import ProblemsFound
from builder.core.urls import Address
from builder.serve.detail_cache import DetailCache

ABOUT = Page("content/about.md", Address("about.html"), "About")
OTHER = Page("content/other.md", Address("other.html"), "Other")


def unreadable(_: object) -> Detail:
    """A file that cannot be read any more."""
    raise ProblemsFound(())


def test_a_text_is_read_once() -> None:
    reads: list[str] = []

    def read(text: object) -> Detail:
        reads.append(str(text))
        return Detail(Body("Old."))

    cache = DetailCache(read)
    assert cache(ABOUT) is cache(ABOUT)
    assert len(reads) == 1


def test_what_is_read_anew_replaces_what_was_cached_and_the_rest_stays() -> None:
    before = DetailCache(unreadable, {ABOUT.path: Detail(Body("Old.")), OTHER.path: Detail(Body("Other."))})
    after = before.updated(lambda _: Detail(Body("New.")), [ABOUT])
    assert [cache(ABOUT).body.markdown for cache in (before, after)] == ["Old.", "New."]
    assert after(OTHER).body.markdown == "Other."
    assert before.updated(unreadable, ()) is before


def test_a_text_that_was_never_read_and_has_errors_now_is_an_error() -> None:
    with pytest.raises(ProblemsFound):
        DetailCache(unreadable)(ABOUT)
