"""Template tags in Markdown, of Liquid (Jekyll, Eleventy), Hugo and Zola: their parts, and what becomes of them.

{% twitter https://example.org/1 %}     name "twitter", and {1} is the address
{{< youtube id="abc" >}}                name "youtube", and {id} is abc
"""

import re
from bisect import bisect_left
from collections.abc import Mapping
from urllib.parse import quote

from msgspec import field

from builder.core.record import Frozen
from builder.core.urls import is_web

_PARTS = re.compile(
    r"\{[{%](?P<mark>[<%]?)[-\s]*(?P<name>\"[^\"\n]*\"|'[^'\n]*'|/?[^\s({:%}|<>-][^\s({:%}|<>]*)"
    r"(?P<arguments>[\s\S]*?)[-\s>%]*[%}]\}"
)
_END = re.compile(
    r"\{%-?\s*end(?P<tag>[^\s({:%}|<>]*?)\s*-?%\}|\{\{[<%]\s*/\s*(?P<shortcode>[^\s({:%}|<>]*?)\s*[>%]\}\}"
)
_ARGUMENT = re.compile(r"""(?:(\w[\w-]*)\s*(?:=\s*|:\s+|:(?=["'])))?("[^"]*"|'[^']*'|[^\s,()"'=]+(?:=[^\s,()"']*)*)""")
_PLACEHOLDER = re.compile(r"\{(\w[\w-]*)\}")
_ALWAYS = ("all", "inner")
_ROOTS = frozenset({"site.baseurl", "site.url"})
_TO_ADDRESS = re.compile(r"\|\s*(?:relative_url|absolute_url|url_for|prepend:\s*site\.(?:baseurl|url))\s*")
_LINKS = frozenset({"post_url", "link", "ref", "relref"})
_VIDEOS = {"youtube": "https://youtu.be/", "vimeo": "https://vimeo.com/"}
_SAFE = "/#%?&=:~"
"""Signs that a path of a file may keep in a link."""

INNER = "{inner}"
"""The placeholder for what stands between a tag and its end."""


class TemplateTag(Frozen, frozen=True):
    """A tag, or what opens or closes a pair of them."""

    name: str
    """Its name, or of an output its first variable: `site.baseurl`."""
    is_shortcode: bool = False
    """Whether it is one of Hugo's."""
    arguments: Mapping[str, str] = field(default_factory=dict)
    """By name; those without one by their number from 1, and `all` of them as written."""
    is_output: bool = False
    """Whether it stands for a text, as in `{{ site.title }}`."""

    @property
    def is_literal(self) -> bool:
        """Whether its name is itself the text that it stands for: `{{ "/about/" | relative_url }}`."""
        return self.name[:1] in ("'", '"')

    @property
    def closes(self) -> str | None:
        """The name of the tag whose end this is; empty for the end of any."""
        if self.is_shortcode:
            return self.name[1:] if self.name.startswith("/") else None
        return self.name[3:] if self.name.startswith("end") else None


def parse_tag(text: str) -> TemplateTag | None:
    """Parse the text of a tag; None if there is no name in it."""
    if not (match := _PARTS.fullmatch(text)):
        return None
    arguments = {"all": match["arguments"].strip()}
    for number, (name, value) in enumerate(_ARGUMENT.findall(match["arguments"]), 1):
        arguments[name or str(number)] = value.strip("\"'")
    is_output = text.startswith("{{") and not match["mark"] and "(" not in text
    return TemplateTag(match["name"], bool(match["mark"]), arguments, is_output)


class TagEnds:
    """Where the pairs of tags in a text end: `{% endquote %}` and `{% end %}`, `{{< /quote >}}`. Looked for once."""

    def __init__(self, text: str) -> None:
        self._ends: dict[tuple[bool, str], list[tuple[int, int]]] = {}
        for end in _END.finditer(text):
            is_shortcode = end["tag"] is None
            name = end["shortcode"] if is_shortcode else end["tag"]
            self._ends.setdefault((is_shortcode, name), []).append(end.span())

    def behind(self, tag: TemplateTag, offset: int) -> tuple[int, int] | None:
        """Where the first end of a tag's pair at or behind an offset begins and ends; None if there is none."""
        names = (tag.name,) if tag.is_shortcode else (tag.name, "")
        lists = (self._ends.get((tag.is_shortcode, name), ()) for name in names)
        firsts = (spans[index] for spans in lists if (index := bisect_left(spans, (offset, 0))) < len(spans))
        return min(firsts, default=None)


def expand(template: str, tag: TemplateTag, inner: str = "") -> str:
    """The template with the arguments in the places of their names; one that is missing is empty.

    >>> expand("[A post]({1})", parse_tag("{% twitter https://example.org/1 %}"))
    '[A post](https://example.org/1)'
    """
    values = {**tag.arguments, "inner": inner}
    return _PLACEHOLDER.sub(lambda placeholder: values.get(placeholder[1], ""), template)


def missing_arguments(template: str, tag: TemplateTag) -> tuple[str, ...]:
    """The placeholders of a template, if the tag has none of those arguments, so that nothing of it would be shown.

    Some may be missing: not every picture has a caption.
    """
    names = [name for name in _PLACEHOLDER.findall(template) if name not in _ALWAYS]
    return () if any(name in tag.arguments for name in names) else tuple(dict.fromkeys(names))


def likely_template(tag: TemplateTag, *, has_end: bool) -> str:
    """A template of the settings that shows what a tag says as well as can be known from the tag alone.

    >>> likely_template(parse_tag("{% twitter https://example.org/1 %}"), has_end=False)
    '[link]({1})'
    """
    if tag.is_output:
        return tag.name[1:-1] if tag.is_literal else ""
    arguments = {name: value for name, value in tag.arguments.items() if name not in _ALWAYS}
    first = "id" if "id" in arguments else next(iter(arguments), "")
    if address := next((name for name, value in arguments.items() if is_web(value)), ""):
        return f"[link]({{{address}}})"
    if first and tag.name in _VIDEOS:
        return f"[video]({_VIDEOS[tag.name]}{{{first}}})"
    if "src" in arguments:
        return f"![{{{'alt' if 'alt' in arguments else 'caption'}}}](<{{src}}>)"
    return INNER if has_end and not arguments else "strip"


def link_target(tag: TemplateTag) -> str | None:
    """Where a link leads whose address a tag is; None for a tag that is none.

    Of Jekyll's `{{ "/about/" | relative_url }}` that is `/about/`, and the site's own address is empty. What names a
    file stands behind its tag's name, as in Pelican's links: `{post_url}2011-05-15-a-ship`, `{ref}posts/a.md`.

    https://jekyllrb.com/docs/liquid/tags/#links, https://gohugo.io/shortcodes/ref/
    """
    if tag.is_output and not tag.is_shortcode:
        if tag.name in _ROOTS and not tag.arguments["all"]:
            return ""
        is_address = tag.is_literal and _TO_ADDRESS.fullmatch(tag.arguments["all"])
        return quote(tag.name[1:-1], safe=_SAFE) if is_address else None
    if tag.name not in _LINKS:
        return None
    written = tag.arguments["all"]
    file = tag.arguments.get("path") or (tag.arguments.get("1", "") if tag.is_shortcode else written)
    return f"{{{tag.name}}}{quote(file, safe=_SAFE)}" if file else None
