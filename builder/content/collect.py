"""Collect: merge per-file results into Content; drop drafts, apply topic aliases, report problems between files."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import TypeVar

from msgspec import structs
from msgspec.structs import replace

from builder.config.config import Config
from builder.config.sections import SectionSettings
from builder.config.topics import TopicSettings
from builder.content.cascades import apply_cascades, draft_mark, path_of
from builder.content.contexts import contexts_in
from builder.content.location import FOLDER_NAMES
from builder.content.topic_aliases import apply_aliases, resolve_aliases
from builder.content.undated import refuse_undated, section_of
from builder.core.dates import Date, date_of_ordinal, last_begun
from builder.core.model import UNREADABLE_MARK, Asset, Content, Entry, Page, Parsed, TopicFile, Unpublished
from builder.core.problems import Code, Place, Problem, Severity, did_you_mean, errors, nearest
from builder.core.text import pluralize
from builder.core.urls import Slug, path_slug, topic_slug
from builder.frontmatter.draft_marks import FOLDER, is_in_folder

T = TypeVar("T", Entry, Page)

_path = attrgetter("path")

_UNREADABLE_INDEX = "an _index.md above that cannot be read, and may mark drafts"
"""What keeps a text out that is right itself."""


def collect(
    parsed_files: Iterable[Parsed], assets: Iterable[Asset], config: Config
) -> tuple[Content, tuple[Problem, ...]]:
    """The content that the files make, whatever their order, and what is wrong with them.

    Where two files want the same, the first by its path has it. Drafts only if asked for; what is wrong with a draft
    that is left out is told when it is to be published.
    """
    parsed_files, problems = refuse_undated(apply_cascades([*parsed_files]), config)
    entries: list[Entry] = []
    pages: list[Page] = []
    drafts: list[Parsed] = []
    failed: list[Parsed] = []
    marks: list[str] = []
    for parsed in _rejoin_commas(parsed_files, config):
        if mark := draft_mark(parsed, config):
            drafts.append(parsed)
            if mark != UNREADABLE_MARK:
                marks.append(mark)
                continue
            problems += parsed.problems
            if not (parsed.mark_keys or errors(parsed.problems)):
                marks.append(_UNREADABLE_INDEX)
            continue
        problems += parsed.problems
        item = parsed.item
        if item is None:
            failed += [parsed] if parsed.is_undated or errors(parsed.problems) else []
        elif isinstance(item, Entry):
            entries.append(item)
        else:
            pages.append(item)
    entries, pages = _by_path_where_alike(entries), sorted(pages, key=_path)
    if config.keep_going or config.problems.get(Code.ADDRESS_TAKEN, Severity.ERROR) is not Severity.ERROR:
        entries, pages = _first_at_each_address(entries, problems), _first_at_each_address(pages, problems)
    else:
        problems += _check_introductions(pages, entries)
    problems += _check_sections(config.sections, entries)
    kept, file_marks = _without_drafts(assets, [*drafts, *failed], [*entries, *pages], config)
    problems += _note_drafts(marks, file_marks, config)
    future = _entries_to_come(entries, config.today)
    problems += map(_warn_of_date, future)
    noted = [entry for entry in entries if entry.corrections]
    problems += _check_corrections(noted, config.today)
    unpublished = Unpublished(_link_slugs(failed), _link_slugs(drafts), _folders_of([*failed, *drafts], config))
    to_come = [*(entry.date for entry in future), *(entry.updated for entry in entries if entry.updated)]
    next_change = _next_change(parsed_files, to_come, noted, config.today)
    content = Content(tuple(entries), tuple(pages), tuple(kept), unpublished, next_change=next_change)
    return _with_topics(content, config, problems), tuple(problems)


def _by_path_where_alike(entries: list[Entry]) -> list[Entry]:
    """The entries, in the order of their paths if some want one address, as that of time does not tell these apart."""
    addresses = {entry.address.lower() for entry in entries}
    return entries if len(addresses) == len(entries) else sorted(entries, key=_path)


def _first_at_each_address(texts: Iterable[T], problems: list[Problem]) -> list[T]:
    """The texts but those whose address one before them has: a build that keeps going leaves them out."""
    first: dict[str, T] = {}
    for text in texts:
        other = first.setdefault(text.address.lower(), text)
        if other is not text:
            what = f"{other.address} is the address of {other.path} and of {text.path}"
            cure = "rename one, or give it a slug of its own"
            problems.append(Problem(Code.ADDRESS_TAKEN, Place(text.path), what, cure))
    return list(first.values())


def _check_introductions(pages: Iterable[Page], entries: Iterable[Entry]) -> Iterator[Problem]:
    """The second text that introduces a list, of entries or pages: no page is planned for it, so no plan finds it."""
    first: dict[str, Page] = {}
    twice = [page for page in pages if first.setdefault(page.address, page) is not page]
    lists = {""}.union(*(_folders_above(entry.address) for entry in entries)) if twice else {""}
    for page in twice:
        folder = page.address.removesuffix("index.html").removesuffix("/")
        is_of_pages = not isinstance(page, TopicFile) and section_of(page) not in lists
        if f"/{page.address}".endswith("/index.html") and (folder in lists or is_of_pages):
            what = f"{first[page.address].path} and {page.path} introduce the same list"
            yield Problem(Code.ADDRESS_TAKEN, Place(page.path), what, "put both into one file")


def _folders_above(address: str) -> Iterator[str]:
    """The folders of an address: of an entry's those of its section and of its dates."""
    while address := address.rpartition("/")[0]:
        yield address


def _without_drafts(
    assets: Iterable[Asset], unpublished: Iterable[Parsed], published: Iterable[Entry | Page], config: Config
) -> tuple[list[Asset], list[str]]:
    """The assets but those of drafts, and what keeps each of these out.

    Those are the files below a folder of drafts; and as in Hugo's bundles those at or below the folder of an index.md,
    where that is not published, nor is any text beside or below it: https://gohugo.io/content-management/page-bundles/.
    """
    if config.drafts:
        return [*assets], []
    paths = [path for parsed in unpublished if _is_index(path := path_of(parsed))]
    bundles = {path.rpartition("/")[0] for path in paths} - {config.content_prefix.rstrip("/")}
    if bundles:
        bundles = bundles.difference(*(_folders_above(text.path) for text in published))
    has_folder = FOLDER in config.draft_marks
    kept: list[Asset] = []
    marks: list[str] = []
    for asset in assets:
        if has_folder and is_in_folder(asset.path):
            marks.append(f"{FOLDER}/")
        elif bundles and not bundles.isdisjoint(_folders_above(asset.path)):
            marks.append("beside a draft")
        else:
            kept.append(asset)
    return kept, marks


def _is_index(path: str) -> bool:
    """Whether a text stands for its folder, by its name."""
    return path.rpartition("/")[2].rpartition(".")[0].lower() in FOLDER_NAMES


def _note_drafts(text_marks: Sequence[str], file_marks: Sequence[str], config: Config) -> Iterator[Problem]:
    """A note that counts the texts and other files that are left out, by the marks that keep them out."""
    if text_marks or file_marks:
        numbers = {"text": len(text_marks), "file": len(file_marks)}
        left_out = " and ".join(pluralize(number, kind) for kind, number in numbers.items() if number)
        counts = ", ".join(f"{mark} ({number})" for mark, number in sorted(Counter([*text_marks, *file_marks]).items()))
        what = f"{left_out} left out, by the marks of drafts: {counts}"
        cure = "see them with --drafts; the setting draft_marks says which marks count"
        yield Problem(Code.DRAFTS_LEFT_OUT, Place(config.display_path(config.content)), what, cure)


def _entries_to_come(entries: Iterable[Entry], today: Date | None) -> list[Entry]:
    """The entries whose date is to come."""
    if today is None:
        return []
    last = last_begun(today)
    return [entry for entry in entries if entry.date > last]


def _warn_of_date(entry: Entry) -> Problem:
    what = "the date of this entry is still to come, and the entry is published already"
    cure = "mend the date, or say with publishDate from which day on the entry is to be published"
    return Problem(Code.DATE_FUTURE, Place(entry.path), what, cure)


def _check_corrections(noted: Iterable[Entry], today: Date | None) -> Iterator[Problem]:
    """A warning for each correction that is to come everywhere on earth, or was made before its entry's date."""
    for entry in noted:
        for each in entry.corrections:
            is_early = each.date.last_ordinal < entry.date.ordinal
            if is_early or (today and each.date > last_begun(today)):
                why = "is before the date of the entry" if is_early else "is still to come"
                what = f"the day of a correction, {each.date.iso}, {why}"
                cure = "write the day on which it was made, such as 2011-06-01"
                yield Problem(Code.CORRECTION_DATE, Place(entry.path), what, cure)


def _next_change(
    parsed_files: Iterable[Parsed], dates: Iterable[Date], noted: Iterable[Entry], today: Date | None
) -> Date | None:
    """The next day on which another text is published, or a date of these or of the corrections of entries has come."""
    if today is None:
        return None
    days = [date_of_ordinal(date.ordinal - 1) for date in dates if date > today]
    for correction in (each for entry in noted for each in entry.corrections if each.date > today):
        ordinal = correction.date.ordinal
        days += [date_of_ordinal(ordinal - 1), date_of_ordinal(ordinal)]  # not told any more, and listed
    for parsed in parsed_files:
        if publication := parsed.publication:
            days += [day for day in (publication.begins, publication.ends) if day]
    return min((day for day in days if day > today), default=None)


def _link_slugs(parsed_files: Iterable[Parsed]) -> frozenset[str]:
    return frozenset(slug for parsed in parsed_files for slug in parsed.link_slugs)


def _folders_of(parsed_files: Iterable[Parsed], config: Config) -> frozenset[str]:
    """The folders below content/ in which files lie, and those above them."""
    paths = {path_of(parsed).removeprefix(config.content_prefix).rpartition("/")[0] for parsed in parsed_files}
    return frozenset(folder for path in paths for folder in _folders_above(f"{path_slug(path)}/"))


def _with_topics(content: Content, config: Config, problems: list[Problem]) -> Content:
    """Apply the topic aliases to all contexts, and drop the files of topics that no entry has."""
    files = [page for page in content.pages if isinstance(page, TopicFile)]
    aliases = resolve_aliases(files, config.topics, problems)
    if not (files or aliases or config.topics):
        return content
    entries = tuple([apply_aliases(entry, aliases) for entry in content.entries]) if aliases else content.entries
    used = {topic for entry in entries for topic in entry.topics}
    known = used | aliases.keys()
    file_by_topic: dict[Slug, TopicFile] = {}
    for file in files:
        problems += _check_topic_file(file, known, file_by_topic)
    problems += _check_topic_settings(config.topics, known)
    unused_topics = frozenset(file_by_topic.keys() - used)
    pages = tuple(page for page in content.pages if not (isinstance(page, TopicFile) and page.topic in unused_topics))
    return replace(content, entries=entries, pages=pages, aliases=aliases, unused_topics=unused_topics)


def _check_topic_file(file: TopicFile, known: set[Slug], file_by_topic: dict[Slug, TopicFile]) -> Iterator[Problem]:
    """What is wrong with a topic's file among others; `file_by_topic` is filled with the first of each topic.

    `known` are the topics that entries have, and the aliases of topics.
    """
    first = file_by_topic.setdefault(file.topic, file)
    if first is not file:
        what = f"{file.address} is the address of {first.path} and of {file.path}"
        yield Problem(Code.ADDRESS_TAKEN, Place(file.path), what, "put both into one file")
    elif file.topic not in known:
        cure = "its page comes with the first entry that has it as a context"
        yield Problem(Code.TOPIC_UNUSED, Place(file.path), f'no entry is about "{file.title}" yet', cure)


def _check_topic_settings(topics: Mapping[str, TopicSettings], known: set[Slug]) -> Iterator[Problem]:
    """The topics that the settings name and no entry has."""
    for name, settings in topics.items():
        if topic_slug(name) not in known:
            cure = "mend the name, or leave it for an entry to come"
            suggestion = nearest(topic_slug(name), known)
            what = f'the settings speak of the topic "{name}", and no entry is about it'
            yield Problem(Code.TOPIC_UNUSED, settings.place, what, did_you_mean(suggestion, cure))


def _check_sections(sections: Mapping[Slug, SectionSettings], entries: Iterable[Entry]) -> Iterator[Problem]:
    """The sections that the settings name and no entry lies in."""
    used = {entry.section for entry in entries} if sections else set()
    for slug, settings in sections.items():
        if slug not in used:
            what = f'the settings name the section "{settings.folder}", and no entry lies in it'
            cure = "mend the name of the folder, or leave it for an entry to come"
            yield Problem(Code.SECTION_UNUSED, settings.place, what, did_you_mean(nearest(slug, sorted(used)), cure))


def _rejoin_commas(parsed_files: list[Parsed], config: Config) -> list[Parsed]:
    """Rejoin contexts that are the parts of a name with a comma, if another file or the settings have that name.

    In the page form `Chicago, Illinois` is one name or two; that another entry has the context shows that it is one.
    """
    if not any(parsed.context_lists for parsed in parsed_files):
        return parsed_files
    names = {alias for topic in config.topics.values() for alias in topic.aliases}
    names |= {name for parsed in parsed_files for name in _context_names(parsed)}
    names = {name for name in names if ", " in name} - config.topics.keys()
    if not names:
        return parsed_files
    by_first_part: dict[str, list[frozenset[str]]] = defaultdict(list)
    for name in names:
        by_first_part[name.partition(", ")[0]].append(frozenset(name.split(", ")))
    known = names | config.topics.keys()
    return [
        _resplit_contexts(parsed, known)
        if parsed.context_lists and _has_all_parts(_context_names(parsed), by_first_part)
        else parsed
        for parsed in parsed_files
    ]


def _resplit_contexts(parsed: Parsed, known: set[str]) -> Parsed:
    """The result with the context lists split again, knowing these names."""
    own = {name for name in _context_names(parsed) if ", " in name}
    entry = parsed.entry and parsed.entry.with_contexts(contexts_in(parsed.context_lists, known | own))
    return structs.replace(parsed, entry=entry)


def _has_all_parts(contexts: set[str], by_first_part: Mapping[str, Sequence[frozenset[str]]]) -> bool:
    """Whether all parts of one of the names are among the contexts; the names are given by their first parts."""
    return any(parts <= contexts for name in contexts for parts in by_first_part.get(name, ()))


def _context_names(parsed: Parsed) -> set[str]:
    """The names of contexts in a file: those of an entry, or the title and aliases of a topic's file."""
    if parsed.topic:
        return {name.target for name in parsed.topic.names}
    return {context.name for context in parsed.entry.contexts} if parsed.entry else set()
