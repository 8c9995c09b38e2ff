"""Pictures of a given size, for tests of what is made of their sizes."""

import struct


def gif(width: int, height: int) -> bytes:
    """A GIF: a header, one colour, one pixel of it, and the end (https://www.w3.org/Graphics/GIF/spec-gif89a.txt)."""
    screen = b"GIF89a" + struct.pack("<HHBBB", width, height, 0x80, 0, 0) + b"\x8c\x2f\x1b\xff\xff\xff"
    image = b"\x2c" + struct.pack("<HHHHB", 0, 0, 1, 1, 0) + b"\x02\x02\x44\x01\x00"
    return screen + image + b"\x3b"
