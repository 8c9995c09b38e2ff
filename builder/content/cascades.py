"""Cascades: what texts inherit of marks of drafts from the _index.md of the folders above, as in Hugo.

A key that a text has itself, or that a folder nearer to it gives, counts alone:
https://gohugo.io/content-management/front-matter/#cascade-1
"""

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from builder.config.config import Config
from builder.content.location import Location, locate
from builder.core.model import UNREADABLE_MARK, Cascade, Entry, Parsed, Publication
from builder.core.urls import slugify
from builder.frontmatter import draft_marks


def apply_cascades(parsed_files: list[Parsed]) -> list[Parsed]:
    """The files, each with what it inherits."""
    cascading = [(path_of(parsed), parsed.cascade) for parsed in parsed_files if parsed.cascade]
    if not cascading:
        return parsed_files
    cascades = [its for _, its in sorted(cascading, key=lambda pair: (-len(pair[1].folder), pair[0]))]
    return [_with_inherited(parsed, cascades) for parsed in parsed_files]


def keep_texts_out(parsed: Parsed, location: Location, content: bytes | None = None) -> Parsed:
    """What an _index.md gives that is not read for whatever cause: it may hand a mark of drafts down, so it does.

    `content` is what it holds, if that is known; without the word it hands nothing down.
    """
    may_hand_down = content is None or draft_marks.CASCADE.encode() in content.lower()
    if parsed.cascade or not (location.introduces_list and may_hand_down):
        return parsed
    return replace(parsed, cascade=Cascade(location.folder, {draft_marks.DRAFT: Publication(UNREADABLE_MARK)}))


def path_of(parsed: Parsed) -> str:
    """The path for messages of a file: that of what it gave, or else of what is wrong with it."""
    return parsed.item.path if parsed.item else parsed.problems[0].place.path if parsed.problems else ""


def _with_inherited(parsed: Parsed, cascades: Iterable[Cascade]) -> Parsed:
    inherited = [publication for publication in _inherited(parsed, cascades) if publication != Publication()]
    if not inherited:
        return parsed
    all_said = [parsed.publication or Publication(), *inherited]
    publication = Publication(
        next((said.mark for said in all_said if said.mark), ""),
        next((said.begins for said in all_said if said.begins), None),
        next((said.ends for said in all_said if said.ends), None),
    )
    return replace(parsed, publication=publication, link_slugs=parsed.link_slugs or _link_slugs(parsed))


def _inherited(parsed: Parsed, cascades: Iterable[Cascade]) -> Iterator[Publication]:
    """What a file inherits, the nearest folder's first."""
    path = path_of(parsed)
    known = {*parsed.mark_keys}
    for cascade in cascades:
        if path.startswith(cascade.folder):
            yield from (publication for key, publication in cascade.publications.items() if key not in known)
            known |= cascade.publications.keys()


def _link_slugs(parsed: Parsed) -> tuple[str, ...]:
    """The slugs by which links to a text are known; it has none yet, as it would be published otherwise."""
    item = parsed.item
    if item is None:
        return ()
    topics = item.topics if isinstance(item, Entry) else ()
    return tuple(dict.fromkeys((slugify(locate(item.path, item.path).name), slugify(item.title), *topics)))


def draft_mark(parsed: Parsed, config: Config) -> str:
    """What keeps a text out as a draft; empty if nothing does."""
    return "" if config.drafts or not parsed.publication else parsed.publication.hidden_by(config.today)
