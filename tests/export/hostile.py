"""A site with what exports and imports get wrong: odd names, line ends, encodings, drafts, other headers, pictures."""

from collections.abc import Mapping

DAY = "content/news/2011/05/15"

_SETTINGS = """
title = "Harbour \\"news\\" \U0001f6a2"
data = ["jsonl", "csv"]
formats = ["html", "json", "md"]
problems = { shortcode = "off" } # a comment
[fields]
contexts.place = ["places"]
extra = ["odd", "tags"]
"""

_ENTRY = """---
title: 'A: "first"' # private
contexts: [Los Angeles, 'C#', Iran]
places: [Vienna]
odd: {x: [1]}
sources:
- name: The Post
  title: =1+1
  url: https://post.example/a?b=1&c=2
- Gazette
aliases: [/old/a.html]
related: [news/2011/05/16/b]
correction:
  2011-06-01: '=1: not "2"' # private
  2011-06: |
    Another
    line.
---

  Text <!-- secret --> with [[Iran]], %%hidden%% [a page](../../../../about.md).


"""

_PAGE_FORM = """### [2012-01-2](/opinion/2012/01/2/index.md)

#  Title\x20

Body

### Source:

1. [X](https://x.example/)

_Context: Iran, Los Angeles_
"""

_TOPIC = """---
title: Iran
aliases: [Persia]
kind: place
summary: A country.
---
Words of [[Vienna]].
"""

SITE: Mapping[str, str | bytes] = {
    "dateline.toml": _SETTINGS,
    f"{DAY}/a.md": _ENTRY,
    f"{DAY}/crlf.md": b"---\r\ntitle: Lines end as on Windows\r\ndate: 2011-05-15\r\n---\r\nOne.\r\n\r\nTwo.\r\n",
    f"{DAY}/bom.md": b"\xef\xbb\xbf---\ntitle: A mark of byte order\n---\nWords\n",
    f"{DAY}/Über-den-Fluß.md": (
        "---\ntitle: Über den Fluß\nlang: de\nsummary: \U0001f6a2 \u2028 fährt\nimage: quay.png\n---\n"
    ),
    f"{DAY}/a,\"b\"; 'c'.md": "---\ntitle: 'Quotes, \"commas\"'\n---\nText",
    f"{DAY}/quay.png": bytes(range(256)) * 3,
    f"{DAY}/draft.md": "---\ntitle: Secret plans\ndraft: true\n---\nNot yet.\n",
    "content/news/2011/05/16/b.md": '{"title": "JSON", "date": "2011-05-16", "end": "2011-05-18"}\n\nText\n',
    "content/news/2011/c.md": "+++\ntitle = 'A year only'\nimportance = 9\n+++\n",
    "content/opinion/2012-01-02-page-form.md": _PAGE_FORM,
    "content/about.md": "# About\n\nWords.\n",
    "content/empty.txt": b"",
    "content/topics/iran.md": _TOPIC,
    "content/news/_index.md": "From the harbour.\n",
}
"""Files by their paths in the site's folder."""
