"""Derived properties: cached, and carried over an edit by their own rules."""

from builder.core.derived import Memoized, carry_over, derive, derived, unchanged
from builder.core.record import Frozen


class Words(Frozen, frozen=True, dict=True):
    """A value of which things are derived."""

    words: tuple[str, ...]

    @derived
    def count(self) -> int:
        return len(self.words)

    count.after_edit(unchanged)

    @derived
    def lengths(self) -> dict[str, int]:
        return {word: len(word) for word in self.words}

    @lengths.after_edit
    def _(self, before: dict[str, int], new: str) -> dict[str, int] | None:
        return {word: before.get(word, len(new)) for word in self.words} if new else None

    @derived
    def longest(self) -> str:
        return max(self.words, key=len)


BEFORE = Words(("a", "bb"))


def test_a_property_is_derived_once() -> None:
    words = Words(("a",))
    assert words.lengths is words.lengths


def test_what_has_a_rule_is_carried_over_an_edit_if_it_was_derived() -> None:
    before, after = Words(("a", "bb")), Words(("a", "ccc"))
    derive(before, "count", "lengths", "longest")
    carry_over(before, after, "ccc")
    assert vars(after) == {"count": 2, "lengths": {"a": 1, "ccc": 3}}
    assert after.longest == "ccc"
    untouched = Words(("a", "ccc"))
    carry_over(Words(("a", "bb")), untouched, "ccc")
    assert vars(untouched) == {}


def test_a_rule_can_leave_a_property_to_be_derived_anew() -> None:
    after = Words(("a",))
    derive(BEFORE, "lengths")
    carry_over(BEFORE, after, "")
    assert "lengths" not in vars(after)
    assert after.lengths == {"a": 1}


class Text(Memoized, frozen=True, dict=True):
    """A text."""

    words: tuple[str, ...]


def test_what_functions_make_of_a_value_is_worked_out_once_for_each_value() -> None:
    asked: list[tuple[str, ...]] = []

    def longest(text: Text) -> str:
        asked.append(text.words)
        return max(text.words, key=len)

    one, other = Text(("a", "bb")), Text(("ccc",))
    assert [one.once(longest), one.once(longest), other.once(longest)] == ["bb", "bb", "ccc"]
    assert asked == [("a", "bb"), ("ccc",)]
    assert one.once(lambda text: len(text.words)) == 2
