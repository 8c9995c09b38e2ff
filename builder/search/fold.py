"""Tokenizer: texts folded and cut into words, one way for what is indexed and for what a reader types.

    tokenize("Čeština can't: 北朝鮮")    ["cestina", "cant", "北朝", "朝鮮"]

`templates/static/search-index.js` has the same tokenizer; tests hold both against the same texts.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache

MAX_LENGTH = 32
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
_BLANKS = "".join(chr(code) if chr(code).isalnum() else " " for code in range(128))
_EQUIVALENTS = {
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
"""Letters that Unicode does not decompose, and readers type as others."""


class _FoldTable(dict[int, str | None]):
    """A table for `str.translate` that drops combining marks, filled as letters occur."""

    def __missing__(self, code: int) -> str | None:
        letter = chr(code)
        self[code] = folded = None if unicodedata.category(letter)[0] == "M" else letter
        return folded


_FOLD_TABLE = _FoldTable({ord(letter): equivalent for letter, equivalent in _EQUIVALENTS.items()})


def fold(text: str) -> str:
    """Fold a text: lower case, without marks, each sign in its compatibility form (NFKD); can't becomes cant."""
    folded = text.lower() if text.isascii() else unicodedata.normalize("NFKD", text).lower().translate(_FOLD_TABLE)
    return _NEGATED.sub("", folded) if "n't" in folded or "n\u2019t" in folded else folded


def tokenize(text: str) -> list[str]:
    """The words of a text, folded, in its order: runs of letters and digits.

    Where a script has no blanks, each two letters that stand together are a word (bigrams), and a letter that stands
    alone.
    """
    return [word for run in _runs(fold(text)) for word in _split_run(run)]


def index_words(text: str) -> set[str]:
    """The distinct words under which a text is indexed: also the last letter of a run without blanks.

    So each of its letters begins a word.
    """
    folded = fold(text)
    if folded.isascii():
        words = {*folded.translate(_BLANKS).split()}
        return {word[:MAX_LENGTH] for word in words} if max(map(len, words), default=0) > MAX_LENGTH else words
    runs = [*_runs(folded)]
    return {word for run in runs for word in _split_run(run)} | {run[-1] for run in runs if is_unspaced(run)}


@lru_cache(maxsize=65_536)
def name_words(name: str) -> frozenset[str]:
    """The words under which a topic of this name is found."""
    return frozenset(index_words(name))


def is_unspaced(word: str) -> bool:
    """Whether a word begins in a script that is written without blanks between words."""
    return not word.isascii() and bool(_unspaced_letter().match(word))


@cache
def _unspaced_letter() -> re.Pattern[str]:
    """A letter of such a script. To compile this and the next takes as long as to index many entries without any."""
    return re.compile(f"[{_UNSPACED}]")


@cache
def _script_run() -> re.Pattern[str]:
    """Letters of such scripts, or of others."""
    return re.compile(f"[{_UNSPACED}]+|[^{_UNSPACED}]+")


def _runs(folded: str) -> Iterator[str]:
    """The runs of letters and digits of a folded text, cut where a script without blanks begins or ends."""
    for run in _RUN.findall(folded):
        yield from (run,) if run.isascii() else _script_run().findall(run)


def _split_run(run: str) -> list[str]:
    if not is_unspaced(run):
        return [run[:MAX_LENGTH]]
    return [run[n : n + 2] for n in range(len(run) - 1)] or [run]
