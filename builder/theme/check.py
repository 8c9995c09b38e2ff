"""Theme check: lint for a site with templates of its own. One that has none need not load what parses templates."""

from collections.abc import Iterable

from builder.config.config import Config
from builder.core.problems import Problem
from builder.theme.load import Theme


def check_theme(theme: Theme, config: Config, templates: Iterable[str]) -> tuple[Problem, ...]:
    """Check a site's own templates and catalogs, given the templates that the kinds of page name."""
    if len(theme.folders) == 1:
        return ()
    from builder.theme.lint import lint_theme  # noqa: PLC0415  # it loads Jinja

    return lint_theme(theme, config, templates)
