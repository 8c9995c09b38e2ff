"""A site after edits is the site that relating everything again gives, whatever was written in its texts."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from builder.core.model import Content, Entry
from builder.core.urls import Slug
from builder.planning.plan import plan
from builder.relations.edits import Edit, Edits
from builder.relations.relate import relate
from builder.relations.relate_edits import relate_edits
from builder.relations.site import Site
from builder.rendering.render import Renderer
from builder.serve.site_state import SiteState, edit, load_state
from tests.sites import SiteFolder, changed

FILES = (
    *(f"content/news/2011/05/{day}/{name}.md" for day in (14, 15) for name in ("a", "b", "c")),
    *("content/news/2011/05/d.md", "content/news/2012/e.md", "content/opinion/2011/05/15/f.md"),
    *("content/about.md", "content/notes/README.md"),
)
NAMES = ["Iran", "iran", "North Korea", "North. Korea", "missile", "Missile", "Lake", "C", "C++"]
TITLES = ["The lake rises", "A report", "Talks begin", "Iran", "Snow"]
BODIES = [
    *("", "Words.", "# Part\n\nOther words.", "[[Iran]] and [[Snow]]", "[[A report|it]]", "[[Nothing]]", "[[lake]]"),
    "[[2011-05-15#Part]] [[2011-5-14#part|it]] [[2011#Part]] [[Iran#Part]]",
    *("[a](/news/2011/05/14/a.md)", "[b](b.md#part)", "[day](/news/2011/05/15/)", "[x](../../../../../about.md)"),
]
EXTRAS = [
    *(
        "",
        "summary: In short.\n",
        "importance: 9\n",
        "end: 2011-05-16\n",
        "end: 2013\n",
        "updated: 2012-01-02\n",
        "aliases: [/old/one.html]\n",
    ),
    *("related: [news/2011/05/14/a]\n", "related: [Snow]\n", "image: /picture.png\n", "colour: red\n", "lang: fa\n"),
    *("sources:\n  - name: Gazette\n", "sources: [gazette, Post]\n", "sources: ['https://a.org/1', Post]\n"),
    *("draft: true\n", "contexts: one\n", "location: [Vienna, Geneva]\n", "id: p1\n", "related: [p1]\n"),
    *("sources:\n  - {title: T, url: /picture.png}\n  - {url: b.md}\n  - url: gone.pdf\n", "aliases: [/ABOUT.html]\n"),
]


def text(title: str, contexts: list[str], extra: str, body: str) -> str:
    """A file of an entry or a page."""
    named = "" if "contexts" in extra else f"contexts: [{', '.join(contexts)}]\n"
    return f"---\ntitle: {title}\n{named}{extra}---\n{body}\n"


SETTINGS = """
formats = ["html", "json", "md", "xml"]
base_url = "https://example.org/"
[topics."North Korea"]
kind = "place"
"""
TEXTS = st.builds(
    text,
    st.sampled_from(TITLES),
    st.lists(st.sampled_from(NAMES), max_size=3),
    st.sampled_from(EXTRAS),
    st.sampled_from(BODIES),
)
EDITS = st.lists(st.dictionaries(st.sampled_from(FILES), TEXTS, min_size=1, max_size=3), min_size=1, max_size=4)


def pages(state: SiteState) -> dict[str, bytes]:
    """Every page of a site."""
    planned, _ = plan(state.site, state.theme, state.kinds)
    renderer = Renderer(state.site, state.theme, state.details, state.kinds)
    return {page.address: renderer.render(page, renderer.view(page)) for page in planned.pages}


TOPIC_TEXTS = st.builds(
    "---\ntitle: {}\n{}---\n{}\n".format,
    st.sampled_from(["Lake", "The lake", "Snow"]),
    st.sampled_from(["", "aliases: [Missile]\n", "kind: place\nsummary: In short.\n", "aliases: [Iran]\n"]),
    st.sampled_from(BODIES),
)
SITES = st.fixed_dictionaries(dict.fromkeys(FILES, TEXTS), optional={"content/topics/lake.md": TOPIC_TEXTS})
EDITS_OF_ALL = st.one_of(EDITS, st.lists(st.fixed_dictionaries({"content/topics/lake.md": TOPIC_TEXTS}), max_size=2))


@settings(max_examples=60)
@given(SITES, EDITS_OF_ALL, st.booleans())
def test_a_site_after_edits_shows_what_one_that_is_read_anew_shows(
    texts: dict[str, str], edits: list[dict[str, str]], is_used: bool
) -> None:
    with TemporaryDirectory() as folder:
        site = SiteFolder(Path(folder))
        site.write({"dateline.toml": SETTINGS})
        site.write({"content/picture.png": b"", **texts})
        state = load_state(site.config())
        for files in edits:
            if is_used:
                pages(state)
            site.write(files)
            now = edit(state, [name.removeprefix("content/") for name in files])
            anew = load_state(site.config())
            state = now or anew
            if not any(each.problems and not each.item for each in anew.texts.parsed.values()):
                assert pages(state) == pages(anew)
                assert state.problems == anew.problems


def edit_of(site: Site, name: str, **changes: object) -> Edit:
    """An edit of the text of that title."""
    was = next(text for text in site.texts if text.title == name)
    return Edit(was, changed(was, **changes))


def test_what_was_derived_of_texts_that_did_not_change_is_taken_over(two_entries: SiteFolder) -> None:
    site = two_entries.assemble().site
    site.materialize()
    first, second = site.entries
    after_edit, problems = relate_edits((site, ()), Edits((edit_of(site, "First", title="Other"),)), {})
    assert after_edit.entries[1] is second
    assert after_edit.index.number is site.index.number
    assert after_edit.neighbours is site.neighbours
    assert after_edit.sections[0].years[0].months[0].days[1] is site.sections[0].years[0].months[0].days[1]
    assert [entry.title for entry in after_edit.topics[Slug("iran")].entries] == ["Other", "Second"]
    assert site.entries[0] is first
    assert problems == ()


def test_relating_edits_equals_relating_everything(two_entries: SiteFolder) -> None:
    before = two_entries.assemble().site
    one = edit_of(before, "Second", title="Iran again")
    assert isinstance(one.new, Entry)
    after_edit, _ = relate_edits((before, ()), Edits((one,)), {})
    content = Content((before.entries[0], one.new), (), before.assets)
    related, _ = relate(content, before.config, {})
    assert after_edit.entries == related.entries
    assert [*after_edit.topics] == [*related.topics]
