"""From what each file gave to the content as a whole: what is published, and what files tell of one another."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from builder.config import Config
from builder.contexts import contexts_in
from builder.model import Absent, Asset, Content, Entry, Page, Parsed
from builder.problems import Problem, errors


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
    absent = Absent(_called(failed), _called(drafts))
    return Content(tuple(entries), tuple(pages), tuple(assets), absent), tuple(problems)


def _called(parsed: Iterable[Parsed]) -> frozenset[str]:
    return frozenset(name for each in parsed for name in each.called)


def _with_commas(parsed: list[Parsed], config: Config) -> list[Parsed]:
    """Mend the contexts that are the parts of a name with a comma that another file has.

    In the page form `Chicago, Illinois` is one name or two; that another entry has the context shows that it is one.
    """
    if not any(each.named for each in parsed):
        return parsed
    names = {name for each in parsed for name in _contexts(each) if ", " in name} - config.topics.keys()
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
    return {context.name for context in parsed.entry.contexts} if parsed.entry else set()
