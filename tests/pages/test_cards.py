"""Cards: which pages have one, what it shows, and what is told where it cannot be drawn."""

import sys
from io import BytesIO

import pytest
from PIL import Image, ImageFont

from builder.config.theme_colors import DEFAULTS
from builder.core.dates import Date
from builder.core.problems import Code, ProblemsFound
from builder.views.card import HEIGHT, WIDTH, Card, card_png
from builder.views.strip import strip
from tests.sites import BASE_URL, SiteFolder

FONT = "templates/static/serif.ttf"
SETTINGS = f'base_url = "{BASE_URL}"\ncard_font = "static/serif.ttf"\n'


def font() -> bytes:
    """The font that Pillow has for those who name none."""
    face = ImageFont.load_default(20)
    assert isinstance(face, ImageFont.FreeTypeFont)
    assert isinstance(face.path, BytesIO)
    return face.path.getvalue()


@pytest.fixture
def cards(site: SiteFolder) -> SiteFolder:
    """A site with cards, of a topic and of its turning point."""
    for day in range(1, 7):
        importance = "importance: 9\n" if day == 6 else ""
        site.write({f"content/news/2011/05/{day:02}/a.md": f"---\ntitle: A{day}\ncontexts: [Quay]\n{importance}---\n"})
    site.write({"dateline.toml": SETTINGS, FONT: font()})
    return site


def drawn(card: Card, *, is_right_to_left: bool = False) -> "Image.Image":
    """A card as it is drawn."""
    return Image.open(BytesIO(card_png(card, font(), DEFAULTS, is_right_to_left=is_right_to_left))).convert("RGB")


def test_topics_with_a_strip_and_turning_points_have_one_that_shared_links_show(cards: SiteFolder) -> None:
    cards.build()
    assert sorted(name for name in cards.tree() if name.endswith("card.png")) == [
        "news/2011/05/6/a.card.png",
        "topics/quay/card.png",
    ]
    topic, entry = cards.page("topics/quay/index.html"), cards.page("news/2011/05/6/a.html")
    assert f'<meta property="og:image" content="{BASE_URL}topics/quay/card.png">' in topic
    assert f'<meta property="og:image" content="{BASE_URL}news/2011/05/6/a.card.png">' in entry
    assert "og:image" not in cards.page("news/2011/05/1/a.html")
    made = (cards.output / "topics/quay/card.png").read_bytes()
    assert Image.open(BytesIO(made)).size == (WIDTH, HEIGHT)
    assert len(made) < 20_000


def test_an_entrys_own_picture_goes_before_its_card(cards: SiteFolder) -> None:
    cards.write({"content/news/2011/05/06/a.md": "---\ntitle: A\nimportance: 9\nimage: /own.png\n---\n"})
    cards.write({"content/own.png": ""})
    cards.build()
    assert f'content="{BASE_URL}own.png"' in cards.page("news/2011/05/6/a.html")


def test_without_the_setting_there_are_none(cards: SiteFolder) -> None:
    cards.write({"dateline.toml": f'base_url = "{BASE_URL}"\n'})
    cards.build()
    assert not [name for name in cards.tree() if name.endswith("card.png")]
    assert "og:image" not in cards.page("topics/quay/index.html")


def test_a_change_draws_what_it_alters_anew(cards: SiteFolder) -> None:
    cards.build()
    cards.write({"content/news/2011/05/06/a.md": "---\ntitle: Another\nimportance: 9\ncontexts: [Quay]\n---\n"})
    cards.build()
    after = cards.tree()
    cards.build(clean=True)
    assert cards.tree() == after


def test_another_font_draws_all_of_them_anew(cards: SiteFolder) -> None:
    cards.build()
    cards.write({FONT: b"none"})
    with pytest.raises(ProblemsFound) as found:
        cards.build()
    (problem,) = found.value.problems
    assert (problem.code, problem.place.path) == (Code.CARD_FAILED, FONT)
    assert "it is no font" in problem.what


def test_a_missing_font_and_a_missing_pillow_are_told(cards: SiteFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    (cards.path / FONT).unlink()
    assert [problem.code for problem in cards.problems()] == [Code.CARD_FAILED]
    cards.write({FONT: font()})
    monkeypatch.setitem(sys.modules, "PIL", None)
    (problem,) = cards.problems()
    assert "python -m pip install pillow" in problem.cure


def test_a_title_takes_the_room_that_it_has_and_no_word_is_lost_but_at_the_end() -> None:
    blank = drawn(Card("", "", ""))
    short, long = drawn(Card("", "A quay", "")), drawn(Card("", "A very long title " * 30, ""))
    assert short != blank
    for picture in (short, long):
        margin = picture.crop((0, 0, 60, HEIGHT))
        assert margin.getcolors() == [(60 * HEIGHT, (253, 252, 249))]
        right = picture.crop((WIDTH - 60, 0, WIDTH, HEIGHT))
        assert right.getcolors() == [(60 * HEIGHT, (253, 252, 249))]


def test_marks_stand_where_the_strip_has_them_and_the_other_way_round_from_right_to_left() -> None:
    marks = strip([Date(2011, 1, 1), Date(2011, 1, 2), Date(2020, 1, 1)])
    first, last = (72, 392, 130, 486), (WIDTH - 130, 392, WIDTH - 72, 486)
    card = Card("", "", "", marks)

    def colours(box: tuple[int, int, int, int], *, is_right_to_left: bool) -> int:
        return len(drawn(card, is_right_to_left=is_right_to_left).crop(box).getcolors() or ())

    assert colours(first, is_right_to_left=False) > 1
    assert colours(last, is_right_to_left=True) > 1
    assert colours(last, is_right_to_left=False) == colours(first, is_right_to_left=True) == 1
