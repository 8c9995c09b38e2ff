"""Sources that are written as text: the names and the addresses in it.

Gazette, https://gazette.example.org/1       the name "Gazette" and its address
[Gazette](https://gazette.example.org/1)     the same
https://a.example/1, https://b.example/2     two addresses
"""

import re
from typing import NamedTuple

from builder.core.text import one_line
from builder.core.urls import is_web

_ADDRESS = r"(?i:https?://|www\.)(?:(?![,;](?i:https?://|www\.))[^\s<>\"])+"
_LABELLED = r"\[(?P<label>[^\[\]]*)\]\(\s*<?(?P<target>(?:[^\s()<>]|\([^\s()<>]*\))+)>?(?:\s+\"[^\"]*\")?\s*\)"
_ITEM = re.compile(rf"{_LABELLED}|(?<![\w@./])(?P<bare>{_ADDRESS})")
_BRACKETS = re.compile(r"<\s*>|\(\s*\)|\[\s*\]")
_REPEATED = re.compile(r"\s*([,;:|])(?:\s*[,;:|])+")
_ENDS = " \t,;:|<>-\u2013\u2014"
_TRAILING = ".,;:!?'\"*_"
_FILE_ENDING = re.compile(r"\.[A-Za-z0-9]{2,5}")


class NamedAddress(NamedTuple):
    """An address in a text, and the words that name it; empty if there are none."""

    name: str
    url: str


def named_addresses(text: str) -> list[NamedAddress]:
    """The addresses in the text of a source, each with the words that belong to it; empty if it holds none.

    All words are kept: where one address stands, all name it; of several, each has the words before it, or behind it
    where the text begins with an address.

    >>> named_addresses("Gazette, https://a.example/1; Crier, www.b.example")
    [NamedAddress(name='Gazette', url='https://a.example/1'), NamedAddress(name='Crier', url='https://www.b.example')]
    """
    if is_web(text) and text.count("://") == 1:
        return [NamedAddress("", text)]
    if "://" not in text and "](" not in text and "www." not in text.lower():
        return []
    found = list(_ITEM.finditer(text))
    if not found:
        return []
    if len(found) == 1 and _is_address_with_blanks(text, found[0]):
        return [NamedAddress("", full_address(text.replace(" ", "%20")))]
    if _words(text[: found[0].start()]):
        cuts = [0, *(item.end() for item in found[:-1]), len(text)]
    else:
        cuts = [0, *(item.start() for item in found[1:]), len(text)]
    return [_named(text, item, cuts[number], cuts[number + 1]) for number, item in enumerate(found)]


def full_address(address: str) -> str:
    """An address with its scheme, which people leave out of one that begins with `www.`."""
    return f"https://{address}" if address[:4].lower() == "www." else address


def _is_address_with_blanks(text: str, item: re.Match[str]) -> bool:
    """Whether the whole text is one address, in whose path somebody wrote blanks as they are."""
    rest = text[item.end() :]
    if item.start() or not item["bare"] or "/" not in item["bare"].partition("://")[2] or rest[:1] != " ":
        return False
    word = rest.strip()
    is_one_word = " " not in word and word[:1].isalnum() and not word[:1].isupper()
    return is_one_word or bool(_FILE_ENDING.fullmatch(f".{word.rpartition('.')[2]}" if "." in word else ""))


def _named(text: str, item: re.Match[str], start: int, end: int) -> NamedAddress:
    """The address of an item, with its label and the words from `start` to `end` around it."""
    bare = item["bare"]
    address = _without_trailing(bare) if bare else item["target"]
    between = bare[len(address) :].strip(_TRAILING) if bare else item["label"]
    words = _words(f"{text[start : item.start()]}{between}{text[item.end() : end]}")
    return NamedAddress(words, full_address(address))


def _without_trailing(address: str) -> str:
    """An address without the marks of the sentence behind it: https://github.github.com/gfm/ (autolinks)."""
    is_open = {")": "(", "]": "["}
    while address[-1] in _TRAILING or (
        address[-1] in is_open and address.count(address[-1]) > address.count(is_open[address[-1]])
    ):
        address = address[:-1]
    return address


def _words(text: str) -> str:
    """The words of a text from which an address was taken, without the marks that it was set apart with."""
    words = one_line(_REPEATED.sub(r"\1", _BRACKETS.sub(" ", text))).strip(_ENDS)
    is_bracketed = words[:1] == "(" and words.find(")") == len(words) - 1
    return words[1:-1] if is_bracketed else words
