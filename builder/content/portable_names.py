"""Portable names: warnings of paths and addresses that Windows or macOS cannot have, or do not tell apart.

Windows: https://learn.microsoft.com/windows/win32/fileio/naming-a-file. Both systems take `A.png` and `a.png` for one
file, and macOS two spellings of one letter in Unicode.
"""

from collections.abc import Iterator, Sequence
from unicodedata import normalize

from builder.core.model import Entry
from builder.core.problems import Code, Place, Problem

LONGEST_PATH = 259
"""Characters of a path that every program on Windows can open."""

_DEVICES = frozenset(
    {
        "con",
        "prn",
        "aux",
        "nul",
        *(f"{port}{number}" for port in ("com", "lpt") for number in "0123456789\u00b9\u00b2\u00b3"),
    }
)
"""The names of devices; of raised digits, Windows takes those of Latin-1 for plain ones."""

_DEVICE_STARTS = frozenset(name[:3] for name in _DEVICES)
_SIGNS = ':*?"<>|\\'


def is_device(name: str) -> bool:
    """Whether Windows has a device in the place of every file and folder of this name, whatever its ending."""
    return name[:3].lower() in _DEVICE_STARTS and name.lower().partition(".")[0].rstrip() in _DEVICES


def unportable_slugs(entry: Entry, file_name: str) -> Iterator[tuple[str, str, str]]:
    """The slugs in addresses that Windows cannot have, each with the key that it comes from, the cause and the cure.

    That of the entry itself is left out where its file, which is told by its own name, has the same.
    """
    slug = entry.id.rpartition("/")[2]
    if is_device(slug) and not is_device(file_name):
        what = f'the address ends in "{slug}", the name of a device on Windows, where the site cannot be built then'
        yield "slug", what, "give the entry another slug"
    for context in entry.contexts:
        if is_device(context.slug):
            what = (
                f'the page of the context "{context.name}" lies in a folder "{context.slug}", the name of a device '
                "on Windows, where the site cannot be built then"
            )
            yield "contexts", what, "give the context a longer name"


def unportable_names(folder: str, names: Sequence[str]) -> Iterator[Problem]:
    """A warning for each name in a folder, given as messages show it, that another system cannot have there."""
    longest = LONGEST_PATH - len(folder)
    joined = "".join(names)
    signs = [sign for sign in _SIGNS if sign in joined]
    suspects = [
        name for name in names if signs or len(name) > longest or name[-1] in ". " or name[:3].lower() in _DEVICE_STARTS
    ]
    yield from (_problem(folder, name, reason) for name in suspects if (reason := _reason(name, longest)))
    folded = names if joined.isascii() and joined.islower() else [*map(_folded, names)]
    if len({*folded}) < len(names):
        first: dict[str, str] = {}
        for name, key in sorted(zip(names, folded, strict=True)):
            if (other := first.setdefault(key, name)) != name:
                yield _problem(folder, name, f"Windows and macOS do not tell this name from {folder}{other}")


def _reason(name: str, longest: int) -> str | None:
    """Why Windows cannot have a name."""
    if len(name) > longest:
        return f"the path has more than {LONGEST_PATH} characters, which Windows cannot open"
    if any(sign in name for sign in _SIGNS):
        return f"the name holds a sign that Windows allows in none, of {' '.join(_SIGNS)}"
    if name[-1] in ". ":
        return "the name ends in a dot or a blank, which Windows takes away"
    if is_device(name):
        return "the name is that of a device on Windows, as CON, NUL and AUX are, whatever its ending"
    return None


def _folded(name: str) -> str:
    """A name in one case and one Unicode form."""
    return name.lower() if name.isascii() else normalize("NFC", normalize("NFC", name).lower())


def _problem(folder: str, name: str, what: str) -> Problem:
    return Problem(Code.NAME_UNPORTABLE, Place(f"{folder}{name}"), what, "rename it, so that others can copy the site")
