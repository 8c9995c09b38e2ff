"""Survey of an archive: which tool made its Markdown, where that lies, and what its front matter holds, by counts.

survey(Path("harbour")).keys["tags"]
KeyUse(name="tags", files=2090, examples=("climate", "healthcare", "polling"), ...)
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from builder.content.location import locate
from builder.content.scan import is_ignored, is_markdown
from builder.core.dates import likely_forms, parse_date
from builder.core.problems import ProblemsFound
from builder.core.text import normalize_newlines, one_line, truncate
from builder.frontmatter.front_matter import flatten_tables
from builder.frontmatter.split import split

CONTENT_FOLDERS = ("content", "_posts", "source", "src", "docs", "posts", "articles", "data")
"""Names of folders that tools and people keep nothing but content in."""

NEARLY_ALL = 0.99
"""The share of the dated files that a folder has to hold to be the content."""

EXAMPLES = 3
_NAME_LENGTH = 60
"""Characters of a value that may still be a name, as contexts are."""

_NOT_CONTENT = frozenset(
    {"node_modules", "vendor", "themes", "output", "public", "_site", "templates", "build", "target"}
)


_SHOWN_FOLDERS = frozenset(
    {"images", "img", "assets", "files", "media", "attachments", "pictures", "photos", "uploads"}
)
_SHOWN = frozenset({".jpg", ".jpeg", ".png", ".gif", ".svg", ".webp", ".avif", ".pdf"})
"""Folders and endings of what texts show."""


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool that makes sites of Markdown, and the files by which its archives are known."""

    name: str
    marks: tuple[str, ...]
    """All of them are there."""


TOOLS: tuple[Tool, ...] = (
    Tool("Obsidian", (".obsidian",)),
    Tool("Hexo", ("_config.yml", "scaffolds")),
    Tool("Jekyll", ("_config.yml",)),
    Tool("Pelican", ("pelicanconf.py",)),
    Tool("Zola", ("config.toml", "content", "sass")),
    Tool("Zola", ("config.toml", "content/_index.md")),
    Tool("Hugo", ("hugo.toml",)),
    Tool("Hugo", ("hugo.yaml",)),
    Tool("Hugo", ("config.toml", "content")),
    Tool("Hugo", ("config.yaml", "content")),
    Tool("Hugo", ("config/_default",)),
    Tool("Eleventy", (".eleventy.js",)),
    Tool("Eleventy", ("eleventy.config.js",)),
    Tool("MkDocs", ("mkdocs.yml",)),
)


_TITLES: Mapping[str, re.Pattern[str]] = {
    "_config.yml": re.compile(r"^title:[ \t]*(.+)$", re.MULTILINE),
    "hugo.toml": re.compile(r"^title[ \t]*=[ \t]*(.+)$", re.MULTILINE),
    "config.toml": re.compile(r"^title[ \t]*=[ \t]*(.+)$", re.MULTILINE),
    "pelicanconf.py": re.compile(r"^SITENAME[ \t]*=[ \t]*(.+)$", re.MULTILINE),
    "mkdocs.yml": re.compile(r"^site_name:[ \t]*(.+)$", re.MULTILINE),
}
"""For each file of other tools' settings the line that has the site's title."""


@dataclass(frozen=True, slots=True)
class KeyUse:
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
    are_addresses: bool = False
    """Whether nearly all are addresses on the web, or mappings and lists with such."""
    dates: int = 0
    """How many of its values are dates as Dateline reads them."""
    date_form: str = ""
    """A form of strptime that reads all of its values, where they are dates otherwise written."""


@dataclass(frozen=True, slots=True)
class Survey:
    """What an archive holds."""

    tool: str
    """Its name; empty if it is not known."""
    content: str
    """The folder of the content, from the archive's folder on; a dot for that itself."""
    title: str = ""
    """The site's title, as the settings of the tool have it; empty if they have none."""
    files: int = 0
    """Markdown files in it."""
    dated: int = 0
    """Those of them whose name or folders have a date."""
    outside: tuple[str, ...] = ()
    """Markdown files elsewhere."""
    unread: int = 0
    """Files of which the front matter cannot be read."""
    keys: Mapping[str, KeyUse] = field(default_factory=dict)
    """By name, the commonest first."""
    strangers: tuple[str, ...] = ()
    """What lies beside the content where that is the archive's own folder, as patterns of the setting `ignore`."""
    has_templates: bool = False
    """Whether a folder `templates` lies there, of another tool."""


def survey(root: Path) -> Survey | None:
    """Look at all Markdown below a folder; None if there is none."""
    files = sorted(_markdown_files(root, root))
    if not files:
        return None
    content = _content_folder(files)
    inside = [file for file in files if content == "." or file.startswith(f"{content}/")]
    values: dict[str, list[Any]] = defaultdict(list)
    unread = dated = 0
    for file in inside:
        below = file if content == "." else file.removeprefix(f"{content}/")
        dated += _has_date(below)
        try:
            text = normalize_newlines((root / file).read_bytes().decode("utf-8", "replace"))
            front = flatten_tables(split(text, file).front, ())
        except ProblemsFound:
            unread += 1
            continue
        for key, value in front.values.items():
            if value not in (None, "", [], {}):
                values[str(key)].append(value)
    uses = sorted((_use(key, found) for key, found in values.items()), key=lambda use: (-use.files, use.name))
    return Survey(
        tool=_tool(root),
        content=content,
        title=_title(root),
        files=len(inside),
        dated=dated,
        outside=tuple(file for file in files if file not in set(inside)),
        unread=unread,
        keys={use.name: use for use in uses},
        strangers=tuple(sorted(_strangers(root, inside))) if content == "." else (),
        has_templates=(root / "templates").is_dir(),
    )


def _markdown_files(root: Path, folder: Path) -> Iterator[str]:
    """The Markdown files below a folder, by their paths from `root` on; those of programs and of built sites apart."""
    for item in folder.iterdir():
        if is_ignored(item.name) or item.is_symlink():
            continue
        if item.is_dir():
            if item.name not in _NOT_CONTENT:
                yield from _markdown_files(root, item)
        elif is_markdown(item.name):
            yield item.relative_to(root).as_posix()


def _tool(root: Path) -> str:
    return next((tool.name for tool in TOOLS if all((root / mark).exists() for mark in tool.marks)), "")


def _strangers(root: Path, texts: Sequence[str]) -> Iterator[str]:
    """The files and folders at the top that have no texts and nothing that texts show: settings, programs, keys."""
    with_texts = {text.partition("/")[0] for text in texts}
    for item in root.iterdir():
        name = item.name
        if is_ignored(name) or name in with_texts or name.lower() in _SHOWN_FOLDERS or item.suffix.lower() in _SHOWN:
            continue
        yield f"/{name}/" if item.is_dir() else f"/{name}"


def _title(root: Path) -> str:
    for name, line in _TITLES.items():
        try:
            found = line.search((root / name).read_text(encoding="utf-8", errors="replace"))
        except OSError:
            continue
        if found:
            return one_line(found[1].split(" #")[0].strip().strip("\"'"))
    return ""


def _content_folder(files: Sequence[str]) -> str:
    """The innermost folder with a usual name for content that holds nearly all files, of those with a date if any."""
    folder: tuple[str, ...] = ()
    weighty = [file.split("/") for file in files if _has_date(file)] or [file.split("/") for file in files]
    while True:
        depth = len(folder)
        names = Counter(parts[depth] for parts in weighty if len(parts) > depth + 1 and tuple(parts[:depth]) == folder)
        name, count = next(iter(names.most_common(1)), ("", 0))
        if name not in CONTENT_FOLDERS or count < NEARLY_ALL * len(weighty):
            return "/".join(folder) or "."
        folder = (*folder, name)


def _has_date(path: str) -> bool:
    location = locate(path, path)
    return bool(location.name_date or location.date_parts)


def _use(name: str, values: Sequence[Any]) -> KeyUse:
    single = [item for value in values for item in _items(value)]
    counts = Counter(single)
    texts = [value for value in values if isinstance(value, str | int) and not isinstance(value, bool)]
    dates = sum(map(_is_date, texts))
    return KeyUse(
        name=name,
        files=len(values),
        examples=tuple(truncate(text, _NAME_LENGTH) for text, _ in counts.most_common(EXAMPLES)),
        values=len(single),
        commonest=max(counts.values(), default=0),
        repeated=sum(count for count in counts.values() if count > 1) / max(1, len(single)),
        are_names=_nearly_all(values, _is_name),
        are_addresses=_nearly_all(values, _is_address),
        dates=dates,
        date_form="" if dates else _date_form([str(text) for text in texts]),
    )


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
