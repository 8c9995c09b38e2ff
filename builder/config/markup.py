"""The settings `markup`: what becomes of the markup of other tools in Markdown texts."""

import re
from collections.abc import Mapping
from typing import Any

from msgspec import field

from builder.config import checks
from builder.config.setting import setting
from builder.core.json_schema import TEXT, any_of, table_of, takes
from builder.core.record import Frozen

KEEP = "keep"
STRIP = "strip"
EVERY_OTHER = "*"
"""The name that stands for all tags without a template of their own."""


class TagTemplates(Frozen, frozen=True):
    """What becomes of the template tags of one kind, by their names."""

    templates: Mapping[str, str] = field(default_factory=dict)
    """Markdown with the tag's arguments in braces: `[A post]({1})`; or `keep` or `strip`."""

    def of(self, name: str) -> str | None:
        """The template of a tag; None if the settings do not speak of it."""
        return self.templates.get(name, self.templates.get(EVERY_OTHER))


@takes(any_of({"enum": [KEEP, STRIP]}, table_of(TEXT)))
def check_tags(value: Any) -> TagTemplates:
    """Check the setting of a kind of tags: `keep` or `strip` for all of them, or a template for each name."""
    if value in (KEEP, STRIP):
        return TagTemplates({EVERY_OTHER: value})
    if not isinstance(value, dict):
        raise ValueError(f'must be "{KEEP}", "{STRIP}", or a table of texts such as {{ twitter = "[A post]({{1}})" }}')
    for name, template in value.items():
        with checks.inside(name):
            _check_template(template)
    return TagTemplates(value)


def _check_template(template: Any) -> None:
    if not isinstance(template, str):
        raise ValueError(f'must be "{KEEP}", "{STRIP}" or a template in quotes, such as "[A post]({{1}})"')
    if wrong := re.search(r"\{(?!\w[\w-]*\}|[{%:#])[^{}\n]*\}|\{0\}", template):
        raise ValueError(
            f"has {wrong[0]}, which names no argument: they are {{1}}, {{2}}, {{all}}, {{inner}}, or named"
        )


_choice = checks.one_of(KEEP, STRIP)
_UNSAID = "kept as text, with a warning"


class MarkupSettings(Frozen, frozen=True):
    """What becomes of what is not Markdown in a Markdown text."""

    liquid: TagTemplates = setting(
        TagTemplates(),
        check=check_tags,
        words="what becomes of Liquid tags, such as `{% twitter https://… %}` or `{{ site.title }}`: `keep`, `strip`, "
        "or a template in Markdown for each name ([how](../write/other-markup.md))",
        example={"twitter": "[A post]({1})", "site.baseurl": "", "*": STRIP},
        default_words=_UNSAID,
    )
    shortcode: TagTemplates = setting(
        TagTemplates(),
        check=check_tags,
        words="the same for Hugo's shortcodes, as in `{{< youtube abc >}}`",
        example={"youtube": "[A video](https://youtu.be/{1})"},
        default_words=_UNSAID,
    )
    html: str = setting(
        "",
        check=_choice,
        words="what becomes of HTML tags while `raw_html` is false: `keep` shows them as text, `strip` what stands "
        "between them alone",
        example=STRIP,
        default_words=_UNSAID,
    )
    attributes: str = setting(
        "",
        check=_choice,
        words='the same for kramdown\'s attribute lists, as in `{:target="_blank"}`',
        example=STRIP,
        default_words=_UNSAID,
    )
    block_ids: str = setting(
        "",
        check=_choice,
        words="the same for Obsidian's block ids, as in `^37066d` at the end of a line",
        example=STRIP,
        default_words=_UNSAID,
    )
    percent_comments: bool = setting(
        True, check=checks.flag, words="whether the text between `%%` and `%%` is a comment, as in Obsidian"
    )
    typographic_quotes: bool = setting(
        False,
        check=checks.flag,
        words="whether straight quotation marks and apostrophes in texts, titles and summaries become those of the "
        "site's language: “ ” and ’ in English, „ “ in German",
    )
