"""The theme on another machine that renders pages of the same site: its files have to be the same there."""

from collections.abc import Mapping

from builder.config.config import Config
from builder.core.problems import ExecutorFailed
from builder.theme.load import Theme, load_theme


def same_theme(theme: Theme, config: Config) -> Theme:
    """A theme as this machine has it. Raises ExecutorFailed if any of its files is another one here."""
    here = load_theme(config.root, None, config.templates, config.language)
    wanted, found = _digests(theme), _digests(here)
    for name in sorted(wanted.keys() | found.keys()):
        if wanted.get(name) != found.get(name):
            from socket import gethostname  # noqa: PLC0415  # takes long to load, and one build in many fails so

            raise ExecutorFailed(
                f"{gethostname()}: the theme's file {name} {_how(name, found)} on this machine, which should render "
                "pages; let all machines have the site's folder by one disk, and the same Dateline"
            )
    return here


def _digests(theme: Theme) -> Mapping[str, bytes]:
    """What each file of a theme holds, by its name: templates and static files."""
    return {**theme.digests, **{name: stamp.digest for name, stamp in theme.stamps.items()}}


def _how(name: str, found: Mapping[str, bytes]) -> str:
    return "is another one" if name in found else "is missing"
