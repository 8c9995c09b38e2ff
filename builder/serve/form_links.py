"""The links of a served page to the form: "Edit" of an entry, and "New entry" with what the page is about filled in."""

from collections.abc import Mapping
from urllib.parse import urlencode

from builder.core.addresses import SECTION, TOPIC, span_at
from builder.core.model import Entry
from builder.pages.kind import Copied, PlannedPage
from builder.serve.origin_guard import INTERNAL
from builder.serve.snapshot import Snapshot
from builder.theme.language import load_language


def form_links(snapshot: Snapshot, page: PlannedPage | Copied) -> Mapping[str, str | None]:
    """The data attributes of the script tag that lead to the form, with their words.

    Example: `{"new": "/.dateline/entry?date=2011-05-15", "new_words": "New entry"}`.
    """
    state = snapshot.state
    language, _ = load_language(state.config.language, state.theme.folders)
    text = snapshot.text(page)
    path = text.path.removeprefix(state.config.content_prefix) if isinstance(text, Entry) else ""
    return {
        "edit": f"{INTERNAL}entry?{urlencode({'file': path})}" if path else None,
        "edit_words": language.gettext("Edit") if path else None,
        "new": f"{INTERNAL}entry{_about(snapshot, page)}",
        "new_words": language.gettext("New entry"),
    }


def _about(snapshot: Snapshot, page: PlannedPage | Copied) -> str:
    """The query that fills in the topic of a page, or its date and section; empty for other pages."""
    topic, span, site = TOPIC.match(page.address), span_at(page.address), snapshot.state.site
    if topic and topic["slug"] in site.topics:
        return f"?{urlencode({'context': site.topics[topic['slug']].name})}"
    if span and span in site.spans:
        return f"?{urlencode({'date': span[1].iso, 'section': span[0]})}"
    if isinstance(text := snapshot.text(page), Entry):
        return f"?{urlencode({'date': text.date.iso, 'section': text.section})}"
    section = SECTION.match(page.address)
    return f"?{urlencode({'section': section['section']})}" if section and section["section"] in site.by_section else ""
