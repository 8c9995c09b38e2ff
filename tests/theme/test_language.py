"""Messages, dates and numbers in the language of a site."""

from pathlib import Path

import pytest
from markupsafe import Markup

from builder.core.dates import Date, YearDay
from builder.theme.language import Language, load_language
from builder.theme.load import default_folder

DAY, MONTH, YEAR = Date(2011, 5, 15), Date(2011, 5), Date(2011)


def default_language(tag: str) -> Language:
    """A language with the catalogs of the default theme."""
    language, problems = load_language(tag, (default_folder(),))
    assert problems == ()
    return language


@pytest.mark.parametrize(
    ("tag", "day", "month", "weekday"),
    [
        ("en", "15 May 2011", "May 2011", "Sunday"),
        ("EN", "15 May 2011", "May 2011", "Sunday"),
        ("en-US", "May 15, 2011", "May 2011", "Sunday"),
        ("de", "15. Mai 2011", "Mai 2011", "Sonntag"),
        ("fr", "15 mai 2011", "mai 2011", "Dimanche"),
        ("es", "15 de mayo de 2011", "mayo de 2011", "Domingo"),
        ("ar", "15 مايو 2011", "مايو 2011", "الأحد"),
        ("ja", "2011年5月15日", "2011年5月", "日曜日"),
        ("de-x-plain", "15. Mai 2011", "Mai 2011", "Sonntag"),
        ("tlh", "15 May 2011", "May 2011", "Sunday"),
    ],
)
def test_a_date_is_written_as_readers_of_the_language_do(tag: str, day: str, month: str, weekday: str) -> None:
    language = default_language(tag)
    assert (language.date(DAY), language.date(MONTH), language.weekday(DAY)) == (day, month, weekday)
    assert language.weekday(MONTH) == ""


def test_a_year_is_written_without_leading_zeros() -> None:
    assert [default_language("en").date(date) for date in (YEAR, Date(79), Date(79, 8, 24))] == [
        "2011",
        "79",
        "24 August 79",
    ]
    assert default_language("ja").date(YEAR) == "2011年"


def test_names_are_those_of_the_language_whatever_others_the_process_has_met() -> None:
    months = {tag: default_language(tag).month(1) for tag in ("ja", "fr", "he", "de", "zh", "ko", "es")}
    assert months == {
        "ja": "1月",
        "fr": "Janvier",
        "he": "ינואר",
        "de": "Januar",
        "zh": "一月",
        "ko": "1월",
        "es": "Enero",
    }


@pytest.mark.parametrize(("tag", "names"), [("en", "January May"), ("fr", "Janvier Mai"), ("cs", "Leden Květen")])
def test_a_month_alone_begins_with_a_capital(tag: str, names: str) -> None:
    assert " ".join(default_language(tag).month(number) for number in (1, 5)) == names


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("en", "29 February"),
        ("en-US", "February 29"),
        ("de", "29. Februar"),
        ("es", "29 de febrero"),
        ("ja", "2月29日"),
    ],
)
def test_a_day_of_the_year_is_written_as_readers_of_the_language_do(tag: str, text: str) -> None:
    assert default_language(tag).year_day(YearDay(2, 29)) == text


@pytest.mark.parametrize(
    ("tag", "first", "last"),
    [
        ("en", ("Monday", "Mon"), ("Sunday", "Sun")),
        ("fr", ("Lundi", "Lun."), ("Dimanche", "Dim.")),
        ("ar", ("الاثنين", "إثنين"), ("الأحد", "أحد")),
    ],
)
def test_the_days_of_the_week_have_short_forms_too(tag: str, first: tuple[str, str], last: tuple[str, str]) -> None:
    weekdays = default_language(tag).weekdays
    assert (len(weekdays), weekdays[0], weekdays[-1]) == (7, first, last)


def test_a_name_in_a_line_from_right_to_left_keeps_its_own_direction_to_itself() -> None:
    assert default_language("ar").isolated("Los Angeles, California") == "\u2068Los Angeles, California\u2069"
    assert default_language("en").isolated("Iran") == "Iran"


@pytest.mark.parametrize(("tag", "text"), [("en", "83,458"), ("de", "83.458"), ("fr", "83\u202f458"), ("ar", "83,458")])
def test_a_number_is_written_as_readers_of_the_language_do(tag: str, text: str) -> None:
    assert default_language(tag).number(83_458) == text


@pytest.mark.parametrize(
    ("tag", "direction"), [("en", "ltr"), ("ar", "rtl"), ("ar-EG", "rtl"), ("he", "rtl"), ("ckb", "rtl"), ("ja", "ltr")]
)
def test_a_language_is_written_in_its_direction(tag: str, direction: str) -> None:
    assert default_language(tag).direction == direction


def test_a_number_agrees_with_its_noun_in_every_form_that_the_language_has() -> None:
    arabic, english = default_language("ar"), default_language("en")
    numbers = (0, 1, 2, 3, 11, 100)
    assert [arabic.ngettext("%(num)s entry", "%(num)s entries", n) for n in numbers] == [
        "لا أخبار",
        "خبر واحد",
        "خبران",
        "3 أخبار",
        "11 خبرًا",
        "100 خبر",
    ]
    texts = [english.ngettext("%(num)s entry", "%(num)s entries", n) for n in (0, 1, 1_234)]
    assert texts == ["0 entries", "1 entry", "1,234 entries"]


def test_a_message_is_filled_with_what_it_names() -> None:
    text = default_language("de").gettext("%(section)s, year by year", section="Nachrichten")
    assert text == "Nachrichten, Jahr für Jahr"


def test_what_fills_a_message_is_escaped_unless_it_is_html_already() -> None:
    english = default_language("en")
    text = english.gettext_html("%(site)s, by %(author)s.", site=Markup("<a>Site</a>"), author="<b>")
    assert text == Markup("<a>Site</a>, by &lt;b&gt;.")
    text = english.ngettext_html("%(num)s entry about %(topic)s.", "%(num)s entries about %(topic)s.", 2, topic="<b>")
    assert text == Markup("2 entries about &lt;b&gt;.")


def test_a_message_that_no_catalogue_has_stays_english() -> None:
    assert default_language("de").gettext("No such %(thing)s", thing="message") == "No such message"
    assert default_language("sv").gettext("Related") == "Related"


def test_a_language_is_made_once_from_the_same_files(tmp_path: Path) -> None:
    (tmp_path / "words").mkdir()
    file = tmp_path / "words/en.po"
    file.write_text('msgid "Related"\nmsgstr "See also"\n')
    first, _ = load_language("en", (tmp_path,))
    assert load_language("en", (tmp_path,))[0] is first
    file.write_text('msgid "Related"\nmsgstr "More"\n')
    assert load_language("en", (tmp_path,))[0].gettext("Related") == "More"
