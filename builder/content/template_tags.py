"""Template tags in Markdown, of Liquid (Jekyll, Eleventy), Hugo and Zola: their parts, and what becomes of them.

{% twitter https://example.org/1 %}     name "twitter", and {1} is the address
{{< youtube id="abc" >}}                name "youtube", and {id} is abc
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

_PARTS = re.compile(
    r"\{[{%](?P<mark>[<%]?)[-\s]*(?P<name>/?[^\s({:%}|<>-][^\s({:%}|<>]*)(?P<arguments>[\s\S]*?)[-\s>%]*[%}]\}"
)
_ARGUMENT = re.compile(r"""(?:(\w[\w-]*)\s*(?:=\s*|:\s+|:(?=["'])))?("[^"]*"|'[^']*'|[^\s,()"'=]+(?:=[^\s,()"']*)*)""")
_PLACEHOLDER = re.compile(r"\{(\w[\w-]*)\}")
INNER = "{inner}"
"""The placeholder for what stands between a tag and its end."""


@dataclass(frozen=True, slots=True)
class TemplateTag:
    """A tag, or what opens or closes a pair of them."""

    name: str
    """Its name, or of an output its first variable: `site.baseurl`."""
    is_shortcode: bool = False
    """Whether it is one of Hugo's."""
    arguments: Mapping[str, str] = field(default_factory=dict)
    """By name; those without one by their number from 1, and `all` of them as written."""

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
    return TemplateTag(match["name"], bool(match["mark"]), arguments)


def end_of(tag: TemplateTag) -> re.Pattern[str]:
    """The pattern of the tag that ends a pair."""
    name = re.escape(tag.name)
    if tag.is_shortcode:
        return re.compile(rf"\{{\{{[<%]\s*/\s*{name}\s*[>%]\}}\}}")
    return re.compile(rf"\{{%-?\s*end(?:{name})?\s*-?%\}}")


def expand(template: str, tag: TemplateTag, inner: str = "") -> str:
    """The template with the arguments in the places of their names; one that is missing is empty.

    >>> expand("[A post]({1})", parse_tag("{% twitter https://example.org/1 %}"))
    '[A post](https://example.org/1)'
    """
    values = {**tag.arguments, "inner": inner}
    return _PLACEHOLDER.sub(lambda placeholder: values.get(placeholder[1], ""), template)
