"""Pictures for documents, with few colours, so that they weigh little."""

from io import BytesIO
from pathlib import Path

from PIL import Image

COLOURS = 48
"""Of a picture at most: enough for pages without photographs."""


def save(screenshot: bytes, file: Path) -> None:
    """Write a screenshot in PNG with few colours."""
    image = Image.open(BytesIO(screenshot)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    image.save(file, optimize=True)
