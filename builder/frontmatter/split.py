"""Split a content file into its front matter, in whichever form it is, and its body."""

import re
from typing import NoReturn

from builder.core.problems import Code, Place, Problem, ProblemsFound
from builder.frontmatter import json_form, key_value_form, toml_form, yaml_form
from builder.frontmatter.form import UNCLOSED, HeaderForm
from builder.frontmatter.front_matter import FrontMatter, Split

FORMS: tuple[HeaderForm, ...] = (
    yaml_form.FORM,
    toml_form.FORM,
    toml_form.FENCED_FORM,
    json_form.FORM,
    json_form.SEMICOLON_FORM,
    json_form.FENCED_FORM,
    key_value_form.FORM,
)
"""The forms of front matter, the commonest first. One more is one more value here."""

_ABOVE = re.compile(r"(?:[ \t]*\n|\ufeff|<!--(?:(?!-->).)*-->)*", re.DOTALL)
"""What may stand above front matter: blank lines, byte-order marks, comments."""

_LOWER = re.compile(
    r"^(?:-{3}|\+{3})\n(?:[A-Za-z][\w-]*[ \t]*[:=].*\n)*(?:title|date)[ \t]*[:=]", re.MULTILINE | re.IGNORECASE
)
_OTHER = (
    ("a title block of Pandoc", re.compile(r"% \S")),
    ("a comment with Nikola's metadata", re.compile(r"<!--\s*\n\.\. [\w-]+:")),
)
"""Headers of other tools that are not read: what they are called, and how each begins."""

_FENCE = re.compile(r"^ {0,3}(?:```|~~~)", re.MULTILINE)


def split(text: str, path: str) -> Split:
    """Split a file's text. A file that does not start with front matter of any form is all body.

    Raises ProblemsFound if there is front matter that cannot be read.
    """
    start = 0
    if text[:1] in "\ufeff\n\t <":
        above = _ABOVE.match(text)
        start = above.end() if above else 0
    for form in FORMS:
        if span := form.find(text, start):
            before = text.count("\n", 0, max(span.start, start))
            if span is UNCLOSED:
                what = "the front matter that starts here has no end"
                _refuse(Code.FRONT_MATTER_UNCLOSED, Place(path, before + 1), what, form.closing)
            header = text[span.start : span.end]
            front = form.parse(header, path, before)
            return Split(front, text[span.body :], text.count("\n", 0, span.body) + 1, header)
    _refuse_unread(text, path)
    return Split(FrontMatter(), text, 1)


def _refuse_unread(text: str, path: str) -> None:
    """Refuse what is meant as front matter and would be shown as text: front matter below text, or of another form."""
    if text.startswith(("% ", "<!--")) and (name := next((name for name, begin in _OTHER if begin.match(text)), None)):
        what = f"this is {name}, and Dateline does not read it"
        _refuse(Code.FRONT_MATTER_INVALID, Place(path, 1), what, "write title: and date: lines between --- lines")
    if ("\n---\n" in text or "\n+++\n" in text) and (lower := _LOWER.search(text)):
        if len(_FENCE.findall(text, 0, lower.start())) % 2:
            return
        place = Place(path, text.count("\n", 0, lower.start()) + 1)
        what = "this looks like front matter, and it does not stand at the top of the file"
        _refuse(Code.FRONT_MATTER_INVALID, place, what, "move it to the top, or put an empty line below its first line")


def _refuse(code: Code, place: Place, what: str, cure: str) -> NoReturn:
    raise ProblemsFound([Problem(code, place, what, cure)])
