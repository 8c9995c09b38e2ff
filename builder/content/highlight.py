"""Syntax highlighting: code to HTML whose words have colours, made at build time by Pygments: https://pygments.org/.

    highlight('port = "sea"', "toml")    'port = <span class="s">&quot;sea&quot;</span>'

The kinds of token are few, as the theme has few colours, and have classes of one letter: `k` for keywords and tags, `s`
for strings, numbers and other values, `c` for comments and prompts. The style sheet gives each a colour.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache

from builder.content.body import escape_html

LANGUAGES = frozenset(
    (
        *(
            "bash",
            "sh",
            "shell",
            "zsh",
            "console",
            "pycon",
            "powershell",
            "batch",
            "docker",
            "dockerfile",
            "nginx",
        ),
        *("toml", "yaml", "yml", "json", "json5", "ini", "cfg", "diff", "sql", "graphql", "protobuf", "http"),
        *("html", "xml", "css", "scss", "jinja", "html+jinja", "django", "liquid"),
        *("markdown", "md", "tex", "latex", "bibtex"),
        *("python", "py", "javascript", "js", "jsx", "typescript", "ts", "tsx"),
        *(
            "c",
            "c++",
            "cpp",
            "c#",
            "csharp",
            "go",
            "rust",
            "rs",
            "kotlin",
            "swift",
            "ruby",
            "rb",
            "php",
            "perl",
            "r",
            "lua",
        ),
    )
)
"""The languages that get colours, by the names that Pygments and other tools have for them; others stay plain.

Not all of Pygments': each of these was given hostile texts as long as code with colours may be, and took less than a
second. Those of Java, reStructuredText and Make took longer.
"""

LONGEST = 4_000
"""Characters of a block with colours: what hostile code costs some lexers grows with the square of its length."""

MOST = 12_000
"""Characters of all code with colours in one text."""

_MANY_BLANKS = re.compile(r"\s{200}")
"""What keeps many lexers busy for long."""

_MARKDOWN = ("markdown", "md")
_HEADER = re.compile(r"---\n(?:.*\n)*?---\n")
"""Front matter in front of Markdown, of which Pygments would make a heading."""

Kind = tuple[str, ...]
"""The type of a token: `("Comment", "Single")`."""

_CLASSES: Mapping[Kind, str] = {
    ("Comment",): "c",
    ("Comment", "Preproc"): "k",
    ("Comment", "PreprocFile"): "s",
    ("Generic", "Deleted"): "k",
    ("Generic", "Heading"): "k",
    ("Generic", "Inserted"): "s",
    ("Generic", "Prompt"): "c",
    ("Generic", "Subheading"): "k",
    ("Keyword",): "k",
    ("Keyword", "Constant"): "s",
    ("Literal",): "s",
    ("Name", "Tag"): "k",
    ("Operator", "Word"): "k",
}
"""The classes of types of tokens, which hold for the types below them too: https://pygments.org/docs/tokens/."""


def highlight(code: str, language: str) -> str | None:
    """The HTML of code with colours; None where it stays plain: in a language that is not known, or of too much code.

    The words of the HTML are those of the code, in their order, whatever Pygments makes of it.
    """
    if language not in LANGUAGES or len(code) > LONGEST or _MANY_BLANKS.search(code):
        return None
    header = _HEADER.match(code) if language in _MARKDOWN else None
    tokens = [*_lexer(language)(code[header.end() :] if header else code)]
    if header:
        tokens = [*_lexer("yaml")(header[0]), *tokens]
    if "".join([text for _, text in tokens]) != code:
        return None
    return "".join(
        f'<span class="{name}">{escape_html(text)}</span>' if name else escape_html(text)
        for name, text in _runs((_class_of(kind), text) for kind, text in tokens)
    )


@cache
def _lexer(language: str) -> Callable[[str], Iterable[tuple[Kind, str]]]:
    """What cuts code of a language into tokens. It changes no blank and no line end, and reads no code in the code."""
    from pygments.lexers import get_lexer_by_name  # noqa: PLC0415  # most builds need none

    lexer = get_lexer_by_name(language, stripnl=False, ensurenl=False, handlecodeblocks=False)
    tokens: Callable[[str], Iterable[tuple[Kind, str]]] = lexer.get_tokens
    return tokens


@cache
def _class_of(kind: Kind) -> str:
    """The class of a type of token, or of the nearest type above it that has one; empty for plain text."""
    above = (tuple(kind[:end]) for end in range(len(kind), 0, -1))
    return next((_CLASSES[each] for each in above if each in _CLASSES), "")


def _runs(tokens: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Tokens of one class side by side as one, and blanks with what stands in front of them."""
    last = ""
    parts: list[str] = []
    for name, text in tokens:
        if name != last and not text.isspace():
            if parts:
                yield last, "".join(parts)
            last, parts = name, []
        parts.append(text)
    if parts:
        yield last, "".join(parts)
