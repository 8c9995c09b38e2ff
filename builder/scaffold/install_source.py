"""Install source: where the Dateline that runs was installed from, and how another machine installs the same one."""

import json
import re
import shlex
from importlib import metadata
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from builder import __version__
from builder.core.problems import GitFailed
from builder.core.record import Frozen
from builder.vcs.git_command import is_pushed, remote_urls
from builder.vcs.working_tree import read_head

_WHEEL = f"dateline-{__version__}-py3-none-any.whl"
_GITHUB = re.compile(r"(?:ssh://)?git@github\.com[:/](.+)")
_HTTPS = re.compile(r"https://(?:[^/@]*@)?(.+)")
_PINNING = (
    "What the file of this version holds is not known here. To pin it, write what the second command prints, "
    "--hash=..., behind the line below:\n"
    f"  python -m pip download --no-deps dateline=={__version__}\n"
    f"  python -m pip hash {_WHEEL}"
)
_OWN_NETWORK = (".local", ".localhost", ".internal", ".lan", ".home.arpa")
"""Endings of names that each network gives to its own machines."""


class InstallSource(Frozen, frozen=True):
    """What installs this Dateline elsewhere: `InstallSource("dateline==1.2.0")`."""

    requirement: str
    """A line of a requirements file: what it was installed by, or a file that has to be put there."""
    steps: str = ""
    """What a person has to do before it installs anything, in sentences; a command stands on an indented line.

    It is empty if nothing has to be done.
    """
    pinning: str = ""
    """How a person pins what is installed by a hash, in the same form; empty where the requirement does so."""


def install_source(site: Path) -> InstallSource:
    """Where the Dateline that runs was installed from, for the requirements of the site in a folder."""
    folder = Path(__file__).resolve().parents[2]
    if (folder / "pyproject.toml").is_file():
        return from_checkout(folder, site)
    try:
        return from_direct_url(metadata.distribution("dateline").read_text("direct_url.json"), site)
    except metadata.PackageNotFoundError:
        return _by_wheel("This Dateline runs without being installed", site, "")


def from_direct_url(text: str | None, site: Path) -> InstallSource:
    """By its installer's direct_url.json: https://packaging.python.org/en/latest/specifications/direct-url/.

    An installer that took it by its name wrote none, so that nothing says which index or folder it looked into.
    """
    if text is None:
        return InstallSource(f"dateline=={__version__}", pinning=_PINNING)
    direct = json.loads(text)
    url, path = direct["url"], unquote(urlsplit(direct["url"]).path)
    if "dir_info" in direct:
        return from_checkout(Path(path).resolve(), site)
    if "vcs_info" in direct:
        return _from_vcs(url, direct["vcs_info"], site)
    if (address := _public(url)) and (archive := _archive_requirement(address, direct)):
        return InstallSource(archive)
    return InstallSource(
        f"./{Path(path).name}",
        f"This Dateline was installed from {path if url.startswith('file:') else url}. Put that file beside "
        "requirements.txt and commit it, so that the workflow can install it too.",
    )


def from_checkout(folder: Path, site: Path) -> InstallSource:
    """A checkout of Dateline's repository, at the commit where it stands."""
    head = read_head(folder)
    if head is None or head.root != folder:
        return _by_wheel(
            f"This Dateline is the folder {folder}, which is no git repository with a commit", site, folder
        )
    try:
        address = next(filter(None, map(_public, remote_urls(folder))), None)
        if address is None:
            why = f"This Dateline is the checkout {folder}, whose repository is at no public address"
            return _by_wheel(why, site, folder)
        steps = "" if is_pushed(folder, head.commit) else _step_to_push(folder, head.commit, address)
    except GitFailed as failed:
        return _by_wheel(f"This Dateline is the checkout {folder}, of which git says: {failed}"[:-1], site, folder)
    return InstallSource(_git_requirement(address, head.commit), steps)


def _from_vcs(url: str, info: dict[str, Any], site: Path) -> InstallSource:
    address = _public(url)
    if address is None or info["vcs"] != "git":
        why = f"This Dateline was installed from {url}, which others may not be able to read"
        return _by_wheel(why, site, f"{info['vcs']}+{url}@{info['commit_id']}")
    return InstallSource(_git_requirement(address, info["commit_id"]))


def _git_requirement(address: str, commit: str) -> str:
    return f"dateline @ git+{address}@{commit}"


def _archive_requirement(address: str, direct: dict[str, Any]) -> str:
    """The requirement of a file that was downloaded; empty if it is not known what it held."""
    digest = direct.get("archive_info", {}).get("hashes", {}).get("sha256")
    return f"dateline @ {address}#sha256={digest}" if digest else ""


def _public(url: str) -> str | None:
    """The address under which a machine without keys reads it; None if there is none that is sure to be the same."""
    if github := _GITHUB.fullmatch(url):
        return f"https://github.com/{github[1]}"
    found = _HTTPS.fullmatch(url)
    return f"https://{found[1]}" if found and _is_public(found[1]) else None


def _is_public(address: str) -> bool:
    """Whether an address without its https:// may be one of the whole net, and not of a network of one's own."""
    try:
        host = (urlsplit(f"https://{address}").hostname or "").rstrip(".")
    except ValueError:
        return False
    try:
        return ip_address(host).is_global
    except ValueError:
        return "." in host and not host.endswith(_OWN_NETWORK)


def _step_to_push(folder: Path, commit: str, address: str) -> str:
    return (
        f"This Dateline is the checkout {folder}, and {address} does not have its commit {commit[:12]} yet, as far as "
        "is known here. Push it, so that the workflow can install it too."
    )


def _by_wheel(why: str, site: Path, source: Path | str) -> InstallSource:
    """A wheel that a person has to put beside the requirements: without it nothing is installed.

    `source` is what the wheel is made from; empty if that is not known.
    """
    place = "" if source else " in a checkout of Dateline"
    command = ("python", "-m", "pip", "wheel", "--no-deps", "--wheel-dir", f"{site.resolve()}", f"{source or '.'}")
    return InstallSource(
        f"./{_WHEEL}",
        f"{why}, so a workflow cannot get it from there. Make its wheel{place} and commit that:\n"
        f"  {shlex.join(command)}\n"
        "Or write into requirements.txt, instead of the wheel, where it is: git+https://github.com/OWNER/REPOSITORY@COMMIT",
    )
