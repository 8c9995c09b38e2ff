"""From a planned page to its bytes: Jinja templates for what people and feed readers see, JSON and XML for data."""

import re
import time
import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    UndefinedError,
)
from markupsafe import Markup

from builder.core.address_keys import pack_keys
from builder.core.links import absolute_links, absolute_url, href, relative_links, root_relative_links
from builder.core.model import Detail, Entry, Page
from builder.core.problems import Code, Place, Problem, ProblemsFound, did_you_mean, nearest
from builder.core.progress import PageTime, slowest
from builder.core.urls import Address
from builder.pages.feeds import content_html
from builder.pages.kind import Links, PlannedPage
from builder.pages.shared import KEPT, Pieces, body_html
from builder.planning.plan import Kinds
from builder.relations.site import Site
from builder.rendering.bytecode_cache import compiled
from builder.rendering.jinja_escaping import EscapingEnvironment
from builder.theme.language import load_language
from builder.theme.load import DEFAULT, Theme
from builder.views import contract


class Renderer:
    """Renders the pages of one site with one theme. Rendering a page depends on no other page's being rendered."""

    def __init__(
        self,
        site: Site,
        theme: Theme,
        detail: Callable[[Entry | Page], Detail],
        kinds: Kinds,
    ) -> None:
        self._config = site.config
        self._language, _ = load_language(site.config.language, theme.folders)
        self._pieces = Pieces(site, self._language, detail, kinds)
        self._folders = theme.folders
        self._published = theme.resolve
        self._macro = lru_cache(maxsize=None)(self._find_macro)
        self._part = lru_cache(maxsize=KEPT)(self._show)
        self._jinja = self._environment()

    def view(self, page: PlannedPage) -> Any:
        """What the page's template sees; None for a page that needs no template."""
        make = page.kind.view
        return make(self._pieces, page.subject) if make else None

    def render(self, page: PlannedPage, view: Any) -> bytes:
        """The bytes of a page with its view. Raises ProblemsFound with the template's line if a template is wrong."""
        make = page.kind.text
        text = make(self._pieces, page.subject) if make else self._templated(page, view)
        return self._linked(text, page)

    def _linked(self, text: str, page: PlannedPage) -> bytes:
        """The text with its links made whole; without a base URL all of them are relative."""
        base_url = self._config.base_url
        if base_url and page.kind.links is Links.FULL:
            return absolute_links(text, base_url).encode()
        if base_url and page.kind.links is Links.ROOTED:
            return root_relative_links(text, base_url).encode()
        return relative_links(text.encode(), page.address)

    def _templated(self, page: PlannedPage, view: Any) -> str:
        try:
            return self._jinja.get_template(page.kind.template).render(view=view, site=self._pieces.view)
        except Exception as error:
            raise ProblemsFound([self._explained(error, page)]) from error

    def _environment(self) -> Environment:
        default = FileSystemLoader(self._folders[-1])
        jinja = EscapingEnvironment(
            loader=ChoiceLoader([FileSystemLoader(self._folders), PrefixLoader({DEFAULT: default})]),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
            bytecode_cache=compiled(),
        )
        jinja.globals |= {"_": self._language.gettext_html, "ngettext": self._language.ngettext_html}
        jinja.filters |= {
            "href": lru_cache(maxsize=KEPT)(lambda name: href(self._published(name))),
            "full": lru_cache(maxsize=KEPT)(self._full),
            "html": lambda body: Markup(body_html(body)),  # noqa: S704  # markdown-it escaped it
            "inline": self._inline,
            "content": content_html,
            "number": self._language.number,
            "show": self._show,
            "part": self._part,
            "parts": self._parts,
        }
        return jinja

    def _parts(self, things: Iterable[Any], name: str) -> Markup:
        part = self._part
        return Markup("".join([part(thing, name) for thing in things]))  # noqa: S704  # the macros escape

    def _show(self, thing: Any, name: str) -> Markup:
        return self._macro(name)(thing)  # type: ignore[no-any-return]  # a macro gives HTML

    def _find_macro(self, name: str) -> Any:
        """The macro of the site's own parts, or of the default theme's if they have none of that name."""
        own = self._jinja.get_template("_parts.html").module
        if hasattr(own, name):
            return getattr(own, name)
        return getattr(self._jinja.get_template(f"{DEFAULT}/_parts.html").module, name)

    def _full(self, address: str) -> str:
        base_url = self._config.base_url
        return absolute_url(base_url, self._published(address)) if base_url else ""

    def _inline(self, name: str) -> Markup:
        """The text of a static file, for a page that cannot know where the file is published."""
        file = next(path for folder in self._folders if (path := Path(folder) / name).is_file())
        return Markup(file.read_text(encoding="utf-8"))  # noqa: S704  # the theme's own file

    def _explained(self, error: Exception, page: PlannedPage) -> Problem:
        """A template's error with the line of the template that it came from."""
        if isinstance(error, TemplateSyntaxError):
            place = Place(self._shown(error.filename or error.name or page.kind.template), error.lineno)
            what = (error.message or "the template cannot be read").rstrip(".")
            return Problem(Code.TEMPLATE_SYNTAX, place, what, "mend this line")
        place = self._place(error, page)
        if isinstance(error, UndefinedError):
            return Problem(Code.TEMPLATE_UNDEFINED, place, *_undefined(str(error)))
        if isinstance(error, TemplateNotFound):
            what = f'the template uses another one, "{error.name}", that does not exist'
            return Problem(Code.TEMPLATE_FAILED, place, what, "mend its name, or add it to templates/")
        if isinstance(error, UnicodeDecodeError):
            what = f"the template, or one that it uses, is not UTF-8 (the byte {error.object[error.start]:#04x})"
            return Problem(Code.FILE_NOT_UTF8, place, what, "save it as UTF-8 in your editor")
        kind = "" if isinstance(error, TemplateError) else f"{type(error).__name__}: "
        what = f"the template stopped ({kind}{error}) at {page.address}"
        return Problem(Code.TEMPLATE_FAILED, place, what, "mend this line")

    def _place(self, error: Exception, page: PlannedPage) -> Place:
        """The line of the innermost template that an error came from; else the page's template as a whole."""
        frames = traceback.extract_tb(error.__traceback__)
        inside = [f for f in frames if any(Path(f.filename).is_relative_to(folder) for folder in self._folders)]
        if inside:
            return Place(self._shown(inside[-1].filename), inside[-1].lineno or 0)
        return Place(f"templates/{page.kind.template}")

    def _shown(self, filename: str) -> str:
        """A template's name for messages: its path in the site, or in the default theme."""
        path = Path(filename)
        if path.is_relative_to(self._config.root):
            return self._config.display_path(path)
        if not path.is_relative_to(self._folders[-1]):
            return filename
        name = path.relative_to(self._folders[-1]).as_posix()
        is_replaced = any((folder / name).is_file() for folder in self._folders[:-1])
        return f"{DEFAULT if is_replaced else 'templates'}/{name}"


@dataclass(frozen=True, slots=True)
class Rendered:
    """Some pages' addresses and bytes, and what was wrong with their templates."""

    files: tuple[tuple[Address, bytes], ...]
    problems: tuple[Problem, ...]
    slowest: tuple[PageTime, ...]
    related: dict[Address, bytes]
    """For each entry's page the keys of what its Related list names."""


def _undefined(said: str) -> tuple[str, str]:
    """What a template asked for that there is not, as Jinja said it, in words for its author; and the cure."""
    found = _NO_FIELD.fullmatch(said)
    if not found:
        return said, "use `view`, `site` or what the template sets itself, or test for it with `is defined`"
    view, name = found.groups()
    fields = [field for field in dir(getattr(contract, view)) if not field.startswith("_")]
    cure = f"use what it has ({', '.join(fields)}), or test for it with `is defined`"
    return f'{view} has no "{name}"', did_you_mean(nearest(name, fields), cure)


_NO_FIELD = re.compile(rf"'{re.escape(contract.__name__)}\.(\w+) object' has no attribute '(\w+)'")


def render(pages: Iterable[PlannedPage], renderer: Renderer) -> Rendered:
    """Render pages; goes on after a template's error, so that all of them are known."""
    files: list[tuple[Address, bytes]] = []
    problems: list[Problem] = []
    took: list[PageTime] = []
    related: dict[Address, bytes] = {}
    for page in pages:
        started = time.perf_counter()
        try:
            view = renderer.view(page)
            files.append((page.address, renderer.render(page, view)))
            if page.kind.related:
                related[page.address] = pack_keys(page.kind.related(view))
        except ProblemsFound as found:
            problems += found.problems
        took.append(PageTime(time.perf_counter() - started, page.address))
    return Rendered(tuple(files), one_of_each(problems), tuple(slowest(took)), related)


def one_of_each(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The first of the problems at each place: a template may be wrong on thousands of pages in the same way."""
    first: dict[tuple[Code, Place], Problem] = {}
    for problem in problems:
        first.setdefault((problem.code, problem.place), problem)
    return tuple(first.values())
