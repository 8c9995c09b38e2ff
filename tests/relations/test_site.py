"""The site as a value: what is beside what."""

from builder.core.dates import Date
from builder.core.urls import Slug
from builder.relations.threads import Trail
from builder.relations.timeline import Neighbours
from tests.sites import SiteFolder


def test_pinned_entries_stand_first_and_count_towards_the_limit(site: SiteFolder) -> None:
    site.write(
        {
            "content/news/2011-05-10-a.md": "---\ntitle: A\ncontexts: [x]\nrelated: [news/2011/05/12/c]\n---\n",
            "content/news/2011-05-11-b.md": "---\ntitle: B\ncontexts: [x]\n---\n",
            "content/news/2011-05-12-c.md": "---\ntitle: C\n---\n",
            "content/news/2011-05-13-d.md": "---\ntitle: D\ncontexts: [x]\n---\n",
        }
    )
    site.write({"dateline.toml": "[related]\nlimit = 2\n"})
    site.build()
    related = site.data("news/2011/05/10/a.json")["related"]
    assert [(item["title"], item["contexts"]) for item in related] == [("C", []), ("D", ["x"])]


def test_days_months_and_years_each_have_their_own_neighbours(site: SiteFolder) -> None:
    dates = ["2009-05-15", "2011-01-02", "2011-05-12"]
    site.write({f"content/news/{date}-e.md": "---\ntitle: E\n---\n" for date in dates})
    (news,) = (section.slug for section in site.assemble().site.sections)
    beside = site.assemble().site.neighbours
    assert beside[news, Date(2011, 1, 2)] == Neighbours(Date(2009, 5, 15), Date(2011, 5, 12))
    assert beside[news, Date(2011, 1)] == Neighbours(Date(2009, 5), Date(2011, 5))
    assert beside[news, Date(2011)] == Neighbours(Date(2009), None)


def test_shared_topics_are_named_in_case_sensitive_order(site: SiteFolder) -> None:
    names = "[ballistic missile, United Nations, Iran]"
    site.write({f"content/news/2011-05-1{n}-e.md": f"---\ntitle: E\ncontexts: {names}\n---\n" for n in (1, 2)})
    whole = site.assemble().site
    (related,) = whole.related(whole.entries[0])
    assert [topic.name for topic in related.shared] == ["Iran", "United Nations", "ballistic missile"]


def test_an_entry_knows_those_before_and_after_it_in_each_of_its_topics(site: SiteFolder) -> None:
    for n, names in enumerate(["[Iran]", "[Oil]", "[Oil, Iran, Peru]", "[Chad]", "[iran]"]):
        file = f"content/{'opinion' if n % 2 else 'news'}/2011-05-1{n}-e{n}.md"
        site.write({file: f"---\ntitle: E{n}\ncontexts: {names}\n---\n"})
    whole = site.assemble().site
    e0, e1, e2, _, e4 = whole.entries
    assert whole.trails(e2) == (
        Trail(Slug("oil"), 1, e1, None),
        Trail(Slug("iran"), 1, e0, e4),
        Trail(Slug("peru"), 0, None, None),
    )
