"""Jinja, the language and the reference of templates: renders what is not compiled, and says what is wrong with any."""

import re
import traceback
from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import (
    FunctionLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    UndefinedError,
    nodes,
)
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import _PassArg
from markupsafe import Markup

from builder.config.config import Config
from builder.core.problems import Code, Place, Problem, ProblemsFound, did_you_mean, nearest
from builder.pages.kind import PlannedPage
from builder.pages.shared import KEPT
from builder.rendering.template_helpers import TemplateHelpers
from builder.theme.load import DEFAULT, SYNTAX, Theme
from builder.views import contract


class _Extension(NamedTuple):
    """A template that extends another one."""

    name: str
    parent: str
    line: int


class JinjaTemplates:
    """The templates of a theme, as Jinja renders them."""

    def __init__(self, theme: Theme, config: Config, helpers: TemplateHelpers) -> None:
        self._config = config
        self._folders = theme.folders
        self._part = lru_cache(maxsize=KEPT)(self._show)
        self._macro = cache(self._find_macro)
        self._environment = _environment(theme)
        self._environment.globals |= helpers.functions
        self._environment.filters |= helpers.filters
        self._environment.filters |= {"show": self._show, "part": self._part, "parts": self._parts}
        self.parse = cache(self._parse)
        """The syntax tree of a template, by its name. Raises what Jinja raises for one that is missing or wrong."""

    def render(self, page: PlannedPage, view: Any, site: Any) -> str:
        """The text of a page. Raises ProblemsFound with the template's line if a template is wrong."""
        try:
            return self.text(page.kind.template, view, site)
        except Exception as error:
            raise ProblemsFound([self._explained(error, page)]) from error

    def text(self, template: str, view: Any, site: Any) -> str:
        """What a template shows of a view. Raises what Jinja raises."""
        return self._environment.get_template(template).render(view=view, site=site)

    def _parse(self, name: str) -> nodes.Template:
        assert self._environment.loader  # noqa: S101  # `_environment` gives it one
        source, filename, _ = self._environment.loader.get_source(self._environment, name)
        return self._environment.parse(source, name, filename)

    def filter(self, name: str) -> Callable[..., Any]:
        """A filter. Raises KeyError for one that there is not, and for one that needs to see a page's variables."""
        return self._called(self._environment.filters[name])

    def test(self, name: str) -> Callable[..., Any]:
        """A test, the same."""
        return self._called(self._environment.tests[name])

    def _called(self, function: Any) -> Callable[..., Any]:
        """A function of Jinja's with what it wants to be given first."""
        wanted = getattr(function, "jinja_pass_arg", None)
        first = {_PassArg.eval_context: nodes.EvalContext(self._environment), _PassArg.environment: self._environment}
        return partial(function, first[wanted]) if wanted else partial(function)

    def _parts(self, things: Iterable[Any], name: str) -> Markup:
        part = self._part
        return Markup("".join([part(thing, name) for thing in things]))  # noqa: S704  # the macros escape

    def _show(self, thing: Any, name: str) -> Markup:
        return self._macro(name)(thing)  # type: ignore[no-any-return]  # a macro gives HTML

    def _find_macro(self, name: str) -> Any:
        """The macro of the site's own parts, or of the default theme's if they have none of that name."""
        own = self._environment.get_template("_parts.html").module
        if hasattr(own, name):
            return getattr(own, name)
        return getattr(self._environment.get_template(f"{DEFAULT}/_parts.html").module, name)

    def _explained(self, error: Exception, page: PlannedPage) -> Problem:
        """A template's error with the line of the template that it came from."""
        if isinstance(error, TemplateSyntaxError):
            place = Place(self._shown(error.filename or error.name or page.kind.template), error.lineno)
            what = (error.message or "the template cannot be read").rstrip(".")
            return Problem(Code.TEMPLATE_SYNTAX, place, what, "mend this line")
        if isinstance(error, RecursionError) and (loop := self._loop(page.kind.template)):
            return self._explained_loop(loop)
        place = self._place(error, page)
        if isinstance(error, UndefinedError):
            return Problem(Code.TEMPLATE_UNDEFINED, place, *self._undefined(error))
        if isinstance(error, UnicodeDecodeError):
            what = f"the template, or one that it uses, is not UTF-8 (the byte {error.object[error.start]:#04x})"
            return Problem(Code.FILE_NOT_UTF8, place, what, "save it as UTF-8 in your editor")
        return Problem(Code.TEMPLATE_FAILED, place, *_failure(error, page))

    def _undefined(self, error: UndefinedError) -> tuple[str, str]:
        """What a template asked for that there is not, and the cure."""
        said, frame = str(error), self._frame(error)
        if not (found := _NO_KEY.fullmatch(said)):
            return _undefined(said)
        name = found[1]
        line = (frame and frame.line) or ""
        of_extra = re.search(rf"\b(site|view)\.extra((?:\.\w+)*)(?:\.|\[[\"']){re.escape(name)}\b", line)
        if not of_extra:
            return f'there is no "{name}" in this table', "mend the name, or test for it with `is defined`"
        if of_extra[1] == "view":
            cure = f"write {name}: into its file, or test for it with `is defined`"
            return f'the front matter of this page has no "{name}" for view.extra', cure
        near = None if of_extra[2] else nearest(name, self._config.extra)
        cure = f"write it below [extra{of_extra[2]}] in the settings, or test for it with `is defined`"
        return f'the setting extra{of_extra[2]} has no "{name}"', did_you_mean(near, cure)

    def _loop(self, name: str) -> tuple[_Extension, ...]:
        """The templates that extend one another in a circle, if the one of that name is or extends one of them."""
        chain: list[_Extension] = []
        while extends := self.parse(name).find(nodes.Extends):
            if not isinstance(extends.template, nodes.Const):
                return ()
            chain.append(_Extension(name, extends.template.value, extends.lineno))
            name = extends.template.value
            for index, each in enumerate(chain):
                if each.name == name:
                    return tuple(chain[index:])
        return ()

    def _explained_loop(self, loop: Sequence[_Extension]) -> Problem:
        """The problem of such a circle, at the last of its templates that is the site's own."""
        files = {each: self._file(each.name) for each in loop}
        own = [each for each in loop if not Path(files[each]).is_relative_to(self._folders[-1])]
        found = own[-1]
        is_direct = found.name == found.parent
        what = (
            "the template extends itself" if is_direct else f'the template extends "{found.parent}", which extends it'
        )
        themes = [f"{DEFAULT}/{name}" for name in (found.name, found.parent) if (self._folders[-1] / name).is_file()]
        cure = f'write "{themes[0]}"' if themes else "let it extend another template, or none"
        return Problem(Code.TEMPLATE_FAILED, Place(self._shown(files[found]), found.line), what, cure)

    def _file(self, name: str) -> str:
        assert self._environment.loader  # noqa: S101  # `_environment` gives it one
        return self._environment.loader.get_source(self._environment, name)[1] or name

    def _place(self, error: Exception, page: PlannedPage) -> Place:
        """The line of the innermost template that an error came from; else the page's template as a whole."""
        frame = self._frame(error)
        if frame:
            return Place(self._shown(frame.filename), frame.lineno or 0)
        return Place(f"templates/{page.kind.template}")

    def _frame(self, error: Exception) -> traceback.FrameSummary | None:
        frames = traceback.extract_tb(error.__traceback__)
        inside = [f for f in frames if any(Path(f.filename).is_relative_to(folder) for folder in self._folders)]
        return inside[-1] if inside else None

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


def _environment(theme: Theme) -> ImmutableSandboxedEnvironment:
    """Jinja in its sandbox: a template is code, and gets at nothing but what it is given, and changes nothing of it."""
    return ImmutableSandboxedEnvironment(
        loader=FunctionLoader(partial(_source, theme)),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        **SYNTAX,
    )


def _source(theme: Theme, name: str) -> tuple[str, str, None] | None:
    """The text of a template of the theme, with its file: no other file can be extended, included or imported."""
    found = theme.read(name)
    return (found[0].decode(), str(found[1]), None) if found else None


def _failure(error: Exception, page: PlannedPage) -> tuple[str, str]:
    """Why a template stopped, and the cure."""
    if isinstance(error, SecurityError):
        what = f"the template wants what templates may not have ({str(error).rstrip('.')})"
        return what, "use what `view` and `site` hold, without names that begin with _, and change nothing of it"
    if isinstance(error, TemplateNotFound):
        if error.name == page.kind.template:
            return f"there is no template {error.name}, which {page.address} is made with", "add it to templates/"
        what = f'the template uses another one, "{error.name}", that does not exist'
        return what, "mend its name, or add it to templates/"
    if isinstance(error, RecursionError):
        what = (
            f"the template uses itself without end at {page.address}, as a macro or an include does that names itself"
        )
        return what, "let it stop where there is nothing left to show"
    kind = "" if isinstance(error, TemplateError) else f"{type(error).__name__}: "
    return f"the template stopped ({kind}{error}) at {page.address}", "mend this line"


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
_NO_KEY = re.compile(r"'dict object' has no attribute '(.+)'")
