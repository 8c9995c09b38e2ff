"""URLs at the site's repository: where readers can edit a file, open an issue about a page, or see a commit."""

from collections.abc import Mapping
from pathlib import PurePosixPath
from urllib.parse import quote, urlencode

from builder.config.checks import EDIT_PATH
from builder.config.config import Config
from builder.core.links import absolute_url
from builder.core.urls import Address

CORRECTION = "correction.yml"
"""The issue form for what is wrong, as `dateline init` makes it in `.github/ISSUE_TEMPLATE/`."""

SOURCE = "source.yml"
"""The one for a source that an entry lacks."""

ENTRY = "entry.yml"
"""The one for an entry that the site lacks."""

_EDITOR = "edit/main"
"""Where GitHub's editor has the files of the branch `main`, below a repository's address."""


def edit_url(config: Config, path: str) -> str | None:
    """The URL where a file can be edited, if the settings say it and the content lies in the site's folder."""
    if not (config.edit_url or config.repository) or not _is_inside(config):
        return None
    if config.edit_url:
        return config.edit_url.replace(EDIT_PATH, quote(path))
    if config.repository:
        return f"{config.repository}/{_EDITOR}/{quote(_in_repository(config, path))}"
    return None


def issue_form_url(config: Config, form: str, path: str, address: Address) -> str | None:
    """The URL that opens an issue about a page, its form filled in with the page's file and address.

    How a URL fills in a form:
    https://docs.github.com/en/issues/tracking-your-work-with-issues/using-issues/creating-an-issue
    """
    if not config.repository or not _is_inside(config):
        return None
    filled: Mapping[str, str] = {"template": form, "file": _in_repository(config, path)}
    if config.base_url:
        filled = {**filled, "page": absolute_url(config.base_url, address)}
    return f"{config.repository}/issues/new?{urlencode(filled, quote_via=quote, safe='/')}"


def suggestion_url(config: Config, date: str, context: str, section: str) -> str | None:
    """The URL that opens an issue which suggests an entry, its form filled in with what is given of it."""
    if not config.repository or not _is_inside(config):
        return None
    filled = {"template": ENTRY, "date": date, "section": section, "contexts": context}
    query = urlencode({name: value for name, value in filled.items() if value}, quote_via=quote)
    return f"{config.repository}/issues/new?{query}"


def commit_url(config: Config, commit: str) -> str | None:
    """The URL of a commit."""
    return f"{config.repository}/commit/{commit}" if config.repository and _is_inside(config) else None


def _in_repository(config: Config, path: str) -> str:
    """A file's path from the top of its repository on, given the one from the site's folder on."""
    return str(PurePosixPath(config.path_in_repository, path.removeprefix(config.content_prefix)))


def _is_inside(config: Config) -> bool:
    return config.content.is_relative_to(config.root)
