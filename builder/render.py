"""From a planned page to its bytes: Jinja templates for what people and feed readers see, JSON and XML for data."""

import json
import traceback
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError, TemplateSyntaxError, UndefinedError
from markupsafe import Markup, escape

from builder import data, feeds
from builder.markup import fill
from builder.model import Entry
from builder.plan import Plan, Planned
from builder.present import Presenter, counted
from builder.problems import Code, Place, Problem, ProblemsFound
from builder.site import Site, Topic
from builder.theme import Theme
from builder.urls import Address, absolute, relative
from builder.views import BodyView

Link = Callable[[Address], str]


class Renderer:
    """Renders the pages of one site with one theme. Rendering a page depends on no other page's being rendered."""

    def __init__(self, site: Site, theme: Theme) -> None:
        self._site = site
        self._config = site.config
        self._presenter = Presenter(site)
        self._folders = theme.folders
        self._jinja = Environment(
            loader=FileSystemLoader(theme.folders),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        self._jinja.filters["counted"] = counted
        presenter = self._presenter
        self._views: Mapping[str, Callable[[Any], Any]] = {
            "entry.html": presenter.entry,
            "page.html": presenter.page,
            "day.html": presenter.day,
            "month.html": presenter.month,
            "year.html": presenter.year,
            "section.html": presenter.section,
            "topic.html": presenter.topic,
            "topic-year.html": presenter.topic_year,
            "topics.html": lambda _: presenter.topics(),
            "topic-letter.html": presenter.topic_letter,
            "front.html": lambda _: presenter.front(),
            "404.html": lambda _: presenter.not_found(),
            "redirect.html": presenter.redirect,
            "sitemap.xml": presenter.sitemap,
            "sitemap-index.xml": presenter.sitemap,
            "robots.txt": lambda _: presenter.robots(),
            "feed.xml": self._feed,
        }
        self._data: Mapping[str, Callable[[Any], bytes]] = {
            "entry.json": lambda entry: _json(data.entry_data(entry, site, self._body_html(entry))),
            "entry.xml": lambda entry: data.entry_xml(entry, site, self._body_html(entry)),
            "entry.md": lambda entry: data.entry_page_form(entry, site).encode(),
            "day.json": lambda day: _json(data.day_data(day, site)),
            "day.xml": lambda day: data.day_xml(day, site),
            "day.md": lambda day: data.day_page_form(day, site).encode(),
            "topic.json": lambda topic: _json(data.topic_data(topic, site)),
            "feed.json": lambda _: self._json_feed(),
            "nojekyll": lambda _: b"",
        }

    def render(self, page: Planned) -> bytes:
        """The bytes of a page. Raises ProblemsFound with the template's line if a template is wrong."""
        if made := self._data.get(page.template):
            return made(page.subject)
        view = self._views[page.template](page.subject)
        link = self._link_from(page)
        context = {
            "view": view,
            "site": self._presenter.site,
            "href": link,
            "html": partial(_html, link=link),
            "absolute": self._absolute,
        }
        if page.template == "feed.xml":
            context["content"] = partial(feeds.content_html, html_of=context["html"])
        try:
            return self._jinja.get_template(page.template).render(context).encode()
        except Exception as error:
            raise ProblemsFound([self._explained(error, page)]) from error

    def _link_from(self, page: Planned) -> Link:
        """How a page writes links: relative to itself; a feed in full, where the base URL is known."""
        if page.template.startswith("feed") and self._config.base_url:
            return partial(absolute, self._config.base_url)
        return partial(relative, page.address)

    def _absolute(self, address: Address) -> str:
        base_url = self._config.base_url
        return absolute(base_url, address) if base_url else ""

    def _body_html(self, entry: Entry) -> str:
        return _html(self._presenter.body(entry), link=partial(relative, entry.address))

    def _feed(self, subject: object) -> Any:
        if isinstance(subject, Topic):
            return feeds.topic_feed(subject, self._site, self._presenter)
        return feeds.site_feed(self._site, self._presenter, "xml")

    def _json_feed(self) -> bytes:
        view = feeds.site_feed(self._site, self._presenter, "json")
        base_url = self._config.base_url
        link: Link = partial(absolute, base_url) if base_url else partial(relative, view.address)
        return _json(feeds.json_feed(view, self._presenter.site, link, partial(_html, link=link)))

    def _explained(self, error: Exception, page: Planned) -> Problem:
        """A template's error with the line of the template that it came from."""
        if isinstance(error, TemplateSyntaxError):
            place = Place(self._shown(error.filename or error.name or page.template), error.lineno)
            return Problem(Code.TEMPLATE_SYNTAX, place, error.message or "the template cannot be read", "mend this line")
        frames = traceback.extract_tb(error.__traceback__)
        inside = [f for f in frames if any(Path(f.filename).is_relative_to(folder) for folder in self._folders)]
        where = (self._shown(inside[-1].filename), inside[-1].lineno or 0) if inside else (page.template, 0)
        if isinstance(error, UndefinedError):
            cure = "use a field of builder/views.py, or test for it with `is defined`"
            return Problem(Code.TEMPLATE_UNDEFINED, Place(*where), str(error), cure)
        kind = "" if isinstance(error, TemplateError) else f"{type(error).__name__}: "
        what = f"the template stopped ({kind}{error}) at {page.address}"
        return Problem(Code.TEMPLATE_FAILED, Place(*where), what, "mend this line")

    def _shown(self, filename: str) -> str:
        """A template's name for messages: its path in the site, or in the default theme."""
        path = Path(filename)
        if path.is_relative_to(self._config.root):
            return self._config.shown(path)
        inside = next((folder for folder in self._folders if path.is_relative_to(folder)), None)
        return f"templates/{path.relative_to(inside).as_posix()}" if inside else filename


def render(plan: Plan, site: Site, theme: Theme) -> Iterator[tuple[Address, bytes]]:
    """Each page's address and bytes.

    Goes on after a template's error, so that all of them are known, and raises ProblemsFound at the end.
    """
    renderer = Renderer(site, theme)
    problems: dict[Problem, None] = {}
    for page in plan.pages:
        try:
            yield page.address, renderer.render(page)
        except ProblemsFound as found:
            problems.update(dict.fromkeys(found.problems))
    if problems:
        raise ProblemsFound(problems)


def _html(view: BodyView, *, link: Link) -> Markup:
    return Markup(fill(view.body, [str(escape(_with_part(address, link))) for address in view.addresses]))  # noqa: S704


def _with_part(address: str, link: Link) -> str:
    path, mark, part = address.partition("#")
    return f"{link(Address(path))}{mark}{part}"


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"

