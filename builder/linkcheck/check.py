"""Check the sources of a site: which addresses are to be asked, what comes of them, and what is to be told then."""

import threading
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice

from msgspec import field

from builder.config.checked_sources import FILE, State, address_asked, read_checked
from builder.config.config import Config
from builder.content.read import FileParser
from builder.core.dates import Date
from builder.core.http_etiquette import Clock
from builder.core.model import Entry, Source
from builder.core.problems import Problem, ProblemsFound, at_levels, errors, fatal, sort_problems
from builder.core.progress import Progress
from builder.core.record import Frozen
from builder.findings.inspection import Inspection
from builder.findings.registry import find
from builder.findings.sources import ADDRESS_RULES
from builder.incremental.assemble import Assembled, assemble
from builder.incremental.inputs import find_inputs
from builder.linkcheck.archive import WAYBACK, ArchiveSilent, find_snapshot
from builder.linkcheck.archive_edits import with_archives
from builder.linkcheck.crawl import PoliteExchange, crawl, host_of
from builder.linkcheck.memory import Memory
from builder.linkcheck.probe import Ask, Outcome
from builder.renaming.plan import FileChange

CONTROLS = 3
"""Addresses that were good, which are asked to see whether the network works."""

SAVED_EACH = 500
"""Answers after which what was learnt is written down, as the whole may take hours."""


class CheckOptions(Frozen, frozen=True):
    """Which addresses are asked."""

    limit: int | None = None
    """How many at most: those first that were never asked, then those that were asked longest ago."""
    host: str = ""
    """The one host whose addresses are asked; empty for all."""
    again: bool = False
    """Whether those are asked too that were asked lately."""
    private: bool = False
    """Whether those are asked too that were on private networks, as these are asked now."""
    archive_api: str = WAYBACK


class CheckedSources(Frozen, frozen=True):
    """What checking the sources of a site gave."""

    problems: tuple[Problem, ...]
    """By place, at the levels that the settings say."""
    addresses: int
    """How many addresses the entries have."""
    asked: Mapping[str, int] = field(default_factory=dict)
    """How many of those that were asked now were in which state."""
    put_off: Mapping[str, int] = field(default_factory=dict)
    """How many of each host were not asked to the end, as it wants to be asked later."""
    left: int = 0
    """How many are left for another time, by the limit."""
    unheard: Mapping[str, str] = field(default_factory=dict)
    """Why each address gave no answer, where none did: this machine may have no way to the web, so it is not kept."""
    unread: tuple[int, ...] = ()
    """The lines of the committed file that held nothing which can be read, and are no longer there."""


def read_site(config: Config, progress: Progress) -> Assembled:
    """Read and relate a site. Raises ProblemsFound if a build would not publish it."""
    inputs = find_inputs(config, clean=True, remember=False, output=False)
    now = assemble(inputs, progress)
    found = sort_problems(at_levels(chain(inputs.problems, now.problems), config.problems))
    if wrong := fatal(found) if config.keep_going else errors(found):
        raise ProblemsFound(wrong)
    return now


def check_sources(
    now: Assembled, ask: Ask, options: CheckOptions, progress: Progress, clock: Clock | None = None
) -> CheckedSources:
    """Ask the addresses of sources that are due, and write down what comes of them, also where it is broken off.

    If no server answered, only those are written down that are on private networks, which were not asked.
    """
    config = now.site.config
    memory = Memory(config.root, _today(config))
    urls = addresses_of(now)
    due = _due(urls, memory, options)
    outcomes: dict[str, Outcome] = {}
    is_answered, count = False, len(due[: options.limit])
    try:
        with progress.step("sources"):
            for url, outcome in crawl(due[: options.limit], ask, clock):
                outcomes[url] = outcome
                progress.show("sources", len(outcomes), count)
                memory.learn(url, outcome)
                is_answered = is_answered or outcome.is_answered
                if is_answered and not len(outcomes) % SAVED_EACH:
                    memory.save()
        unheard = {} if is_answered else _unheard(outcomes)
        if unheard and _has_network(memory, ask, clock, due):
            unheard = {}
    except KeyboardInterrupt:
        if is_answered:
            memory.save()
        raise
    if unheard:
        memory = Memory(config.root, _today(config))
        for url in outcomes.keys() - unheard.keys():
            memory.learn(url, outcomes[url])
    memory.save(urls)
    return CheckedSources(
        problems=problems_of_sources(now, options.host),
        addresses=len(urls),
        asked=Counter(outcome.state.value for outcome in outcomes.values()),
        put_off=Counter(host_of(url) for url, outcome in outcomes.items() if outcome.state is State.BUSY),
        left=len(due) - count,
        unheard=unheard,
        unread=memory.unread,
    )


def _unheard(outcomes: Mapping[str, Outcome]) -> dict[str, str]:
    """Why each of the addresses gave no answer that was asked: those of private networks were not."""
    return {url: outcome.why for url, outcome in outcomes.items() if outcome.state is not State.PRIVATE}


def _due(urls: Iterable[str], memory: Memory, options: CheckOptions) -> list[str]:
    """The addresses that are to be asked, those first that were asked longest ago."""
    chosen = (url for url in urls if options.host in ("", host_of(url)))
    due = (url for url in chosen if options.again or memory.is_due(url, private=options.private))
    return sorted(due, key=lambda url: (memory.last_asked(url), url))


def addresses_of(now: Assembled) -> list[str]:
    """The addresses of the sources of all entries, each once, in the order of the entries."""
    sources = (source for entry in now.site.entries for source in now.details(entry).sources)
    return list(dict.fromkeys(address_asked(source.url) for source in sources if source.url))


def hosts_of(now: Assembled) -> frozenset[str]:
    """The hosts of the sources of all entries."""
    return frozenset(map(host_of, addresses_of(now)))


def problems_of_sources(now: Assembled, host: str = "") -> tuple[Problem, ...]:
    """What is written down of the sources of the entries, or of those on one host."""
    known = read_checked(now.site.config.root / FILE)
    checked = {url: each for url, each in known.items() if host in ("", host_of(url))}
    inspection = Inspection(now.site, now.details, checked=checked)
    found = chain.from_iterable(find(ADDRESS_RULES, entry, inspection) for entry in now.site.entries)
    return sort_problems(at_levels(found, now.site.config.problems))


def _has_network(memory: Memory, ask: Ask, clock: Clock | None, asked: Collection[str]) -> bool:
    """Whether any of some addresses answers that were good before."""
    controls = islice((url for url in memory.good() if url not in asked), CONTROLS)
    return any(outcome.is_answered for _, outcome in crawl(controls, ask, clock))


class Archived(Frozen, frozen=True):
    """What looking for copies in an archive gave."""

    changes: tuple[FileChange, ...]
    """The changes of the entries' files that name these copies."""
    unchanged: tuple[str, ...] = ()
    """What cannot be written so, with the copy: `content/news/a.md: https://example.org/: archive_url: https://…`."""
    none: int = 0
    """Of how many pages there is no copy."""
    left: int = 0
    """How many were not looked for, by the limit."""
    silent: str = ""
    """Why the archive was not asked to the end; empty if it was."""


def archive_sources(
    now: Assembled,
    ask: Ask,
    options: CheckOptions,
    progress: Progress,
    clock: Clock | None = None,
) -> Archived:
    """Look for a copy of each source that has none, the dead ones first, and plan the changes of the files."""
    config = now.site.config
    memory = Memory(config.root, _today(config))
    stopped = threading.Event()
    polite = PoliteExchange(ask, clock or Clock(sleep=stopped.wait), stopped)
    wanted = _wanted(now, memory, options)
    some = wanted[: options.limit]
    silent, none = "", 0
    try:
        with progress.step("archive"):
            for done, (url, day) in enumerate(some, 1):
                progress.show("archive", done, len(some))
                snapshot = find_snapshot(url, day, polite.ask, options.archive_api)
                memory.learn_archive(url, snapshot)
                none += not snapshot
    except ArchiveSilent as error:
        silent = str(error)
    finally:
        memory.save()
    changes, unchanged = _changes(now, memory)
    return Archived(changes, unchanged, none, len(wanted) - len(some), silent)


def _wanted(now: Assembled, memory: Memory, options: CheckOptions) -> Sequence[tuple[str, Date]]:
    """The addresses whose copies are to be looked for, each with the day that one should be close to."""
    days: dict[str, Date] = {}
    for entry, source in _unarchived(now):
        url = address_asked(source.url or "")
        known = memory[url]
        is_known = known is not None and known.archive
        if not is_known and options.host in ("", host_of(url)) and (options.again or memory.is_archive_due(url)):
            days.setdefault(url, source.date or entry.date)
    return sorted(days.items(), key=lambda item: (not _is_dead(memory, item[0]), item[0]))


def _unarchived(now: Assembled) -> Iterator[tuple[Entry, Source]]:
    """The sources on the web that name no copy in an archive, with their entries."""
    for entry in now.site.entries:
        yield from ((entry, each) for each in now.details(entry).sources if each.url and not each.archive_url)


def _is_dead(memory: Memory, url: str) -> bool:
    return (known := memory[url]) is not None and known.is_dead


def _changes(now: Assembled, memory: Memory) -> tuple[tuple[FileChange, ...], tuple[str, ...]]:
    """The changes of all files whose sources have copies that they do not name; and of which that cannot be made."""
    config, parser = now.site.config, FileParser(now.site.config)
    changes: list[FileChange] = []
    unchanged: list[str] = []
    for entry, archives in _archives(now, memory):
        change = with_archives(entry, archives, config, parser)
        changes += [change] if change else []
        for url, archive in archives.items():
            if change is None or archive not in change.after:
                unchanged.append(f"{entry.path}: {url}: archive_url: {archive}")
    return tuple(changes), tuple(unchanged)


def _archives(now: Assembled, memory: Memory) -> Iterable[tuple[Entry, Mapping[str, str]]]:
    found: dict[str, tuple[Entry, dict[str, str]]] = {}
    for entry, source in _unarchived(now):
        known = memory[source.url or ""]
        if known and known.archive:
            found.setdefault(entry.path, (entry, {}))[1][source.url or ""] = known.archive
    return found.values()


def _today(config: Config) -> Date:
    """The day of the run, which the command line always says. Raises ValueError if nothing does."""
    if config.today is None:
        raise ValueError("the settings do not say which day it is")
    return config.today
