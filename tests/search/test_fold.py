"""Texts are tokenized alike in Python and in a reader's browser."""

import pytest
from playwright.sync_api import Page

from builder.search.fold import fold, index_words, tokenize
from tests.search.brute_force import words_in

TEXTS = (
    "",
    "Iran's 3rd UN-backed talks — in 2011/12!",
    "Čeština, Straße, ŒUVRE, Ærø, Łódź, Đà Nẵng, Þór, İstanbul, ISPARTA, ıspartalı",
    "Ναός, ΟΔΥΣΣΕΥΣ Οδυσσεύς, Ёлка Йод, العَرَبِيّة, שָׁלוֹם, हिन्दी में",
    "北朝鮮がミサイル発射、ﾐｻｲﾙ ﾊｯｼｬ 3発 GDP増 𠮷野家 々 〇",
    "สวัสดีครับ ພາສາລາວ မြန်မာ ភាសាខ្មែរ ไทย4ๆ",
    "한국어 조선말",
    "ﬁne ½ Ⅷ ² ㎞ ™ é e\u0301 ﷺ ㍿ Å Å",
    "a_b c\u00adc d\u200bd e'e f’f",
    "can't CAN’T won't n'tx n't'n't 'nt n' t l'état d’Iran Iran's can't3",
    "can't, an ascii n't",
    "x" * 40 + " " + "é" * 40,
    "\U0001d49c\U0001d4b7 \U00010400\U00010428 🙂 🇮🇷",
)
"""What folding may stumble over."""


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_has_the_words_that_looking_at_each_of_its_letters_gives(text: str) -> None:
    assert tokenize(text) == [*words_in(text, ends=False)]
    assert index_words(text) == {*words_in(text, ends=True)}


def test_the_script_folds_every_text_as_the_index_does(engine: Page) -> None:
    folded, words = engine.evaluate("texts => [texts.map(engine.fold), texts.map(engine.words)]", TEXTS)
    assert folded == [fold(text) for text in TEXTS]
    assert words == [tokenize(text) for text in TEXTS]


@pytest.mark.parametrize(
    ("query", "text", "marked"),
    [
        ("missile", "Missiles, MISSILE; dismissile", "[Missiles], [MISSILE]; dismissile"),
        ("missile test", "Tests of a missile and missiles", "[Tests] of a [missile] and missiles"),
        ("uber", "Über den Überblick", "[Über] den [Überblick]"),
        ("朝鮮", "北朝鮮と朝鮮", "北[朝鮮]と[朝鮮]"),
        ("北朝鮮", "北朝鮮と朝鮮", "[北朝鮮]と[朝鮮]"),
        ("朝", "北朝鮮", "北[朝]鮮"),
        ("ไทย", "ภาษาไทย", "ภาษา[ไทย]"),
        ("can't", "Can’t, can't, can", "[Can’t], [can't], can"),
        ("etat", "L’État", "L’[État]"),
        ("", "Nothing", "Nothing"),
    ],
)
def test_what_was_asked_for_is_marked_as_it_is_written(engine: Page, query: str, text: str, marked: str) -> None:
    script = """([query, text]) => [...new engine.Query(query).pieces(text)]
        .map((piece) => (piece.found ? `[${piece.text}]` : piece.text)).join("")"""
    assert engine.evaluate(script, [query, text]) == marked
