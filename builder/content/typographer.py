"""Typographer: the quotes of plain texts, set by the rule of markdown-it, and a parser that sets those of Markdown."""

from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_core.smartquotes import process_inlines
from markdown_it.rules_core.state_core import StateCore
from markdown_it.token import Token

from builder.content.quotes import Quotes


def set_quotes(text: str, quotes: Quotes) -> str:
    """A plain text with quotes for its straight ones."""
    token = Token("text", "", 0, content=text)
    process_inlines([token], _state(quotes))
    return token.content


def use_quotes(parser: MarkdownIt, quotes: Quotes) -> MarkdownIt:
    """The parser, which now sets the quotes of what it parses."""
    parser.options.update(_options(quotes))
    return parser.enable("smartquotes")


@cache
def _state(quotes: Quotes) -> StateCore:
    parser = MarkdownIt("commonmark", _options(quotes))
    return StateCore("", parser, {}, [])


def _options(quotes: Quotes) -> dict[str, object]:
    return {"typographer": True, "quotes": quotes}
