"""The search page: its words, which its script says to readers in the site's language."""

from builder.planned import Whole
from builder.present.pieces import Pieces
from builder.urls import Address
from builder.views import HeadView, SearchView

_SAMPLES = {"zero": 0, "one": 1, "two": 2, "few": 3, "many": 11, "other": 100}
"""For each kind of number that a language may tell apart one that is of this kind in all languages that have it:
https://www.unicode.org/cldr/charts/latest/supplemental/language_plural_rules.html"""


def search(pieces: Pieces, _: Whole) -> SearchView:
    """The page, which looks things up in the reader's browser."""
    gettext, ngettext = pieces.language.gettext, pieces.language.ngettext
    x = "{x}"
    return SearchView(
        head=HeadView(
            title=gettext("Search"),
            description=gettext("Search %(site)s by words, topics and time.", site=pieces.site.config.title),
            address=Address("search.html"),
        ),
        entries={
            kind: ngettext("%(num)s entry", "%(num)s entries", number, num=x) for kind, number in _SAMPLES.items()
        },
        words={
            "all": gettext("Start again"),
            "atLeast": gettext("%(number)s or more", number=x),
            "broken": gettext("The search index cannot be read now. Load the page again in a moment."),
            "important": gettext("Importance: %(number)s or more", number=x),
            "none": gettext("No entry has all of this. Take something away, or try another word."),
            "since": gettext("from %(date)s", date=x),
            "topics": gettext("Topics"),
            "until": gettext("to %(date)s", date=x),
            "words": gettext("“%(words)s”", words=x),
            "without": gettext("Without %(choice)s", choice=x),
        },
    )
