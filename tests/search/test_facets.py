"""What a choice can be narrowed down to."""

import json
from typing import Any

from builder.dates import Date
from builder.search.facets import LEAST, TOPICS, content, largest
from builder.search.numbers import number
from builder.search.postings import decode, written
from builder.site import Site
from tests.sites import SiteFolder


def files(kinds: int, each: int) -> dict[str, str]:
    """An entry with as many topics of as many kinds, and a setting that tells them apart."""
    names = [f"k{kind}: [{', '.join(f'k{kind} t{n:02}' for n in range(each))}]" for kind in range(kinds)]
    fields = "\n".join(f'contexts.k{kind} = ["k{kind}"]' for kind in range(kinds))
    head = "\n".join(("title: E", *names))
    return {"content/news/2011/05/15/e.md": f"---\n{head}\n---\n", "dateline.toml": f"[fields]\n{fields}\n"}


def facets(site: Site) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(content(site, number(site.entries)))
    return found


def test_days_sections_and_importance_say_which_entries_they_have(site: SiteFolder) -> None:
    for name, importance in (("news/2011/05/15/a", 3), ("opinion/2011/05/15/b", 9), ("news/2011/05/17/c", 3)):
        site.write({f"content/{name}.md": f"---\ntitle: E\nimportance: {importance}\n---\n"})
    found = site.assemble().site
    numbers = [*number(found.entries).entries]
    its = facets(found)
    assert its["days"] == written([Date(2011, 5, 15).ordinal - Date(2000).ordinal, 2, 2, 1])
    sections = {slug: (name, decode(text)) for slug, name, text in its["sections"]}
    assert sections == {"news": ("News", [numbers[0], numbers[2]]), "opinion": ("Opinion", [numbers[1]])}
    assert [(value, decode(text)) for value, text in its["importance"]] == [
        (9, [numbers[1]]),
        (3, [numbers[0], numbers[2]]),
    ]


def test_a_single_section_need_not_say_what_it_has(two_entries: SiteFolder) -> None:
    assert facets(two_entries.assemble().site)["sections"] == [["news", "News", ""]]


def test_the_largest_topics_come_first(two_entries: SiteFolder) -> None:
    assert [topic.name for topic in largest(two_entries.assemble().site)] == ["Iran", "United Nations"]


def test_each_kind_has_its_share_of_the_topics_but_some_at_least(site: SiteFolder) -> None:
    site.write(files(2, 15))
    its = [topic.kind for topic in largest(site.assemble().site)]
    assert its == ["k0"] * (TOPICS // 2) + ["k1"] * (TOPICS // 2)
    site.write(files(10, 5))
    assert len([*largest(site.assemble().site)]) == 10 * LEAST
