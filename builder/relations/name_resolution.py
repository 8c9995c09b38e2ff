"""What the names that files use for one another stand for: pins, wiki links, links to files of this tool and others."""

import posixpath
import re
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import unquote

from builder.core.addresses import date_address, entry_address, span_at, topic_address
from builder.core.dates import Date
from builder.core.links import with_part
from builder.core.model import BodyLink, Entry, LinkKind, Page, Unpublished
from builder.core.problems import Code, Place, Problem, did_you_mean
from builder.core.urls import Address, EntryId, Slug, heading_slug, slugify, topic_slug
from builder.relations.names import ENDING, LEADING_DATE, Names, composed, inside

_ISO_DATE = re.compile(r"\d{4}(?:-\d{1,2}){0,2}")
_DATED_ADDRESS = re.compile(r"(?:^|/)(\d{4})/(\d{1,2})/(\d{1,2})/([^/]+?)(?:\.html|/index\.html|/)?$")
_OTHER_TOOL = re.compile(r"(?:\{(?P<tag>\w+)\}|\|(?:filename|attach|static)\||(?P<root>@)(?=/))(?P<path>.*)")
"""A link as another tool writes it: Pelican's `{filename}a.md`, Zola's `@/a.md`, `{post_url}a` of a template tag."""

_FILE_TAGS = frozenset({"filename", "attach", "static", "post_url", "link", "ref", "relref"})
_TOPIC_TAGS = frozenset({"tag", "category"})


def entry_named(reference: str, names: Names) -> Entry | None:
    """The entry that an id, an address, a file's path, an unmistakable slug or file's name, or a title stands for."""
    path = composed(reference.strip().strip("/"))
    plain = ENDING.sub("", path)
    if found := names.entry_at.get(entry_address(EntryId(plain))):
        return found
    alike = names.by_slug.get(Slug(plain), ())
    if alike:
        return alike[0] if len(alike) == 1 else None
    address = names.file_at(path) or (names.by_file_name.get(slugify(plain)) if "/" not in plain else None)
    address = address or names.by_title.get(slugify(reference))
    return names.entry_at.get(address) if address else None


def _only(addresses: Sequence[Address]) -> Address | None:
    return addresses[0] if len(addresses) == 1 else None


def excuse(target: str, absent: Unpublished) -> str | None:
    """Why a name stands for nothing, if it is that of a file with errors ("failed") or of a draft ("draft")."""
    target = plain_target(target)
    last = target.partition("#")[0].rstrip("/").rpartition("/")[2]
    names = {
        slugify(target),
        topic_slug(target),
        slugify(ENDING.sub("", last)),
        slugify(LEADING_DATE.sub("", ENDING.sub("", last))),
    }
    if names & absent.failed:
        return "failed"
    return "draft" if names & absent.drafts else None


def unknown(code: Code, place: Place, what: str, cure: str, excuse: str | None) -> Iterator[Problem]:
    """The problem of a name that stands for nothing; none where a file with errors of its own is named."""
    if excuse == "draft":
        yield Problem(code, place, f"{what}: it is a draft", "publish it, or build with --drafts")
    elif excuse is None:
        yield Problem(code, place, what, cure)


def pinned(entry: Entry, names: Names, problems: list[Problem]) -> tuple[Entry, ...]:
    """The entries that an entry's `related` names, itself left out; each that is unknown is a problem."""
    found: dict[Address, Entry] = {}
    for pin in entry.pins:
        other = entry_named(pin.target, names) or _entry_of_id(pin.target, names)
        if other is None:
            what = f'the pinned entry "{pin.target}" does not exist'
            plain = ENDING.sub("", pin.target.strip("/"))
            near = names.ids_alike.nearest(plain)
            cure = did_you_mean(near, "write its id, such as news/2011/05/15/<slug>")
            problems += unknown(Code.PIN_UNKNOWN, pin.place, what, cure, excuse(pin.target, names.absent))
        elif other.address != entry.address:
            found[other.address] = other
    return tuple(found.values())


def _entry_of_id(foreign_id: str, names: Names) -> Entry | None:
    """The only entry that had an id in another tool."""
    address = _only(names.by_foreign_id.get(foreign_id, ()))
    return names.entry_at[address] if address else None


def missing(entry: Entry, names: Names) -> Iterable[Problem]:
    """The lines of a page's own Related list whose page is not in content/."""
    for line in entry.related_lines:
        if entry_named(line.target, names) is None:
            what = f"the Related list names {line.target}, which is not in content/"
            cure = "import that page too, or leave it: Related is computed anew"
            yield from unknown(Code.RELATED_MISSING, line.place, what, cure, excuse(line.target, names.absent))


def address_of(link: BodyLink, item: Entry | Page, names: Names) -> str | None:
    """Where a link in a body leads, `#part` included.

    None for a wiki link that names nothing. A link to a file is not checked here: it may lead to a page that is
    made later, such as a day.
    """
    if link.kind is LinkKind.WIKI:
        return _wiki_address(link.target, item, names)
    return file_address(link.target, item, names)


def _wiki_address(target: str, item: Entry | Page, names: Names) -> str | None:
    """Where a wiki link leads. Behind a # stands a heading, but where the name of a topic holds one: `[[C#]]`."""
    name, mark, part = target.partition("#")
    if not mark:
        return _named(target, item, names)
    if _is_name_with_sign(target, names):
        return _named(target, item, names)
    address = _named(name, item, names) if name.strip() else item.address
    if address is None:
        return _named(target, item, names)
    heading = _heading_id(part)
    if heading and is_list(address, names):
        date = date_named(name)
        return (_entry_with_heading(date, heading, item, names) if date else None) or address
    return with_part(address, heading)


def _heading_id(part: str) -> str:
    """The id of the heading that is named behind a `#`; empty for a block, `^37066d`."""
    heading = part.rpartition("#")[2].strip()
    return "" if heading.startswith("^") else heading_slug(heading)


def _entry_with_heading(date: Date, heading: str, item: Entry | Page, names: Names) -> str | None:
    """The heading of the only entry of a date that has it, of the item's own section if several do."""
    found = names.headings_at.get((date, heading), ())
    own = [address for address in found if isinstance(item, Entry) and names.entry_at[address].section == item.section]
    only = _only(found) or _only(own)
    return with_part(only, heading) if only else None


def is_list(address: Address, names: Names) -> bool:
    """Whether an address is that of a page without a text, such as a day's or a topic's, which has no headings."""
    return not is_published_file(address, names)


def lost_heading(link: BodyLink, address: str, names: Names) -> bool:
    """Whether a wiki link names a heading, and leads to a list, which has none: `[[2011-05-16#Plans]]`."""
    name, mark, part = link.target.partition("#")
    is_named = link.kind is LinkKind.WIKI and mark and name.strip() and _heading_id(part)
    return bool(is_named and is_list(Address(address), names) and not _is_name_with_sign(link.target, names))


def _is_name_with_sign(target: str, names: Names) -> bool:
    slug = topic_slug(target)
    topic = names.topics.get(names.content.aliases.get(slug, slug))
    return topic is not None and (slug != slugify(target) or topic.name.casefold() == target.strip().casefold())


def _named(name: str, item: Entry | Page, names: Names) -> Address | None:
    """The page of a topic, a date, an entry, a page or a file that a wiki link in an item names."""
    topic = topic_slug(name)
    if not topic:
        return None
    topic = names.content.aliases.get(topic, topic)
    if topic in names.topics:
        return topic_address(topic)
    if date := _date_page(name.strip(), item, names):
        return date
    if entry := entry_named(name, names):
        return entry.address
    return names.by_title.get(slugify(name)) or _file(name.strip(), slugify(name), item, names)


def date_named(name: str) -> Date | None:
    """The day, month or year that a name is: `2011-05-16`."""
    return Date(*map(int, name.split("-"))) if _ISO_DATE.fullmatch(name.strip()) else None


def _date_page(name: str, item: Entry | Page, names: Names) -> Address | None:
    """The page of a day, month or year, of the item's own section where that has one."""
    date = date_named(name)
    if date is None:
        return None
    sections = names.sections_at.get(date, ())
    own = item.section if isinstance(item, Entry) else None
    return date_address(own if own in sections and own else sections[0], date) if sections else None


def _file(name: str, slug: Slug, item: Entry | Page, names: Names) -> Address | None:
    """The file of a path, from the item's folder on or from content/, or else of a name that only one has."""
    for folder in (posixpath.dirname(inside(item.path, names.config)), ""):
        path = posixpath.normpath(posixpath.join("/", folder, name)).lstrip("/")
        if found := names.file_at(path) or names.file_at(f"{path}.md"):
            return found
    last = posixpath.basename(name)
    return names.by_file_name.get(last.lower()) or names.by_file_name.get(slugify(ENDING.sub("", last)) or slug)


def plain_target(target: str) -> str:
    """The path in a link that is written as another tool writes it: `a.md` of `{filename}a.md`."""
    written = _OTHER_TOOL.fullmatch(target) if target[:1] in ("{", "|", "@") else None
    return written["path"] if written else target


def _address_of_other_tool(target: str, item: Entry | Page, names: Names) -> str | None:
    """Where a link leads that is written as another tool writes it; None if it is not, or if there is no such file.

    https://docs.getpelican.com/en/stable/content.html#linking-to-internal-content,
    https://www.getzola.org/documentation/content/linking/#internal-links
    """
    if not (written := _OTHER_TOOL.fullmatch(target)):
        return None
    tag, (name, _, part) = written["tag"], written["path"].partition("#")
    part, name = unquote(part), unquote(name.partition("?")[0])
    if tag in _TOPIC_TAGS:
        return topic_address(topic_slug(name))
    if tag == "index":
        return Address("index.html")
    if not name or (tag and tag not in _FILE_TAGS):
        return None
    is_from_root = bool(written["root"]) or name.startswith("/")
    found = _file_of_other_tool(name.lstrip("/"), "" if is_from_root else inside(item.path, names.config), names)
    return with_part(found, part) if found else None


def _file_of_other_tool(name: str, beside: str, names: Names) -> Address | None:
    """The file that a path means from a text's folder on, or from content/ or a folder above it, or by its name alone.

    Other tools leave out endings, `index.md`, and the folder that is `content` here.
    """
    folders = (posixpath.dirname(beside), "")
    paths = [posixpath.normpath(posixpath.join("/", folder, name)).lstrip("/") for folder in folders]
    parts = paths[-1].split("/")
    paths += ["/".join(parts[at:]) for at in range(1, len(parts))]
    for path in paths:
        for ending in ("", ".md", ".markdown", "/index.md", "/_index.md"):
            if found := names.file_at(f"{path}{ending}"):
                return found
    return names.by_file_name.get(parts[-1].lower()) or names.by_file_name.get(slugify(ENDING.sub("", parts[-1])))


def file_address(target: str, item: Entry | Page, names: Names) -> str:
    """The link to a file: to that of content/ by its path, else to an address of the site.

    It is decoded once, after it is cut; of several readings the one that there is a file for holds, as a name may hold
    a `?` or `#`: `[x](<why?.md>)`.
    """
    if target[:1] in ("{", "|", "@"):
        if found := _address_of_other_tool(target, item, names):
            return found
        target = plain_target(target)
    written, _, part = target.partition("#")
    part, path = unquote(part), unquote(written.partition("?")[0])
    if not path:
        return with_part(item.address, part)
    for name, its_part in dict.fromkeys(((unquote(target), ""), (unquote(written), part), (path, part))):
        for folder in map(posixpath.dirname, (inside(item.path, names.config), item.address)):
            joined = posixpath.normpath(posixpath.join("/", folder, name)).lstrip("/")
            if found := names.file_at(joined):
                return with_part(found, its_part)
    return with_part(_address_at(joined, path, names), part)


def _address_at(joined: str, path: str, names: Names) -> Address:
    """The address that a path means at which no file of content/ lies: a page that is made, or has moved."""
    if Address(joined) not in names.entry_at and (entry := _entry_of_dated_address(joined, names)):
        return entry.address
    if path.endswith("/") or not posixpath.splitext(joined)[1]:
        joined = f"{joined}/index.html".lstrip("/")
    address = Address(composed(joined))
    target = names.aliases.targets.get(address)
    return target if target and not _is_page(address, names) else address


def _is_page(address: Address, names: Names) -> bool:
    """Whether something of the content has a page at an address: a text, a topic, or a date of a section."""
    if is_published_file(address, names):
        return True
    section, date = span_at(address) or (None, None)
    if date and section in names.sections_at.get(date, ()):
        return True
    slug = Slug(address.removesuffix("/index.html").rpartition("/")[2])
    return slug in names.topics and topic_address(slug) == address


def _entry_of_dated_address(path: str, names: Names) -> Entry | None:
    """The entry that has an address in another tool: `/news/2011/05/15/a-pier/` of Jekyll, whose days have two digits.

    Of several with that day and name, it is that of the section by which the path begins.
    """
    if not (written := _DATED_ADDRESS.search(path)):
        return None
    date = Date(*map(int, written.groups()[:3]))
    found = [entry for entry in names.by_slug.get(slugify(written[4]), ()) if entry.date == date]
    section = slugify(path.partition("/")[0])
    own = [entry for entry in found if entry.section == section] or found
    return own[0] if len(own) == 1 else None


def is_published_file(address: Address, names: Names) -> bool:
    """Whether a file of content/ is published at an address."""
    return address in names.entry_at or address in names.page_at or address in names.asset_addresses


def unknown_wiki(link: BodyLink, names: Names) -> Iterator[Problem]:
    """The problem of a wiki link that names nothing."""
    near = names.topics_alike.nearest(link.target) or names.ids_alike.nearest(link.target)
    what = f"[[{link.target}]] names nothing that is published, so its words are shown without a link"
    cure = did_you_mean(near, "write a context that an entry has, or an entry's id")
    yield from unknown(Code.WIKI_UNKNOWN, link.place, what, cure, excuse(link.target, names.absent))
