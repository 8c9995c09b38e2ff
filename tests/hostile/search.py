"""Search for hostile inputs: repeats random pieces of markup, and prints what costs much.

`python -m tests.hostile.search SECONDS SEED`
"""

import random
import sys
import time
from functools import partial

from tests.hostile.cost import cost
from tests.hostile.readers import read_entry

SLOW = 0.8
"""Seconds of the processor."""
LARGE = 100_000_000
"""Bytes of memory."""

PIECES = (
    "\n", "\n\n", " ", "  ", "    ", "\t", "a", "b", "1", "ab ", "é", "\u0301", "\u202e", "#", "# ",
    "## a\n", "*", "**", "_", "__", "~", "~~", "`", "``", "```", "```\n", "[", "]", "[[", "]]", "(", ")",
    "](", "](<", "[^", "[^1]", "[^1]: ", "[a]: ", "![", "|", "|-|\n", "|a|\n", "---", "---\n", "===\n", "> ",
    ">", "- ", "* ", "1. ", "+ ", ": ", ":", "::", "<", ">", "</", "<a ", "<b>", "</b>", "<!--", "-->",
    "<div>", "<![CDATA[", "<?", "\"", "'", "=\"", "&", "&amp;", ";", "\\", "\\[", "{", "}", "{{", "}}", "{%",
    "%}", "{{<", ">}}", "{#", "{:", "{::comment}", "%%", "%", "www.", "http://", "https://a.b/", "@",
    "a@b.c", ".", ",", "!", "?", "^", "^a", "{% comment %}", "{% endcomment %}", "{% highlight a %}",
    "{% raw %}", "[//]: # (", "[!NOTE]\n", "[ ] ", "a:: ", "_Context: ", "### Source:\n", "### Related:\n",
    "1. [a](b)", "### [2011-05-15](/a)\n", "title: ", "- name: ", "\x00", "<!", "$", "=", "+++\n", "~~~\n",
)  # fmt: skip
STARTS = (
    "---\ntitle: A\ndate: 2011-05-15\n---\n",
    "### [2011-05-15](/news/2011/05/15/)\n\n# A title\n\n",
    "### [2011-05-15](/news/2011/05/15/)\n\n# A title\n\n### Related:\n\n1. ",
    "### [2011-05-15](/news/2011/05/15/)\n\n# A title\n\n### Source:\n\n1. ",
    "### [2011-05-15](/news/2011/05/15/)\n\n# A title\n\n_Context: ",
    "---\ntitle: ",
    "---\ntitle: A\ndate: 2011-05-15\nsources:\n  - ",
    "---\ntitle: A\ncontexts: [",
    "---\ntitle: A\nx: ",
    "+++\ntitle = 'A'\nx = ",
    '{"title": "A", "x": ',
    "",
    "",
)
ENDS = ("", "", "", "\n---\nText\n", "\n", "a", ")", "]", '"', "_\n", "\n+++\nText\n", "}\n\nText\n")


def main(seconds: str = "60", seed: str = "1") -> None:
    """Try texts until the time is over."""
    random.seed(seed)
    until, tried = time.monotonic() + float(seconds), 0
    while time.monotonic() < until:
        text, told = _text()
        found = cost(partial(read_entry, text.encode()))
        tried += 1
        if found.seconds > SLOW or found.memory > LARGE or not found.outcome.startswith(("read", "refused")):
            print(f"{found.seconds:6.2f} s {found.memory / 1e6:5.0f} MB {told} {found.outcome}", flush=True)
    print(f"{tried:,} texts tried")


def _text() -> tuple[str, str]:
    """A text, and what it is made of."""
    start, end = random.choice(STARTS), random.choice(ENDS)
    lead = "".join(random.choices(PIECES, k=random.choice((0, 0, 1, 2))))
    unit = "".join(random.choices(PIECES, k=random.randint(1, 5)))
    count = random.choice((10_000, 50_000, 90_000, 400_000)) // len(unit)
    return start + lead + unit * count + end, f"{start[-20:]!r} {lead!r} {unit!r} x {count:,} {end!r}"


if __name__ == "__main__":
    main(*sys.argv[1:])
