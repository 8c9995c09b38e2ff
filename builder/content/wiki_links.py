"""Wiki links in Markdown: `[[target]]`, `[[target|words]]`, `[[target#Heading]]`, embeds as in `![[picture.png|200]]`.

The syntax is Obsidian's: https://help.obsidian.md/links. CommonMark goes first: `[[x]](url)` and `[[x]][y]` are links.
"""

import re
from collections.abc import Sequence

from markdown_it.common.utils import escapeHtml, normalizeReference
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline, image, link
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from builder.content.body import HOLE, IMAGE_START, LAZY, LINK_START, PICTURE

_BEFORE_HEADING = re.compile(r"#(?![#\s]*\Z)")
_INSIDE = re.compile(r"(?:(?!\[\[|\]\]|\n).)++(?=\]\])")
_SIZE = re.compile(r"(\d+)(?:x(\d+))?")


def wiki_link(state: StateInline, silent: bool) -> bool:
    """The inline rule. It finds nothing inside the words of a Markdown link, where brackets are words too."""
    first = state.src[state.pos]
    if first not in "[!":
        return False
    is_embed = first == "!"
    start = state.pos + is_embed
    if not state.src.startswith("[[", start) or silent or state.linkLevel:
        return False
    found = _INSIDE.match(state.src, start + 2, state.posMax)
    if not found:
        return False
    inside, end = found[0], found.end()
    if not inside.strip(" |#") or _is_markdown(state, inside):
        return False
    target, *labels = (part.strip() for part in inside.split("|"))
    token = state.push("wiki_link", "a", 0)
    token.meta = {"target": target, "offset": start}
    if is_embed and PICTURE.search(target):
        token.type, token.tag = "wiki_image", "img"
        size = _SIZE.fullmatch(labels[-1]) if labels else None
        token.meta["size"] = size.groups() if size else ()
        labels = labels[:-1] if size else labels
    token.content = " ".join(filter(None, labels)) or words_of(target)
    state.pos = end + 2
    return True


def _is_markdown(state: StateInline, inside: str) -> bool:
    """Whether CommonMark makes a link or a picture of the brackets."""
    if normalizeReference(inside) in state.env.get("references", {}):
        return True
    start = state.pos
    rule = image if state.src[start] == "!" else link
    matched = rule(state, True)
    state.pos = start
    return matched


def words_of(target: str) -> str:
    """What is shown of a target without words of its own: `Note > Heading`. A # at the end is part of a name: `C#`."""
    return " > ".join(filter(None, (part.strip() for part in _BEFORE_HEADING.split(target)))) or target


def render_wiki_link(_r: RendererHTML, tokens: Sequence[Token], index: int, _o: OptionsDict, _e: EnvType) -> str:
    """The HTML of a wiki link, with a hole."""
    return f'{LINK_START}{HOLE}">{escapeHtml(tokens[index].content)}</a>'


def render_wiki_image(_r: RendererHTML, tokens: Sequence[Token], index: int, _o: OptionsDict, _e: EnvType) -> str:
    """The HTML of an embedded picture, with a hole."""
    token = tokens[index]
    sizes = zip(("width", "height"), token.meta["size"], strict=False)
    size = "".join(f' {name}="{number}"' for name, number in sizes if number)
    return f'{IMAGE_START}{HOLE}" alt="{escapeHtml(token.content)}"{size} {LAZY}>'
