"""Saving a form: what is written, or why not, with the field at which it can be mended."""

import re
from collections.abc import Callable, Iterable, Iterator

from msgspec.structs import replace

from builder.config.config import Config
from builder.content.read import FileParser
from builder.content.scan import SourceFile, ignore_matcher, source_file
from builder.core.dates import Date, likely_forms, parse_date
from builder.core.problems import Code, Problem, at_levels, errors
from builder.core.record import Frozen
from builder.editing.edit import FieldsNotEditable, edited
from builder.editing.entry_file import EntryFile, FileChanged, FileRefused, read_entry_file, write_entry_file
from builder.editing.field_places import FieldPlaces
from builder.editing.form import LISTED_PARTS, Fields, ListedFields
from builder.editing.submission import SAVE_ANYWAY, Submission
from builder.importing.paths import PathCheck
from builder.scaffold.new_entry import (
    EntryRefused,
    NewEntry,
    conflict,
    entry_file,
    entry_text,
    refusal,
    write_entry,
)

TITLE_MISSING, DATE_MISSING, DATE_INVALID, DATE_FIXED, END_INVALID, LOCKED, BREAKS_SITE = (
    *("title-missing", "date-missing", "date-invalid", "date-fixed", "end-invalid"),
    *("locked", "breaks-site"),
)
"""What a form itself can say of a field; its page has the words, in the site's language."""


_MENDED_BY_FIELD = (Code.CONTEXTS_MISSING, Code.CONTEXT_UNLISTED, Code.SOURCE_MISSING)
"""Problems whose cure is a line of front matter, where the field says enough."""


_DIGITS = re.compile(r"[0-9]{4}(-[0-9]{1,2}){0,2}")
"""A text that is written as a date."""


class Message(Frozen, frozen=True):
    """What is said at a field; above the form where it has none."""

    field: str = ""
    what: str = ""
    cure: str = ""
    own: str = ""
    """What the form itself says, in place of the others: `title-missing`."""
    is_error: bool = True

    @property
    def sentence(self) -> str:
        """What is wrong and the cure, with a capital letter, unless it begins with a path, which has its own."""
        first = self.what.partition(" ")[0]
        what = self.what if "/" in first else f"{self.what[:1].upper()}{self.what[1:]}"
        said = f"{what}; {self.cure}" if self.cure else what
        return said if said.endswith((".", "?", "!")) else f"{said}."


class Refused(Exception):
    """Raised where a form cannot be saved."""

    def __init__(self, *messages: Message) -> None:
        super().__init__("; ".join(message.what or message.own for message in messages))
        self.messages = messages


class RefusedBySite(Refused):
    """Raised where no build would take the site with a text; who has a reason may save it all the same."""


class Written(Frozen, frozen=True):
    """What is to be in a file."""

    source: SourceFile
    text: str
    before: EntryFile | None = None
    """The file as it is; none for a new one."""


def entry_of(submission: Submission) -> NewEntry:
    """The new entry that a form describes. Raises Refused."""
    fields = submission.fields
    wrong = [Message("title", own=TITLE_MISSING)] if not fields.title else []
    date, end = _date(fields.date), _date(fields.end)
    if date is None:
        wrong.append(
            _date_wrong("date", fields.date, DATE_INVALID) if fields.date else Message("date", own=DATE_MISSING)
        )
    if fields.end and end is None:
        wrong.append(_date_wrong("end", fields.end, END_INVALID))
    if wrong or date is None:
        raise Refused(*wrong)
    return NewEntry(
        title=fields.title,
        date=date,
        contexts=fields.contexts,
        kinds=fields.kinds,
        sources=tuple(source.parts for source in fields.sources if source.parts),
        section=submission.section or "news",
        end=end,
        summary=fields.summary,
        image=fields.image.parts,
        text=fields.body,
    )


def _date(written: str) -> Date | None:
    try:
        return parse_date(written)
    except ValueError:
        return None


def _date_wrong(field: str, written: str, own: str) -> Message:
    """What is wrong with a date: the day that it may mean is offered, and a day that does not exist is named."""
    if meant := " or ".join(date.iso for date in likely_forms(written)):
        return Message(field, f'"{written}" is not how dates are written here', f"write {meant}")
    try:
        parse_date(written)
    except ValueError as error:
        if _DIGITS.fullmatch(written):
            return Message(field, str(error), "write a day of the calendar")
    return Message(field, own=own)


def written_by(submission: Submission, config: Config, source: SourceFile | None) -> Written:
    """What a form would write, into the file `source` that it edits or a new one. Raises Refused."""
    if source is None:
        entry = entry_of(submission)
        file = entry_file(entry, config)
        found = source_file(config.display_path(file), config)
        return Written(found, entry_text(entry, config.fields))
    try:
        before = read_entry_file(source, config)
        text = edited(before.text, submission.fields, config.fields, is_whole=submission.is_whole)
    except FileRefused as error:
        raise Refused(Message(what=str(error))) from error
    except FieldsNotEditable as error:
        raise Refused(*(Message(name, own=LOCKED) for name in error.names)) from error
    return Written(source, text, before)


InSite = Callable[[SourceFile, str], Iterable[Problem]]
"""The errors that a build of the whole site tells of a text in a file."""


def save(submission: Submission, config: Config, source: SourceFile | None, in_site: InSite) -> SourceFile:
    """Write what a form says, and give the file. Raises Refused, and FileChanged where somebody else wrote it."""
    written = written_by(submission, config, source)
    if written.before is None:
        return _create(submission, config, written, in_site)
    if written.before.digest != submission.digest:
        raise FileChanged(written.before)
    problems = new_errors(written, config)
    if problems:
        raise Refused(*messages(problems, written.text, config))
    _check_in_site(submission, config, written, in_site)
    try:
        write_entry_file(written.before, written.text, config)
    except FileRefused as error:
        raise Refused(Message(what=str(error))) from error
    return written.source


def _check_in_site(submission: Submission, config: Config, written: Written, in_site: InSite) -> None:
    """Raise RefusedBySite for errors in the whole site that the file does not have already."""
    found = () if submission.do == SAVE_ANYWAY else (*in_site(written.source, written.text),)
    before = in_site(written.source, written.before.text) if found and written.before else ()
    known = {(problem.code, problem.what) for problem in before}
    if new := [problem for problem in found if (problem.code, problem.what) not in known]:
        raise RefusedBySite(Message(own=BREAKS_SITE), *messages(new, written.text, config))


def _create(submission: Submission, config: Config, written: Written, in_site: InSite) -> SourceFile:
    """Write a new entry, as `dateline new` does."""
    entry = entry_of(submission)
    if problems := new_errors(written, config):
        raise Refused(*messages(problems, written.text, config))
    why = refusal(entry, config) or conflict(entry, config)
    if not why and (wrong := PathCheck(config, ignore_matcher(config))(written.source.relative_path)):
        why = f"{written.source.path} cannot be written: {wrong}"
    if why:
        raise Refused(Message(what=why))
    _check_in_site(submission, config, written, in_site)
    try:
        write_entry(entry, config)
    except EntryRefused as error:
        raise Refused(Message(what=str(error).removesuffix("."))) from error
    except OSError as error:
        raise Refused(Message(what=f"{written.source.path} cannot be written ({error.strerror})")) from error
    return written.source


def new_errors(written: Written, config: Config) -> tuple[Problem, ...]:
    """The errors that a build would tell of a text; none if the file has some: an edit may mend one of two."""
    parser = FileParser(config)
    if written.before and _errors(parser, written.before.text, written.source, config):
        return ()
    return _errors(parser, written.text, written.source, config)


def _errors(parser: FileParser, text: str, source: SourceFile, config: Config) -> tuple[Problem, ...]:
    problems = parser.parse(text.encode(), source).parsed.problems
    return errors(at_levels(problems, config.problems))


def messages(problems: Iterable[Problem], text: str, config: Config) -> tuple[Message, ...]:
    """Problems of a text at the fields of its form."""
    places = FieldPlaces(text, config.fields)
    return tuple(_message(problem, places.field(problem), is_yaml=places.is_yaml) for problem in problems)


def _message(problem: Problem, field: str, *, is_yaml: bool) -> Message:
    """A problem at its field. A cure that is a line of YAML is of no use at a field, nor in another front matter."""
    if problem.code is Code.DATE_CONFLICT and field == "date":
        return Message(field, own=DATE_FIXED)
    cure = "" if (field or not is_yaml) and problem.code in _MENDED_BY_FIELD else problem.cure
    return Message(field, problem.what, cure, is_error=bool(errors([problem])))


def merged(base: Fields | None, mine: Fields, theirs: Fields, names: Iterable[str]) -> Fields:
    """The fields of a form with what somebody else changed meanwhile, where the person changed nothing."""
    own = replace(mine, **{name: tuple(_replaced(name, base, mine, theirs)) for name in LISTED_PARTS})
    if base is None:
        return own
    for name in names:
        if mine.value(name) == base.value(name):
            own = own.taking(name, theirs)
    return own


def _replaced(name: str, base: Fields | None, mine: Fields, theirs: Fields) -> Iterator[ListedFields]:
    """The items of a list with their places in the file as it is now: where the one is that each was made from."""
    places: dict[tuple[tuple[str, str], ...], list[int]] = {}
    for place, item in enumerate(theirs.items(name)):
        places.setdefault((*item.parts.items(),), []).append(place)
    before = base.items(name) if base else ()
    for item in mine.items(name):
        was = before[item.place] if item.place is not None and item.place < len(before) else None
        there = places.get((*was.parts.items(),)) if was else None
        yield replace(item, place=there.pop(0) if there else None)


def differing(mine: Fields, theirs: Fields, names: Iterable[str]) -> tuple[str, ...]:
    """The fields that two versions do not have in common."""
    return tuple(name for name in names if mine.value(name) != theirs.value(name))


def in_conflict(base: Fields | None, mine: Fields, theirs: Fields, names: Iterable[str]) -> tuple[str, ...]:
    """The fields that both changed, and not to the same; all that differ where nobody knows what was there before."""
    other = differing(mine, theirs, names)
    if base is None:
        return other
    changed = ({*differing(base, version, names)} for version in (mine, theirs))
    both = set.intersection(*changed)
    return tuple(name for name in other if name in both)
