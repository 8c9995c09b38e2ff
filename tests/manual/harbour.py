"""The site of the reference's examples: small, and with something of everything that its pages show."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.sites import SiteFolder

FILES: Mapping[str, str] = {
    "dateline.toml": """\
title = "Harbour news"
description = "What came in and what went out."
base_url = "https://example.org/harbour/"
data = ["jsonl", "csv"]
history = false
""",
    "content/news/2011/05/14/the-harbour-is-closed.md": """\
---
title: The harbour is closed.
contexts: [shipping, "Los Angeles, California"]
sources: [{name: Harbour Times, url: https://example.org/closed}]
---
Nothing moves.
""",
    "content/news/2011/05/15/a-harbour-reopens.md": """\
---
title: "A harbour reopens: the first ship leaves at noon."
contexts: [shipping, "Los Angeles, California", trade]
sources:
  - name: Port Gazette
    title: First ship leaves at noon
    url: https://example.org/reopening
summary: The harbour is open again after three weeks.
importance: 9
status: confirmed
location: Long Beach
correction:
  2011-06-01: One ship left, not two.
---
The dredgers have gone. [[shipping]] goes on.
""",
    "content/news/2011/05/16/a-second-ship-leaves.md": """\
---
title: A second ship leaves.
end: 2011-05-17
contexts: [shipping, trade]
---
It carries grain, as the [first](../15/a-harbour-reopens.md) did.
""",
    "content/topics/shipping.md": """\
---
title: Shipping
aliases: [ships]
kind: theme
summary: Ships, and what they carry.
---
Entries about [[Los Angeles, California|the port]] are here too.
""",
    "content/about.md": """\
---
title: About
---
Who makes this.
""",
}
"""Its files, which the page on data writes too."""


@contextmanager
def harbour() -> Iterator[SiteFolder]:
    """The site in a folder of its own, for a while."""
    with TemporaryDirectory() as folder:
        site = SiteFolder(Path(folder))
        site.write(FILES)
        yield site
