"""What the templates of a site have beside Jinja's own filters and functions, in its language and with its settings."""

from collections.abc import Callable, Mapping
from errno import ENOENT
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from markupsafe import Markup, escape

from builder.config.security_policy import allow_style
from builder.core.links import absolute_url, href
from builder.core.urls import STATIC
from builder.pages.feeds import content_html
from builder.pages.shared import KEPT
from builder.pages.texts import body_html
from builder.theme.language import Language


class TemplateHelpers:
    """The filters and functions of one site's templates."""

    def __init__(
        self,
        language: Language,
        base_url: str | None,
        resolve: Callable[[str], str],
        read: Callable[[str], tuple[bytes, Path] | None],
    ) -> None:
        self._language = language
        self._base_url = base_url
        self._resolve = resolve
        self._read = read

    @cached_property
    def filters(self) -> Mapping[str, Callable[..., Any]]:
        """Filters by their names. Those that give HTML give it as Markup."""
        return {
            "href": lru_cache(maxsize=KEPT)(self._href),
            "full": lru_cache(maxsize=KEPT)(self._full),
            "html": lambda body: Markup(body_html(body)),  # noqa: S704  # markdown-it escaped it
            "inline": lambda name: Markup(self._inline(name)),  # noqa: S704  # the theme's own file
            "allow_style": lambda policy, style: Markup(allow_style(policy, style)),  # noqa: S704  # no text of others
            "content": content_html,
            "cdata": lambda text: Markup(self._cdata(text)),  # noqa: S704  # nothing in it can end it
            "number": self._language.number,
        }

    @cached_property
    def html_filters(self) -> Mapping[str, Callable[[Any], str]]:
        """For some filters, what gives their result as it is shown: HTML, or text that is escaped."""
        return {
            "href": lru_cache(maxsize=KEPT)(lambda name: str(escape(self._href(name)))),
            "html": body_html,
            "cdata": self._cdata,
            "inline": self._inline,
        }

    @cached_property
    def functions(self) -> Mapping[str, Callable[..., Any]]:
        """Global functions by their names."""
        return {"_": self._language.gettext_html, "ngettext": self._language.ngettext_html}

    def pattern(self, message: str) -> str:
        """A message as HTML, its holes not filled."""
        return self._language.pattern_html(message)

    def _href(self, name: str) -> str:
        return href(self._resolve(name))

    def _full(self, address: str) -> str:
        return absolute_url(self._base_url, self._resolve(address)) if self._base_url else ""

    @staticmethod
    def _cdata(text: str) -> str:
        """A text as XML that needs no escapes: https://www.w3.org/TR/xml/#sec-cdata-sect."""
        return f"<![CDATA[{text.replace(']]>', ']]]]><![CDATA[>')}]]>"

    def _inline(self, name: str) -> str:
        """The text of a static file, for a page that cannot know where the file is published."""
        found = self._read(name) if name.startswith(STATIC) else None
        if found is None:
            raise FileNotFoundError(ENOENT, f'there is no static file "{name}"')
        return found[0].decode()
