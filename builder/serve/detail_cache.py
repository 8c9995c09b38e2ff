"""What only the own page of a text shows of it, kept once it was read, so that a page outlives its file's mistakes."""

from collections.abc import Callable, Iterable, Mapping

from builder.core.model import Detail, Text


class Kept:
    """Details as they were when their texts were read last."""

    def __init__(self, read: Callable[[Text], Detail], kept: Mapping[str, Detail] | None = None) -> None:
        self._read = read
        self._kept = dict(kept or {})
        """By the path for messages."""

    def __call__(self, text: Text) -> Detail:
        """The detail of a text. Raises ProblemsFound if it was not read before, and its file is wrong by now."""
        found = self._kept.get(text.path)
        if found is None:
            found = self._kept[text.path] = self._read(text)
        return found

    def glance(self, text: Text) -> Detail:
        """The same, not kept: for who looks at all texts once."""
        return self._kept.get(text.path) or self._read(text)

    def renewed(self, read: Callable[[Text], Detail], texts: Iterable[Text]) -> "Kept":
        """The same, but for the texts that were read anew."""
        texts = tuple(texts)
        if not texts:
            return self
        return Kept(self._read, self._kept | {text.path: read(text) for text in texts})
