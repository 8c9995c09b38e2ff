"""Writes what README says of declarations: `make docs`. A table stands between two comments that name it.

<!-- settings -->
| setting | default | what it is |
...
<!-- /settings -->
"""

from collections.abc import Iterable, Mapping

from builder.config.reference import keys_table, settings_table
from builder.core.problems import FINDINGS, Code
from builder.frontmatter.keys import ENTRY_KEYS, TOPIC_KEYS
from builder.pages.registry import KINDS, kinds_table
from tests.sites import ROOT

README = ROOT / "README.md"


def codes_table(codes: Iterable[Code]) -> str:
    """A table of codes of problems."""
    rows = (f"| `{code.slug}` | {code.severity.value} | {code.meaning} |" for code in codes)
    return "\n".join(["| code | kind | what it means |", "|---|---|---|", *rows])


PARTS: Mapping[str, str] = {
    "keys of entries": keys_table(ENTRY_KEYS),
    "keys of topics": keys_table(TOPIC_KEYS, above=ENTRY_KEYS),
    "settings": settings_table(),
    "kinds of page": kinds_table(KINDS),
    "problems": codes_table(code for code in Code if code not in FINDINGS),
    "findings": codes_table(code for code in Code if code in FINDINGS),
}
"""What stands between the comments of each name."""


def up_to_date(readme: str) -> str:
    """The README with each part as the declarations make it."""
    for name, part in PARTS.items():
        before, rest = readme.split(f"<!-- {name} -->\n")
        _, after = rest.split(f"<!-- /{name} -->\n")
        readme = f"{before}<!-- {name} -->\n\n{part}\n\n<!-- /{name} -->\n{after}"
    return readme


if __name__ == "__main__":
    README.write_text(up_to_date(README.read_text(encoding="utf-8")), encoding="utf-8")
