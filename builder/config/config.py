"""The settings of one site, as values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from builder.config.frontmatter_keys import Fields, default_fields
from builder.core.problems import NOWHERE, Place, Problem
from builder.core.urls import Slug

FORMATS = ("html", "json", "md", "xml")
EDIT_PATH = "{path}"
"""What stands for a file's path in the setting `edit_url`."""

RANKINGS = ("newest", "closest")


@dataclass(frozen=True, slots=True)
class TopicSettings:
    """What a site says of one topic: in its settings, or in the topic's own file."""

    description: str | None = None
    kind: str | None = None
    aliases: tuple[str, ...] = ()
    name: str | None = None
    """The title of its own file."""
    place: Place = field(default=NOWHERE, repr=False, compare=False)
    """Where the settings speak of it; no page depends on that."""


@dataclass(frozen=True, slots=True)
class SectionSettings:
    """What the settings say of one section."""

    folder: str
    """As they write it."""
    name: str
    place: Place = field(default=NOWHERE, repr=False, compare=False)
    """Where they do; no page depends on that."""


@dataclass(frozen=True, slots=True)
class Register:
    """The outlets that the settings name: by the slugs of what sources call them, and by hosts, the name of each."""

    by_slug: Mapping[str, str] = field(default_factory=dict)
    by_host: Mapping[str, str] = field(default_factory=dict)
    """Without `www.`; hosts below one of them belong to it."""


@dataclass(frozen=True, slots=True)
class Related:
    """How Related is made: the ranking rule, and how many at most."""

    ranking: str = "newest"
    limit: int = 10


@dataclass(frozen=True, slots=True)
class Config:
    """The settings of one site, complete and checked."""

    root: Path
    """The site folder."""
    content: Path
    output: Path
    title: str = "A news timeline"
    description: str = ""
    base_url: str | None = None
    """The address that the site is published under, ending in a slash."""
    language: str = "en"
    repository: str | None = None
    """The address of the repository on GitHub in which the site's folder lies, without a slash at its end."""
    edit_url: str | None = None
    """Where a file can be edited, with `{path}` in the place of its path from the site's folder on."""
    tracked: str = "content"
    """Where the content lies in its git repository, such as `docs/site/content`, or else in the site's folder."""
    author: str | None = None
    license: str | None = None
    formats: tuple[str, ...] = ("html", "json")
    topic_feeds: bool = True
    """Whether each topic has a feed of its own."""
    raw_html: bool = False
    """Whether HTML in Markdown is passed through; otherwise it shows as text."""
    history: bool = True
    """Whether git is asked when entries changed, and what they were called before."""
    search: bool = True
    """Whether the site has a search page and its index."""
    budget: int = 900
    """The megabytes, millions of bytes, that the site may have."""
    related: Related = Related()
    fields: Fields = field(default_factory=default_fields)
    topics: Mapping[str, TopicSettings] = field(default_factory=dict)
    outlets: Register = Register()
    sections: Mapping[Slug, SectionSettings] = field(default_factory=dict)
    """The sections that are not called as their folders are."""
    look: Mapping[str, str] = field(default_factory=dict)
    """The colours, fonts and measure that are not the theme's, by their names in `builder.config.theme_colors`."""
    extra: Mapping[str, Any] = field(default_factory=dict)
    drafts: bool = False
    """Whether drafts are published; set on the command line only."""
    problems: tuple[Problem, ...] = ()
    """What is wrong with the settings; those that are wrong have their defaults here."""
    jobs: int = 1
    """How many processes share the work; set on the command line only. The output is the same for every number."""

    def shown(self, path: Path) -> str:
        """A path as messages write it: relative to the site folder where it lies inside, with forward slashes."""
        return path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else path.as_posix()
