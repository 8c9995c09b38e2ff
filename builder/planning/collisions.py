"""Two things at one address: a problem where both are pages or files, a warning where one is an old address."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from unicodedata import normalize

from builder.core.problems import Code, Place, Problem
from builder.pages.kind import Copied, PlannedPage
from builder.relations.aliases import Alias
from builder.relations.site import Site


def address_key(address: str) -> str:
    """What an address shares with those that a file system may not tell from it: case and the form of Unicode."""
    return address.lower() if address.isascii() else normalize("NFC", address.lower())


def collisions(
    items: Iterable[PlannedPage | Copied], site: Site
) -> tuple[dict[str, PlannedPage | Copied], tuple[Problem, ...]]:
    """The first thing at each address, by its key, and a problem for each other that wants it, or a folder there."""
    first: dict[str, PlannedPage | Copied] = {}
    collided: dict[frozenset[str], Problem] = {}
    for item in items:
        other = first.setdefault(address_key(item.address), item)
        if other is not item:
            collided.setdefault(frozenset((item.origin, other.origin)), _collision(item, other, site))
    return first, (*collided.values(), *_in_the_way(first, site))


def _in_the_way(first: Mapping[str, PlannedPage | Copied], site: Site) -> Iterator[Problem]:
    """A problem for each thing that lies below the address of another."""
    for folder in sorted(_all_folders(first) & first.keys()):
        inside = (item for address, item in first.items() if address.startswith(f"{folder}/"))
        yield from (_collision(item, first[folder], site) for item in inside)


def free_aliases(
    aliases: Sequence[Alias], taken: Iterable[str], *, folds_case: bool = False
) -> tuple[tuple[Alias, ...], list[Problem]]:
    """The old addresses that are free, and a warning for each that is a page's now: it stays that page's.

    One that differs from it in case alone is free, but not where the disk folds case and has one file for both.
    """
    key: Callable[[str], str] = str.lower if folds_case else str
    free: list[Alias] = []
    problems: list[Problem] = []
    files = set(map(key, taken)) if aliases else set()
    folders = _all_folders(files)
    for alias in aliases:
        address = key(alias.address)
        if address in files or address in folders or files.intersection(_folders(address)):
            problems.append(_taken(alias))
            continue
        free.append(alias)
        files.add(address)
        folders.update(_folders(address))
    return tuple(free), problems


def _taken(alias: Alias) -> Problem:
    if alias.is_by_pattern:
        what = f"the old address {alias.address} that the setting old_addresses gives this text leads elsewhere"
        cure = "leave it so, or write it into the key aliases of the text that it should lead to"
    else:
        what = f"the alias {alias.address} is the address of something that exists"
        cure = "it is left out; take it away here"
    return Problem(Code.ALIAS_TAKEN, alias.place, what, cure)


def are_free(addresses: Collection[str], taken: Iterable[str]) -> bool:
    """Whether new addresses are in the way of nothing that is there: none is alike, or one's folder, or below one."""
    new, there = ({*map(address_key, its)} for its in (addresses, taken))
    return (
        len(new) == len(addresses)
        and new.isdisjoint(there | _all_folders(there | new))
        and there.isdisjoint(_all_folders(new))
    )


def _collision(item: PlannedPage | Copied, other: PlannedPage | Copied, site: Site) -> Problem:
    """The problem of two things at one address, at the file in content/ that can be renamed."""
    files = {each.path for each in (*site.texts, *site.assets)}
    mine = [origin for origin in (item.origin, other.origin) if origin in files]
    what = f"{other.address} is the address of {other.origin} and of {item.origin}"
    if not mine:
        content = site.config.display_path(site.config.content)
        return Problem(Code.ADDRESS_TAKEN, Place(content), what, f"give the folder in {content}/ another name")
    return Problem(Code.ADDRESS_TAKEN, Place(mine[0]), what, "rename one, or give it a slug of its own")


def _folders(address: str) -> Iterator[str]:
    """The folders that an address lies in."""
    while "/" in address:
        address = address.rpartition("/")[0]
        yield address


def _all_folders(addresses: Iterable[str]) -> set[str]:
    """The folders that any of the addresses lies in."""
    nearest = {address.rpartition("/")[0] for address in addresses} - {""}
    return nearest | {folder for inner in nearest for folder in _folders(inner)}
