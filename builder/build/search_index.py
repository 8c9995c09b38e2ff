"""The search index of a build: updated from the one that the last build left, or built whole."""

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from functools import cache, partial
from pathlib import Path

import msgspec
from msgspec import field

from builder.cache.store import save_words
from builder.cache.table import NO_NAMES
from builder.concurrency.forked_task import forked
from builder.core.derived import derive
from builder.core.overlay import overlaid
from builder.core.progress import Progress
from builder.core.real_files import read_file
from builder.core.record import Frozen
from builder.core.urls import Address
from builder.incremental.assemble import Assembled
from builder.incremental.inputs import Inputs
from builder.output.manifest import OutputFile
from builder.relations.changes import own_texts
from builder.relations.site import Site
from builder.search.index import Index, build_index
from builder.search.indexed_text import indexed_text
from builder.search.update import update_index


class SearchFiles(Frozen, frozen=True):
    """What a build has to do to the search index, little after an edit, and where the words of texts are kept."""

    files: Mapping[Address, bytes] = field(default_factory=dict)
    """Those that may not be there yet, just as they are to be."""
    is_update: bool = False
    """Whether the other files that the last build left stay, but for those that are removed."""
    removed: frozenset[Address] = frozenset()
    words: tuple[str, ...] = NO_NAMES
    """Where the words of all texts are remembered; see `save_words`."""
    postings_below: Mapping[str, int] = field(default_factory=dict)
    """How many postings there are below each prefix of words that is split."""

    def kept(self, standing: Mapping[Address, OutputFile]) -> dict[Address, OutputFile]:
        """The published files that stay, of those that stand as they were left."""
        again = self.files.keys() | self.removed
        return (
            {address: output for address, output in standing.items() if address not in again} if self.is_update else {}
        )


class _PublishedFiles(Mapping[Address, bytes]):
    """The files of an index that lie in the output folder, each read when it is asked for."""

    def __init__(self, output: Path, addresses: Collection[Address]) -> None:
        self._output = output
        self._addresses = addresses

    def __getitem__(self, address: Address) -> bytes:
        if address not in self._addresses:
            raise KeyError(address)
        return read_file(self._output / address)

    def __iter__(self) -> Iterator[Address]:
        return iter(self._addresses)

    def __len__(self) -> int:
        return len(self._addresses)


@contextmanager
def search_index(
    before: Assembled | None, inputs: Inputs, now: Assembled, progress: Progress, *, beside: bool
) -> Iterator[Callable[[], SearchFiles]]:
    """Make the index, in a process of its own `beside` other work or when the function asks for it, which gives it."""
    make = partial(index_site, before, inputs, now)
    is_forked = beside and inputs.config.search
    if is_forked:
        derive(inputs, "standing_index")  # another child is asked for it, which is this process's own
    with forked(make, _decode) if is_forked else nullcontext(make) as made:

        @cache
        def index() -> SearchFiles:
            with progress.step("search"):
                return made()

        yield index


def _decode(content: bytes) -> SearchFiles:
    return msgspec.msgpack.decode(content, type=SearchFiles)


def index_site(before: Assembled | None, inputs: Inputs, now: Assembled) -> SearchFiles:
    """The index of a site; none where the settings want none. `before` is the site as it was last published.

    Where the build is to be remembered, the words of texts are saved, too.
    """
    if not inputs.config.search:
        return SearchFiles()
    bodies = words_of_texts(before, inputs, now)
    words = save_words(inputs.cache.words.becoming(bodies), inputs.config.root) if inputs.is_remembered else NO_NAMES
    index = _index_before(before.site, inputs) if before else None
    update = update_index(index, now.site, bodies) if index else None
    if update is None:
        built = build_index(now.site, bodies)
        return SearchFiles(built.files, words=words, postings_below=built.postings_below)
    return SearchFiles(update.files, True, update.removed, words, update.postings_below)


def words_of_texts(before: Assembled | None, inputs: Inputs, now: Assembled) -> Mapping[str, str]:
    """For each text's path its words: of those that the last build did not know, or that were read anew, new ones."""
    texts, known = now.site.texts, inputs.words
    others = own_texts(now.site, before.site) if before and _are_words_of(known, before.site) else texts
    new = (text for text in others if text.path in now.changed or text.path not in known)
    words = overlaid(known, {text.path: indexed_text(text, now.details(text)) for text in new})
    if len(words) == len(texts):
        return words
    all_words = dict(words.items())
    return {text.path: all_words[text.path] for text in texts}


def _are_words_of(words: Mapping[str, str], site: Site) -> bool:
    """Whether the remembered words are those of all texts of the site that the last build published, or none."""
    return len(words) == len(site.texts)


def _index_before(site: Site, inputs: Inputs) -> Index | None:
    """The index as the last build left it, if all of it is still there and it is known what it was made from."""
    words, there = inputs.words, inputs.standing_index
    if len(inputs.left_index) != len(there):
        return None
    if not _are_words_of(words, site):
        return None
    return Index(site, words, inputs.cache.postings_below, _PublishedFiles(inputs.config.output, there.keys()))
