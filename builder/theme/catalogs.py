"""The catalogues of the interface's words: `templates/words/<language>.po`, as GNU gettext has them.

https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html
"""

import gettext
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from builder.core.problems import Code, Place, Problem
from builder.core.text import clean

if TYPE_CHECKING:
    from babel.messages.catalog import Message

FOLDER = "words"
"""The folder of the catalogues, inside that of the templates."""

SOURCE = "en"
"""The language that messages are written in."""

_TRIED = 200
"""Numbers that a plural rule is tried with."""

_LINE = re.compile(r'#.*|(?:(?:msgctxt|msgid|msgid_plural|msgstr(?:\[\d\])?) )?"(?:[^"\\]|\\.)*"|')
_SIGN = re.compile(r"%(?:%|\((\w+)\)s)?")


@dataclass(frozen=True, slots=True)
class Forms:
    """The forms of a message that holds a number, and the rule that chooses one of them."""

    texts: tuple[str, ...]
    rule: Callable[[int], int]


@dataclass(frozen=True, slots=True)
class Words:
    """Messages in another language, by their English text; those that say a number by that for one."""

    texts: Mapping[str, str] = field(default_factory=dict)
    forms: Mapping[str, Forms] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class File:
    """A catalogue as it lies there."""

    name: str
    content: bytes

    @property
    def place(self) -> str:
        """Its path for messages, the same whether it is the site's or the theme's."""
        return f"templates/{FOLDER}/{self.name}"

    @property
    def language(self) -> str:
        """The language that it is in, as Babel writes it."""
        return self.name.removesuffix(".po").replace("-", "_")


def less_and_less_exact(tag: str) -> Iterator[str]:
    """A language tag without its parts, last one first, and at the end the language of the messages: pt-BR, pt, en."""
    while tag:
        yield tag
        tag = tag.rpartition("-")[0]
    yield SOURCE


def files_of(tag: str, folders: Sequence[Path]) -> tuple[File, ...]:
    """The catalogues for a language: those for it alone first, and of these the first folder's first."""
    found: dict[tuple[str, Path], Path] = {}
    for folder in folders:
        for file in sorted(file for file in (folder / FOLDER).glob("*.po") if file.is_file()):
            found.setdefault((_folded(file.stem), folder), file)
    tags = dict.fromkeys(map(_folded, less_and_less_exact(tag)))
    files = [found[tag, folder] for tag in tags for folder in folders if (tag, folder) in found]
    return tuple(File(file.name, file.read_bytes()) for file in files)


def _folded(tag: str) -> str:
    return tag.replace("_", "-").lower()


def words_of(files: Sequence[File]) -> tuple[Words, tuple[Problem, ...]]:
    """The messages of catalogues, each from the first one that has it, and what is wrong with them."""
    texts: dict[str, str] = {}
    forms: dict[str, Forms] = {}
    problems: list[Problem] = []
    for file in reversed(files):
        try:
            words, wrong = _read(file)
        except _Unreadable as error:
            problems.append(error.problem)
            continue
        texts |= words.texts
        forms |= words.forms
        problems += wrong
    return Words(texts, forms), tuple(problems)


def messages_in(file: File) -> Mapping[str, int]:
    """The lines of a catalogue's messages by their English text; none of one that cannot be read."""
    try:
        messages, _ = _parsed(file)
    except _Unreadable:
        return {}
    return {_several(message.id)[0]: message.lineno or 0 for message in messages}


class _Unreadable(Exception):
    """Raised for a catalogue of which nothing can be used."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


def _read(file: File) -> tuple[Words, list[Problem]]:
    messages, rule = _parsed(file)
    problems = []
    texts: dict[str, str] = {}
    forms: dict[str, Forms] = {}
    for message in messages:
        ids, strings = _several(message.id), _several(message.string)
        if not all(strings):
            continue
        if wrong := next(_wrong(ids, strings), None):
            problems.append(Problem(Code.WORDS_INVALID, Place(file.place, message.lineno or 0), *wrong))
        elif len(ids) > 1:
            forms[ids[0]] = Forms(tuple(map(clean, strings)), rule)
        else:
            texts[ids[0]] = clean(strings[0])
    return Words(texts, forms), problems


def _parsed(file: File) -> tuple[list["Message"], Callable[[int], int]]:
    """The finished messages of a catalogue and its rule for numbers."""
    from babel.messages.pofile import PoFileError, read_po  # noqa: PLC0415  # takes long to load; English needs none

    try:
        text = file.content.decode("utf-8-sig")
        _look_over(text, file)
        catalog = read_po(io.StringIO(text), locale=file.language, abort_invalid=True)
        rule = gettext.c2py(catalog.plural_expr)
        if max(map(rule, range(_TRIED))) >= catalog.num_plurals:
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
    return [each for each in catalog if each.id and not each.fuzzy and not each.context], rule


def _look_over(text: str, file: File) -> None:
    """Raises _Unreadable at the first line that is none of a catalogue; Babel reads such lines as something else."""
    for number, line in enumerate(text.splitlines(), 1):
        if not _LINE.fullmatch(line.strip()):
            cure = "write msgid or msgstr, a blank, and the words in double quotes"
            problem = Problem(Code.WORDS_INVALID, Place(file.place, number), "this is no line of a catalogue", cure)
            raise _Unreadable(problem)


def _several(texts: str | Sequence[str] | None) -> tuple[str, ...]:
    if isinstance(texts, str):
        return (texts,)
    return tuple(texts or ("",))


def _wrong(ids: Sequence[str], strings: Sequence[str]) -> Iterator[tuple[str, str]]:
    """What cannot be used of a message's text, and the cure."""
    known = {name for each in ids for name in _SIGN.findall(each)} - {""}
    for text in strings:
        for sign in _SIGN.finditer(text):
            if sign[0] == "%":
                yield f'in "{text}" a % stands alone', "write %% for the sign itself"
            elif sign[1] and sign[1] not in known:
                takes = "it may hold " + ", ".join(f"%({name})s" for name in sorted(known)) if known else "take it away"
                yield f'"{text}" holds {sign[0]}, which its English text does not have', takes
