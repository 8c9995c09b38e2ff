"""Problems (diagnostics) of a site: each has a code, a place, what is wrong and a cure.

content/news/a.md:3: the key "titel" has no meaning here; did you mean "title"? [unknown-key]
"""

from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from itertools import groupby

from msgspec.structs import replace

from builder.core.record import Record
from builder.core.text import printable_line

_MAX_CANDIDATES = 2_000
_SAME_LETTERS = 4


class Severity(Enum):
    """The severity of a problem. Errors stop a build; warnings and notes do not."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Code(Enum):
    """The problem codes, each with its slug, its severity, and what it means in one sentence."""

    ADDRESS_TAKEN = ("address-taken", Severity.ERROR, "Two files would be published at one address.")
    ALIAS_INVALID = ("alias-invalid", Severity.ERROR, "An alias is not a path inside the site.")
    ALIAS_LEFT_OUT = ("alias-left-out", Severity.WARNING, "An alias is an address from which no page here can lead on.")
    ALIAS_TAKEN = ("alias-taken", Severity.WARNING, "An alias is the address of a page that exists; the page stays.")
    ATTRIBUTE_LIST = ("attribute-list", Severity.WARNING, "An attribute list of kramdown is shown as text.")
    BLOCK_ID = ("block-id", Severity.WARNING, "A block id of Obsidian is shown as text.")
    BLOCK_UNKNOWN = ("block-unknown", Severity.WARNING, "A site's own template fills a block that does not exist.")
    CARD_FAILED = ("card-failed", Severity.ERROR, "A card for shared links cannot be drawn.")
    COMMENT_CUT = ("comment-cut", Severity.WARNING, "A value ends at a # that YAML reads as a comment.")
    COMMENT_UNCLOSED = ("comment-unclosed", Severity.WARNING, "A comment has no end, and hides what follows it.")
    CONTENT_MISSING = ("content-missing", Severity.ERROR, "The site has no content folder.")
    CONTEXT_EMPTY = ("context-empty", Severity.ERROR, "A context's name has no letter or digit.")
    CONTEXT_SIMILAR = ("context-similar", Severity.WARNING, "A context of one entry alone has a name close to another.")
    CONTEXT_UNLISTED = ("context-unlisted", Severity.NOTE, "A text names a context that its entry does not have.")
    CONTEXTS_MISSING = ("contexts-missing", Severity.WARNING, "An entry has no context.")
    CONTEXTS_NOT_LIST = ("contexts-not-list", Severity.ERROR, "The contexts are one text instead of a list of names.")
    CONTEXTS_UNCLEAR = (
        "contexts-unclear",
        Severity.WARNING,
        "Contexts are one text, which may be one name or several.",
    )
    CONTRAST_LOW = ("contrast-low", Severity.WARNING, "A colour of text differs too little from what is behind it.")
    CORRECTION_DATE = (
        "correction-date",
        Severity.WARNING,
        "A correction has a day that is still to come, or before its entry's.",
    )
    DATAVIEW = ("dataview", Severity.WARNING, "A field or a query of Obsidian's Dataview is shown as text.")
    DATE_CONFLICT = ("date-conflict", Severity.ERROR, "Two of the places that may hold the date disagree.")
    DATE_FUTURE = ("date-future", Severity.WARNING, "An entry has a date that is still to come.")
    DATE_INVALID = ("date-invalid", Severity.ERROR, "A date is not in the calendar, or not written as one.")
    DATE_MISSING = ("date-missing", Severity.ERROR, "An entry has no date in any of the four places.")
    DRAFTS_LEFT_OUT = ("drafts-left-out", Severity.NOTE, "Texts that are marked as drafts are left out.")
    DUPLICATE_KEY = ("duplicate-key", Severity.ERROR, "A key stands twice in the front matter.")
    ENTRY_REPEATED = (
        "entry-repeated",
        Severity.WARNING,
        "Two entries of one day, or of the next, tell the same.",
    )
    FILE_EMPTY = ("file-empty", Severity.ERROR, "A Markdown file holds nothing.")
    FILE_ACTIVE = ("file-active", Severity.ERROR, "A file runs code in readers' browsers, or a host acts on it.")
    FILE_NAME = ("file-name", Severity.ERROR, "A file's name holds a character that cannot be published.")
    FILE_NOT_UTF8 = ("file-not-utf8", Severity.ERROR, "A file is not written in UTF-8.")
    FILE_UNREADABLE = ("file-unreadable", Severity.ERROR, "A file cannot be opened.")
    FOLDER_CROWDED = ("folder-crowded", Severity.NOTE, "A folder has nearly as many files as GitHub shows of one.")
    FRONT_MATTER_INVALID = (
        "front-matter-invalid",
        Severity.ERROR,
        "The front matter cannot be read in the form that it has.",
    )
    FRONT_MATTER_NOT_MAPPING = ("front-matter-not-mapping", Severity.ERROR, "The front matter holds no keys.")
    FRONT_MATTER_UNCLOSED = (
        "front-matter-unclosed",
        Severity.ERROR,
        "The line that closes the front matter is missing.",
    )
    HISTORY_MISSING = (
        "history-missing",
        Severity.WARNING,
        "Git cannot say when entries changed; they have no such dates.",
    )
    HTML_TAG = ("html-tag", Severity.WARNING, "An HTML tag is shown as text, as the settings do not allow HTML.")
    IGNORE_UNUSED = ("ignore-unused", Severity.WARNING, "A pattern of the setting ignore leaves nothing out.")
    IMAGE_ALT_MISSING = ("image-alt-missing", Severity.WARNING, "A picture has no alternative text.")
    INDEX_SKIPPED = ("index-skipped", Severity.NOTE, "A list of links that another generator made is left out.")
    INLINE_TAGS = ("inline-tags", Severity.WARNING, "A line of #tags is shown as text, and makes no contexts.")
    LINK_BROKEN = ("link-broken", Severity.ERROR, "A link leads to something that is not published.")
    LINK_REFUSED = ("link-refused", Severity.WARNING, "A link's scheme is not allowed; only its words are shown.")
    LIQUID_TAG = ("liquid-tag", Severity.WARNING, "A Liquid tag is shown as text.")
    MERGE_CONFLICT = ("merge-conflict", Severity.ERROR, "A merge left both versions of some lines in a file.")
    MESSAGE_UNKNOWN = ("message-unknown", Severity.WARNING, "A site's own words are for a message that does not exist.")
    MONTH_SILENT = ("month-silent", Severity.NOTE, "A month has no entry, in a year that has many.")
    NAME_UNPORTABLE = (
        "name-unportable",
        Severity.WARNING,
        "A file or an address has a name that Windows or macOS cannot have, or do not tell from another.",
    )
    ORPHAN = ("orphan", Severity.NOTE, "No topic, Related list or text leads from another text to this one.")
    OUTPUT_REFUSED = ("output-refused", Severity.ERROR, "The output folder is not one that may be written to.")
    PERCENT_COMMENT = ("percent-comment", Severity.NOTE, "The text between `%%` and `%%` is a comment, and left out.")
    PIN_UNKNOWN = ("pin-unknown", Severity.ERROR, "A pinned Related entry does not exist.")
    RELATED_MISSING = ("related-missing", Severity.WARNING, "A page's Related list names a page not in content/.")
    NAV_UNKNOWN = ("nav-unknown", Severity.ERROR, "The setting nav names something that the site does not have.")
    SECTION_UNUSED = ("section-unused", Severity.WARNING, "The settings name a section that no entry lies in.")
    SETTING_INVALID = ("setting-invalid", Severity.ERROR, "A setting has a value that it cannot have.")
    SETTING_UNKNOWN = ("setting-unknown", Severity.ERROR, "A setting does not exist.")
    SETTINGS_SYNTAX = ("settings-syntax", Severity.ERROR, "The settings file is not TOML.")
    SHORTCODE = ("shortcode", Severity.WARNING, "A shortcode of Hugo is shown as text.")
    SITE_LARGE = ("site-large", Severity.WARNING, "The site has more bytes than its budget.")
    SITE_TOO_LARGE = ("site-too-large", Severity.ERROR, "The site has more bytes, as it is packed, than a host takes.")
    SOURCE_ADDRESS = ("source-address", Severity.WARNING, "A source's address is not http or https; shown as text.")
    SOURCE_DEAD = ("source-dead", Severity.WARNING, "A source has led to no page on several days.")
    SOURCE_EMPTY = ("source-empty", Severity.ERROR, "A source has neither a name nor an address.")
    SOURCE_FAILING = ("source-failing", Severity.NOTE, "A source led to no page when it was asked last.")
    SOURCE_MISSING = ("source-missing", Severity.WARNING, "An entry has no source.")
    SOURCE_MOVED = ("source-moved", Severity.NOTE, "A source has moved to another address for good.")
    SOURCE_PRIVATE = ("source-private", Severity.WARNING, "A source leads to a machine that readers cannot reach.")
    SOURCE_SINGLE = ("source-single", Severity.NOTE, "An entry has one source only.")
    SOURCE_UNARCHIVED = ("source-unarchived", Severity.NOTE, "A source has no address in an archive.")
    STATIC_ADDRESS = ("static-address", Severity.WARNING, "A template names a static file without the filter href.")
    STATIC_MISSING = (
        "static-missing",
        Severity.WARNING,
        "A static file that is named is not there.",
    )
    SYMBOLIC_LINK = (
        "symbolic-link",
        Severity.ERROR,
        "A symbolic link leads out of the site, to a folder or to itself.",
    )

    SYNC_COPY = ("sync-copy", Severity.WARNING, "A sync program left a second version of a file; it is left out.")
    TAB = ("tab", Severity.ERROR, "A tab stands where YAML wants blanks.")
    TEMPLATE_FAILED = ("template-failed", Severity.ERROR, "A template stopped with an error.")
    TEMPLATE_SYNTAX = ("template-syntax", Severity.ERROR, "A template cannot be read.")
    TEMPLATE_UNDEFINED = ("template-undefined", Severity.ERROR, "A template uses a variable that does not exist.")
    TEMPLATE_UNUSED = ("template-unused", Severity.WARNING, "A file of the site's own templates/ is used by no page.")
    TEXT_TOO_LARGE = ("text-too-large", Severity.ERROR, "A file of text is too large for one page.")
    TEXT_UNREAD = ("text-unread", Severity.WARNING, "A text is not in Markdown, and is left out.")
    TITLE_MISSING = ("title-missing", Severity.ERROR, "A file has no title.")
    TOPIC_ALIAS_TAKEN = ("topic-alias-taken", Severity.ERROR, "A name of a topic is also one of another topic.")
    TOPIC_DATED = ("topic-dated", Severity.ERROR, "A file of content/topics/ has a date, as only entries have.")
    TOPIC_NAMES = ("topic-names", Severity.WARNING, "Names that differ in more than case and blanks are one topic.")
    TOPIC_UNUSED = ("topic-unused", Severity.WARNING, "A topic has a file or settings, and no entry has it.")
    UNKNOWN_KEY = ("unknown-key", Severity.WARNING, "A front-matter key has no meaning to Dateline.")
    UNQUOTED_COLON = ("unquoted-colon", Severity.ERROR, 'A value holds ": " and is not in quotes.')
    VALUE_INVALID = ("value-invalid", Severity.ERROR, "A front-matter key has a value that it cannot have.")
    VALUE_TOO_LARGE = (
        "value-too-large",
        Severity.ERROR,
        "A front-matter key has a longer value, or more of them, than pages can repeat.",
    )
    WIKI_UNKNOWN = ("wiki-unknown", Severity.WARNING, "A `[[wiki link]]` leads to nothing; its words are shown.")
    WORDS_INVALID = ("words-invalid", Severity.ERROR, "A catalogue of words, or a message in it, cannot be used.")

    slug: str
    severity: Severity
    meaning: str

    def __new__(cls, slug: str, severity: Severity, meaning: str) -> "Code":
        """Make a code, whose value is its slug."""
        code = object.__new__(cls)
        code._value_ = code.slug = slug
        code.severity = severity
        code.meaning = meaning
        return code


FATAL = frozenset(
    {
        Code.CARD_FAILED,
        Code.CONTENT_MISSING,
        Code.OUTPUT_REFUSED,
        Code.SETTING_INVALID,
        Code.SETTING_UNKNOWN,
        Code.SETTINGS_SYNTAX,
        Code.SITE_TOO_LARGE,
        Code.TEMPLATE_FAILED,
        Code.TEMPLATE_SYNTAX,
        Code.TEMPLATE_UNDEFINED,
        Code.WORDS_INVALID,
    }
)
"""Codes of errors that are not of a file of content/: they stop a build even where it is to go on without what is
wrong, and no setting gives them another severity."""

FINDINGS = frozenset(
    {
        Code.CONTEXT_SIMILAR,
        Code.CONTEXT_UNLISTED,
        Code.CONTEXTS_MISSING,
        Code.ENTRY_REPEATED,
        Code.FOLDER_CROWDED,
        Code.IMAGE_ALT_MISSING,
        Code.MONTH_SILENT,
        Code.ORPHAN,
        Code.SOURCE_DEAD,
        Code.SOURCE_FAILING,
        Code.SOURCE_MISSING,
        Code.SOURCE_MOVED,
        Code.SOURCE_PRIVATE,
        Code.SOURCE_SINGLE,
        Code.SOURCE_UNARCHIVED,
    }
)
"""Codes of findings: `dateline check` tells them, and `serve` on the page of their text; a build looks for none."""


class Place(Record, frozen=True, order=True):
    """The place of a problem. `path` is relative to the site folder; line and column count from 1, 0 is the file."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return ":".join([self.path, *(str(n) for n in (self.line, self.column) if n)])


NOWHERE = Place("")
"""The place of values that were not read from a file."""


class Problem(Record, frozen=True):
    """A problem: where, what is wrong, and what to do about it."""

    code: Code
    place: Place
    what: str
    cure: str
    subject: str = ""
    """The name that it is about, where one cure can name many: the key that has no meaning."""
    level: Severity | None = None
    """Its severity where the settings say one of their own for its code."""

    @property
    def severity(self) -> Severity:
        """What the settings say, or else the code."""
        return self.level or self.code.severity

    def __str__(self) -> str:
        return printable_line(f"{self.place}: {self.words}")

    @property
    def words(self) -> str:
        """All but the place: the severity of a warning or a note, what is wrong, the cure, the code."""
        kind = "" if self.severity is Severity.ERROR else f"{self.severity.value}: "
        return f"{kind}{self.what}; {self.cure} [{self.code.slug}]"


Levels = Mapping[Code, Severity | None]
"""The severities that a site gives to codes; none for what it does not want to be told."""


class ProblemsFound(Exception):
    """Raised when a stage cannot go on; carries all problems that are known by then."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n".join(map(str, self.problems))


class BuildRunning(Exception):
    """Raised when another build of the site is running."""


class OutputBusy(Exception):
    """Raised when another build writes into the output, or did so since this one looked at it."""


class ProcessLost(Exception):
    """Raised when a worker process was killed from outside."""


class ExecutorFailed(Exception):
    """Raised when an executor cannot take part in a build; holds a sentence for a person."""


class GitFailed(Exception):
    """Raised when a git command fails; holds a sentence for a person."""


def sort_problems(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Sort problems by place, each once, so that two runs print the same."""
    return tuple([problem for problem, _ in groupby(sorted(problems, key=_order))])


def _order(problem: Problem) -> tuple[str | int, ...]:
    place = problem.place
    return place.path, place.line, place.column, problem.code.slug, problem.what, problem.cure, problem.subject


def at_levels(problems: Iterable[Problem], levels: Levels) -> Iterator[Problem]:
    """The problems with the severities that a site gives them, without those that it does not want to be told."""
    for problem in problems:
        level = levels.get(problem.code, problem.code.severity) if levels else problem.code.severity
        if level is problem.code.severity:
            yield problem
        elif level:
            yield replace(problem, level=level)


def errors(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems that stop a build."""
    return tuple(problem for problem in problems if problem.severity is Severity.ERROR)


def fatal(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The errors that no build can leave out and go on."""
    return tuple(problem for problem in errors(problems) if problem.code in FATAL)


def nearest(name: str, names: Iterable[str], cutoff: float = 0.65) -> str | None:
    """The name most like a misspelt one, upper and lower case alike; None if none is much like it.

    How much is the `cutoff`, as difflib measures it: 1 for the same name.

    Of very many names only those are compared whose last part begins alike, or it would take minutes.
    """
    by_folded = {known.casefold(): known for known in names}
    candidates = list(by_folded)
    if len(candidates) > _MAX_CANDIDATES:
        start = _last_part(name.casefold())[:_SAME_LETTERS]
        candidates = [known for known in candidates if _last_part(known).startswith(start)][:_MAX_CANDIDATES]
    from difflib import get_close_matches  # noqa: PLC0415  # loaded where something is misspelt

    matches = get_close_matches(name.casefold(), candidates, n=1, cutoff=cutoff)
    return by_folded[matches[0]] if matches else None


def _last_part(name: str) -> str:
    return name.rstrip("/").rpartition("/")[2]


def did_you_mean(suggestion: str | None, otherwise: str) -> str:
    """The cure for a misspelt name: the suggestion if there is one, else what to do instead."""
    return f'did you mean "{suggestion}"?' if suggestion else otherwise
