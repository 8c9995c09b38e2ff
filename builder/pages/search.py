"""The search page: its words, which its script says to readers in the site's language."""

from collections.abc import Iterable
from typing import Any

from builder.config.config import Config
from builder.core.address_pattern import AddressPattern
from builder.core.addresses import SEARCH
from builder.pages.kind import PageKind
from builder.pages.shared import Pieces
from builder.relations.changes import Changes
from builder.relations.site import Site
from builder.theme.stemmers import stemmer_of
from builder.views.contract import HeadView, SearchView

_KINDS = ("zero", "one", "two", "few", "many", "other")
"""What kinds of number there are in all languages; a language tells some of them apart.

https://www.unicode.org/cldr/charts/latest/supplemental/language_plural_rules.html
"""

_TRIED = 100
"""The largest number that is looked at for one of each kind."""


def search(pieces: Pieces, site: Site) -> SearchView:
    """The page, which looks things up in the reader's browser."""
    gettext, ngettext = pieces.language.gettext, pieces.language.ngettext
    # the least of each kind; 0 only of a kind of its own, as catalogues may say it in another form than browsers
    samples = {pieces.language.plural_category(number): number for number in (0, *range(_TRIED, 0, -1))}
    x = "{x}"
    return SearchView(
        head=HeadView(
            title=gettext("Search"),
            description=gettext("Search %(site)s by words, topics and time.", site=pieces.site.config.title),
            address=SEARCH,
        ),
        entries={
            kind: ngettext("%(num)s entry", "%(num)s entries", samples.get(kind, _TRIED), num=x) for kind in _KINDS
        },
        kinds={"entry": gettext("Entries"), "page": gettext("Pages"), "topic": gettext("Topics")},
        words={
            "all": gettext("Start again"),
            "also": gettext("%(topic)s, also called %(name)s", topic=x, name="{y}"),
            "any": gettext("Any"),
            "atLeast": gettext("%(number)s or more", number=x),
            "backwards": gettext("The time begins after it ends."),
            "broken": gettext("The search index cannot be read now. Load the page again in a moment."),
            "fewer": gettext("Fewer"),
            "important": gettext("Importance: %(number)s or more", number=x),
            "mean": gettext("Do you mean “%(words)s”?", words=x),
            "means": gettext("%(name)s is another name of %(topic)s, whose entries are here too.", name="{y}", topic=x),
            "more": gettext("More"),
            "noDate": gettext("“%(words)s” cannot be read as a date, so the entries are not limited by it.", words=x),
            "none": gettext("No entry has all of this. Take something away, or try another word."),
            "nothing": gettext("No entry has this: %(choice)s", choice=x),
            "only": gettext("Only %(choice)s", choice=x),
            "quoted": gettext("Words in quotes are found whole, but need not stand side by side."),
            "short": gettext("“%(words)s” is only found as a whole word: beginnings need three letters.", words=x),
            "since": gettext("from %(date)s", date=x),
            "topics": gettext("Topics"),
            "uncounted": gettext(
                "Counted here are topics with more than %(number)s entries on the whole site, and those of the first "
                "results. Narrow down further to see the others.",
                number=x,
            ),
            "until": gettext("to %(date)s", date=x),
            "words": gettext("“%(words)s”", words=x),
            "without": gettext("Without %(choice)s", choice=x),
        },
        stemmer=stemmer_of(pieces.site.config.language),
        turning_importance=site.turning_importance,
    )


def _affected(changes: Changes, site: Site) -> Iterable[Site]:
    return (site,) if changes.turning_importance_differs else ()


def _has_search(config: Config) -> bool:
    return config.search


KINDS: tuple[PageKind[Any], ...] = (
    PageKind(
        name="search",
        pattern=AddressPattern(SEARCH),
        origin="the search page",
        view=search,
        template="search.html",
        enabled=_has_search,
        setting="search",
        affected=_affected,
        description="The search page; its index lies in search/.",
    ),
)
