"""The page of a problem's code: each is a file in pages/, read here and nowhere else.

    why = "In YAML, a # behind a blank begins a comment."
    message = 'content/news/2011/05/15/ferry.md:2:13: warning: the title ends at " #"…'

    [[wrong]]
    file = "content/news/2011/05/15/ferry.md"
    text = '''
    ---
    title: Ferry #7 is late
    ---
    '''

    [[right]]
    …

What cannot be shown as a file is a `command` that makes it. Tests build both sites; `make docs` writes the messages
into it, and the page into the manual, which `dateline explain` prints too.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

from builder.core.problems import FINDINGS, Code
from builder.core.record import Frozen

PAGES = Path(__file__).with_name("pages")
"""The folder of the pages, each named by its code."""

LANGUAGES = {".md": "markdown", ".toml": "toml", ".html": "jinja", ".po": "po", ".yml": "yaml"}
"""What Markdown calls the languages of files, by how their names end."""


class Step(Frozen, frozen=True, forbid_unknown_fields=True):
    """A step to an example, in the site's folder: a file to write, or a command to run."""

    file: str = ""
    text: str = ""
    command: str = ""


class Explanation(Frozen, frozen=True, forbid_unknown_fields=True):
    """What a page says of its code. Each example is a whole site: nothing else has to be there."""

    why: str
    """Why it is told, and what may be done about it, in a few sentences."""
    message: str
    """What a build, or a check, says of the wrong example: a line for each problem."""
    wrong: tuple[Step, ...]
    right: tuple[Step, ...]
    also: tuple[str, ...] = ()
    """Other findings that a check tells of the wrong example, as it is short."""


def explanation(code: Code) -> Explanation:
    """The explanation of a code."""
    return msgspec.toml.decode((PAGES / f"{code.slug}.toml").read_bytes(), type=Explanation)


def explanation_page(code: Code) -> str:
    """The page of a code, in Markdown: the manual has it, and `dateline explain` prints it."""
    explained = explanation(code)
    kind = (
        f"{code.severity.value.capitalize()} of `dateline check`"
        if code in FINDINGS
        else code.severity.value.capitalize()
    )
    also = ", ".join(f"`{each}`" for each in explained.also)
    parts = [
        f"**{kind}.** {code.meaning} {explained.why}",
        "## Wrong",
        *(part for step in explained.wrong for part in _shown(step, "text")),
        "## What it says",
        fenced(explained.message, "text"),
        *([f"As the example is short, a check tells these of it too: {also}."] if also else []),
        "## Right",
        *(part for step in explained.right for part in _shown(step, "")),
    ]
    return "\n\n".join(parts)


def _shown(step: Step, language: str) -> Iterator[str]:
    """A step as an example; a file that is right in its own language."""
    if step.command:
        yield "As these commands make it:"
        yield fenced(step.command, "sh")
    else:
        of_file = language or LANGUAGES.get(Path(step.file).suffix, "text")
        yield fenced(step.text, f'{of_file} title="{step.file}"')


def fenced(text: str, info: str) -> str:
    """A block of code in Markdown, between longer fences than the text has itself."""
    longest = max(map(len, re.findall(r"`{3,}", text)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}{info}\n{text.strip(chr(10))}\n{fence}"
