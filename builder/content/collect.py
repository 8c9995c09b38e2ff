"""From what each file gave to the content as a whole: what is published, and what files tell of one another."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from builder.config.config import Config
from builder.config.sections import SectionSettings
from builder.config.topics import TopicSettings
from builder.content.contexts import contexts_in
from builder.content.topic_aliases import aliases_of_topics, under_topics
from builder.core.model import Absent, Asset, Content, Entry, Page, Parsed, TopicFile
from builder.core.problems import Code, Place, Problem, did_you_mean, errors, nearest
from builder.core.urls import Slug, slugify


def gather(parsed: Iterable[Parsed], assets: Iterable[Asset], config: Config) -> tuple[Content, tuple[Problem, ...]]:
    """The content that the files make, in their order, and what is wrong with them. Drafts only if asked for."""
    entries: list[Entry] = []
    pages: list[Page] = []
    drafts: list[Parsed] = []
    failed: list[Parsed] = []
    problems: list[Problem] = []
    for each in _with_commas([*parsed], config):
        problems += each.problems
        item = each.item
        if item is None:
            failed += [each] if errors(each.problems) else []
        elif item.draft and not config.drafts:
            drafts.append(each)
        elif isinstance(item, Entry):
            entries.append(item)
        else:
            pages.append(item)
    problems += _of_sections(config.sections, entries)
    absent = Absent(_called(failed), _called(drafts))
    content = Content(tuple(entries), tuple(pages), tuple(assets), absent)
    return _with_topics(content, config, problems), tuple(problems)


def _with_topics(content: Content, config: Config, problems: list[Problem]) -> Content:
    """The content with each context as the topic that it is, without the files of topics that no entry has."""
    files = [page for page in content.pages if isinstance(page, TopicFile)]
    aliases = aliases_of_topics(files, config.topics, problems)
    if not (files or aliases or config.topics):
        return content
    entries = tuple([under_topics(entry, aliases) for entry in content.entries]) if aliases else content.entries
    known = {topic for entry in entries for topic in entry.topics}
    named = known | aliases.keys()
    first: dict[Slug, TopicFile] = {}
    for file in files:
        problems += _of_file(file, named, first)
    problems += _of_settings(config.topics, named)
    idle = frozenset(first.keys() - known)
    pages = tuple(page for page in content.pages if not (isinstance(page, TopicFile) and page.topic in idle))
    return replace(content, entries=entries, pages=pages, aliases=aliases, idle=idle)


def _of_file(file: TopicFile, named: set[Slug], first: dict[Slug, TopicFile]) -> Iterator[Problem]:
    """What is wrong with a topic's file among others; `first` is filled with the first of each topic.

    `named` are the topics that entries have, and those that are only other names of topics.
    """
    other = first.setdefault(file.topic, file)
    if other is not file:
        what = f"{file.address} is the address of {other.path} and of {file.path}"
        yield Problem(Code.ADDRESS_TAKEN, Place(file.path), what, "put both into one file")
    elif file.topic not in named:
        cure = "its page comes with the first entry that has it as a context"
        yield Problem(Code.TOPIC_UNUSED, Place(file.path), f'no entry is about "{file.title}" yet', cure)


def _of_settings(topics: Mapping[str, TopicSettings], named: set[Slug]) -> Iterator[Problem]:
    """The topics that the settings speak of and nothing has."""
    for name, said in topics.items():
        if slugify(name) not in named:
            cure = "mend the name, or leave it for an entry to come"
            near = nearest(slugify(name), named)
            what = f'the settings speak of the topic "{name}", and no entry is about it'
            yield Problem(Code.TOPIC_UNUSED, said.place, what, did_you_mean(near, cure))


def _of_sections(sections: Mapping[Slug, SectionSettings], entries: Iterable[Entry]) -> Iterator[Problem]:
    """The sections that the settings name and no entry lies in."""
    used = {entry.section for entry in entries} if sections else set()
    for slug, said in sections.items():
        if slug not in used:
            what = f'the settings name the section "{said.folder}", and no entry lies in it'
            cure = "mend the name of the folder, or leave it for an entry to come"
            yield Problem(Code.SECTION_UNUSED, said.place, what, did_you_mean(nearest(slug, sorted(used)), cure))


def _called(parsed: Iterable[Parsed]) -> frozenset[str]:
    return frozenset(name for each in parsed for name in each.called)


def _with_commas(parsed: list[Parsed], config: Config) -> list[Parsed]:
    """Mend the contexts that are the parts of a name with a comma that another file has.

    In the page form `Chicago, Illinois` is one name or two; that another entry has the context shows that it is one.
    """
    if not any(each.named for each in parsed):
        return parsed
    said = {alias for topic in config.topics.values() for alias in topic.aliases}
    said |= {name for each in parsed for name in _contexts(each)}
    names = {name for name in said if ", " in name} - config.topics.keys()
    if not names:
        return parsed
    by_first: dict[str, list[frozenset[str]]] = defaultdict(list)
    for name in names:
        by_first[name.partition(", ")[0]].append(frozenset(name.split(", ")))
    known = names | config.topics.keys()
    return [_mended(each, known) if each.named and _holds_one(_contexts(each), by_first) else each for each in parsed]


def _mended(parsed: Parsed, known: set[str]) -> Parsed:
    """The entry with its contexts read again, knowing these names."""
    own = {name for name in _contexts(parsed) if ", " in name}
    entry = parsed.entry and replace(parsed.entry, contexts=contexts_in(parsed.named, known | own))
    return replace(parsed, entry=entry)


def _holds_one(contexts: set[str], by_first: Mapping[str, Sequence[frozenset[str]]]) -> bool:
    """Whether all parts of one of the names are among the contexts; the names are given by their first parts."""
    return any(parts <= contexts for name in contexts for parts in by_first.get(name, ()))


def _contexts(parsed: Parsed) -> set[str]:
    """The names of topics that a file has."""
    if parsed.topic:
        return {name.target for name in parsed.topic.names}
    return {context.name for context in parsed.entry.contexts} if parsed.entry else set()
