"""Message catalogs: the site's own over the theme's, what is wrong with them, and the theme's own being complete."""

import re
from pathlib import Path

import pytest

from builder.core.problems import Code, Problem
from builder.theme.catalogs import CatalogFile, find_catalogs, merge_catalogs
from builder.theme.language import Language
from tests.sites import ROOT, SiteFolder
from tests.words import CATALOGUES, drafts, read, renewed, untranslated

LINKS = "news/2011/05/15/first.html"
RELATED = 'msgid "Related"\nmsgstr "{}"\n'


def italian(text: str, name: str = "it.po") -> Language:
    """Italian with one catalog without problems."""
    words, problems = merge_catalogs([CatalogFile(name, text.encode())])
    assert problems == ()
    return Language("it", words)


def problem_with(text: str | bytes) -> Problem:
    """The one problem of a catalog."""
    _, problems = merge_catalogs([CatalogFile("it.po", text.encode() if isinstance(text, str) else text)])
    (problem,) = problems
    return problem


def test_the_interface_speaks_the_sites_language(two_entries: SiteFolder) -> None:
    two_entries.build(language="de")
    page = two_entries.page(LINKS)
    assert "<h2>Verwandte Meldungen</h2>" in page
    assert '<time datetime="2011-05-15">15. Mai 2011</time>' in page
    assert "Sonntag" in page
    assert "1 Meldung</" in two_entries.page("news/2011/05/15/index.html")


def test_a_sites_own_words_go_over_the_themes_message_by_message(two_entries: SiteFolder) -> None:
    two_entries.write({"templates/words/de.po": RELATED.format("Auch dazu")})
    two_entries.build(language="de")
    assert "<h2>Auch dazu</h2>" in two_entries.page(LINKS)
    assert "Zum Text springen" in two_entries.page(LINKS)


def test_a_site_may_have_other_words_in_english_too(two_entries: SiteFolder) -> None:
    two_entries.write({"templates/words/en.po": RELATED.format("See also")})
    two_entries.build()
    assert "<h2>See also</h2>" in two_entries.page(LINKS)


def test_a_language_of_a_country_falls_back_to_the_language_and_then_to_english(tmp_path: Path) -> None:
    folders = (tmp_path / "site", tmp_path / "theme")
    for folder, names in zip(folders, (("pt", "en"), ("pt_BR", "pt", "fr", "en")), strict=True):
        (folder / "words").mkdir(parents=True)
        for name in names:
            (folder / f"words/{name}.po").write_text(f"{folder.name}/{name}")
    contents = [file.content.decode() for file in find_catalogs("pt-BR", folders)]
    assert contents == ["theme/pt_BR", "site/pt", "theme/pt", "site/en", "theme/en"]


def test_the_first_catalogue_that_has_a_message_gives_it() -> None:
    exact, general = RELATED.format("A"), RELATED.format("B") + '\nmsgid "Topics"\nmsgstr "C"\n'
    words, _ = merge_catalogs([CatalogFile("pt-BR.po", exact.encode()), CatalogFile("pt.po", general.encode())])
    assert words.texts == {"Related": "A", "Topics": "C"}


def test_a_catalogue_without_a_header_has_the_plural_forms_of_its_language() -> None:
    forms = 'msgid "%(num)s entry"\nmsgid_plural "%(num)s entries"\n' + "".join(
        f'msgstr[{n}] "{text}"\n' for n, text in enumerate(("%(num)s wpis", "%(num)s wpisy", "%(num)s wpisów"))
    )
    language = italian(forms, "pl.po")
    texts = [language.ngettext("%(num)s entry", "%(num)s entries", n) for n in (1, 3, 5, 22)]
    assert texts == ["1 wpis", "3 wpisy", "5 wpisów", "22 wpisy"]


@pytest.mark.parametrize(
    "text",
    [
        'msgid "Related"\nmsgstr ""\n',
        '#, fuzzy\nmsgid "Related"\nmsgstr "Forse"\n',
        'msgctxt "menu"\nmsgid "Related"\nmsgstr "Forse"\n',
        'msgid "Related"\nmsgid_plural "Relateds"\nmsgstr[0] "Uno"\nmsgstr[1] ""\n',
    ],
    ids=["empty", "fuzzy", "of another context", "half of its forms"],
)
def test_words_that_are_not_finished_are_left_in_english(text: str) -> None:
    language = italian(text)
    assert language.gettext("Related") == "Related"
    assert language.ngettext("Related", "Relateds", 1) == "Related"


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("\n" + RELATED.format("Il 5 % di più"), 2, 'in "Il 5 % di più" a % stands alone'),
        (RELATED.format("%s"), 1, 'in "%s" a % stands alone'),
        (
            RELATED.format("%(count)s affini"),
            1,
            '"%(count)s affini" holds %(count)s, which its English text does not have',
        ),
        ('msgid "Related"\nmsgstr Affini\n', 2, "this is no line of a catalogue"),
        ('msgid "Related"\nmsgstr "Gli "affini""\n', 2, "this is no line of a catalogue"),
        ('msgid "Related"\nsaid "Affini"\n', 2, "this is no line of a catalogue"),
        ('\nmsgid "Related"\n', 2, "a message is not whole: missing msgstr"),
        ('msgid ""\nmsgstr "Plural-Forms: nplurals=x; plural=n;\\n"\n', 1, "the catalogue cannot be read: "),
        (
            'msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=n;\\n"\n',
            1,
            "the catalogue cannot be read: its plural rule names more forms than it has",
        ),
    ],
)
def test_what_is_wrong_with_a_catalogue_is_told_with_its_line(text: str, line: int, what: str) -> None:
    problem = problem_with(text)
    assert (problem.code, problem.place.path, problem.place.line) == (Code.WORDS_INVALID, "templates/words/it.po", line)
    assert problem.what.startswith(what)


def test_the_cure_names_what_a_message_may_hold() -> None:
    assert problem_with(RELATED.format("%(a)s")).cure == "take it away"
    two = 'msgid "%(first)s to %(last)s"\nmsgstr "%(firt)s"\n'
    assert problem_with(two).cure == "it may hold %(first)s, %(last)s"


def test_a_catalogue_that_is_not_utf8_is_told_of() -> None:
    assert problem_with(b'msgid "Related"\nmsgstr "Pi\xf9"\n').code is Code.FILE_NOT_UTF8


def test_words_are_plain_text(two_entries: SiteFolder) -> None:
    two_entries.write({"templates/words/en.po": RELATED.format("<b>Q&A</b>")})
    two_entries.build()
    assert "<h2>&lt;b&gt;Q&amp;A&lt;/b&gt;</h2>" in two_entries.page(LINKS)


def test_the_theme_speaks_four_languages_besides_english() -> None:
    assert [file.stem for file in CATALOGUES] == ["ar", "de", "es", "fr"]
    assert all(file.parent == ROOT / "templates/words" for file in CATALOGUES)


@pytest.mark.parametrize("file", CATALOGUES, ids=lambda file: file.stem)
def test_a_catalogue_of_the_theme_has_exactly_the_messages_in_use(file: Path) -> None:
    assert file.read_text(encoding="utf-8") == renewed(file), "run `make words`"


def test_a_draft_of_a_translation_keeps_its_mark_until_a_speaker_takes_it_away(tmp_path: Path) -> None:
    french = (ROOT / "templates/words/fr.po").read_text(encoding="utf-8")
    file = tmp_path / "fr.po"
    file.write_text(french.replace('msgid "Related"\n', '#, fuzzy\nmsgid "Related"\n'), encoding="utf-8")
    assert drafts(file) == ["Related"]
    assert renewed(file) == file.read_text(encoding="utf-8") != french


@pytest.mark.parametrize("file", CATALOGUES, ids=lambda file: file.stem)
def test_every_message_of_the_theme_is_translated(file: Path) -> None:
    assert untranslated(file) == []
    assert merge_catalogs([CatalogFile(file.name, file.read_bytes())])[1] == ()


@pytest.mark.parametrize("file", CATALOGUES, ids=lambda file: file.stem)
def test_a_translation_keeps_what_its_message_holds(file: Path) -> None:
    for message in read(file):
        ids, texts = (
            [value] if isinstance(value, str) else list(value or ()) for value in (message.id, message.string)
        )
        # A language may have a word for one or two that says the number itself.
        placeholders = {name for value in ids for name in re.findall(r"%\(\w+\)s", value)} - {"%(num)s"}
        for text in texts if message.id else ():
            assert {*re.findall(r"%\(\w+\)s", text)} - {"%(num)s"} == placeholders, text
