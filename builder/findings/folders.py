"""Findings about folders."""

from collections import Counter
from collections.abc import Iterator

from builder.core.problems import Code, Place, Problem
from builder.findings.rule import SiteRule
from builder.relations.site import Site

CROWDED = 900
"""Files above which a folder is crowded: GitHub shows the first 1,000 files of a folder, and none of the others."""


def crowded_folders(site: Site) -> Iterator[Problem]:
    """The folders of content/ with nearly as many files as GitHub shows of one."""
    counts = Counter(item.path.rpartition("/")[0] for item in (*site.texts, *site.assets))
    for folder, count in sorted(counts.items()):
        if count > CROWDED:
            what = f"the folder holds {count:,} files, and GitHub shows 1,000 of a folder at most"
            cure = "move some into folders below it, such as one for each month"
            yield Problem(Code.FOLDER_CROWDED, Place(folder), what, cure)


RULES = (SiteRule(Code.FOLDER_CROWDED, crowded_folders),)
