"""Message catalogs: the interface in other languages, `templates/words/<language>.po`, in GNU gettext's PO format.

    msgid "%(num)s entry"                  messages are named by their English text
    msgid_plural "%(num)s entries"
    msgstr[0] "%(num)s Meldung"
    msgstr[1] "%(num)s Meldungen"

https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html
"""

import gettext
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import field

from builder.core.problems import Code, Place, Problem
from builder.core.real_files import is_shown, read_trusted
from builder.core.record import Frozen
from builder.core.text import clean
from builder.theme.load import default_folder

if TYPE_CHECKING:
    from babel.messages.catalog import Message

FOLDER = "words"
"""The folder of the catalogs, inside that of the templates."""

SOURCE = "en"
"""The language that messages are written in."""

_TRIED_NUMBERS = 200
"""How many numbers a plural rule is tried with before it is trusted."""

_LINE = re.compile(r'#.*|(?:(?:msgctxt|msgid|msgid_plural|msgstr(?:\[\d\])?) )?"[^"\\]*+(?:\\.[^"\\]*+)*+"|')
_CONTINUED = re.compile(r'"\s*\n\s*"')
_MANY_FORMS = re.compile(r"nplurals\s*=\s*\d{2}")
"""No language has ten plural forms, and Babel makes room for as many as are named."""

_PLACEHOLDER = re.compile(r"%(?:%|\((\w+)\)s)?")


class PluralForms(Frozen, frozen=True):
    """The plural forms of a message, and the rule that chooses one of them by a number."""

    texts: tuple[str, ...]
    rule: Callable[[int], int]


class MessageCatalog(Frozen, frozen=True):
    """Translated messages by their English text; those with plural forms by the singular."""

    texts: Mapping[str, str] = field(default_factory=dict)
    forms: Mapping[str, PluralForms] = field(default_factory=dict)


class CatalogFile(Frozen, frozen=True):
    """A PO file: its name and bytes."""

    name: str
    content: bytes

    @property
    def place(self) -> str:
        """Its path for messages, the same whether it is the site's or the theme's."""
        return f"templates/{FOLDER}/{self.name}"

    @property
    def language(self) -> str:
        """The locale of its messages, as Babel writes it: `pt_BR`."""
        return self.name.removesuffix(".po").replace("-", "_")


def fallback_tags(tag: str) -> Iterator[str]:
    """The languages to look a message up in, from the most exact one to that of the messages: pt-BR, pt, en."""
    while tag:
        yield tag
        tag = tag.rpartition("-")[0]
    yield SOURCE


def find_catalogs(tag: str, folders: Sequence[Path]) -> tuple[CatalogFile, ...]:
    """The catalogs for a language, the first to be asked first: by fallback, and then in the order of the folders."""
    by_tag: dict[tuple[str, Path], Path] = {}
    for folder in folders:
        for file in (file for file in _catalogs_in(folder / FOLDER) if _is_of_site(file, folder)):
            by_tag.setdefault((_normalized(file.stem), folder), file)
    tags = dict.fromkeys(map(_normalized, fallback_tags(tag)))
    files = [by_tag[tag, folder] for tag in tags for folder in folders if (tag, folder) in by_tag]
    return tuple(CatalogFile(file.name, read_trusted(file)) for file in files)


def _catalogs_in(folder: Path) -> list[Path]:
    """The catalogs in a folder, if there is one. Raises OSError if it cannot be listed."""
    try:
        return sorted(file for file in folder.iterdir() if file.suffix == ".po")
    except (FileNotFoundError, NotADirectoryError):
        return []


def _is_of_site(file: Path, folder: Path) -> bool:
    """Whether it is a file, and no link out of a site; `load_theme` tells of those. Installers may make links too."""
    is_link = file.is_symlink() and folder != default_folder()
    return file.is_file() and (not is_link or is_shown(file.resolve(), folder.parent))


def _normalized(tag: str) -> str:
    return tag.replace("_", "-").lower()


def merge_catalogs(files: Sequence[CatalogFile]) -> tuple[MessageCatalog, tuple[Problem, ...]]:
    """Merge catalogs: each message from the first one that has it, and what is wrong with them."""
    texts: dict[str, str] = {}
    forms: dict[str, PluralForms] = {}
    problems: list[Problem] = []
    for file in reversed(files):
        try:
            catalog, faults = _read(file)
        except _Unreadable as error:
            problems.append(error.problem)
            continue
        texts |= catalog.texts
        forms |= catalog.forms
        problems += faults
    return MessageCatalog(texts, forms), tuple(problems)


def message_lines(file: CatalogFile) -> Mapping[str, int]:
    """The line of each message by its English text; none of a catalog that cannot be read."""
    try:
        messages, _ = _parse(file)
    except _Unreadable:
        return {}
    return {_as_tuple(message.id)[0]: message.lineno or 0 for message in messages}


class _Unreadable(Exception):
    """Raised for a catalog of which nothing can be used."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


def _read(file: CatalogFile) -> tuple[MessageCatalog, list[Problem]]:
    messages, rule = _parse(file)
    problems = []
    texts: dict[str, str] = {}
    forms: dict[str, PluralForms] = {}
    for message in messages:
        ids, strings = _as_tuple(message.id), _as_tuple(message.string)
        if not all(strings):
            continue
        if fault := next(_faults(ids, strings), None):
            problems.append(Problem(Code.WORDS_INVALID, Place(file.place, message.lineno or 0), *fault))
        elif len(ids) > 1:
            forms[ids[0]] = PluralForms(tuple(map(clean, strings)), rule)
        else:
            texts[ids[0]] = clean(strings[0])
    return MessageCatalog(texts, forms), problems


def _parse(file: CatalogFile) -> tuple[list["Message"], Callable[[int], int]]:
    """Parse a catalog: its translated messages, without fuzzy ones, and its plural rule."""
    from babel.messages.pofile import PoFileError, read_po  # noqa: PLC0415  # takes long to load; English needs none

    try:
        text = file.content.decode("utf-8-sig")
        _check_lines(text, file)
        if _MANY_FORMS.search(_CONTINUED.sub("", text)):
            raise ValueError("its plural rule names more forms than any language has")  # noqa: TRY301
        catalog = read_po(io.StringIO(text), locale=file.language, abort_invalid=True)
        rule = gettext.c2py(catalog.plural_expr)
        if max(map(rule, range(_TRIED_NUMBERS))) >= catalog.num_plurals:
            raise ValueError("its plural rule names more forms than it has")  # noqa: TRY301
    except UnicodeDecodeError as error:
        problem = Problem(Code.FILE_NOT_UTF8, Place(file.place), "the catalogue is not UTF-8", "save it as UTF-8")
        raise _Unreadable(problem) from error
    except _Unreadable:
        raise
    except PoFileError as error:
        place = Place(file.place, error.lineno + 1)
        cure = "give each msgid one msgstr, and one with plural forms as many as the first message says"
        problem = Problem(Code.WORDS_INVALID, place, f"a message is not whole: {error}", cure)
        raise _Unreadable(problem) from error
    except Exception as error:  # a header can be wrong in many ways
        cure = "mend its first message, whose lines say the language and its plural forms"
        problem = Problem(Code.WORDS_INVALID, Place(file.place, 1), f"the catalogue cannot be read: {error}", cure)
        raise _Unreadable(problem) from error
    return [message for message in catalog if message.id and not message.fuzzy and not message.context], rule


def _check_lines(text: str, file: CatalogFile) -> None:
    """Raise _Unreadable at the first line that is not PO syntax; Babel reads such lines as something else."""
    for number, line in enumerate(text.splitlines(), 1):
        if not _LINE.fullmatch(line.strip()):
            cure = "write msgid or msgstr, a blank, and the words in double quotes"
            problem = Problem(Code.WORDS_INVALID, Place(file.place, number), "this is no line of a catalogue", cure)
            raise _Unreadable(problem)


def _as_tuple(texts: str | Sequence[str] | None) -> tuple[str, ...]:
    if isinstance(texts, str):
        return (texts,)
    return tuple(texts or ("",))


def _faults(ids: Sequence[str], strings: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Faults of a translation: a lone % or an unknown placeholder; each with its cure."""
    allowed = {name for text in ids for name in _PLACEHOLDER.findall(text)} - {""}
    for text in strings:
        for placeholder in _PLACEHOLDER.finditer(text):
            if placeholder[0] == "%":
                yield f'in "{text}" a % stands alone', "write %% for the sign itself"
            elif placeholder[1] and placeholder[1] not in allowed:
                cure = (
                    "it may hold " + ", ".join(f"%({name})s" for name in sorted(allowed)) if allowed else "take it away"
                )
                yield f'"{text}" holds {placeholder[0]}, which its English text does not have', cure
