"""Where the Dateline that runs was installed from, and how another machine installs the same one."""

import json
import re
import shlex
from dataclasses import dataclass
from importlib import metadata
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from builder import __version__
from builder.vcs.git_command import GitFailed, is_pushed, remote_urls
from builder.vcs.working_tree import read_head

_WHEEL = f"dateline-{__version__}-py3-none-any.whl"
_GITHUB = re.compile(r"(?:ssh://)?git@github\.com[:/](.+)")
_HTTPS = re.compile(r"https://(?:[^/@]*@)?(.+)")
_OWN_NETWORK = (".local", ".localhost", ".internal", ".lan", ".home.arpa")
"""Endings of names that each network gives to its own machines."""


@dataclass(frozen=True, slots=True)
class Origin:
    """What installs this Dateline elsewhere."""

    line: str
    """As a requirements file says it: what it was installed by, or a file that has to be put there."""
    missing: str = ""
    """What a person has to do before it installs anything, in sentences; a command stands on an indented line.

    It is empty if nothing has to be done.
    """


def origin(site: Path) -> Origin:
    """Where the Dateline that runs was installed from, for the requirements of a site in this folder."""
    folder = Path(__file__).resolve().parents[2]
    if (folder / "pyproject.toml").is_file():
        return of_checkout(folder, site)
    try:
        return of_installed(metadata.distribution("dateline").read_text("direct_url.json"), site)
    except metadata.PackageNotFoundError:
        return _by_hand("This Dateline runs without being installed", site, "")


def of_installed(said: str | None, site: Path) -> Origin:
    """By what its installer wrote down: https://packaging.python.org/en/latest/specifications/direct-url/.

    An installer that took it by its name wrote down nothing, not even which index or folder it looked into.
    """
    if said is None:
        return Origin(f"dateline=={__version__}")
    direct = json.loads(said)
    url, path = direct["url"], unquote(urlsplit(direct["url"]).path)
    if "dir_info" in direct:
        return of_checkout(Path(path).resolve(), site)
    if "vcs_info" in direct:
        return _of_git(url, direct["vcs_info"], site)
    if (address := _public(url)) and (archive := _archive(address, direct)):
        return Origin(archive)
    return Origin(
        f"./{Path(path).name}",
        f"This Dateline was installed from {path if url.startswith('file:') else url}. Put that file beside "
        "requirements.txt and commit it, so that the workflow can install it too.",
    )


def of_checkout(folder: Path, site: Path) -> Origin:
    """A checkout of Dateline's repository, at the commit where it stands."""
    head = read_head(folder)
    if head is None or head.root != folder:
        return _by_hand(f"This Dateline is the folder {folder}, which is no git repository with a commit", site, folder)
    try:
        address = next(filter(None, map(_public, remote_urls(folder))), None)
        if address is None:
            why = f"This Dateline is the checkout {folder}, whose repository is at no public address"
            return _by_hand(why, site, folder)
        missing = "" if is_pushed(folder, head.commit) else _unpushed(folder, head.commit, address)
    except GitFailed as failed:
        return _by_hand(f"This Dateline is the checkout {folder}, of which git says: {failed}"[:-1], site, folder)
    return Origin(_at(address, head.commit), missing)


def _of_git(url: str, info: dict[str, Any], site: Path) -> Origin:
    address = _public(url)
    if address is None or info["vcs"] != "git":
        why = f"This Dateline was installed from {url}, which others may not be able to read"
        return _by_hand(why, site, f"{info['vcs']}+{url}@{info['commit_id']}")
    return Origin(_at(address, info["commit_id"]))


def _at(address: str, commit: str) -> str:
    return f"dateline @ git+{address}@{commit}"


def _archive(address: str, direct: dict[str, Any]) -> str:
    """The line for a file that was downloaded; empty if it is not known what it held."""
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


def _unpushed(folder: Path, commit: str, address: str) -> str:
    return (
        f"This Dateline is the checkout {folder}, and {address} does not have its commit {commit[:12]} yet, as far as "
        "is known here. Push it, so that the workflow can install it too."
    )


def _by_hand(why: str, site: Path, source: Path | str) -> Origin:
    """A file that is to lie beside the requirements: without it nothing is installed.

    `source` is what its wheel is made from; nothing if that is not known.
    """
    place = "" if source else " in a checkout of Dateline"
    command = ("python", "-m", "pip", "wheel", "--no-deps", "--wheel-dir", f"{site.resolve()}", f"{source or '.'}")
    return Origin(
        f"./{_WHEEL}",
        f"{why}, so a workflow cannot get it from there. Make its wheel{place} and commit that:\n"
        f"  {shlex.join(command)}\n"
        "Or write into requirements.txt, instead of the wheel, where it is: git+https://github.com/OWNER/REPOSITORY@COMMIT",
    )
