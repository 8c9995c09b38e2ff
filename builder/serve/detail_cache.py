"""A cache of details, what only the own page of a text shows: once read, a page outlives mistakes in its file."""

from collections.abc import Callable, Iterable, Mapping

from builder.core.model import Detail, Text


class DetailCache:
    """Details by text, read when they are first asked for, and kept as they were when the text was read last."""

    def __init__(self, read: Callable[[Text], Detail], details: Mapping[str, Detail] | None = None) -> None:
        self._read = read
        self._details = dict(details or {})
        """By the path for messages."""

    def __call__(self, text: Text) -> Detail:
        """The detail of a text. Raises ProblemsFound if it is not in the cache, and its file has errors by now."""
        detail = self._details.get(text.path)
        if detail is None:
            detail = self._details[text.path] = self._read(text)
        return detail

    def peek(self, text: Text) -> Detail:
        """The same without adding to the cache: for a pass over all texts."""
        return self._details.get(text.path) or self._read(text)

    def updated(self, read: Callable[[Text], Detail], texts: Iterable[Text]) -> "DetailCache":
        """A cache with the details of some texts read anew; it itself if there are none."""
        texts = tuple(texts)
        if not texts:
            return self
        return DetailCache(self._read, self._details | {text.path: read(text) for text in texts})
