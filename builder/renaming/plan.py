"""The plan of a renaming: what becomes of each file, tried by parsing both before anything is written.

The old address leads to the new topic, as the old name is an alias in the topic's own file. The plan changes that file
first: so a site is right after each file that is written, and who stops half-way can say the same again.
"""

import os
from collections.abc import Iterable, Iterator, Sequence, Set
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from builder.concurrency.deferred_sigint import deferred_sigint
from builder.config.config import Config
from builder.content.location import locate
from builder.content.parse_result import ParseResult
from builder.content.read import FileParser
from builder.content.scan import source_file
from builder.core import atomic_file
from builder.core.addresses import topic_address
from builder.core.model import BodyLink, Entry, LinkKind, Text, TopicFile
from builder.core.problems import Place, did_you_mean
from builder.core.real_files import read_trusted
from builder.core.record import Frozen, Record
from builder.core.text import pluralize, quoted_text
from builder.core.urls import Slug, topic_slug
from builder.frontmatter.yaml_edits import Edit, apply_edits, edited_text
from builder.relations.site import Site
from builder.renaming.text_edits import Renaming, alias_edits, context_edits, link_edits

_SHOWN = 20
"""Places that a refusal names."""


class RenamingRefused(Exception):
    """Raised where topics cannot be renamed; says why, and what to do, in words for the person who wants it."""


class FileChange(Frozen, frozen=True):
    """What becomes of a file."""

    path: str
    """From the site's folder on."""
    before: str
    """Its text; empty for a new file."""
    after: str
    """Empty for a file that goes."""


def plan_rename(site: Site, old: str, new: str) -> tuple[FileChange, ...]:
    """The changes that give a topic another name. Raises RenamingRefused."""
    slug = _topic(site, old)
    new_slug = topic_slug(new)
    file = locate("", f"topics/{new_slug}.md")
    if file.is_folder or file.name_date:
        raise RenamingRefused(f'The file of a topic "{new}" would be taken for something else; choose another name.')
    if not new_slug:
        raise RenamingRefused(f'"{new}" has no letter or digit, so it can be no topic; choose another name.')
    owner = new_slug if new_slug in site.topics else site.names.content.aliases.get(new_slug, slug)
    if owner != slug:
        raise RenamingRefused(
            f'There is a topic "{new}" already; to make both one, say: dateline topics merge {quoted_text(new)} '
            f"{quoted_text(old)}"
        )
    if new_slug == slug != topic_slug(old):  # a rename that was stopped: the topic's own file is changed first
        return tuple(_text_changes(site, Renaming(frozenset({topic_slug(old)}), new), {slug}))
    return tuple(_changes(site, Renaming(frozenset({slug}), new)))


def plan_merge(site: Site, into: str, others: Iterable[str]) -> tuple[FileChange, ...]:
    """The changes that make other topics one with a topic, whose name all get. Raises RenamingRefused."""
    kept = _topic(site, into)
    name, others = site.topics[kept].name, (*others,)
    slugs = frozenset(_topic(site, other) for other in others) - {kept}
    if slugs:
        return tuple(_changes(site, Renaming(slugs, name)))
    names = frozenset(map(topic_slug, others)) - {kept}  # of a merge that was stopped
    if names and (changes := tuple(_text_changes(site, Renaming(names, name), {kept}))):
        return changes
    raise RenamingRefused(f'These are one topic already: "{name}".')


def _topic(site: Site, name: str) -> Slug:
    slug = topic_slug(name)
    slug = site.names.content.aliases.get(slug, slug)
    if slug not in site.topics:
        cure = did_you_mean(site.names.topics_alike.nearest(name), "`dateline topics list` names all.")
        raise RenamingRefused(f'No entry has the context "{name}"; {cure}')
    return slug


def _changes(site: Site, renaming: Renaming) -> Iterator[FileChange]:
    if renaming.old != {topic_slug(renaming.new)}:
        yield from _topic_file_changes(site, renaming)
    yield from _text_changes(site, renaming, renaming.old)


def _text_changes(site: Site, renaming: Renaming, slugs: Set[Slug]) -> Iterator[FileChange]:
    """The changes of entries and pages that name topics by the old names; other names of theirs stay."""
    rewriter = _Rewriter(site.config, renaming, FileParser(site.config))
    addresses = {topic_address(slug) for slug in slugs}
    refused: list[str] = []
    for text in site.texts:
        links = [
            link
            for link, at in zip(text.links, site.links.get(text.path, ()), strict=False)
            if at in addresses and renaming.takes(link.target.partition("#")[0].strip())
        ]
        names = rewriter.names(text) if isinstance(text, Entry) and not slugs.isdisjoint(text.topics) else frozenset()
        is_moved = isinstance(text, TopicFile) and text.topic in renaming.old
        if (names or links) and not is_moved:
            if change := rewriter.change(text, links, names):
                yield change
            else:
                refused += rewriter.causes(text, links, names)
    if refused:
        shown = "".join(f"\n    {cause}" for cause in refused[:_SHOWN])
        more = f"\n    and {len(refused) - _SHOWN:,} more" if len(refused) > _SHOWN else ""
        raise RenamingRefused(
            f"{pluralize(len(refused), 'place')} cannot be changed without touching anything else; write the name "
            f"{quoted_text(renaming.new)} there yourself, then say the same again:{shown}{more}"
        )


class _Rewriter(Frozen, frozen=True):
    """Makes the changes of entries and pages."""

    config: Config
    renaming: Renaming
    parser: FileParser

    def names(self, entry: Entry) -> set[str]:
        """The contexts that the entry's file itself calls by an old name."""
        written = _read(self.config.root / entry.path).encode()
        item = self.parser.parse(written, source_file(entry.path, self.config)).parsed.item
        return {c.name for c in item.contexts if self.renaming.takes(c.name)} if isinstance(item, Entry) else set()

    def change(self, text: Text, links: Sequence[BodyLink], names: Set[str]) -> FileChange | None:
        """The change of a text; None if it cannot be changed, or would mean something else too."""
        written = _read(self.config.root / text.path)
        file = source_file(text.path, self.config)
        before = self.parser.parse(written.encode(), file)
        for in_tables in (True, False):
            after = self._edited(written, links, names, in_tables=in_tables)
            now = self.parser.parse(after.encode(), file)
            if after != written and _is_renamed((before, now), self.renaming, links, names):
                return FileChange(text.path, written, after)
        return None

    def _edited(self, written: str, links: Sequence[BodyLink], names: Set[str], *, in_tables: bool = True) -> str:
        keys = frozenset(name.casefold() for name, _ in self.config.fields.contexts)

        def edits(plain: str) -> Iterator[Edit]:
            yield from context_edits(plain, keys, names, self.renaming) if names else ()
            yield from link_edits(plain, links, self.renaming, in_tables=in_tables)

        return edited_text(written, edits) or written

    def causes(self, text: Text, links: Sequence[BodyLink], names: Set[str]) -> Iterator[str]:
        """Where a text cannot be changed, and why: the names and links that fail by themselves, or else all."""
        written = _read(self.config.root / text.path)
        lines = written.casefold().splitlines()
        failing = names if names and not self.change(text, (), names) else set()
        broken = [link for link in links if not self.change(text, (link,), frozenset())]
        if not (failing or broken):
            failing, broken = names, [*links]
        for name in sorted(failing):
            number = next((number for number, line in enumerate(lines, 1) if name.casefold() in line), 0)
            is_found = self._edited(written, (), {name}) != written
            cure = "; make the contexts a list in YAML" if is_found else ""
            yield f"{Place(text.path, number)}: the context {quoted_text(name)} {self._cause(is_found=is_found)}{cure}"
        for link in broken:
            is_found = self._edited(written, (link,), frozenset()) != written
            yield f"{link.place}: [[{link.target}]] {self._cause(is_found=is_found)}"

    def _cause(self, *, is_found: bool) -> str:
        if is_found:
            return f"cannot be called {quoted_text(self.renaming.new)} here, where that would mean something else"
        return "is written here in a form in which its place is not known, such as an alias of YAML"


def _is_renamed(
    before_and_after: tuple[ParseResult, ParseResult], renaming: Renaming, links: Sequence[BodyLink], names: Set[str]
) -> bool:
    """Whether a file means the same but for the names of some contexts and the targets of some wiki links."""
    before, after = before_and_after
    old, new = before.parsed.item, after.parsed.item
    if old is None or new is None:
        return False
    if isinstance(old, Entry) and isinstance(new, Entry):
        wanted = {renaming.new if context.name in names else context.name for context in old.contexts}
        if {context.name for context in new.contexts} != wanted:
            return False
        old, new = (replace(entry, contexts=(), topics=()) for entry in (old, new))
    if _taken(old.links, renaming) - _taken(new.links, renaming) != _taken(links, renaming):
        return False
    same = (
        (type(old), _without_links(old), len(old.links), _codes(before), before.detail.sources),
        (type(new), _without_links(new), len(new.links), _codes(after), after.detail.sources),
    )
    return same[0] == same[1] and before.detail.body.pieces == after.detail.body.pieces


def _without_links(text: Text) -> object:
    """What a text tells but for its links; of the notes of corrections the words around these."""
    if not isinstance(text, Entry):
        return without_places(replace(text, links=()))
    notes = [(each.date, each.body.pieces) for each in text.corrections]
    return without_places(replace(text, links=(), corrections=())), notes


def same_but_for_places(before: ParseResult, after: ParseResult) -> bool:
    """Whether a file tells the same of its text twice, and the same is wrong with it, on whichever lines it stands."""
    old, new = before.parsed.item, after.parsed.item
    is_same = type(old) is type(new) and without_places(old) == without_places(new)
    return is_same and _codes(before) == _codes(after)


def _taken(links: Iterable[BodyLink], renaming: Renaming) -> int:
    """How many links are to lead to the new name."""
    wiki = (link.target.partition("#")[0].strip() for link in links if link.kind is LinkKind.WIKI)
    return sum(map(renaming.takes, wiki))


def _codes(result: ParseResult) -> list[str]:
    return [problem.code.slug for problem in result.parsed.problems]


def without_places(value: Any) -> Any:
    """A value without the lines of what it holds: an item of a list that goes takes its line along."""
    if isinstance(value, Record):
        value = msgspec.to_builtins(value)
    if isinstance(value, dict):
        return {name: without_places(inner) for name, inner in value.items() if name != "place"}
    return [without_places(inner) for inner in value] if isinstance(value, list | tuple) else value


def _topic_file_changes(site: Site, renaming: Renaming) -> Iterator[FileChange]:
    """The changes of topics' own files: old names become aliases, and a file of an old topic goes to the new one."""
    config = site.config
    said = {topic_slug(name): name for name in config.topics}
    if spoken_of := [said[slug] for slug in renaming.old if slug in said]:
        names = ", ".join(f"[topics.{quoted_text(name)}]" for name in spoken_of)
        raise RenamingRefused(
            f"The settings speak of {names}; move that to [topics.{quoted_text(renaming.new)}] first, then say the "
            "same again."
        )
    files = {page.topic: page for page in site.pages if isinstance(page, TopicFile)}
    new_slug = topic_slug(renaming.new)
    own = files.get(new_slug)
    moved = [files[slug] for slug in sorted(renaming.old) if slug in files]
    aliases = [site.topics[slug].name for slug in sorted(renaming.old) if slug != new_slug]
    path = f"{config.content_prefix}topics/{new_slug}.md"
    if own is None and not moved:
        if os.path.lexists(config.root / path):
            raise RenamingRefused(f"{path} is there, and is not published; take it away first.")
        listed = ", ".join(map(quoted_text, aliases))
        yield FileChange(path, "", f"---\ntitle: {quoted_text(renaming.new)}\naliases: [{listed}]\n---\n")
    elif (own and moved) or len(moved) > 1:
        listed = " and ".join(file.path for file in (*moved, *((own,) if own else ())))
        raise RenamingRefused(f"{listed} are about these topics; put their texts into one of them first.")
    else:
        yield from _changed_file(own or moved[0], path, aliases, renaming, config)


def _changed_file(
    file: TopicFile, path: str, aliases: list[str], renaming: Renaming, config: Config
) -> Iterator[FileChange]:
    text = _read(config.root / file.path)
    is_moved = file.topic in renaming.old
    title = renaming.new if is_moved and topic_slug(file.title) in renaming.old else None
    has = {topic_slug(name.target) for name in file.names[1:]}
    edits = alias_edits(text, [alias for alias in aliases if topic_slug(alias) not in has], title)
    if edits is None or "\r" in text:
        names = ", ".join(map(quoted_text, aliases))
        raise RenamingRefused(f"{file.path} has no front matter in YAML; write aliases: [{names}] there first.")
    after = apply_edits(text, edits)
    source = source_file(path, config)
    item = FileParser(config).parse(after.encode(), source).parsed.item
    named = {topic_slug(name.target) for name in item.names} if isinstance(item, TopicFile) else set()
    if not named.issuperset(map(topic_slug, aliases)):
        names = ", ".join(map(quoted_text, aliases))
        raise RenamingRefused(f"{file.path} cannot be changed in place; write aliases: [{names}] there first.")
    if not is_moved:
        yield FileChange(file.path, text, after)
    else:
        yield FileChange(path, "", after)
        yield FileChange(file.path, text, "")


def _read(file: Path) -> str:
    """A file's text with its line ends as they are. Raises RenamingRefused if it has several kinds."""
    with open(file, encoding="utf-8", newline="") as opened:
        text = opened.read()
    if "\r" in text.replace("\r\n", "") or ("\r\n" in text and text.count("\n") != text.count("\r\n")):
        raise RenamingRefused(f"{file} has line ends of several kinds; save it with one kind, then say the same again.")
    return text


def write_changes(changes: Iterable[FileChange], root: Path) -> tuple[str, ...]:
    """Write the changes, each file in one step: whoever reads one meanwhile finds all of the old or all of the new.

    Ctrl-C takes effect between two files. Gives the paths of the files that are left, as somebody has changed them
    since the changes were planned.
    """
    left: list[str] = []
    for change in changes:
        with deferred_sigint():
            if not _write(change, root / change.path):
                left.append(change.path)
    return tuple(left)


def _write(change: FileChange, file: Path) -> bool:
    """Write a change; false if the file is no longer what was planned for."""
    if (read_trusted(file).decode(errors="replace") if os.path.lexists(file) else "") != change.before:
        return False
    if not change.after:
        file.unlink()
        return True
    file.parent.mkdir(parents=True, exist_ok=True)
    (atomic_file.replace if change.before else atomic_file.create)(file, change.after.encode())
    return True
