"""From the site to views: what each kind of page shows. Nothing here knows how it will look."""

from collections.abc import Callable, Mapping
from typing import Any

from builder.present import entries, feeds, outlets, search, spans, topics, whole
from builder.present.pieces import Pieces

VIEWS: Mapping[str, Callable[[Pieces, Any], Any]] = {
    "entry.html": entries.entry,
    "history.html": entries.history,
    "page.html": entries.page,
    "day.html": spans.day,
    "month.html": spans.month,
    "year.html": spans.year,
    "section.html": spans.section,
    "all-years.html": spans.all_years,
    "on-this-day.html": spans.year_day,
    "calendar.html": spans.calendar,
    "topic.html": topics.topic,
    "topic-year.html": topics.topic,
    "pair.html": topics.pair,
    "topics.html": topics.topics,
    "topic-letter.html": topics.topics,
    "topics-by-size.html": topics.by_size,
    "topics-by-kind.html": topics.by_kind,
    "outlet.html": outlets.outlet,
    "outlet-year.html": outlets.outlet,
    "outlets.html": outlets.outlets,
    "outlet-letter.html": outlets.outlets,
    "front.html": whole.front,
    "404.html": whole.not_found,
    "search.html": search.search,
    "redirect.html": whole.redirect,
    "redirects.txt": whole.redirects,
    "sitemap.xml": whole.sitemap,
    "sitemap-index.xml": whole.sitemap,
    "robots.txt": whole.robots,
    "feed.xml": feeds.feed,
}
"""For each template the function that makes its view of the page's subject."""
