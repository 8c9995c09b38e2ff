"""The page with the form of an entry: its template, filled in the language of the site.

It is no page of the site, so its template, style sheet and script lie here and not in the theme: no theme has to look
after them, and no published page has a byte of them.
"""

from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from builder.core.record import Frozen
from builder.editing.form import LISTED_PARTS, OF_KIND, EntryForm, Fields
from builder.editing.read_form import read_form
from builder.editing.save import Message
from builder.editing.submission import Submission
from builder.serve.site_state import SiteState
from builder.theme.language import Language, load_language

FOLDER = Path(__file__).parent

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; frame-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""The content security policy of the page: https://www.w3.org/TR/CSP3/."""


_SHOWN = ("submission", "token", "back", "path", "differences", "status", "may_insist")


class FormState(Frozen, frozen=True):
    """What the page shows."""

    submission: Submission
    form: EntryForm
    """What can be changed in the file as it is now; of a new entry, everything."""
    token: str
    base: str
    """The path that the site is served under."""
    back: str
    """The address of the page that leads back."""
    path: str = ""
    """The file, as messages name it."""
    messages: tuple[Message, ...] = ()
    differences: tuple["Difference", ...] = ()
    status: int = 200
    may_insist: bool = False
    """Whether the text may be saved although no build of the site takes it."""
    is_posted: bool = False
    """Whether the fields are what a person has typed."""
    known: Mapping[str, str] = msgspec.field(default_factory=dict)
    """What the entry has, also where its file has no key for it: its title may be a heading, its date in its path."""


class Line(Frozen, frozen=True):
    """A line of one of two versions."""

    text: str
    is_other: bool
    """Whether the other version does not have it."""


class Difference(Frozen, frozen=True):
    """A field of which there are two versions."""

    name: str
    theirs: tuple[Line, ...]
    mine: tuple[Line, ...]


def form_page(view: FormState, state: SiteState) -> bytes:
    """The page."""
    language, _ = load_language(state.config.language, state.theme.folders)
    labels = _labels(language, view.form.fields.kinds)
    submission, form = view.submission, view.form
    at_field = _by_field(view.messages, form)
    names = {message.field for message in view.messages if message.field and message.is_error}
    values: dict[str, Any] = {
        "_": language.gettext_html,
        "language": state.config.language,
        "direction": language.direction,
        "icon": f"{view.base}{state.theme.resolve('static/icon.svg')}",
        "site": state.config.title,
        "heading": _heading(view, language),
        "labels": labels,
        "names": form.names,
        "contexts": ["contexts", *(f"{OF_KIND}{kind}" for kind in form.fields.kinds)],
        "fields": submission.fields,
        "is_whole": submission.is_whole,
        "is_forced": form.is_whole and read_form(form.fields.body, state.config.fields).is_whole,
        "other_keys": form.other_keys,
        "base": msgspec.json.encode(submission.base or Fields()).decode(),
        "sections": [*state.site.by_section],
        "messages": at_field,
        "general": at_field[""],
        "failed": [(name, labels.get(name) or labels[name.partition(".")[0]]) for name in _in_order(names, labels)]
        if view.status >= 400
        else [],
        "whole_link": f"/.dateline/entry?file={submission.file}&whole=1",
        "posted": view.is_posted,
        "elsewhere": {name: _elsewhere(view, name, language) for name in ("title", "date")},
    }
    shown = {name: getattr(view, name) for name in _SHOWN}
    return _environment().get_template("form.html").render(**values, **shown).encode()


@cache
def _environment() -> Environment:
    """Jinja with this folder's template, in which everything is escaped that is not HTML of ours."""
    return Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )


def _labels(language: Language, kinds: Iterable[str]) -> Mapping[str, str]:
    """What the fields are called, in the order in which the form shows them."""
    _ = language.gettext
    return {
        "title": _("Title"),
        "date": _("Date"),
        "end": _("Last day"),
        "contexts": _("Contexts"),
        **{f"{OF_KIND}{kind}": f"{_('Contexts')}: {kind}" for kind in kinds},
        "sources": _("Sources"),
        "summary": _("Summary"),
        "body": _("Text"),
        "image": _("Picture"),
        "correction": _("Corrections"),
        "section": _("Section"),
    }


def _in_order(names: Iterable[str], labels: Mapping[str, str]) -> Sequence[str]:
    """Names of fields in the order in which the form shows them."""
    order = [*labels]
    return sorted(names, key=lambda name: (order.index(name.partition(".")[0]), name))


def _heading(view: FormState, language: Language) -> str:
    if not view.submission.file:
        return language.gettext("New entry")
    title = view.form.fields.title or view.known.get("title", "")
    return language.gettext("Edit: %(title)s", title=title) if title else language.gettext("Edit")


def _elsewhere(view: FormState, name: str, language: Language) -> str:
    """What the entry has without a key; empty where it has the key, or nothing."""
    known = view.known.get(name)
    if not known or getattr(view.form.fields, name):
        return ""
    return language.gettext("Now: %(value)s, by its text or the name of its file", value=known)


class _ByField(dict[str, list[Message]]):
    """Messages by the fields at which they stand."""

    def __missing__(self, name: str) -> list[Message]:
        return []


def _by_field(messages: Sequence[Message], form: EntryForm) -> Mapping[str, list[Message]]:
    """The messages by the fields that the form shows; all others above the form."""
    found = _ByField()
    for message in messages:
        found.setdefault(shown_field(message.field, form), []).append(message)
    return found


def shown_field(name: str, form: EntryForm) -> str:
    """The field at which a message stands: `sources.0` for a source that the form does not show by parts."""
    top = name.partition(".")[0]
    if form.is_whole:
        return "body" if name == "body" else ""
    return name if top in form.names else top if top in form.locked else ""


def difference(name: str, theirs: Fields, mine: Fields) -> Difference:
    """Both versions of a field, with the lines that only one of them has."""
    left, right = _lines(name, theirs).split("\n"), _lines(name, mine).split("\n")
    blocks = SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks()
    same_left = {at for block in blocks for at in range(block.a, block.a + block.size)}
    same_right = {at for block in blocks for at in range(block.b, block.b + block.size)}
    return Difference(
        name,
        tuple(Line(text, at not in same_left) for at, text in enumerate(left)),
        tuple(Line(text, at not in same_right) for at, text in enumerate(right)),
    )


def _lines(name: str, fields: Fields) -> str:
    if name in LISTED_PARTS:
        return "\n\n".join("\n".join(item.parts.values()) for item in fields.items(name))
    value = fields.value(name)
    if name == "image":
        return "\n".join(value.parts.values())
    return value if isinstance(value, str) else "\n".join(value)
