"""What a site's own templates and words put in the place of nothing: slips that no page would ever show."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from jinja2 import Environment, TemplateSyntaxError
from jinja2.ext import extract_from_ast
from jinja2.meta import find_referenced_templates
from jinja2.nodes import Block, Const, Extends, Getattr, Name, Node, Template, TemplateData

from builder.config.config import Config
from builder.core.problems import Code, Place, Problem, did_you_mean, nearest
from builder.theme.catalogs import FOLDER, File, files_of, messages_in
from builder.theme.load import DEFAULT, Theme

_NO_TEMPLATES = (".md", ".po")
"""The endings of files that may lie among templates without being any: notes, and catalogues."""


def slips(theme: Theme, config: Config, templates: Iterable[str]) -> tuple[Problem, ...]:
    """What of a site's own templates and words is in vain. A site that has none costs nothing."""
    if len(theme.folders) == 1:
        return ()
    own = _Own(theme.folders[0], theme.folders[-1], theme.templates, frozenset(templates))
    of_static = _unmapped(own, theme.addresses, config)
    return (*_unused(own, config), *_unknown_blocks(own, config), *_unknown_messages(own, config), *of_static)


@dataclass(frozen=True)
class _Own:
    """A site's own templates, and the theme's that they are put over."""

    folder: Path
    default: Path
    files: frozenset[str]
    """All files of both folders but the static ones."""
    of_kinds: frozenset[str]
    """The templates that the kinds of page name."""

    def _inside(self, folder: Path) -> Mapping[str, Path]:
        files = (file for file in map(Path, sorted(self.files)) if file.is_relative_to(folder))
        return {file.relative_to(folder).as_posix(): file for file in files if file.suffix not in _NO_TEMPLATES}

    @cached_property
    def names(self) -> Mapping[str, Path]:
        """The files of the site's own by name."""
        return self._inside(self.folder)

    @cached_property
    def defaults(self) -> Mapping[str, Path]:
        """The theme's by name."""
        return self._inside(self.default)

    @cached_property
    def parsed(self) -> Mapping[str, Template]:
        """Those of the site's own that can be read; what is wrong with others, rendering says."""
        read = ((name, _parsed(file)) for name, file in self.names.items())
        return {name: template for name, template in read if template}

    @cached_property
    def used(self) -> frozenset[str] | None:
        """Those that a kind or the theme has a use for, and those that these name; None if one is named by a value."""
        used: set[str] = set()
        waiting = self.names.keys() & (self.defaults.keys() | self.of_kinds)
        while waiting:
            name = waiting.pop()
            used.add(name)
            named = {*find_referenced_templates(self.parsed[name])} if name in self.parsed else set()
            if None in named:
                return None
            waiting |= (self.names.keys() & named) - used
        return frozenset(used)

    def blocks(self, name: str) -> frozenset[str]:
        """The names of the blocks of a template and of those that it extends."""
        found: set[str] = set()
        seen: set[Path] = set()
        parent: str | None = name
        while parent and (file := self._found(parent)) and file not in seen:
            seen.add(file)
            template = _parsed(file)
            found.update(block.name for block in template.find_all(Block)) if template else None
            parent = _extended(template) if template else None
        return frozenset(found)

    def _found(self, name: str) -> Path | None:
        """The file behind the name of a template."""
        if name.startswith(f"{DEFAULT}/"):
            return self.defaults.get(name.removeprefix(f"{DEFAULT}/"))
        return self.names.get(name) or self.defaults.get(name)


def _parsed(file: Path) -> Template | None:
    try:
        return _JINJA.parse(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, TemplateSyntaxError):
        return None


_JINJA = Environment(autoescape=True)


def _extended(template: Template) -> str | None:
    """The name of the template that another one extends, where it says it."""
    extends = template.find(Extends)
    return str(extends.template.value) if extends and isinstance(extends.template, Const) else None


def _unused(own: _Own, config: Config) -> Iterator[Problem]:
    """The files that no page uses."""
    if own.used is None:
        return
    for name in own.names.keys() - own.used:
        cure = did_you_mean(nearest(name, own.defaults), "name it as the template it is to replace, or take it away")
        yield Problem(Code.TEMPLATE_UNUSED, _place(own, name, 0, config), "no page uses this file", cure)


def _unknown_blocks(own: _Own, config: Config) -> Iterator[Problem]:
    """The blocks that are filled where nothing has them."""
    for name, template in own.parsed.items():
        parent = _extended(template)
        known = own.blocks(parent) if parent else frozenset()
        called = {each.attr for each in template.find_all(Getattr) if _is_self(each.node)}
        for block in _outermost(template) if known else ():
            if block.name not in known | called:
                what = f'{parent} has no block "{block.name}", so no page shows this one'
                cure = did_you_mean(nearest(block.name, known), f"its blocks are {', '.join(sorted(known))}")
                yield Problem(Code.BLOCK_UNKNOWN, _place(own, name, block.lineno, config), what, cure)


def _is_self(node: Node) -> bool:
    return isinstance(node, Name) and node.name == "self"


def _outermost(node: Node) -> Iterator[Block]:
    """The blocks that lie in no other one."""
    for child in node.iter_child_nodes():
        if isinstance(child, Block):
            yield child
        else:
            yield from _outermost(child)


_STATIC = re.compile(r"""(?:(?<=["'(=,])\s*|^)(?P<way>[^"'(=,\s<>]*?)(?P<name>static/[^"')#?,\s<>]+)""")
"""What names a file in a folder of that name, where HTML or CSS may have an address."""


def _unmapped(own: _Own, addresses: Mapping[str, str], config: Config) -> Iterator[Problem]:
    """The static files that are named where nothing makes an address of the name."""
    for name, template in own.parsed.items():
        for data in template.find_all(TemplateData):
            for found in _STATIC.finditer(data.data):
                file, way = found["name"], found["way"]
                if addresses.get(file, file) != file and "//" not in way and way[-1:] in ("", "/"):
                    line = data.lineno + data.data.count("\n", 0, found.start("name"))
                    what = f"{way}{file} leads to nothing: the address of a static file changes with what it holds"
                    cure = f"write {{{{ '{file}'|href }}}}, which stands for where it is"
                    yield Problem(Code.STATIC_ADDRESS, _place(own, name, line, config), what, cure)


def _unknown_messages(own: _Own, config: Config) -> Iterator[Problem]:
    """The messages of the site's own catalogues that no template says. All catalogues of the theme have the same."""
    catalogues = files_of(config.language, (own.folder,))
    theme = next(iter(sorted((own.default / FOLDER).glob("*.po"))), None)
    if not catalogues or not theme:
        return
    said = (message for template in own.parsed.values() for message in _said(template))
    known = {*messages_in(File(theme.name, theme.read_bytes())), *said}
    for catalogue in catalogues:
        for message, line in messages_in(catalogue).items():
            if message not in known:
                cure = did_you_mean(nearest(message, known), "write the English text just as the template has it")
                what = f'no template says "{message}", so these words stand nowhere'
                yield Problem(Code.MESSAGE_UNKNOWN, _place(own, f"{FOLDER}/{catalogue.name}", line, config), what, cure)


def _said(template: Template) -> Iterator[str]:
    """The messages that a template says; of one that says a number, that for one."""
    for _, _, message in extract_from_ast(template):
        yield str(message[0] if isinstance(message, tuple) else message)


def _place(own: _Own, name: str, line: int, config: Config) -> Place:
    return Place(config.shown(own.folder / name), line)
