"""Fenced code blocks in Markdown: their language, which gives their words colours, and their caption.

    ```toml title="dateline.toml"
    title = "Harbour news"
    ```

The caption is written as in Material for MkDocs: https://squidfunk.github.io/mkdocs-material/reference/code-blocks/.
The language may be a class, as Pandoc has it: `{.toml title="dateline.toml"}`, https://pandoc.org/MANUAL.html.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from markdown_it.common.utils import escapeHtml, unescapeAll
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from builder.content.highlight import MOST, highlight

_TITLE = re.compile(r"""(?<![^\s{])title=(?:"([^"]*)"|'([^']*)'|([^\s"'}]+))""")
_CLASS = re.compile(r"(?<=[\s{])\.([^\s{}]+)")
_HIGHLIGHTED = "highlighted"
"""The part of the renderer's environment that counts the characters of code that have colours."""


class _Info(NamedTuple):
    """What stands behind a fence."""

    language: str
    caption: str


def render_fence(_r: RendererHTML, tokens: Sequence[Token], index: int, _o: OptionsDict, env: EnvType) -> str:
    """The HTML of a fenced code block: with its caption, and with colours while its text may have some."""
    token = tokens[index]
    info = _read_info(unescapeAll(token.info).strip())
    code = token.content
    used = env.get(_HIGHLIGHTED, 0) + len(code)
    html = highlight(code, info.language.lower()) if used <= MOST else None
    if html is not None:
        env[_HIGHLIGHTED] = used
    language = f' class="language-{escapeHtml(info.language)}"' if info.language else ""
    block = f"<pre><code{language}>{escapeHtml(code) if html is None else html}</code></pre>\n"
    if not info.caption:
        return block
    return f'<figure class="code">\n<figcaption>{escapeHtml(info.caption)}</figcaption>\n{block}</figure>\n'


def _read_info(info: str) -> _Info:
    """The language and the caption in an info string; both may be missing.

    >>> _read_info('toml title="dateline.toml"')
    _Info(language='toml', caption='dateline.toml')
    """
    title = _TITLE.search(info)
    caption = (title[1] or title[2] or title[3] or "").strip() if title else ""
    rest = (_TITLE.sub("", info) if title else info).strip()
    if rest.startswith("{"):
        classes = _CLASS.search(rest)
        return _Info(classes[1] if classes else "", caption)
    words = rest.split(maxsplit=1)
    return _Info(words[0] if words else "", caption)
