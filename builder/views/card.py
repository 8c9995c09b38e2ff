"""Cards: the pictures that shared links show, drawn by Pillow with a font of the site's own.

A card is 1200 by 630 pixels, the size that https://developers.facebook.com/docs/sharing/webmasters/images asks for.
A palette of the theme's colours keeps it below 20 kB.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING

from builder.core.extras import CARDS, needed
from builder.core.record import Record
from builder.views.strip import FOOT, Dot, Strip
from builder.views.strip import HEIGHT as STRIP_HEIGHT
from builder.views.strip import WIDTH as STRIP_WIDTH

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

WIDTH, HEIGHT = 1200, 630

_MARGIN = 72
_INNER = WIDTH - 2 * _MARGIN
_COLOURS = ("ink", "accent", "quiet", "link", "line")
_STEPS = 4  # from the paper to each colour, for the edges of letters
_SMALL = 34  # the size of the words above and below the title, in pixels
_SIZES = (76, 68, 60, 52, 46, 40)  # of the title; the first at which it has room
_LEADING = 1.22
_TITLE_TOP = 170
_STRIP_TOP = 392
_DOT = 6  # the radius of a mark


class Card(Record, frozen=True):
    """What a card shows."""

    above: str
    """The words above the title: a date, or what the title is."""
    title: str
    below: str
    """The words at the foot: the site's name."""
    strip: Strip | None = None
    """The marks between."""


def card_png(card: Card, font: bytes, colours: Mapping[str, str], *, is_right_to_left: bool = False) -> bytes:
    """A card as a PNG file, in the light colours of a theme.

    Raises ExtraMissing without Pillow, and OSError for a font that cannot be read.
    """
    with needed(CARDS):
        from PIL import Image, ImageDraw  # noqa: PLC0415  # for sites that have cards

    picture = Image.new("RGB", (WIDTH, HEIGHT), colours["paper"])
    draw = ImageDraw.Draw(picture)
    small = _font(font, _SMALL)
    x, anchor = (WIDTH - _MARGIN, "ra") if is_right_to_left else (_MARGIN, "la")

    def write(top: int, text: str, face: "FreeTypeFont", colour: str) -> None:
        draw.text((x, top), _cut(text, face), fill=colour, font=face, anchor=anchor)

    draw.rectangle((_MARGIN, 64, WIDTH - _MARGIN, 69), fill=colours["ink"])
    write(92, card.above, small, colours["accent"])
    room = (_STRIP_TOP if card.strip else HEIGHT - 120) - _TITLE_TOP
    size, lines = _fitted(card.title, font, room)
    for number, line in enumerate(lines):
        write(_TITLE_TOP + int(number * size * _LEADING), line, _font(font, size), colours["ink"])
    if card.strip:
        _draw_strip(draw, card.strip, colours, is_right_to_left=is_right_to_left)
    write(HEIGHT - 92, card.below, small, colours["quiet"])
    file = BytesIO()
    picture.quantize(palette=_palette(colours), dither=Image.Dither.NONE).save(file, "PNG")
    return file.getvalue()


def _palette(colours: Mapping[str, str]) -> "Image":
    """A picture whose palette has the paper, and each colour with the steps to it."""
    from PIL import Image, ImageColor  # noqa: PLC0415  # as above

    paper = ImageColor.getrgb(colours["paper"])
    palette = [*paper]
    for colour in (ImageColor.getrgb(colours[name]) for name in _COLOURS):
        for step in range(1, _STEPS + 1):
            palette += [start + (end - start) * step // _STEPS for start, end in zip(paper, colour, strict=True)]
    picture = Image.new("P", (1, 1))
    picture.putpalette(palette)
    return picture


@lru_cache(maxsize=16)
def _font(font: bytes, size: int) -> "FreeTypeFont":
    from PIL import ImageFont  # noqa: PLC0415  # as above

    return ImageFont.truetype(BytesIO(font), size)


def _cut(text: str, font: "FreeTypeFont") -> str:
    """A text that is as wide as the card at most, cut with an ellipsis where it is wider."""
    if font.getlength(text) <= _INNER:
        return text
    while text and font.getlength(f"{text}…") > _INNER:
        text = text[:-1]
    return f"{text.rstrip()}…"


def _fitted(title: str, font: bytes, room: int) -> tuple[int, list[str]]:
    """The largest size at which a title has room, and its lines; at the smallest, as many of them as have room."""
    for size in _SIZES:
        lines = [*_lines(title, _font(font, size))]
        most = int(room / (size * _LEADING))
        if len(lines) <= most:
            return size, lines
    return size, [*lines[: most - 1], " ".join(lines[most - 1 :])]


def _lines(text: str, font: "FreeTypeFont") -> Iterator[str]:
    """The text in lines that are as wide as the card at most; a longer word has one of its own."""
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}".lstrip()
        if line and font.getlength(longer) > _INNER:
            yield line
            longer = word
        line = longer
    yield line


def _draw_strip(draw: "ImageDraw", strip: Strip, colours: Mapping[str, str], *, is_right_to_left: bool) -> None:
    """Draw the marks of a strip, stretched as on pages, from the side where time begins in the language."""
    scale = _INNER / STRIP_WIDTH
    foot = _STRIP_TOP + 2 * STRIP_HEIGHT

    def across(x: float) -> float:
        return WIDTH - _MARGIN - x * scale if is_right_to_left else _MARGIN + x * scale

    def mark(dot: Dot, colour: str) -> None:
        middle = foot - _DOT - 2 * (FOOT - dot.y)
        left, right = sorted((across(dot.x), across(dot.x + dot.length)))
        draw.rounded_rectangle((left - _DOT, middle - _DOT, right + _DOT, middle + _DOT), _DOT, fill=colour)

    for first, last in strip.lines:
        left, right = sorted((across(first), across(last)))
        draw.rectangle((left, _STRIP_TOP - 4, right, _STRIP_TOP), fill=colours["link"])
    draw.line((_MARGIN, foot + 4, WIDTH - _MARGIN, foot + 4), fill=colours["line"], width=2)
    turning = {*strip.turning}
    for number, dot in enumerate(strip.dots):
        mark(dot, colours["accent" if number in turning else "link"])
    half = max(1.0, strip.width * scale / 2)
    for bar in strip.bars:
        left, right = across(bar.x) - half, across(bar.x) + half
        draw.rectangle((left, foot - 2 * bar.height, right, foot), fill=colours["link"])
        if bar.turning:
            draw.rectangle((left, foot - 2 * bar.turning, right, foot), fill=colours["accent"])
