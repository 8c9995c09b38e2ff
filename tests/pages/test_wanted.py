"""The page of wanted names."""

from pathlib import Path

from lxml import html

from tests.sites import SiteFolder

DAY = "content/news/2011/05/15"


def text(title: str, body: str, **keys: str) -> str:
    """A file."""
    lines = "".join(f"{key}: {value}\n" for key, value in keys.items())
    return f"---\ntitle: {title}\n{lines}---\n{body}\n"


def wanted(site: SiteFolder) -> dict[str, list[str]]:
    """The names on the page in their order, each with the texts below it."""
    page = html.fromstring((site.output / "wanted.html").read_bytes())
    lists = zip(page.iter("h2"), page.cssselect("ul.titles"), strict=True)
    return {str(name.text).strip(): [str(link.text) for link in its.iter("a")] for name, its in lists}


def test_it_lists_what_wiki_links_name_and_nothing_is_published_for(site: SiteFolder) -> None:
    site.write(
        {
            f"{DAY}/a.md": text("A", "[[Rope]] [[Sails#How|x]] [[C#]] [[B]] [[2031-01-01]] ![[gone.png]] [[Secret]]"),
            f"{DAY}/b.md": text("B", "[[sails]] [[Sails]] [[#Nothing]] [[Ships]]", contexts="[Ships]"),
            "content/about.md": text("About", "[[rope]] [[sails]]"),
            f"{DAY}/secret.md": text("Secret", "Words.", draft="true"),
        }
    )
    site.build()
    assert wanted(site) == {"Sails": ["A", "B", "About"], "Rope": ["A", "About"], "C#": ["A"]}
    assert 'href="../wanted.html"' in site.page("topics/index.html")


def test_it_is_there_only_while_something_is_wanted(site: SiteFolder) -> None:
    site.write(
        {f"{DAY}/a.md": text("A", "Words.", contexts="[Ships]"), "dateline.toml": 'base_url = "https://example.org/"\n'}
    )
    site.build()
    assert not (site.output / "wanted.html").exists()
    assert "wanted.html" not in site.page("topics/index.html")
    site.write({f"{DAY}/a.md": text("A", "[[Rope]]", contexts="[Ships]")})
    site.build()
    assert "wanted.html" in site.page("topics/index.html")
    assert "wanted.html" not in site.page("sitemap.xml")
    site.write({f"{DAY}/rope.md": text("Rope", "Words.")})
    site.build()
    assert not (site.output / "wanted.html").exists()


def test_a_title_that_changes_is_shown_anew(site: SiteFolder) -> None:
    site.write({f"{DAY}/a.md": text("A", "[[Rope]]", contexts="[Ships]")})
    site.build()
    site.write({f"{DAY}/a.md": text("Another", "[[Rope]]", contexts="[Ships]")})
    site.build()
    assert wanted(site) == {"Rope": ["Another"]}


def test_a_site_may_have_a_page_of_its_own_there(site: SiteFolder) -> None:
    site.write({f"{DAY}/a.md": text("A", "[[Rope]]", contexts="[Ships]")})
    site.write({"content/wanted.md": text("What we want", "Rope.")})
    site.build()
    assert "What we want" in site.page("wanted.html")
    assert "wanted.html" not in site.page("topics/index.html").partition("</header>")[2]
    Path(site.path / "content/wanted.md").unlink()
    site.build()
    assert wanted(site) == {"Rope": ["A"]}


def test_a_site_without_topics_has_no_such_page_as_nothing_would_lead_there(site: SiteFolder) -> None:
    site.write({f"{DAY}/a.md": text("A", "[[Rope]]")})
    site.build()
    assert not (site.output / "wanted.html").exists()
    site.write({f"{DAY}/b.md": text("B", "Words.", contexts="[Ships]")})
    site.build()
    assert wanted(site) == {"Rope": ["A"]}
