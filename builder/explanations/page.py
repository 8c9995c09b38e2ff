"""The page of a problem's code: each is a file in pages/, read here and nowhere else.

    why = "In YAML, a # behind a blank begins a comment."
    message = 'content/news/2031/05/15/ferry.md:2:13: warning: the title ends at " #"…'

    [[wrong]]
    file = "content/news/2031/05/15/ferry.md"
    text = '''
    ---
    title: Ferry #7 is late
    ---
    '''

    [[right]]
    …

What cannot be shown as a file is a `command` that makes it. Tests build both sites; `make docs` writes the messages.
"""

from pathlib import Path

import msgspec

from builder.core.problems import Code
from builder.core.record import Frozen
from builder.core.text import wrap

PAGES = Path(__file__).with_name("pages")
"""The folder of the pages, each named by its code."""

WIDTH = 80


class Step(Frozen, frozen=True, forbid_unknown_fields=True):
    """A step to an example, in the site's folder: a file to write, or a command to run."""

    file: str = ""
    text: str = ""
    command: str = ""


class Explanation(Frozen, frozen=True, forbid_unknown_fields=True):
    """What a page says of its code. The examples stand beside a sound entry, which none of them shows."""

    why: str
    """Why it is told, and what may be done about it, in a few sentences."""
    message: str
    """What a build, or a check, says of the wrong example: a line for each problem."""
    wrong: tuple[Step, ...]
    right: tuple[Step, ...]


def explanation(code: Code) -> Explanation:
    """The explanation of a code."""
    return msgspec.toml.decode((PAGES / f"{code.slug}.toml").read_bytes(), type=Explanation)


def explanation_page(code: Code) -> str:
    """The page of a code, for a terminal."""
    explained = explanation(code)
    parts = [
        f"{code.slug} ({code.severity.value})",
        "\n".join(wrap(f"{code.meaning} {explained.why}", WIDTH)),
        *(part for step in explained.wrong for part in _shown("Wrong", step)),
        "What it says:",
        _indented(explained.message),
        *(part for step in explained.right for part in _shown("Right", step)),
    ]
    return "\n\n".join(parts)


def _shown(kind: str, step: Step) -> tuple[str, str]:
    if step.command:
        return f"{kind}, as these commands make it:", _indented(step.command)
    return f"{kind}, {step.file}:", _indented(step.text)


def _indented(text: str) -> str:
    return "\n".join(f"    {line}".rstrip() for line in text.rstrip("\n").split("\n"))
