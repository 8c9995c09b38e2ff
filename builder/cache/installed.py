"""What is installed where pages are made: another machine that makes some of them has to have the same.

The fingerprint by which a build knows that nothing changed (`code_fingerprint`) counts all that lies beside these
packages too; this names what differs, so that somebody can install it.
"""

import platform
import zlib
from collections.abc import Callable, Mapping
from functools import cache, partial
from importlib import metadata
from socket import gethostname

from builder import __version__
from builder.cache.fingerprint import own_code
from builder.core.problems import ExecutorFailed

PACKAGES = (
    *("babel", "imagesize", "jinja2", "markdown-it-py", "markupsafe", "mdit-py-plugins", "msgspec", "pathspec"),
    *("pillow", "pygments", "python-frontmatter", "pyyaml"),
)
"""The packages on which the bytes of pages depend."""


@cache
def installed() -> Mapping[str, str]:
    """For each thing on which the bytes of pages depend, its version here. A process keeps what it has."""
    return {
        "Python": f"{platform.python_implementation()} {platform.python_version()}",
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
        "Dateline": f"{__version__} (code {own_code().hex()[:12]})",
        **{name: _version(name) for name in PACKAGES},
    }


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "missing"


def check_of_here() -> Callable[[], None]:
    """What another process is to call, which raises ExecutorFailed there if anything is another one than here."""
    return partial(check_installed, installed())


def check_installed(wanted: Mapping[str, str]) -> None:
    """Raises ExecutorFailed if anything is another one in this process than where the build runs."""
    here = installed()
    for name, version in wanted.items():
        if here.get(name) != version:
            raise ExecutorFailed(
                f"{gethostname()}: {name} is {here.get(name, 'unknown')} on this machine, which should make pages, and "
                f"{version} where the build runs; install the same on all machines"
            )
