"""How words are compared: one fold for what is indexed and for what a reader types.

`templates/static/search-index.js` has the same fold; tests hold both against the same texts.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

LONGEST = 32
"""Letters of a word that count."""

_UNSPACED = (
    "\u0e00-\u0eff"  # Thai, Lao
    "\u1000-\u109f\ua9e0-\ua9ff\uaa60-\uaa7f"  # Myanmar
    "\u1780-\u17ff"  # Khmer
    "\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff"  # kana, and the signs that stand for a letter
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # Han
)
"""The scripts that are written without blanks between words, as a class of a regular expression."""

_NEGATED = re.compile("(?<=n)['\u2019](?=t(?![^\\W_]))")
"""The apostrophe of can't and won't, which are one word; others part two words, as in l'état and Iran's."""

_RUN = re.compile(r"[^\W_]+")
_PART = re.compile(f"[{_UNSPACED}]+|[^{_UNSPACED}]+")
_IS_UNSPACED = re.compile(f"[{_UNSPACED}]")
_BLANKS = "".join(chr(code) if chr(code).isalnum() else " " for code in range(128))
_OTHERS = {
    "ß": "ss",
    "ς": "σ",
    "æ": "ae",
    "œ": "oe",
    "ø": "o",
    "đ": "d",
    "ð": "d",
    "ł": "l",
    "þ": "th",
    "ı": "i",
}
"""Letters that Unicode does not take apart, and readers type as others."""


class _Letters(dict[int, str | None]):
    """For each letter what stands for it; nothing for a mark."""

    def __missing__(self, code: int) -> str | None:
        letter = chr(code)
        self[code] = kept = None if unicodedata.category(letter)[0] == "M" else letter
        return kept


_LETTERS = _Letters({ord(letter): other for letter, other in _OTHERS.items()})


def fold(text: str) -> str:
    """The text in lower case and without marks, each sign in its plain form (Unicode's NFKD); can't is cant."""
    folded = text.lower() if text.isascii() else unicodedata.normalize("NFKD", text).lower().translate(_LETTERS)
    return _NEGATED.sub("", folded) if "n't" in folded or "n\u2019t" in folded else folded


def words(text: str) -> list[str]:
    """The words of a text, folded, in its order: runs of letters and digits.

    Where a script has no blanks, each two letters that stand together are a word, and a letter that stands alone.
    """
    return [word for part in _parts(fold(text)) for word in _cut(part)]


def indexed(text: str) -> set[str]:
    """The words under which a text is found: also the last letter of a run without blanks.

    So each of its letters begins a word.
    """
    folded = fold(text)
    if folded.isascii():
        found = {*folded.translate(_BLANKS).split()}
        return {word[:LONGEST] for word in found} if max(map(len, found), default=0) > LONGEST else found
    parts = [*_parts(folded)]
    return {word for part in parts for word in _cut(part)} | {part[-1] for part in parts if is_unspaced(part)}


@lru_cache(maxsize=65_536)
def of_name(name: str) -> frozenset[str]:
    """The words of a name, under which its topic is found."""
    return frozenset(indexed(name))


def is_unspaced(word: str) -> bool:
    """Whether a word begins in a script that is written without blanks between words."""
    return bool(_IS_UNSPACED.match(word))


def _parts(folded: str) -> Iterator[str]:
    """The runs of letters and digits of a folded text, cut where a script without blanks begins or ends."""
    for run in _RUN.findall(folded):
        yield from (run,) if run.isascii() else _PART.findall(run)


def _cut(part: str) -> list[str]:
    if not is_unspaced(part):
        return [part[:LONGEST]]
    return [part[n : n + 2] for n in range(len(part) - 1)] or [part]
