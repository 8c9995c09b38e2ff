"""Survey of an archive: which tool made its Markdown, where that lies, and what its front matter holds, by counts.

survey(Path("harbour")).keys["tags"]
KeyUse(name="tags", files=2090, examples=("climate", "healthcare", "polling"), ...)
"""

import posixpath
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple
from urllib.parse import unquote

from msgspec import field
from msgspec.structs import replace

from builder.content.location import locate
from builder.content.scan import is_ignored, is_markdown
from builder.core.dates import likely_forms, parse_date
from builder.core.problems import ProblemsFound
from builder.core.real_files import read_file
from builder.core.record import Frozen
from builder.core.text import normalize_newlines, one_line, truncate
from builder.frontmatter.front_matter import flatten_tables
from builder.frontmatter.key import names_in_text
from builder.frontmatter.keys import CONTEXTS, IMAGE_KEYS, SOURCE_KEYS
from builder.frontmatter.parsers import likely_separator, separated
from builder.frontmatter.split import split
from builder.scaffold.other_addresses import Patterns
from builder.scaffold.other_tools import (
    Tool,
    content_folder_said,
    old_addresses_said,
    settings_said,
    template_folders_said,
    tool_of,
)

CONTENT_FOLDERS = ("content", "_posts", "source", "src", "docs", "posts", "articles", "data")
"""Names of folders that tools and people keep nothing but content in."""

NEARLY_ALL = 0.99
"""The share of the dated files that a folder has to hold to be the content."""

EXAMPLES = 3
_NAME_LENGTH = 60
"""Characters of a value that may still be a name, as contexts are."""

_CONTEXT_KEYS = frozenset(map(str.casefold, CONTEXTS.elsewhere))
_PATH = re.compile(r"(?:/|(?=[^\s/]*[/.]))(?!.*://)(?:[^\s:/?#]+/)*(?:[^\s:/?#]+)?")
_PICTURE = re.compile(r"\.(?:avif|gif|jpe?g|png|svg|webp)(?:$|\?)", re.IGNORECASE)
_PICTURE_PARTS = next((part.name, *part.other_names) for part in IMAGE_KEYS if part.name == "url")

_PART_NAMES = frozenset(
    name for part in (*SOURCE_KEYS, *IMAGE_KEYS) for name in (part.name, *part.other_names, *part.elsewhere)
)

_BY_BLANKS = ("tags", "categories")
"""Keys of which Jekyll parts a text by blanks: https://jekyllrb.com/docs/posts/#tags-and-categories."""

_NOT_CONTENT = frozenset(
    {"node_modules", "vendor", "themes", "output", "public", "_site", "templates", "build", "target"}
)


_OF_REPOSITORIES = frozenset(
    {"readme", "contributing", "changelog", "license", "licence", "code_of_conduct", "security", "support"}
)
"""Files at the top that speak of a repository, not of what is published, by their names without an ending."""

_SHOWN_FOLDERS = frozenset(
    {"images", "img", "assets", "files", "media", "attachments", "pictures", "photos", "uploads"}
)
_SHOWN = frozenset({".jpg", ".jpeg", ".png", ".gif", ".svg", ".webp", ".avif", ".pdf"})
"""Folders and endings of what texts show."""


_STATIC_FOLDERS = ("static", "public")
"""Folders whose files tools publish at the site's root: https://gohugo.io/content-management/static-files/."""

_FILE_LINK = re.compile(
    r"""(?:[\s("'=<[,]|\}\})(/?[^\s()"'<>{}|:?#=,[\]]+\."""
    r"""(?:avif|gif|jpe?g|png|svg|webp|pdf|mp[34]|m4[av]|mov|og[gv]|webm|zip|csv|xlsx|docx|epub))(?=[\s)"'>?#,}\]]|$)""",
    re.IGNORECASE,
)
"""An address of a picture or another file, in Markdown, in HTML, in Liquid or in front matter; none on another host.

No sign that begins one may stand in it, so that a long line is read once."""


class KeyUse(Frozen, frozen=True):
    """How the files of an archive use a key of their front matter."""

    name: str
    files: int
    """How many have it with a value."""
    examples: tuple[str, ...] = ()
    """Different values, the commonest first."""
    values: int = 0
    """How many values it has in all of them."""
    commonest: int = 0
    """How many of these are the commonest one."""
    repeated: float = 0.0
    """The share of its values that more than one file has."""
    are_names: bool = False
    """Whether nearly all of its values are short texts, or lists of them."""
    are_lists: bool = False
    """Whether nearly all are lists."""
    are_addresses: bool = False
    """Whether nearly all are addresses on the web, or mappings and lists with such."""
    dates: int = 0
    """How many of its values are dates as Dateline reads them."""
    date_form: str = ""
    """A form of strptime that reads all of its values, where they are dates otherwise written."""
    are_paths: bool = False
    """Whether nearly all are addresses inside a site: `/2011/a-ship/`, `2011/a-ship.html`."""
    are_pictures: bool = False
    """Whether nearly all are pictures: addresses, files, or mappings with one."""
    texts: int = 0
    """How many of its values are one text that seems to hold several names."""
    separator: str = ""
    """What separates the names in these texts; `none` where such a text is one name. See `builder.frontmatter`."""
    parts: "tuple[KeyUse, ...]" = ()
    """The keys of the mappings that it holds, by name; their `files` and `where` are mappings instead of files."""
    picture_parts: tuple[str, ...] = ()
    """Those of them that hold pictures."""
    where: frozenset[int] = frozenset()
    """The files that have it, by their numbers."""


class FilesElsewhere(Frozen, frozen=True):
    """Files outside the content that its texts link to, and that its tool publishes.

    FilesElsewhere("static", ("img/quay.png",))
    """

    folder: str
    """The folder whose files are published at the site's root; a dot for the archive's own."""
    files: tuple[str, ...]
    """Their addresses, which are their paths in that folder."""


class Survey(Frozen, frozen=True):
    """What an archive holds."""

    tool: str
    """Its name; empty if it is not known."""
    content: str
    """The folder of the content, from the archive's folder on; a dot for that itself."""
    said: Mapping[str, str] = field(default_factory=dict)
    """What the tool's settings say of the site, by our names: title, description, base_url, language, author."""
    old_addresses: Patterns = Patterns()
    """The patterns of the addresses at which the tool published texts."""
    files: int = 0
    """Markdown files in it."""
    dated: int = 0
    """Those of them whose name or folders have a date."""
    dated_where: frozenset[int] = frozenset()
    """These, by their numbers."""
    outside: tuple[str, ...] = ()
    """Markdown files elsewhere."""
    files_elsewhere: tuple[FilesElsewhere, ...] = ()
    """Files of other kinds that texts link to, and that are not published where they lie."""
    unread: int = 0
    """Files of which the front matter cannot be read."""
    keys: Mapping[str, KeyUse] = field(default_factory=dict)
    """By name, the commonest first."""
    strangers: tuple[str, ...] = ()
    """What lies beside the content where that is the archive's own folder, as patterns of the setting `ignore`."""
    left_out: tuple[str, ...] = ()
    """Templates and programs of the tool in the content, as such patterns."""
    has_templates: bool = False
    """Whether a folder `templates` lies there, of another tool."""


def survey(root: Path) -> Survey | None:
    """Look at all Markdown below a folder; None if there is none but what speaks of a repository."""
    tool = tool_of(root)
    templates = template_folders_said(root, tool) if tool else ()
    of_templates = tuple(f"{folder}/" for folder in templates)
    files = sorted(file for file in _markdown_files(root, root) if not file.startswith(of_templates))
    texts = [file for file in files if not _is_of_repository(file)]
    if not texts:
        return None
    content = _content_folder(texts, content_folder_said(root, tool) if tool else "")
    inside = [file for file in files if _is_below(content, file)]
    left_out = tuple(f"/{_below(content, folder)}/" for folder in templates if _is_below(content, folder))
    values: dict[str, list[_Held]] = defaultdict(list)
    linked: set[str] = set()
    unread = 0
    dated_names = False
    dated: set[int] = set()
    for number, file in enumerate(inside):
        below = _below(content, file)
        if _has_date(below):
            dated.add(number)
            dated_names |= locate(below, below).name_date is not None
        text = normalize_newlines(read_file(root / file).decode("utf-8", "replace"))
        linked.update(_linked_files(text, below))
        try:
            front = flatten_tables(split(text, file).front, ())
        except ProblemsFound:
            unread += 1
            continue
        for key, value in front.values.items():
            if value not in (None, "", [], {}):
                values[str(key)].append(_Held(number, value, front.has_lists))
    by_blanks = _BY_BLANKS if tool and tool.name == "Jekyll" else ()
    uses = (
        replace(_use(key, held, by_blanks=key.casefold() in by_blanks), parts=_parts(held))
        for key, held in _by_name(values)
    )
    uses_by_count = sorted(uses, key=lambda use: (-use.files, use.name))
    return Survey(
        tool=tool.name if tool else "",
        content=content,
        said=settings_said(root, tool) if tool else {},
        old_addresses=old_addresses_said(root, tool, dated_names=dated_names) if tool else Patterns(),
        files=len(inside),
        dated=len(dated),
        dated_where=frozenset(dated),
        outside=tuple(file for file in files if file not in set(inside)),
        unread=unread,
        keys={use.name: use for use in uses_by_count},
        files_elsewhere=tuple(_files_elsewhere(root, content, linked)),
        strangers=tuple(sorted({*_strangers(root, inside, linked)}.difference(left_out))) if content == "." else (),
        left_out=(*left_out, *(_own_files(root / content, tool) if tool else ())),
        has_templates=(root / "templates").is_dir(),
    )


def _own_files(content: Path, tool: Tool) -> Iterator[str]:
    """The patterns of a tool's own files by which there are some in the content."""
    return (pattern for pattern in tool.own_files if next(content.rglob(pattern), None))


def _is_below(content: str, path: str) -> bool:
    return content == "." or path.startswith(f"{content}/")


def _below(content: str, path: str) -> str:
    """A path in the content's folder, from that folder on."""
    return path if content == "." else path.removeprefix(f"{content}/")


class _Held(NamedTuple):
    """A value of a key in one file."""

    file: int
    value: Any
    has_lists: bool
    """Whether the form of the file's front matter has lists."""


def _by_name(values: Mapping[str, list[_Held]]) -> Iterator[tuple[str, list[_Held]]]:
    """The values of each key; names that differ in case alone are one, which in lower case stands for all of them."""
    alike: dict[str, list[str]] = defaultdict(list)
    for name in values:
        alike[name.lower()].append(name)
    for lower, names in alike.items():
        yield (names[0] if len(names) == 1 else lower), [held for name in names for held in values[name]]


def _markdown_files(root: Path, folder: Path) -> Iterator[str]:
    """The Markdown files below a folder, by their paths from `root` on; those of programs and of built sites apart."""
    for item in folder.iterdir():
        if is_ignored(item.name) or item.is_symlink():
            continue
        if item.is_dir():
            if item.name not in _NOT_CONTENT:
                yield from _markdown_files(root, item)
        elif is_markdown(item.name) and item.is_file():
            yield item.relative_to(root).as_posix()


def _linked_files(text: str, path: str) -> Iterator[str]:
    """The addresses of files that a text links to, from the site's root on; `path` is its own below the content."""
    for target in _FILE_LINK.findall(text):
        yield posixpath.normpath(posixpath.join("/", posixpath.dirname(path), unquote(target))).lstrip("/")


def _files_elsewhere(root: Path, content: str, linked: Iterable[str]) -> Iterator[FilesElsewhere]:
    """Where the files lie that texts link to, if not in the content: in static folders, or around the content."""
    lacking = sorted(address for address in linked if not (root / content / address).is_file())
    around = [str(parent) for parent in PurePosixPath(content).parents]
    for folder in (*_STATIC_FOLDERS, *around):
        if files := tuple(address for address in lacking if (root / folder / address).is_file()):
            yield FilesElsewhere(folder, files)
            lacking = [address for address in lacking if address not in {*files}]


def _strangers(root: Path, texts: Sequence[str], linked: Collection[str]) -> Iterator[str]:
    """The files and folders at the top that have no texts and nothing that texts show: settings, programs, keys."""
    with_texts = {text.partition("/")[0] for text in texts}
    with_texts.update(folder for folder in _STATIC_FOLDERS if any(file.startswith(f"{folder}/") for file in linked))
    for item in root.iterdir():
        name = item.name
        if is_ignored(name) or name in with_texts or name.lower() in _SHOWN_FOLDERS or item.suffix.lower() in _SHOWN:
            continue
        yield f"/{name}/" if item.is_dir() else f"/{name}"


def _is_of_repository(file: str) -> bool:
    return "/" not in file and file.partition(".")[0].casefold() in _OF_REPOSITORIES


def _content_folder(files: Sequence[str], said: str) -> str:
    """The innermost folder with a usual name for content that holds nearly all files, of those with a date if any.

    Where the tool says which folder its content is (`said`), that is it, or the folder `_posts` in it.
    """
    folder: tuple[str, ...] = ()
    usual: tuple[str, ...] = CONTENT_FOLDERS
    if said and (below := [file for file in files if file.startswith(f"{said}/")]):
        files, folder, usual = below, tuple(said.split("/")), ("_posts",)
    weighty = [file.split("/") for file in files if _has_date(file)] or [file.split("/") for file in files]
    while folder[-1:] != CONTENT_FOLDERS[:1]:
        depth = len(folder)
        names = Counter(parts[depth] for parts in weighty if len(parts) > depth + 1 and tuple(parts[:depth]) == folder)
        name, count = next(iter(names.most_common(1)), ("", 0))
        if name not in usual or count < NEARLY_ALL * len(weighty):
            break
        folder = (*folder, name)
    return "/".join(folder) or "."


def _has_date(path: str) -> bool:
    location = locate(path, path)
    return bool(location.name_date or location.date_parts)


def _use(name: str, held: Sequence[_Held], *, by_blanks: bool) -> KeyUse:
    values = [each.value for each in held]
    separator, several = _separator([each.value for each in held if each.has_lists], by_blanks=by_blanks)
    named = [_names(each, separator) for each in held] if name.casefold() in _CONTEXT_KEYS else values
    single = [item for value in named for item in _items(value)]
    counts = Counter(single)
    texts = [value for value in values if isinstance(value, str | int) and not isinstance(value, bool)]
    mappings = [value for value in values if isinstance(value, dict)]
    dates = sum(map(_is_date, texts))
    return KeyUse(
        name=name,
        files=len(values),
        examples=tuple(truncate(text, _NAME_LENGTH) for text, _ in counts.most_common(EXAMPLES)),
        values=len(single),
        commonest=max(counts.values(), default=0),
        repeated=sum(count for count in counts.values() if count > 1) / max(1, len(single)),
        are_names=_nearly_all(named, _is_name),
        are_lists=_nearly_all(values, lambda value: isinstance(value, list)),
        are_addresses=_nearly_all(values, _is_address),
        dates=dates,
        date_form="" if dates else _date_form([str(text) for text in texts]),
        are_paths=_nearly_all(values, _is_path),
        are_pictures=_nearly_all(values, _is_picture),
        texts=several,
        separator=separator,
        picture_parts=tuple(sorted({str(part) for value in mappings for part in value if _is_picture(value[part])})),
        where=frozenset(each.file for each in held),
    )


def _parts(held: Sequence[_Held]) -> tuple[KeyUse, ...]:
    """How the mappings that a key holds, alone or in a list, use their own keys; `Gazette: https://…` is a name."""
    items = (
        (item, each.has_lists)
        for each in held
        for item in (each.value if isinstance(each.value, list) else [each.value])
        if isinstance(item, dict)
    )
    values: dict[str, list[_Held]] = defaultdict(list)
    for number, (mapping, has_lists) in enumerate(items):
        is_link = len(mapping) == 1 and _is_address(mapping)
        for name, value in mapping.items():
            if value not in (None, "", [], {}) and not (is_link and str(name).casefold() not in _PART_NAMES):
                values[str(name)].append(_Held(number, value, has_lists))
    return tuple(_use(name, values[name], by_blanks=False) for name in sorted(values))


def _separator(values: Sequence[Any], *, by_blanks: bool) -> tuple[str, int]:
    """What separates the names in values that are one text, and how many of these hold several.

    That reading is likelier which gives fewer names: `Los Angeles` and `Los Alamos` are two names, not three. Commas
    are what parts them more often.
    `by_blanks` says that the tool parts names by blanks whatever they are.
    """
    texts = [one_line(value) for value in values if isinstance(value, str)]
    by_separator = Counter(likely for text in texts if len(separated(text, likely := likely_separator(text))) > 1)
    if not by_separator:
        return "", 0
    likely = by_separator.most_common(1)[0][0]
    names = Counter(name for text in texts for name in separated(text, likely))
    several = sum(by_separator.values())
    if likely == "hashes" or (by_blanks and likely == "blanks"):
        return likely, several
    most = len({*texts}) - (min(names.values()) == 1) if likely == "blanks" else max(2, 1.5 * len({*texts}))
    return (likely if len(names) <= most else "none"), several


def _names(held: _Held, separator: str) -> Any:
    """The value of a key that may hold contexts, as the list of names that a build would read."""
    value = held.value
    if not isinstance(value, str):
        return [item for item in value if item is not None] if isinstance(value, list) else value
    if not held.has_lists:
        return names_in_text(value)
    return separated(one_line(value), separator) if separator else value


def _items(value: Any) -> Iterator[str]:
    """The texts in a value: itself, or those of its items."""
    if isinstance(value, list):
        for item in value:
            yield from _items(item)
    elif not isinstance(value, dict):
        yield one_line(str(value))


def _nearly_all(values: Sequence[Any], is_such: Callable[[Any], bool]) -> bool:
    return sum(map(is_such, values)) >= NEARLY_ALL * len(values)


def _is_name(value: Any) -> bool:
    items = value if isinstance(value, list) else [value]
    return all(isinstance(item, str) and 0 < len(item) <= _NAME_LENGTH and "://" not in item for item in items)


def _is_address(value: Any) -> bool:
    items = value if isinstance(value, list) else [value]
    texts = (text for item in items for text in (item.values() if isinstance(item, dict) else [item]))
    return any(isinstance(text, str) and text.startswith(("http://", "https://")) for text in texts)


def _is_path(value: Any) -> bool:
    """Whether a value is an address inside the site, or a list of such; a name, as notes are called by, is none."""
    items = value if isinstance(value, list) else [value]
    return all(isinstance(item, str) and _PATH.fullmatch(item.strip()) for item in items)


def _is_picture(value: Any) -> bool:
    if isinstance(value, dict):
        return any(isinstance(value.get(name), str) and value[name] for name in _PICTURE_PARTS)
    return isinstance(value, str) and ("/" in value or _PICTURE.search(value) is not None)


def _is_date(text: object) -> bool:
    try:
        parse_date(str(text))
    except ValueError:
        return False
    return True


def _date_form(texts: Sequence[str]) -> str:
    """The one form that reads all of the texts, each as it is most likely meant; empty if none does, or several do."""
    forms: set[str] | None = None
    for text in texts:
        read_by = {*likely_forms(text).values()}
        forms = read_by if forms is None else forms & read_by
        if not forms:
            return ""
    return next(iter(forms)) if forms and len(forms) == 1 else ""


def named(keys: Mapping[str, KeyUse], candidates: Iterable[str]) -> Iterator[KeyUse]:
    """The keys that are called as one of the candidates, in any case, in the candidates' order."""
    by_name = {name.casefold(): use for name, use in reversed([*keys.items()])}
    return (by_name[name.casefold()] for name in candidates if name.casefold() in by_name)
