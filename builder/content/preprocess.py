"""Preprocessor: takes comments out of a Markdown text, and does with the markup of other tools what the settings say.

    "A ship.<!-- who says so? --> {% twitter https://example.org/1 %}"
    "A ship. [A post](https://example.org/1)"                             where markup.liquid.twitter is "[A post]({1})"

What is taken out here is in no output at all, the published Markdown included. What the settings do not speak of stays
as text, and is told. Lines stay in their places, so that those of problems are right; code stays as it is.
"""

import re
from collections.abc import Iterator
from functools import cache, cached_property

from msgspec import field
from msgspec.structs import replace

from builder.config.markup import KEEP, STRIP, MarkupSettings
from builder.content.code_mask import mask_code
from builder.content.markdown_fast import may_hold_markup
from builder.content.markup_scanner import Markup, MarkupKind, MarkupScanner
from builder.content.template_tags import (
    INNER,
    TagEnds,
    TemplateTag,
    expand,
    likely_template,
    link_target,
    missing_arguments,
    parse_tag,
)
from builder.core.problems import Code, Place, Problem
from builder.core.record import Frozen
from builder.core.text import LineIndex, quoted_text

_INLINE_HTML = (
    "a|abbr|b|big|cite|code|del|dfn|em|font|i|ins|kbd|mark|q|s|samp|small|span|strike|strong|sub|sup|tt|u|var"
)
_HTML = (
    f"{_INLINE_HTML}|address|article|aside|audio|blockquote|body|br|button|caption|center|col|colgroup|dd|details|div|"
    "dl|dt|embed|fieldset|figcaption|figure|footer|form|h[1-6]|head|header|hr|html|iframe|img|input|label|li|link|main|"
    "nav|object|ol|option|p|picture|pre|script|section|select|source|style|summary|svg|table|tbody|td|textarea|tfoot|"
    "th|thead|time|title|tr|track|ul|video|wbr"
)
_REFERENCE = r"(?:^|(?<=[>\s]))\[(?://|comment)\]:[ ]*(?:<>|\#)[ ]*"
COMMENTS = (
    MarkupKind("escape", r"\\[\\`<%{\^]"),
    MarkupKind("code", "(?<!`)`+", end="(?<!`){opening}(?!`)", barrier=r"\n[ \t>]*\n"),
    MarkupKind("code", "`+"),
    MarkupKind("comment", "<!---?>"),
    MarkupKind("comment", "<!--", end="-->", unended=""),
    MarkupKind("percent", "%%", end="%%"),
    *(
        MarkupKind("reference", rf"{_REFERENCE}\{begin}", end=rf"\{end}[ \t]*$", barrier=rf"\{end}|\n")
        for begin, end in ('""', "''", "()")
    ),
    MarkupKind("liquid_comment", r"\{%-?\s*comment\s*-?%\}", end=r"\{%-?\s*endcomment\s*-?%\}"),
    MarkupKind("liquid_comment", r"\{%-?\s*\#", end=r"%\}"),
    MarkupKind("liquid_comment", r"\{\{/\*", end=r"\*/\}\}"),
    MarkupKind("liquid_comment", r"\{\{[<%]\s*comment\s*[>%]\}\}", end=r"\{\{[<%]\s*/\s*comment\s*[>%]\}\}"),
    MarkupKind("kramdown_comment", r"\{::comment\}", end=r"\{:/(?:comment)?\}", unended=r"[\s\S]*"),
)
"""Comments, and escapes and code, in which there are none."""

KRAMDOWN_ENDS = ("{:/comment}", "{:/}")
"""What ends a comment of kramdown; one without either hides all that follows it."""

_KINDS = (
    *COMMENTS,
    MarkupKind("raw", r"\{%-?\s*(?:end)?raw\s*-?%\}"),
    MarkupKind(
        "highlight",
        r"\{%-?\s*highlight\s++[\w+#.-]*+[^%\n]*+%\}[ \t]*\n?",
        end=r"\{%-?\s*endhighlight\s*-?%\}",
    ),
    MarkupKind("shortcode", r"\{\{<", end=r">\}\}"),
    MarkupKind("shortcode", r"\{\{%", end=r"%\}\}"),
    MarkupKind("liquid", r"\{\{[^{}\n]*\}\}"),
    MarkupKind("liquid", r"\{%", end=r"%\}", barrier=r"\n"),
    MarkupKind("attributes", r"\{:[^{}\n]*\}"),
    MarkupKind("html", rf"""</?(?i:{_HTML})(?=[\s/>])(?:[^<>"'\x00]++|"[^"<>]*+"|'[^'<>]*+')*+>"""),
    MarkupKind("block_id", r"(?:^|(?<=[ \t]))\^[A-Za-z0-9-]+(?=[ \t]*$)"),
    MarkupKind("tags", r"^(?:\#(?=[\w/-]*[^\W\d])[\w/-]+[ \t]*)+$"),
    MarkupKind("dataview", r"^[A-Za-z][\w-]*(?: [\w-]+){0,3}::(?=[ \t]|$)"),
)
"""All markup that is dealt with."""

_HIGHLIGHT = re.compile(
    r"\{%-?\s*highlight\s++(?P<language>[\w+#.-]*+)[^%\n]*+%\}[ \t]*\n?(?P<lines>[\s\S]*)\{%-?\s*endhighlight\s*-?%\}"
)
_INLINE_TAG = re.compile(rf"</?(?i:{_INLINE_HTML})(?=[\s/>])")
_PERCENT = re.compile("%%(?s:.*?)%%")
_BLANK_LINE = re.compile(r"\n[ \t>]*\n")
_GOES_ON = re.compile(r"(?:[ \t>]++(?:(?!<!--).)*+(?:\n|\Z)|\n)+")
"""Indented lines below the block of a comment up to its end: a list on a footnote's first line ends before they do."""

_ESCAPED_SHORTCODE = re.compile(r"(\{\{[<%])/\*([\s\S]*)\*/([>%]\}\})")
_BLANKS = " \t"
_DESTINATION = re.compile(
    r"""(?:\]\([ \t]*<?|^ {0,3}\[[^\]\n]+\]:[ \t]*<?|\b(?:href|src|poster)[ ]*=[ ]*["']?)[^\s()<>"']*\Z""", re.MULTILINE
)
"""What ends in the address of a link, so far as it is written."""

_CHOICES = {
    "html": (
        Code.HTML_TAG,
        "an HTML tag is shown as text: {}",
        'set raw_html = true to pass HTML through, or [markup] html = "strip", or "keep"',
    ),
    "attributes": (
        Code.ATTRIBUTE_LIST,
        "an attribute list of kramdown is shown as text: {}",
        'set [markup] attributes = "strip", or "keep"',
    ),
    "block_id": (
        Code.BLOCK_ID,
        "a block id of Obsidian is shown as text: {}",
        'set [markup] block_ids = "strip", or "keep"',
    ),
}
_TOLD = {
    "tags": (
        Code.INLINE_TAGS,
        "a line of tags is shown as text, and makes no contexts: {}",
        "write them as contexts in the front matter",
    ),
    "dataview": (
        Code.DATAVIEW,
        "a field of Obsidian's Dataview is shown as text: {}",
        "write it in the front matter, or leave it as it is",
    ),
}


class SourceText(Frozen, frozen=True):
    """A Markdown text before it is read, where it stands, and by which settings."""

    markdown: str
    path: str
    line: int = 1
    """The line of the file, from 1, that the text's first line is."""
    settings: MarkupSettings = field(default_factory=MarkupSettings)
    raw_html: bool = False


def preprocess(source: SourceText) -> tuple[str, tuple[Problem, ...]]:
    """The text as the Markdown parser is to read it, and what is told of it. Most texts hold nothing of the kind."""
    markdown = source.markdown
    if not may_hold_markup(markdown):
        return markdown, ()
    kinds = _kinds(source.settings.percent_comments, source.raw_html)
    if not MarkupScanner(kinds, markdown).next(0):
        return markdown, ()
    run = _Run(source)
    return run.text(kinds), tuple(run.problems)


def foreign_tags(text: str, place: Place) -> Iterator[Problem]:
    """What is told of template tags in a title or a summary, which are shown as they are."""
    if "{" in text:
        for found in MarkupScanner(_kinds(percent=False, raw_html=True), text).all():
            if found.kind in ("liquid", "shortcode") and (tag := parse_tag(text[found.start : found.end])):
                problem = _told_tag(tag, place)
                yield replace(problem, cure="write there what it stands for, as no template is filled in")


@cache
def _kinds(percent: bool, raw_html: bool) -> tuple[MarkupKind, ...]:
    """The markup that is dealt with by these settings; code and escapes too, as there is none inside them."""
    left_out = {name for name, is_left_out in (("percent", not percent), ("html", raw_html)) if is_left_out}
    return tuple(kind for kind in _KINDS if kind.name not in left_out)


def percent_comment(place: Place) -> Problem:
    """What is told of a comment of Obsidian."""
    what = "the text between %% and %% is a comment, and left out"
    return Problem(Code.PERCENT_COMMENT, place, what, "set [markup] percent_comments = false if it is none")


def unclosed_comment(place: Place, end: str = "-->") -> Problem:
    """What is told of a comment without an end."""
    what = "the comment that begins here has no end, so all that follows it is left out"
    return Problem(Code.COMMENT_UNCLOSED, place, what, f"write {end} behind it")


def _line_ends(match: re.Match[str]) -> str:
    return "\n" * match[0].count("\n")


def _told_tag(tag: TemplateTag, place: Place, *, has_end: bool = False) -> Problem:
    """That a tag is shown as text, with a line of settings that says what it becomes instead."""
    line = f"{quoted_text(tag.name)} = {quoted_text(likely_template(tag, has_end=has_end))}"
    cure = f'say in [markup.{_table(tag)}] what it becomes, such as {line}, or of all others: "*" = "strip"'
    return Problem(_code(tag), place, f"{_called(tag)} is shown as text", cure, tag.name)


def _code(tag: TemplateTag) -> Code:
    return Code.SHORTCODE if tag.is_shortcode else Code.LIQUID_TAG


def _table(tag: TemplateTag) -> str:
    return "shortcode" if tag.is_shortcode else "liquid"


def _called(tag: TemplateTag) -> str:
    name = tag.name if tag.is_literal else f'"{tag.name}"'
    return f"the {'shortcode' if tag.is_shortcode else 'Liquid tag'} {name}"


class _Run:
    """One run through a text; holds what it has made of it so far."""

    def __init__(self, source: SourceText) -> None:
        self.problems: list[Problem] = []
        self._source = source
        self._markdown = source.markdown
        self._masked = mask_code(source.markdown, raw_html=source.raw_html, percent=source.settings.percent_comments)
        self._made: list[str] = []
        self._is_raw = False

    @cached_property
    def _ends(self) -> TagEnds:
        return TagEnds(self._masked.text)

    @cached_property
    def _lines(self) -> LineIndex:
        return LineIndex(self._markdown)

    def text(self, kinds: tuple[MarkupKind, ...]) -> str:
        """The text with all markup dealt with."""
        scanner = MarkupScanner(kinds, self._masked.text)
        position = 0
        while found := scanner.next(position):
            self._made.append(self._markdown[position : found.start])
            position = self._take(found)
        return "".join([*self._made, self._markdown[position:]])

    def _take(self, found: Markup) -> int:
        """Deal with a piece of markup, and say where what follows begins."""
        kind, start, end = found
        if kind == "comment":
            return self._take_comment(start, end)
        if kind in ("liquid", "shortcode"):
            return self._take_tag(start, end)
        if kind in _CHOICES:
            return self._take_choice(kind, start, end)
        if kind == "highlight":
            return self._take_highlight(start, end)
        if kind in ("percent", "reference", "liquid_comment", "kramdown_comment", "raw"):
            return self._leave_out(kind, start, end)
        if kind in _TOLD:
            code, what, cure = _TOLD[kind]
            self._tell(code, start, what.format(self._markdown[start:end].strip()), cure)
        return self._keep(start, end)

    def _leave_out(self, kind: str, start: int, end: int) -> int:
        if kind == "percent":
            self.problems.append(percent_comment(self._place(start)))
        elif kind == "raw":
            self._is_raw = "endraw" not in self._markdown[start:end]
        elif kind == "kramdown_comment" and not self._markdown[start:end].endswith(KRAMDOWN_ENDS):
            self.problems.append(unclosed_comment(self._place(start), KRAMDOWN_ENDS[0]))
        return self._cut(start, end)

    def _keep(self, start: int, end: int) -> int:
        self._made.append(self._markdown[start:end])
        return end

    def _cut(self, start: int, end: int, instead: str = "") -> int:
        """Leave a part out, but for its line ends, and blanks that would mean something at the edge of a line."""
        self._made.append(instead + "\n" * (self._markdown.count("\n", start, end) - instead.count("\n")))
        if instead:
            return end
        before = self._markdown[self._markdown.rfind("\n", 0, start) + 1 : start]
        if not before.strip():
            self._made.append(before if "\n" in self._made[-1] else "")
            while end < len(self._markdown) and self._markdown[end] in _BLANKS:
                end += 1
        elif self._markdown[end : end + 1] in ("", "\n"):
            self._made[-2] = self._made[-2].rstrip(_BLANKS)
        return end

    def _take_comment(self, start: int, end: int) -> int:
        block_end = self._masked.comments.get(start)
        if block_end is not None:
            goes_on = _GOES_ON.fullmatch(self._markdown, block_end, end)
            if (end > block_end and not goes_on) or end == start + 4:
                self.problems.append(unclosed_comment(self._place(start)))
                end = block_end
            return self._cut(start, end)
        inside = self._markdown[start + 4 : end]
        if end == start + 4 or ("<!--" in inside and _BLANK_LINE.search(inside)):
            return self._keep(start, start + 4)
        return self._cut(start, end)

    def _take_highlight(self, start: int, end: int) -> int:
        """Make fenced code of a Liquid block of code, on the same lines, and in the same quotation if it is in one."""
        match = _HIGHLIGHT.fullmatch(self._masked.text, start, end)
        if not match:
            raise AssertionError
        code = self._markdown[slice(*match.span("lines"))]
        fence = "`" * max(3, *(len(ticks) + 1 for ticks in re.findall("`+", code) or [""]))
        if code.rpartition("\n")[2].strip("> \t"):
            before = self._markdown[self._markdown.rfind("\n", 0, start) + 1 : start]
            code += "\n" if before.strip("> \t") else f"\n{before}"
        return self._cut(start, end, f"{fence}{match['language']}\n{code}{fence}")

    def _tag_text(self, start: int, end: int) -> str:
        """A tag as it is written, without the comments of Obsidian in it."""
        text = self._markdown[start:end]
        if (
            "%%" in text
            and self._source.settings.percent_comments
            and (shown := _PERCENT.sub(_line_ends, text)) != text
        ):
            self.problems.append(percent_comment(self._place(start)))
            return shown
        return text

    def _take_tag(self, start: int, end: int) -> int:
        text = self._tag_text(start, end)
        if escaped := _ESCAPED_SHORTCODE.fullmatch(text):
            return self._cut(start, end, f"{escaped[1]}{escaped[2]}{escaped[3]}")
        tag = parse_tag(text)
        if tag is None or self._is_raw:
            self._made.append(text)
            return end
        templates = self._source.settings.shortcode if tag.is_shortcode else self._source.settings.liquid
        if tag.name not in templates.templates and self._take_address(tag, start, end):
            return end
        template = templates.of(tag.name if tag.closes is None else tag.closes)
        if template is None and tag.closes is None:
            has_end = self._ends.behind(tag, end) is not None
            self.problems.append(_told_tag(tag, self._place(start), has_end=has_end))
        if template is None or template == KEEP:
            shown = text.replace("<", "\\<") if self._source.raw_html else text
            self._made.append(shown)
            return end
        if template == STRIP or tag.closes is not None:
            return self._cut(start, end)
        return self._fill(template, tag, start, end)

    def _take_address(self, tag: TemplateTag, start: int, end: int) -> bool:
        """Put the address of a file in the place of a tag that is the address of a link, or part of it."""
        target = link_target(tag)
        if target is None or not _DESTINATION.search("".join(self._made[-3:])):
            return False
        self._made.append(target or ("" if self._markdown[end : end + 1] in "/{" else "/"))
        return True

    def _fill(self, template: str, tag: TemplateTag, start: int, end: int) -> int:
        """Put a template of the settings in the place of a tag, and of what stands before its end if it shows that."""
        if missing := missing_arguments(template, tag):
            named, its = (", ".join(f"{{{name}}}" for name in names) for names in (missing, (*tag.arguments, "inner")))
            what = f"{_called(tag)} has no argument of which its template in the settings speaks: {named}"
            self._tell(_code(tag), start, what, f"write in [markup.{_table(tag)}] what it has: {its}")
        inner = ""
        if INNER in template and (closing := self._ends.behind(tag, end)):
            inner, end = self._markdown[end : closing[0]], closing[1]
        return self._cut(start, end, expand(template, tag, inner))

    def _take_choice(self, kind: str, start: int, end: int) -> int:
        """Keep or strip what the settings have one word for; tell it where they have none."""
        settings = self._source.settings
        choice = {"html": settings.html, "attributes": settings.attributes, "block_id": settings.block_ids}[kind]
        text = self._tag_text(start, end)
        if choice != STRIP:
            if not choice and not text.startswith("</"):
                code, what, cure = _CHOICES[kind]
                self._tell(code, start, what.format(text), cure)
            self._made.append(text)
            return end
        parts_words = kind == "html" and not _INLINE_TAG.match(text)
        return self._cut(start, end, " " if parts_words else "")

    def _place(self, start: int) -> Place:
        return Place(self._source.path, self._source.line + self._lines.lines_before(start))

    def _tell(self, code: Code, start: int, what: str, cure: str) -> None:
        self.problems.append(Problem(code, self._place(start), what, cure))
