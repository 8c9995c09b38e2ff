"""Stemmers: in a browser, words have the stems that Snowball gives them in Python."""

import pytest
import snowballstemmer
from playwright.sync_api import Browser

from builder.theme.load import default_folder
from builder.theme.stemmers import stemmer_of
from tests.test_crawl import served

WORDS = {
    "en": "election elections elected electing city cities dying news skies running happily relational sanctions",
    "de": "wahl wahlen gewahlt stadt stadte hauser haus verhandlungen regierungen schiff schiffe strasse",
    "es": "eleccion elecciones ciudad ciudades negociacion negociaciones barcos hablaron rapidamente",
    "fr": "election elections elu villes ville negociations gouvernement gouvernements navires heureusement",
    "ar": "انتخاب انتخابات الانتخابات والانتخابات مدينة مدن المدينة السفن سفينة",
}
NAMES = {"en": "english", "de": "german", "es": "spanish", "fr": "french", "ar": "arabic"}


@pytest.mark.parametrize("language", WORDS)
def test_a_word_has_the_same_stem_in_a_browser_as_in_python(chromium: Browser, language: str) -> None:
    words = WORDS[language].split()
    stemmer = snowballstemmer.stemmer(NAMES[language])
    with served(default_folder()) as address:
        page = chromium.new_page()
        page.goto(f"{address}static/icon.svg")
        script = """async ([url, words]) => {
          const made = new (await import(url)).default();
          return words.map((word) => made.stem(word));
        }"""
        stems = page.evaluate(script, [f"{address}{stemmer_of(language)}", words])
        page.close()
    assert stems == stemmer.stemWords(words)
    assert len(set(stems)) < len(words)


def test_a_language_has_a_stemmer_whatever_its_country_or_none() -> None:
    assert (stemmer_of("pt-BR"), stemmer_of("de-AT")) == (None, "static/stemmers/de.js")
