"""What the names that files use for one another stand for: pins, wiki links, links to files, old addresses."""

import posixpath
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from urllib.parse import unquote

from msgspec.structs import replace

from builder.config.config import Config
from builder.content.location import FOLDER_NAMES
from builder.core.addresses import date_address, entry_address, span_at, topic_address
from builder.core.dates import Date
from builder.core.derived import carry_over, derived, unchanged
from builder.core.links import with_part
from builder.core.model import BodyLink, Content, Entry, LinkKind, Page, Unpublished, names_of
from builder.core.overlay import overlaid
from builder.core.problems import Code, Place, Problem, did_you_mean
from builder.core.record import Frozen
from builder.core.suggestions import Suggestions
from builder.core.urls import Address, EntryId, Slug, heading_slug, slugify, topic_slug
from builder.relations.aliases import Aliases, aliases_of
from builder.relations.edits import Edits
from builder.relations.outlets import Outlets
from builder.relations.timeline import with_entries
from builder.relations.topics import Topics, describe_topics, has_sign

_ENDING = re.compile(r"\.(md|markdown|html|json|xml)$")
_ISO_DATE = re.compile(r"\d{4}(?:-\d{1,2}){0,2}")
_DATE = re.compile(r"^\d{4}-\d{1,2}-\d{1,2}--?")
_DATED_ADDRESS = re.compile(r"(?:^|/)(\d{4})/(\d{1,2})/(\d{1,2})/([^/]+?)(?:\.html|/index\.html|/)?$")
_OTHER_TOOL = re.compile(r"(?:\{(?P<tag>\w+)\}|\|(?:filename|attach|static)\||(?P<root>@)(?=/))(?P<path>.*)")
"""A link as another tool writes it: Pelican's `{filename}a.md`, Zola's `@/a.md`, `{post_url}a` of a template tag."""

_FILE_TAGS = frozenset({"filename", "attach", "static", "post_url", "link", "ref", "relref"})
_TOPIC_TAGS = frozenset({"tag", "category"})


class Names(Frozen, frozen=True, dict=True):
    """Everything in a site that can be named, each kind of name made ready when it is first asked for."""

    content: Content
    """Its entries in the order of time."""
    config: Config

    @derived
    def entry_at(self) -> Mapping[Address, Entry]:
        """Entries by their addresses."""
        return {entry.address: entry for entry in self.content.entries}

    @entry_at.after_edit
    def _(self, before: Mapping[Address, Entry], edits: Edits) -> Mapping[Address, Entry]:
        return overlaid(before, {entry.address: entry for entry in edits.new_entries})

    @derived
    def page_at(self) -> Mapping[Address, Page]:
        """Undated files by their addresses."""
        return {page.address: page for page in self.content.pages}

    @page_at.after_edit
    def _(self, before: Mapping[Address, Page], edits: Edits) -> Mapping[Address, Page]:
        return {**before, **{page.address: page for page in edits.new_pages.values()}}

    @derived
    def by_slug(self) -> Mapping[Slug, tuple[Entry, ...]]:
        """All entries that have a slug."""
        found: dict[Slug, list[Entry]] = defaultdict(list)
        for entry in self.content.entries:
            found[entry.slug].append(entry)
        return {slug: tuple(entries) for slug, entries in found.items()}

    @derived
    def by_title(self) -> Mapping[str, Address]:
        """Addresses by the title's slug, or by those of other names; of two entries with one title, the newest."""
        others = ((name, text.address) for text in self.content.texts if text.aliases for name in names_of(text))
        return dict(others) | {slugify(text.title): text.address for text in self.content.texts}

    @by_title.after_edit
    def _(self, before: Mapping[str, Address], edits: Edits) -> Mapping[str, Address] | None:
        return None if any(edit.renamed for edit in edits.all) else before

    @derived
    def by_path(self) -> Mapping[str, Address]:
        """Addresses by the path below content/ of a file, accents as letters of their own or not."""
        named = (*self.content.texts, *self.content.assets)
        paths = {inside(item.path, self.config): item.address for item in named}
        return {_composed(path): address for path, address in paths.items() if not path.isascii()} | paths

    by_path.after_edit(unchanged)

    @derived
    def asset_addresses(self) -> frozenset[Address]:
        """The addresses of the files that are published as they are."""
        return frozenset(asset.address for asset in self.content.assets)

    asset_addresses.after_edit(unchanged)

    @derived
    def by_file_name(self) -> Mapping[str, Address]:
        """Addresses by a file's name, which no two files have: of a text as a slug, with and without its date.

        A file that stands for its folder has the folder's name.
        """
        found: dict[str, set[Address]] = defaultdict(set)
        for path, address in self.by_path.items():
            folder, name = posixpath.split(path)
            plain = _ENDING.sub("", name)
            if plain != name and plain.lower() in FOLDER_NAMES:
                plain = posixpath.basename(folder)
            keys = {name.lower()} if plain == name else {slugify(plain), slugify(_DATE.sub("", plain))}
            for key in keys:
                found[key].add(address)
        return {name: addresses.pop() for name, addresses in found.items() if name and len(addresses) == 1}

    by_file_name.after_edit(unchanged)

    @derived
    def sections_at(self) -> Mapping[Date, tuple[Slug, ...]]:
        """The sections that list an entry on a day, in a month or in a year, in the order of their names."""
        found: dict[Date, set[Slug]] = defaultdict(set)
        for entry in self.content.entries:
            for date in (entry.date, *entry.later_dates):
                for length in range(1, 4):
                    found[Date(*date[:length])].add(entry.section)
        return {date: tuple(sorted(sections)) for date, sections in found.items()}

    sections_at.after_edit(unchanged)

    @derived
    def headings_at(self) -> Mapping[tuple[Date, str], tuple[Address, ...]]:
        """The entries of a day, a month or a year that have a heading, by its id."""
        found: dict[tuple[Date, str], list[Address]] = defaultdict(list)
        for entry in self.content.entries:
            for anchor in entry.anchors:
                for length in range(1, 4):
                    found[Date(*entry.date[:length]), anchor].append(entry.address)
        return {key: tuple(addresses) for key, addresses in found.items()}

    @headings_at.after_edit
    def _(
        self, before: Mapping[tuple[Date, str], tuple[Address, ...]], edits: Edits
    ) -> Mapping[tuple[Date, str], tuple[Address, ...]] | None:
        return None if edits.dates_of_headings else before

    @derived
    def by_foreign_id(self) -> Mapping[str, tuple[Address, ...]]:
        """Addresses of entries by the ids that they had in another tool."""
        found: dict[str, list[Address]] = defaultdict(list)
        for entry in self.content.entries:
            if entry.foreign_id:
                found[entry.foreign_id].append(entry.address)
        return {foreign_id: tuple(addresses) for foreign_id, addresses in found.items()}

    @by_foreign_id.after_edit
    def _(self, before: Mapping[str, tuple[Address, ...]], edits: Edits) -> Mapping[str, tuple[Address, ...]] | None:
        return None if edits.foreign_ids else before

    @derived
    def topics(self) -> Topics:
        """The topics by slug, in the order of slugs."""
        return Topics(self.content.entries, describe_topics(self.content.pages, self.config.topics))

    @topics.after_edit
    def _(self, before: Topics, edits: Edits) -> Topics:
        return before.edited(self.content.entries, edits.old_by_number(self.content.entries))

    @derived
    def aliases(self) -> Aliases:
        """The old addresses."""
        return aliases_of(self.content, self.topics, self.config)

    @aliases.after_edit
    def _(self, before: Aliases, edits: Edits) -> Aliases | None:
        has_aliases = before.all or before.problems or self.content.aliases or self.config.old_addresses
        may_have = has_aliases or any(edit.new.aliases for edit in edits.all)
        return None if may_have or (edits.retagged_topics and any(map(has_sign, self.topics))) else before

    @derived
    def topics_alike(self) -> Suggestions:
        """The names of the topics, to find what a misspelt one means."""
        return Suggestions([topic.name for topic in self.topics.values()])

    @derived
    def ids_alike(self) -> Suggestions:
        """The ids of the entries, to find what a misspelt one means."""
        return Suggestions([entry.id for entry in self.content.entries])

    @derived
    def outlets(self) -> Outlets:
        """The outlets by slug, in the order of slugs."""
        return Outlets(self.content.entries)

    @outlets.after_edit
    def _(self, before: Outlets, edits: Edits) -> Outlets:
        return before.edited(self.content.entries, edits.old_by_number(self.content.entries))

    def edited(self, edits: Edits) -> "Names":
        """The names after texts took the places of others."""
        content, new_pages = self.content, edits.new_pages
        pages = tuple([new_pages.get(page.path, page) for page in content.pages]) if new_pages else content.pages
        entries = with_entries(content.entries, edits.new_entries) if edits.entries else content.entries
        names = replace(self, content=replace(content, entries=entries, pages=pages))
        carry_over(self, names, edits)
        return names

    @property
    def absent(self) -> Unpublished:
        """What files are called that are not published."""
        return self.content.unpublished


def inside(path: str, config: Config) -> str:
    """The path below content/ of a file."""
    return path.removeprefix(config.content_prefix)


def _composed(text: str) -> str:
    """A text with each letter and its accents as one character; the disks of some systems take them apart."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _file_at(path: str, names: Names) -> Address | None:
    """The address of the file that lies at a path below content/."""
    return names.by_path.get(path) or (None if path.isascii() else names.by_path.get(_composed(path)))


def entry_named(reference: str, names: Names) -> Entry | None:
    """The entry that an id, an address, a file's path, an unmistakable slug or file's name, or a title stands for."""
    path = _composed(reference.strip().strip("/"))
    plain = _ENDING.sub("", path)
    if found := names.entry_at.get(entry_address(EntryId(plain))):
        return found
    alike = names.by_slug.get(Slug(plain), ())
    if alike:
        return alike[0] if len(alike) == 1 else None
    address = _file_at(path, names) or (names.by_file_name.get(slugify(plain)) if "/" not in plain else None)
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
        slugify(_ENDING.sub("", last)),
        slugify(_DATE.sub("", _ENDING.sub("", last))),
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
            plain = _ENDING.sub("", pin.target.strip("/"))
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
        if found := _file_at(path, names) or _file_at(f"{path}.md", names):
            return found
    last = posixpath.basename(name)
    return names.by_file_name.get(last.lower()) or names.by_file_name.get(slugify(_ENDING.sub("", last)) or slug)


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
            if found := _file_at(f"{path}{ending}", names):
                return found
    return names.by_file_name.get(parts[-1].lower()) or names.by_file_name.get(slugify(_ENDING.sub("", parts[-1])))


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
            if found := _file_at(joined, names):
                return with_part(found, its_part)
    return with_part(_address_at(joined, path, names), part)


def _address_at(joined: str, path: str, names: Names) -> Address:
    """The address that a path means at which no file of content/ lies: a page that is made, or has moved."""
    if Address(joined) not in names.entry_at and (entry := _entry_of_dated_address(joined, names)):
        return entry.address
    if path.endswith("/") or not posixpath.splitext(joined)[1]:
        joined = f"{joined}/index.html".lstrip("/")
    address = Address(_composed(joined))
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
