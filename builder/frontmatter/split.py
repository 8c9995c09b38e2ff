"""Split a content file into its front matter, in whichever form it is, and its body."""

import re
from typing import NoReturn

from builder.core.problems import Code, Place, Problem, ProblemsFound
from builder.frontmatter import draft_marks, json_form, key_value_form, toml_form, yaml_form
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

LARGEST_HEADER = 100_000
"""Characters of front matter: some 2,000 sources, or 5,000 contexts, which take about a second to read."""

_ABOVE = re.compile(r"(?:[ \t]*\n|\ufeff|<!--(?:(?!-->).)*+-->)*", re.DOTALL)
"""What may stand above front matter: blank lines, byte-order marks, comments."""

_LOWER = re.compile(
    r"^(?:-{3}|\+{3})\n(?:[A-Za-z][\w-]*[ \t]*[:=].*\n)*(?:title|date|draft|published)[ \t]*[:=]",
    re.MULTILINE | re.IGNORECASE,
)
_NAME = rf"""(?:title|date|layout|{"|".join([draft_marks.DRAFT, *sorted(draft_marks.KEYS)])})["']?[ \t]*"""
_UNSEEN = r"[\u00a0\u00ad\u200b-\u200f\u2060\ufeff]*"
_IN_FRONT = re.compile(rf"(?:\s*\n)?{_UNSEEN} {{0,3}}{_UNSEEN}")
_NEARLY = re.compile(
    rf"(?:(?:-{{3,}}+|\+{{3,}}+|;{{3,}}+)[^{{\n]*+(?:.*\n\s*+|(?=\{{))|(?:--|\+\+|[\u2013\u2014]+[ \t]*)\n\s*+)"
    rf"(?:.+\n)*?[ \t]*(?:\{{(?:.*[\s,{{])??)?[\"']?{_NAME}[:=]"
    rf"|\{{(?!:)\s*+(?:[^{{}}%<]*[\s,])??[\"']?{_NAME}:"
    r"|(?:[\w-]+[ \t]*=.*\n)*(?:title|date|draft)[ \t]*="
    r"|(?<=[\s\u00ad\u200b-\u200f\u2060\ufeff])(?:[\w-]+[ \t]*:.*\n)*(?:title|date|draft)[ \t]*:",
    re.IGNORECASE,
)
"""What begins as front matter does and is of no form: a line --- with a sign in front or words behind, a dash instead,
JSON whose keys have no quotes, TOML without lines around it. A known key in it tells it from other text."""

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
            if len(header) > LARGEST_HEADER:
                what = f"the front matter has more than {LARGEST_HEADER:,} characters"
                _refuse(Code.TEXT_TOO_LARGE, Place(path, before + 1), what, "write what is long as the text below it")
            front = form.parse(header, path, before)
            parts = Split(front, text[span.body :], text.count("\n", 0, span.body) + 1, header)
            _refuse_second(parts, path)
            return parts
    _refuse_unread(text, path, start)
    return Split(FrontMatter(), text, 1)


def _refuse_second(parts: Split, path: str) -> None:
    """Refuse a header right below the first one: what stands in it would be shown as text."""
    below = parts.body.lstrip()
    pattern = {"---": _LOWER, "+++": _LOWER, ";;;": _NEARLY}.get(below[:3], _NEARLY if below[:1] == "{" else None)
    if pattern and pattern.match(below):
        line = parts.body_line + parts.body[: -len(below)].count("\n")
        what = "a second front matter stands below the first, and Dateline does not read it"
        _refuse(Code.FRONT_MATTER_INVALID, Place(path, line), what, "put the keys of both between one pair of lines")


def _refuse_unread(text: str, path: str, start: int) -> None:
    """Refuse what is meant as front matter and would be shown as text: front matter below text, or of another form."""
    if text.startswith(("% ", "<!--")) and (name := next((name for name, begin in _OTHER if begin.match(text)), None)):
        what = f"this is {name}, and Dateline does not read it"
        _refuse(Code.FRONT_MATTER_INVALID, Place(path, 1), what, "write title: and date: lines between --- lines")
    in_front = _IN_FRONT.match(text, start)
    begin = in_front.end() if in_front else start
    if _NEARLY.match(text, begin):
        place = Place(path, text.count("\n", 0, begin) + 1)
        what = "this looks like front matter, and it is in no form that Dateline reads"
        cure = "write key: value lines between two lines --- with nothing in front of these or behind them"
        _refuse(Code.FRONT_MATTER_INVALID, place, what, cure)
    if ("\n---\n" in text or "\n+++\n" in text) and (lower := _LOWER.search(text)):
        if len(_FENCE.findall(text, 0, lower.start())) % 2:
            return
        place = Place(path, text.count("\n", 0, lower.start()) + 1)
        what = "this looks like front matter, and it does not stand at the top of the file"
        _refuse(Code.FRONT_MATTER_INVALID, place, what, "move it to the top, or put an empty line below its first line")


def _refuse(code: Code, place: Place, what: str, cure: str) -> NoReturn:
    raise ProblemsFound([Problem(code, place, what, cure)])
