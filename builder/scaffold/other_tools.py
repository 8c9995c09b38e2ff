"""Other tools that make sites of Markdown: which one made an archive, and what its settings say of the site.

Sources: https://jekyllrb.com/docs/configuration/, https://hexo.io/docs/configuration,
https://gohugo.io/configuration/all/, https://www.getzola.org/documentation/getting-started/configuration/,
https://docs.getpelican.com/en/stable/settings.html, https://www.mkdocs.org/user-guide/configuration/,
https://www.11ty.dev/docs/config/#input-directory
"""

import ast
import posixpath
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec
import yaml
from msgspec import field

from builder.config import checks
from builder.core import toml
from builder.core.real_files import read_inside
from builder.core.record import Frozen
from builder.core.text import one_line
from builder.scaffold.other_addresses import Patterns, patterns

Said = Mapping[str, tuple[str, ...]]
"""For each of our settings the names that a tool has for it, the likeliest first; a dot leads into a table, and a star
into that of the site's language, or the first one."""

_JEKYLL: Said = {
    "title": ("title",),
    "description": ("description", "tagline", "subtitle"),
    "base_url": ("url",),
    "language": ("lang", "locale", "language"),
    "author": ("author", "author.name"),
}
_HUGO: Said = {
    "title": ("title", "languages.*.title"),
    "description": ("params.description", "params.subtitle", "description"),
    "base_url": ("baseurl",),
    "language": ("languagecode", "locale", "defaultcontentlanguage"),
    "author": ("params.author", "params.author.name", "author.name", "author"),
}
_ZOLA: Said = {
    "title": ("title",),
    "description": ("description",),
    "base_url": ("base_url",),
    "language": ("default_language",),
    "author": ("author", "extra.author"),
}
_PELICAN: Said = {
    "title": ("sitename",),
    "description": ("sitesubtitle", "site_description"),
    "base_url": ("siteurl",),
    "language": ("default_lang",),
    "author": ("author",),
}
_MKDOCS: Said = {
    "title": ("site_name",),
    "description": ("site_description",),
    "base_url": ("site_url",),
    "language": ("theme.language",),
    "author": ("site_author",),
}
_CHECKS = {"base_url": checks.base_url, "language": checks.language}
_FOLDER_OF_ADDRESS = "baseurl"
"""Jekyll's name for the folder that its `url` is to be followed by."""

_SCRIPTS = ("js", "mjs", "cjs")
_OF_ELEVENTY = ("*.11tydata.*", "*.11ty.*", "*.njk", "*.liquid")
"""Its data files and templates: https://www.11ty.dev/docs/data-template-dir/, https://www.11ty.dev/docs/languages/."""

_ELEVENTY_INPUT = re.compile(r"""\binput\s*:\s*["']([^"']+)["']|\bsetInputDirectory\(\s*["']([^"']+)["']""")


class Tool(Frozen, frozen=True):
    """A tool that makes sites of Markdown, and the files by which its archives are known."""

    name: str
    marks: tuple[str, ...]
    """All of them are there."""
    settings: tuple[str, ...] = ()
    """The files of its settings; what stands in a later one counts."""
    said: Said = field(default_factory=dict)
    hints: tuple[str, ...] = ()
    """Files and keys of the settings, which tell it from another tool with the same marks: it has more of its own."""
    content: str = ""
    """The folder of its content, where its settings name no other; empty for a tool that reads the whole archive."""
    content_settings: tuple[str, ...] = ()
    """Its names for that folder, the likeliest first."""
    own_files: tuple[str, ...] = ()
    """Patterns of the names of files among the texts that are templates and programs of its own."""


_HUGO_HINTS = (
    *("archetypes", "layouts", "i18n", "assets", "resources"),
    *("baseurl", "languagecode", "defaultcontentlanguage", "params", "menu", "menus", "permalinks", "paginate"),
)
_ZOLA_HINTS = (
    *("templates", "sass", "content/_index.md"),
    *("base_url", "default_language", "extra", "compile_sass", "generate_feeds", "generate_feed", "build_search_index"),
)


def _hugo(*settings: str, marks: tuple[str, ...] = (), hints: tuple[str, ...] = ()) -> Tool:
    """Hugo, whose settings have several places."""
    return Tool("Hugo", marks or settings, settings, _HUGO, hints, content="content", content_settings=("contentdir",))


TOOLS: tuple[Tool, ...] = (
    Tool("Obsidian", (".obsidian",)),
    Tool(
        *("Hexo", ("_config.yml", "scaffolds"), ("_config.yml",), _JEKYLL),
        content="source",
        content_settings=("source_dir",),
    ),
    Tool("Jekyll", ("_config.yml",), ("_config.yml",), _JEKYLL, content_settings=("collections_dir", "source")),
    Tool(
        *("Pelican", ("pelicanconf.py",), ("pelicanconf.py", "publishconf.py"), _PELICAN),
        content_settings=("path",),
    ),
    _hugo("hugo.toml"),
    _hugo("hugo.yaml"),
    _hugo("hugo.yml"),
    _hugo("config.toml", marks=("config.toml", "content"), hints=_HUGO_HINTS),
    Tool("Zola", ("config.toml", "content"), ("config.toml",), _ZOLA, _ZOLA_HINTS, content="content"),
    _hugo("config.yaml", marks=("config.yaml", "content")),
    _hugo("config/_default/hugo.toml", "config/_default/config.toml", marks=("config/_default",)),
    *(
        Tool("Eleventy", (name,), (name,), content_settings=("dir.input",), own_files=_OF_ELEVENTY)
        for name in (".eleventy.js", "eleventy.config.js", "eleventy.config.mjs", "eleventy.config.cjs")
    ),
    Tool("MkDocs", ("mkdocs.yml",), ("mkdocs.yml",), _MKDOCS, content="docs", content_settings=("docs_dir",)),
)


_NOTE_TEMPLATES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "Obsidian": (
        (".obsidian/templates.json", "folder"),
        (".obsidian/plugins/templater-obsidian/data.json", "templates_folder"),
    )
}
"""The files, and the keys in them, that name folders of templates for notes: https://help.obsidian.md/plugins/templates,
https://silentvoid13.github.io/Templater/settings.html."""


_USUAL_TEMPLATES = ("templates", "_templates")
"""What such a folder of a vault is called where no setting names one."""


def tool_of(root: Path) -> Tool | None:
    """The tool that an archive was made for: the first whose marks are there, of several with hints the likeliest."""
    fitting = [tool for tool in TOOLS if all((root / mark).exists() for mark in tool.marks)]
    if not fitting or not fitting[0].hints:
        return fitting[0] if fitting else None
    settings = _settings(root, fitting[0])
    return max((tool for tool in fitting if tool.hints), key=lambda tool: _hints_in(root, settings, tool))


def _hints_in(root: Path, settings: Mapping[str, Any], tool: Tool) -> int:
    return sum(hint in settings or (root / hint).exists() for hint in tool.hints)


def settings_said(root: Path, tool: Tool) -> dict[str, str]:
    """What a tool's settings say that ours can take: title, description, base_url, language and author."""
    theirs = _settings(root, tool)
    found: dict[str, str] = {}
    for name, names in tool.said.items():
        values = (_value(theirs, each) for each in names)
        text = next((one_line(value) for value in values if isinstance(value, str) and value.strip()), "")
        if name == "base_url" and text:
            text = (
                text.rstrip("/") + "/" + str(theirs.get(_FOLDER_OF_ADDRESS) or "").strip("/") * (tool.said is _JEKYLL)
            )
        if text and (taken := _taken(name, text)):
            found[name] = taken
    return found


def old_addresses_said(root: Path, tool: Tool, *, dated_names: bool) -> Patterns:
    """The patterns of the addresses that a tool gave to texts, as our setting `old_addresses` has them."""
    return patterns(tool.name, _settings(root, tool), dated_names=dated_names)


def template_folders_said(root: Path, tool: Tool) -> tuple[str, ...]:
    """The folders in which a tool's settings say that templates for texts lie, from the archive's folder on."""
    found: dict[str, None] = {}
    for file, key in _NOTE_TEMPLATES.get(tool.name, ()):
        with suppress(OSError, ValueError, RecursionError):
            said = msgspec.json.decode(read_inside(root / file, root.resolve()))
            folder = posixpath.normpath(str(said.get(key) or "").strip("/")) if isinstance(said, dict) else "."
            if folder != "." and _is_inside(root, folder):
                found[folder] = None
    if tool.name == "Obsidian":
        usual = (item.name for item in root.iterdir() if item.name.lower() in _USUAL_TEMPLATES and item.is_dir())
        found |= dict.fromkeys(sorted(usual))
    return tuple(found)


def content_folder_said(root: Path, tool: Tool) -> str:
    """The folder of a tool's content, from the archive's folder on; empty if that is the archive itself, or unknown."""
    theirs = _settings(root, tool)
    for value in (*(_value(theirs, name) for name in tool.content_settings), tool.content):
        if isinstance(value, str) and (folder := posixpath.normpath(value)) != "." and _is_inside(root, folder):
            return folder
    return ""


def _is_inside(root: Path, folder: str) -> bool:
    return not folder.startswith(("/", "..")) and (root / folder).is_dir()


def _taken(name: str, text: str) -> str:
    """A value as our setting has it; empty for one that it cannot have."""
    try:
        value = _CHECKS.get(name, checks.text)(text.replace("_", "-") if name == "language" else text)
    except ValueError:
        return ""
    return "" if value is None or "//localhost" in value else value


def _value(settings: Mapping[str, Any], name: str) -> object:
    """A value by its name, which may lead into tables."""
    value: object = settings
    for part in name.split("."):
        if not isinstance(value, Mapping):
            return None
        if part == "*":
            value = value.get(str(settings.get("defaultcontentlanguage") or next(iter(value), "")))
        else:
            value = value.get(part)
    return value


def _settings(root: Path, tool: Tool) -> dict[str, Any]:
    """The settings of a tool with its names in lower case; none of a file that cannot be read."""
    found: dict[str, Any] = {}
    for name in tool.settings:
        with suppress(OSError, ValueError, SyntaxError, RecursionError, yaml.YAMLError):
            text = read_inside(root / name, root.resolve()).decode("utf-8-sig")
            found |= dict(_parsed(text, name.rpartition(".")[2]))
    return found


_DEEPEST = 5
"""Tables in tables, of a setting that is looked for."""


def _parsed(text: str, ending: str) -> Iterator[tuple[str, Any]]:
    if ending == "py":
        yield from _assigned(ast.parse(text))
        return
    if ending in _SCRIPTS:
        if found := _ELEVENTY_INPUT.search(text):
            yield "dir", {"input": found[1] or found[2]}
        return
    table = toml.loads(text) if ending == "toml" else _yaml(text)
    if isinstance(table, dict):
        yield from ((str(key).lower(), _lowered(value)) for key, value in table.items())


def _lowered(value: Any, depth: int = _DEEPEST) -> Any:
    """A value with the keys of its tables in lower case; deeper than settings lie it stays: aliases multiply."""
    if not isinstance(value, dict) or not depth:
        return value
    return {str(key).lower(): _lowered(each, depth - 1) for key, each in value.items()}


_MOST_KEYS = 10_000
"""Of a mapping in another tool's settings, with those that it merges."""


class _PlainLoader(yaml.SafeLoader):
    """Reads tags of programs, such as MkDocs' `!!python/name:…`, as nothing."""

    def flatten_mapping(self, node: yaml.MappingNode) -> None:
        """Put what a mapping merges into it. Raises yaml.YAMLError for more than settings have: merges multiply."""
        super().flatten_mapping(node)
        if len(node.value) > _MOST_KEYS:
            raise yaml.YAMLError


_PlainLoader.add_multi_constructor("", lambda *_: None)


def _yaml(text: str) -> object:
    """The first document of a YAML text."""
    return next(iter(yaml.load_all(text, Loader=_PlainLoader)), None)


def _assigned(program: ast.Module) -> Iterator[tuple[str, Any]]:
    """The texts that a Python file gives to names at its top; of `A if TEST else B` the first."""
    for statement in program.body:
        if not isinstance(statement, ast.Assign):
            continue
        value = statement.value.body if isinstance(statement.value, ast.IfExp) else statement.value
        if isinstance(value, ast.Constant):
            yield from ((name.id.lower(), value.value) for name in statement.targets if isinstance(name, ast.Name))
