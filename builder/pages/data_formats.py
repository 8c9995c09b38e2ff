"""The public data of a site: the JSON of entries, days and topics, and the same fields as XML.

`templates/static/schema/` describes it by JSON Schema. A field never disappears and never changes its meaning.
"""

from html import escape
from typing import Any
from urllib.parse import quote

import msgspec

from builder.content.page_form import ItemToWrite, PageToWrite, write
from builder.core.addresses import date_address, with_ending
from builder.core.links import relative_links, split_part
from builder.core.model import Correction, Entry, Source
from builder.core.urls import Address
from builder.pages.shared import Pieces
from builder.pages.texts import body_of, uncoloured_html
from builder.relations.site import RelatedEntry, Site
from builder.relations.timeline import Day
from builder.relations.topics import Topic

_ITEMS = {
    "contexts": "context",
    "sources": "source",
    "related": "entry",
    "entries": "entry",
    "lasting": "entry",
    "near": "topic",
    "corrections": "correction",
}

_encode_json = msgspec.json.Encoder().encode


def entry_data(pieces: Pieces, entry: Entry) -> dict[str, Any]:
    """An entry. The links in its text are relative to the entry's own address.

    Fields that few entries have are left out of those that do not.
    """
    site, detail = pieces.site, pieces.detail(entry)
    previous, after = site.beside(entry)
    updated = site.updated(entry)
    return {
        "url": entry.address,
        "id": entry.id,
        "date": entry.date.iso,
        "title": entry.title,
        "summary": entry.summary,
        "body_html": relative_links(uncoloured_html(body_of(pieces, entry)).encode(), entry.address).decode(),
        "contexts": _contexts(entry, site),
        "sources": [_source(source, entry, site) for source in detail.sources],
        "related": [_related(related) for related in site.related(entry)],
        "previous": previous.id if previous else None,
        "next": after.id if after else None,
        **_had(
            **_end(entry),
            image=_image(entry, site),
            importance=entry.importance,
            status=entry.status,
            location=entry.location,
            language=entry.lang,
            updated=updated.iso if updated else None,
            corrections=[_correction(each) for each in entry.corrections] or None,
        ),
    }


def _correction(correction: Correction) -> dict[str, Any]:
    return {"date": correction.date.iso, "note": correction.note}


def day_data(day: Day, site: Site) -> dict[str, Any]:
    """A day. `previous` and `next` are the dates beside it that list something.

    What began before and is listed on that day too is `lasting`, which is left out where there is none.
    """
    beside = site.neighbours[day.section, day.date]
    return {
        "date": day.date.iso,
        "entries": [_entry_of_day(entry, site) for entry in day.entries],
        "previous": beside.previous.iso if beside.previous else None,
        "next": beside.next.iso if beside.next else None,
        **_had(lasting=[_entry_of_day(entry, site) for entry in day.lasting] or None),
    }


def _entry_of_day(entry: Entry, site: Site) -> dict[str, Any]:
    contexts = _contexts(entry, site)
    return {"id": entry.id, "title": entry.title, "summary": entry.summary, "contexts": contexts, **_end(entry)}


def topic_data(topic: Topic, site: Site) -> dict[str, Any]:
    """A topic with all its entries, oldest first, and the topics that share most entries with it."""
    return {
        "topic": topic.name,
        "slug": topic.slug,
        "description": topic.description,
        "entries": [
            {"id": entry.id, "date": entry.date.iso, "title": entry.title, **_end(entry)} for entry in topic.entries
        ],
        "near": [
            {"topic": site.topics[slug].name, "shared": count} for slug, count in site.cooccurrence.of(topic.slug)
        ],
    }


def _contexts(entry: Entry, site: Site) -> list[str]:
    return [site.topics[slug].name for slug in entry.topics]


def _source(source: Source, entry: Entry, site: Site) -> dict[str, Any]:
    file = _file(source, entry, site)
    return {
        "name": source.name,
        "url": source.url,
        "date": source.date.iso if source.date else None,
        "archive_url": source.archive_url,
        **_had(title=source.headline, file=file, author=source.author, note=None if file else source.note),
    }


def _file(source: Source, entry: Entry, site: Site) -> Address | None:
    """The address of the file of the site that a source is."""
    link = site.link_of(source, entry)
    return split_part(link)[0] if link else None


def _image(entry: Entry, site: Site) -> dict[str, Any] | None:
    if not entry.image:
        return None
    address = site.images.get(entry.address, entry.image.url)
    return {"url": address, "alt": entry.image.alt, "credit": entry.image.credit}


def _end(entry: Entry) -> dict[str, Any]:
    """The end of what lasts."""
    return {"end": entry.end.iso} if entry.end else {}


def _had(**fields: Any) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}


def _related(related: RelatedEntry) -> dict[str, Any]:
    entry = related.entry
    names = [topic.name for topic in related.shared]
    return {"id": entry.id, "title": entry.title, "date": entry.date.iso, "contexts": names}


def xml_of(name: str, data: dict[str, Any]) -> str:
    """The data as XML: an element for each field, an item element for each item of a list.

    What is null in the data is an empty element with `nil="true"`. The bytes are those of ElementTree with `indent`.
    """
    root = _element(name, data, before="\n")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{root}\n'


def _element(name: str, value: Any, before: str) -> str:
    """An element with what is in it; `before` is the line break and the indent in front of it."""
    if value is None:
        return f'<{name} nil="true" />'
    if isinstance(value, dict):
        inside = f"{before}  "
        children = [_element(field, part, inside) for field, part in value.items()]
    elif isinstance(value, list):
        inside, item = f"{before}  ", _ITEMS[name]
        children = [_element(item, part, inside) for part in value]
    else:
        text = escape(str(value), quote=False)
        return f"<{name}>{text}</{name}>" if text else f"<{name} />"
    return f"<{name}>{inside}{inside.join(children)}{before}</{name}>" if children else f"<{name} />"


def entry_page_form(pieces: Pieces, entry: Entry) -> str:
    """An entry in the seed's page form. Its own contexts are written where the Related lines do not say them all."""
    site, detail = pieces.site, pieces.detail(entry)
    related = site.related(entry)
    said = {topic.slug for item in related for topic in item.shared}
    names = tuple(sorted(_contexts(entry, site)))
    date = entry.date
    return write(
        PageToWrite(
            date=date.folder.replace("/", "-"),
            day=f"/{with_ending(date_address(entry.section, date), 'md')}",
            title=_spaced(entry),
            body=detail.body.markdown,
            sources=[_source_item(source, entry, site) for source in detail.sources],
            related=[
                ItemToWrite(_spaced(item.entry), f"/{item.entry.id}.md", tuple(t.name for t in item.shared))
                for item in related
            ],
            contexts=names if said != set(entry.topics) else None,
        )
    )


def _source_item(source: Source, entry: Entry, site: Site) -> ItemToWrite:
    """A source as an item of the page form, with its title where that says more than its name."""
    link = site.link_of(source, entry)
    address, part = split_part(link) if link else ("", "")
    path = f"/{quote(address)}#{part}".rstrip("#") if address else None
    return ItemToWrite(source.name, source.url or path, title=source.headline)


def _spaced(entry: Entry) -> str:
    """The title as the entry's file has it, with a blank behind it as the form has one."""
    return f"{entry.written_title or entry.title} "


def day_page_form(pieces: Pieces, day: Day) -> str:
    """A day in the seed's form of an index: each entry with its summary, or else its contexts."""
    site = pieces.site
    parts = [f"## [{day.date.folder.replace('/', '-')}](/{with_ending(date_address(day.section, day.date), 'md')})"]
    for entry in (*day.entries, *day.lasting):
        contexts = ", ".join(_contexts(entry, site))
        below = entry.summary or (f"_Context: {contexts}_" if contexts else "")
        parts.append(f"### [{_spaced(entry)}](/{entry.id}.md)\n{below}".rstrip("\n"))
    if previous := site.neighbours[day.section, day.date].previous:
        parts.append(f"## [Previous Day...](/{with_ending(date_address(day.section, previous), 'md')})")
    return "\n\n".join(parts) + "\n"


def json_text(value: Any) -> str:
    """A value as compact JSON on one line."""
    return f"{compact_json(value)}\n"


def compact_json(value: Any) -> str:
    """A value as JSON without blanks between its parts, every letter as it is."""
    return _encode_json(value).decode()


def entry_json(pieces: Pieces, entry: Entry) -> str:
    """An entry as JSON."""
    return json_text(entry_data(pieces, entry))


def entry_xml(pieces: Pieces, entry: Entry) -> str:
    """An entry as XML."""
    return xml_of("entry", entry_data(pieces, entry))


def day_json(pieces: Pieces, day: Day) -> str:
    """A day as JSON."""
    return json_text(day_data(day, pieces.site))


def day_xml(pieces: Pieces, day: Day) -> str:
    """A day as XML."""
    return xml_of("day", day_data(day, pieces.site))
