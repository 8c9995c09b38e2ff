"""Lint for theme overrides: unused templates, unknown blocks and messages, static files that are not reached.

No page would ever show these: a template whose name is misspelt overrides nothing, and nothing fails.
"""

import posixpath
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote

from jinja2 import Environment, TemplateSyntaxError
from jinja2.ext import extract_from_ast
from jinja2.meta import find_referenced_templates
from jinja2.nodes import Block, Const, Extends, Filter, Getattr, Name, Node, Template, TemplateData

from builder.config.config import Config
from builder.core.problems import Code, Place, Problem, did_you_mean, nearest
from builder.core.real_files import read_trusted
from builder.core.record import Frozen
from builder.theme.catalogs import FOLDER, CatalogFile, find_catalogs, message_lines
from builder.theme.load import DEFAULT, Theme

_NOT_TEMPLATES = (".md", ".po")
"""The endings of files that may lie among templates without being any: notes, and message catalogs."""


def lint_theme(theme: Theme, config: Config, templates: Iterable[str]) -> tuple[Problem, ...]:
    """Lint a site's own templates and catalogs, of a theme that has some: see `check_theme`."""
    overrides = _Overrides(theme.folders[0], theme.folders[-1], theme.templates, frozenset(templates))
    return (
        *_unused(overrides, config),
        *_unknown_blocks(overrides, config),
        *_unknown_messages(overrides, config),
        *_hard_coded_static(overrides, theme.addresses, config),
        *_missing_static(overrides, theme, config),
    )


class _Overrides(Frozen, frozen=True, dict=True):
    """A site's own templates, which override some of the default theme's."""

    folder: Path
    default: Path
    files: frozenset[str]
    """All files of both folders but the static ones."""
    kind_templates: frozenset[str]
    """The templates that the kinds of page name."""

    def _inside(self, folder: Path) -> Mapping[str, Path]:
        files = (file for file in map(Path, sorted(self.files)) if file.is_relative_to(folder))
        return {file.relative_to(folder).as_posix(): file for file in files if file.suffix not in _NOT_TEMPLATES}

    @cached_property
    def names(self) -> Mapping[str, Path]:
        """The site's own templates by name."""
        return self._inside(self.folder)

    @cached_property
    def defaults(self) -> Mapping[str, Path]:
        """The default theme's templates by name."""
        return self._inside(self.default)

    @cached_property
    def parsed(self) -> Mapping[str, Template]:
        """The syntax trees of the site's own templates; rendering reports those that cannot be parsed."""
        read = ((name, _parse(file)) for name, file in self.names.items())
        return {name: template for name, template in read if template}

    @cached_property
    def used(self) -> frozenset[str] | None:
        """The own templates that a kind or the theme has a use for, and what those refer to; None if that varies."""
        used: set[str] = set()
        queue = self.names.keys() & (self.defaults.keys() | self.kind_templates)
        while queue:
            name = queue.pop()
            used.add(name)
            referenced = {*find_referenced_templates(self.parsed[name])} if name in self.parsed else set()
            if None in referenced:
                return None
            queue |= (self.names.keys() & referenced) - used
        return frozenset(used)

    def blocks(self, name: str) -> frozenset[str]:
        """The names of the blocks of a template and of those that it extends."""
        blocks: set[str] = set()
        visited: set[Path] = set()
        parent: str | None = name
        while parent and (file := self._file(parent)) and file not in visited:
            visited.add(file)
            template = _parse(file)
            blocks.update(block.name for block in template.find_all(Block)) if template else None
            parent = _parent(template) if template else None
        return frozenset(blocks)

    def _file(self, name: str) -> Path | None:
        """The file of a template by its name, which may begin with `default/`."""
        if name.startswith(f"{DEFAULT}/"):
            return self.defaults.get(name.removeprefix(f"{DEFAULT}/"))
        return self.names.get(name) or self.defaults.get(name)


def _parse(file: Path) -> Template | None:
    try:
        return _JINJA.parse(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, TemplateSyntaxError):
        return None


_JINJA = Environment(autoescape=True)


def _parent(template: Template) -> str | None:
    """The name of the template that this one extends, if that is a constant."""
    extends = template.find(Extends)
    return str(extends.template.value) if extends and isinstance(extends.template, Const) else None


def _unused(overrides: _Overrides, config: Config) -> Iterator[Problem]:
    """Own templates that no page uses."""
    if overrides.used is None:
        return
    for name in overrides.names.keys() - overrides.used:
        cure = did_you_mean(
            nearest(name, overrides.defaults), "name it as the template it is to replace, or take it away"
        )
        yield Problem(Code.TEMPLATE_UNUSED, _place(overrides, name, 0, config), "no page uses this file", cure)


def _unknown_blocks(overrides: _Overrides, config: Config) -> Iterator[Problem]:
    """Blocks that no template above defines."""
    for name, template in overrides.parsed.items():
        parent = _parent(template)
        blocks = overrides.blocks(parent) if parent else frozenset()
        attributes = template.find_all(Getattr)
        self_calls = {node.attr for node in attributes if isinstance(node.node, Name) and node.node.name == "self"}
        for block in _outermost(template) if blocks else ():
            if block.name not in blocks | self_calls:
                what = f'{parent} has no block "{block.name}", so no page shows this one'
                cure = did_you_mean(nearest(block.name, blocks), f"its blocks are {', '.join(sorted(blocks))}")
                yield Problem(Code.BLOCK_UNKNOWN, _place(overrides, name, block.lineno, config), what, cure)


def _outermost(node: Node) -> Iterator[Block]:
    """The blocks that are nested in no other one."""
    for child in node.iter_child_nodes():
        if isinstance(child, Block):
            yield child
        else:
            yield from _outermost(child)


_STATIC_URL = re.compile(r"""(?:(?<=["'(=,])\s*|^)(?P<prefix>[^"'(=,\s<>]*?)(?P<name>static/[^"')#?,\s<>]+)""")
"""A path of a static file, with what stands in front of it, where HTML or CSS may have a URL."""


def _hard_coded_static(overrides: _Overrides, addresses: Mapping[str, str], config: Config) -> Iterator[Problem]:
    """Static files that are named in text, where no filter resolves the name to its address."""
    for name, template in overrides.parsed.items():
        for data in template.find_all(TemplateData):
            for match in _STATIC_URL.finditer(data.data):
                file, prefix = match["name"], match["prefix"]
                if addresses.get(file, file) != file and "//" not in prefix and prefix[-1:] in ("", "/"):
                    line = data.lineno + data.data.count("\n", 0, match.start("name"))
                    what = f"{prefix}{file} leads to nothing: the address of a static file changes with what it holds"
                    cure = f"write {{{{ '{file}'|href }}}}, which stands for where it is"
                    yield Problem(Code.STATIC_ADDRESS, _place(overrides, name, line, config), what, cure)


_STATIC_FILTERS = frozenset({"href", "full", "inline"})
"""The filters that take the name of a static file."""

_CSS_TEXT = r"""(?:"(?P<{0}>(?:[^"\\]|\\.)*)"|'(?P<{0}s>(?:[^'\\]|\\.)*)')"""
_CSS = re.compile(
    r"/\*.*?(?:\*/|\Z)|@namespace[^;]*;"
    rf"|@import\s+{_CSS_TEXT.format('import')}"
    rf"|\burl\(\s*(?:{_CSS_TEXT.format('url')}|(?P<plain>(?:[^\s\"'()\\]|\\.)+))\s*\)"
    rf"|{_CSS_TEXT.format('text')}",
    re.DOTALL | re.IGNORECASE,
)
"""What a style sheet loads, and what only looks so: comments and texts. https://www.w3.org/TR/css-values-4/#urls"""

_CSS_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|\n|(.))", re.DOTALL)
"""https://www.w3.org/TR/css-syntax-3/#consume-escaped-code-point."""


def _missing_static(overrides: _Overrides, theme: Theme, config: Config) -> Iterator[Problem]:
    """Static files that are named where they should be, and that are not there."""
    addresses = theme.addresses
    for file, line, name in (*_filtered_static(overrides), *_loaded_by_styles(overrides, theme)):
        if name.startswith("static/") and name not in addresses:
            cure = did_you_mean(nearest(name, addresses), "put it there, or take the name away here")
            what = f"there is no {config.display_path(overrides.folder / name)}"
            yield Problem(Code.STATIC_MISSING, _place(overrides, file, line, config), what, cure)


def _filtered_static(overrides: _Overrides) -> Iterator[tuple[str, int, str]]:
    """The static files that templates name: the template, the line and the name."""
    for template, tree in overrides.parsed.items():
        for node in tree.find_all(Filter):
            if node.name in _STATIC_FILTERS and isinstance(node.node, Const):
                yield template, node.lineno, re.split("[?#]", str(node.node.value))[0]


def _loaded_by_styles(overrides: _Overrides, theme: Theme) -> Iterator[tuple[str, int, str]]:
    """The files that the site's own style sheets load: the sheet, the line and the file."""
    for sheet in sorted(theme.addresses):
        is_own = sheet.endswith(".css") and (overrides.folder / sheet).is_file()
        if not is_own or not (held := theme.read(sheet)):
            continue
        text = held[0].decode(errors="replace")
        for found in _CSS.finditer(text):
            written = next((found[name] for name in ("import", "imports", "url", "urls", "plain") if found[name]), "")
            target = unquote(re.split("[?#]", _CSS_ESCAPE.sub(_unescaped, written))[0])
            if target and not target.startswith("/") and ":" not in target:
                name = posixpath.normpath(posixpath.join(posixpath.dirname(sheet), target))
                yield sheet, text.count("\n", 0, found.start()) + 1, name


def _unescaped(escape: re.Match[str]) -> str:
    code = int(escape[1], 16) if escape[1] else 0
    return chr(code) if 0 < code <= sys.maxunicode else escape[2] or ""


def _unknown_messages(overrides: _Overrides, config: Config) -> Iterator[Problem]:
    """Messages of the site's own catalogs that no template uses. All catalogs of the default theme have the same."""
    catalogs = find_catalogs(config.language, (overrides.folder,))
    any_default = next(iter(sorted((overrides.default / FOLDER).glob("*.po"))), None)
    if not catalogs or not any_default:
        return
    used = (message for template in overrides.parsed.values() for message in _messages(template))
    known = {*message_lines(CatalogFile(any_default.name, read_trusted(any_default))), *used}
    for catalog in catalogs:
        for message, line in message_lines(catalog).items():
            if message not in known:
                cure = did_you_mean(nearest(message, known), "write the English text just as the template has it")
                what = f'no template says "{message}", so these words stand nowhere'
                yield Problem(
                    Code.MESSAGE_UNKNOWN, _place(overrides, f"{FOLDER}/{catalog.name}", line, config), what, cure
                )


def _messages(template: Template) -> Iterator[str]:
    """The messages that a template uses, by their English text; those with plural forms by the singular."""
    for _, _, message in extract_from_ast(template):
        yield str(message[0] if isinstance(message, tuple) else message)


def _place(overrides: _Overrides, name: str, line: int, config: Config) -> Place:
    return Place(config.display_path(overrides.folder / name), line)
