"""From the site to views: what each kind of page shows. Nothing here knows how it will look."""

from collections.abc import Callable, Mapping
from typing import Any

from builder.rendering.build_views import dates, entries, feeds, outlets, search, site_pages, topics
from builder.rendering.build_views.shared import Pieces

VIEWS: Mapping[str, Callable[[Pieces, Any], Any]] = {
    "entry.html": entries.entry,
    "history.html": entries.history,
    "page.html": entries.page,
    "day.html": dates.day,
    "month.html": dates.month,
    "year.html": dates.year,
    "section.html": dates.section,
    "all-years.html": dates.all_years,
    "on-this-day.html": dates.year_day,
    "calendar.html": dates.calendar,
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
    "front.html": site_pages.front,
    "404.html": site_pages.not_found,
    "search.html": search.search,
    "redirect.html": site_pages.redirect,
    "redirects.txt": site_pages.redirects,
    "sitemap.xml": site_pages.sitemap,
    "sitemap-index.xml": site_pages.sitemap,
    "robots.txt": site_pages.robots,
    "feed.xml": feeds.feed,
}
"""For each template the function that makes its view of the page's subject."""
