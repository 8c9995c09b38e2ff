"""Varint codec: lists of numbers as text, ascending ones as deltas, and bitmaps in base64.

    encode_varints([5, 40])   "FoB": 5 is F; 40 = 8 + 1 * 32 is o (8, and more follow) and B (1, the last digit)
    encode_deltas([5, 45])    "FoB": the first number, then each difference from the number before

A digit holds five bits, the lowest first; those of the second half of the 64 characters say that more follow. What a
server packs on its way (gzip) then takes little more room than it has to.
"""

import re
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, chain
from operator import sub

_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_LAST, _MORE = _DIGITS[:32], _DIGITS[32:]
_VARINT = re.compile(f"[{re.escape(_MORE)}]*[{_LAST}]")
_CACHED_BELOW = 1 << 16
"""Numbers below this are coded so often that their codes are kept."""


class _Encoded(dict[int, str]):
    def __missing__(self, number: int) -> str:
        text, rest = "", number
        while rest >= 32:
            text += _MORE[rest & 31]
            rest >>= 5
        text += _LAST[rest]
        if number < _CACHED_BELOW:
            self[number] = text
        return text


class _Decoded(dict[str, int]):
    def __missing__(self, text: str) -> int:
        number = sum((_DIGITS.index(digit) & 31) << 5 * place for place, digit in enumerate(text))
        if number < _CACHED_BELOW:
            self[text] = number
        return number


_ENCODED, _DECODED = _Encoded(), _Decoded()


def encode_varints(numbers: Iterable[int]) -> str:
    """Encode numbers as they are, in any order, one behind the other."""
    return "".join(map(_ENCODED.__getitem__, numbers))


def encode_deltas(numbers: Sequence[int]) -> str:
    """Encode ascending numbers as the first one and the differences that follow."""
    return encode_varints(chain(numbers[:1], map(sub, numbers[1:], numbers)))


def decode_deltas(text: str) -> list[int]:
    """Decode the ascending numbers of `encode_deltas`."""
    return [*accumulate(_decode_varints(text))]


def count_varints(text: str) -> int:
    """Count the numbers that a text holds, without decoding them."""
    return len(_VARINT.findall(text))


def encode_bitmap(bits: int) -> str:
    """Encode a bitmap in base64, the lowest bit first: smaller than deltas where most of the bits are set."""
    return b64encode(bits.to_bytes((bits.bit_length() + 7) // 8, "little")).decode()


def decode_bitmap(text: str) -> int:
    """Decode the bitmap of `encode_bitmap`."""
    return int.from_bytes(b64decode(text), "little")


def _decode_varints(text: str) -> Iterator[int]:
    return map(_DECODED.__getitem__, _VARINT.findall(text))
