"""Lists of numbers as text: the first one, then what each is more than the one before.

A number is written five bits at a time, the lowest first, each as one of 64 letters; those behind the 32nd say that
more follow. What a server packs on its way (gzip) then takes little more room than it has to.
"""

import re
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, chain
from operator import sub

_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_LAST, _MORE = _DIGITS[:32], _DIGITS[32:]
_NUMBER = re.compile(f"[{re.escape(_MORE)}]*[{_LAST}]")
_FEW = 1 << 16
"""Numbers below this are written and read so often that they are kept."""


class _Written(dict[int, str]):
    def __missing__(self, number: int) -> str:
        written, left = "", number
        while left >= 32:
            written += _MORE[left & 31]
            left >>= 5
        written += _LAST[left]
        if number < _FEW:
            self[number] = written
        return written


class _Read(dict[str, int]):
    def __missing__(self, written: str) -> int:
        number = sum((_DIGITS.index(digit) & 31) << 5 * place for place, digit in enumerate(written))
        if number < _FEW:
            self[written] = number
        return number


_WRITTEN, _READ = _Written(), _Read()


def written(numbers: Iterable[int]) -> str:
    """Numbers as they are, in no order: one behind the other."""
    return "".join(map(_WRITTEN.__getitem__, numbers))


def encode(numbers: Sequence[int]) -> str:
    """Ascending numbers by their differences."""
    return written(chain(numbers[:1], map(sub, numbers[1:], numbers)))


def decode(text: str) -> list[int]:
    """The ascending numbers of a text."""
    return [*accumulate(_read(text))]


def count(text: str) -> int:
    """How many numbers a text holds."""
    return len(_NUMBER.findall(text))


def encode_bits(bits: int) -> str:
    """Numbers as bits, the lowest first, in base64: this takes less room where there are many of few."""
    return b64encode(bits.to_bytes((bits.bit_length() + 7) // 8, "little")).decode()


def decode_bits(text: str) -> int:
    """The bits of a text."""
    return int.from_bytes(b64decode(text), "little")


def _read(text: str) -> Iterator[int]:
    return map(_READ.__getitem__, _NUMBER.findall(text))
