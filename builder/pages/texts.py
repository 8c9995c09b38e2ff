"""Texts as pages show them: a body as HTML, and the heading above one that introduces a list."""

from builder.content.body import fill_holes, without_colours
from builder.content.location import UNTITLED
from builder.core.links import href
from builder.core.model import Page
from builder.views.contract import BodyView


def body_html(view: BodyView) -> str:
    """The HTML of a text, its links written from the site's root."""
    return fill_holes(view.body, [address and href(address) for address in view.addresses])


def uncoloured_html(view: BodyView) -> str:
    """The same for feeds and programs: its code has no colours."""
    return without_colours(body_html(view))


def heading_of(introduction: Page) -> str:
    """The heading above a text that introduces a list; empty if it has none of its own."""
    return "" if introduction.title == UNTITLED else introduction.title
