"""What a survey proposes builds the archive as it is, and says why."""

import shlex
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from builder.core.dates import Date
from builder.review.archive_check import check_archive, keep_going
from builder.scaffold.archive_settings import propose
from builder.scaffold.archive_survey import KeyUse, Survey, survey
from builder.scaffold.install_source import InstallSource, from_direct_url
from builder.scaffold.new_site import create_site
from tests.sites import SiteFolder

JEKYLL = {
    "_config.yml": "title: Harbour\n",
    "templates/base.html": "{{ another: tool }}",
    "about.md": "---\ntitle: About\n---\n",
    **{
        f"_posts/201{n}-05-15-a-ship.md": f"---\nlayout: post\nheadline: Ship {n}\ndescription: One of {n}.\n"
        f"tags: [ships, {'oil' if n % 2 else 'grain'}]\nactors: [Pilot{n // 2}]\n---\nWords.\n"
        for n in range(4)
    },
}


def uses(*found: KeyUse) -> Survey:
    """A survey of ten files with some keys."""
    return Survey("", "content", files=10, dated=10, keys={use.name: use for use in found})


def test_a_key_that_stands_for_one_of_ours_is_named_with_its_count() -> None:
    proposal = propose(uses(KeyUse("Headline", 10, ("A ship", "Oil")), KeyUse("description", 4, ("In short.",))))
    assert proposal.settings == {"fields": {"title": ["Headline"], "summary": ["description"]}}
    assert proposal.reasons["fields.title"] == "Headline: in 10 files, such as A ship, Oil"


@pytest.mark.parametrize("name", ["weight", "nav_order", "menu_order", "sidebar_position"])
def test_the_place_of_a_page_is_a_number_under_any_of_its_names(name: str) -> None:
    assert propose(uses(KeyUse(name, 9, ("1", "-2", "1.5")))).settings["fields"] == {"order": [name]}
    assert propose(uses(KeyUse(name, 9, ("1", "12 kg")))).settings["fields"] == {"extra": [name]}


def test_a_key_of_ours_that_all_files_have_needs_no_other() -> None:
    proposal = propose(uses(KeyUse("title", 10), KeyUse("headline", 10), KeyUse("Date", 10, dates=10)))
    assert proposal.settings == {"fields": {"extra": ["headline"]}}


def test_names_that_files_share_are_contexts_each_key_of_several_a_kind() -> None:
    names = KeyUse("tags", 9, ("oil",), values=20, commonest=5, repeated=0.8, are_names=True)
    assert propose(uses(names)).settings["fields"] == {"contexts": ["tags"]}
    others = KeyUse("countries", 9, ("Iran",), values=20, commonest=5, repeated=0.8, are_names=True)
    assert propose(uses(names, others)).settings["fields"] == {"contexts": {"tag": ["tags"], "country": ["countries"]}}


@pytest.mark.parametrize(
    "use",
    [
        KeyUse("category", 10, ("News",), values=10, commonest=10, repeated=1.0, are_names=True),
        KeyUse("subjects", 10, ("a", "b"), values=20, commonest=1, repeated=0.0, are_names=True),
        KeyUse("tags", 10, ("A long text.",), values=20, commonest=5, repeated=0.8),
    ],
    ids=["all files have the same", "no two files have the same", "no names"],
)
def test_what_relates_no_entries_or_all_of_them_is_no_context(use: KeyUse) -> None:
    assert propose(uses(use)).settings == {"fields": {"extra": [use.name]}}


def test_a_well_known_key_of_contexts_is_placed_however_few_files_have_it() -> None:
    rare = KeyUse("Tags", 1, ("oil",), values=1, commonest=1, repeated=0.0, are_names=True)
    assert propose(uses(rare)).settings == {"fields": {"contexts": ["Tags"]}}


def test_tags_that_all_files_have_are_contexts() -> None:
    tags = KeyUse("tags", 10, ("a",), values=10, commonest=10, repeated=1.0, are_names=True, are_lists=True)
    assert propose(uses(tags)).settings == {"fields": {"contexts": ["tags"]}}


NAMES = KeyUse("themes", 10, ("y", "x1"), values=20, commonest=10, repeated=0.5, are_names=True, are_lists=True)


@pytest.mark.parametrize(
    ("use", "is_context"),
    [
        (NAMES, True),
        (replace(NAMES, name="Beats"), True),
        (replace(NAMES, are_lists=False), False),
        (replace(NAMES, repeated=0.1), False),
        (replace(NAMES, commonest=20), False),
        (replace(NAMES, are_paths=True), False),
        (replace(NAMES, name="authors"), False),
        (replace(NAMES, name="cssclasses"), False),
    ],
)
def test_a_list_of_names_that_files_share_is_contexts_whatever_its_key_is(use: KeyUse, is_context: bool) -> None:
    setting = "contexts" if is_context else "extra"
    assert propose(uses(use)).settings == {"fields": {setting: [use.name]}}


def test_a_list_under_one_of_our_keys_is_no_context() -> None:
    for name in ("related", "location", "aliases", "excerpt"):
        assert "contexts" not in propose(uses(replace(NAMES, name=name))).settings.get("fields", {})


def test_a_key_of_files_without_a_date_holds_no_contexts() -> None:
    date, tags = KeyUse("date", 2, dates=2, where=frozenset({1, 2})), KeyUse("tags", 8, are_names=True)
    for where, setting in ((frozenset({3, 4}), "extra"), (frozenset({2, 3}), "contexts")):
        assert propose(uses(date, replace(tags, where=where))).settings == {"fields": {setting: ["tags"]}}


def test_further_keys_stand_for_ours_where_no_file_has_both() -> None:
    some, others, both = (
        KeyUse(name, 2, where=frozenset(where))
        for name, where in zip(("description", "excerpt", "subtitle"), ((1, 2), (3, 4), (4, 5)), strict=True)
    )
    assert propose(uses(some, others, both)).settings == {
        "fields": {"summary": ["description", "excerpt"], "extra": ["subtitle"]}
    }


def test_marks_of_drafts_and_keys_of_ours_in_another_case_are_read_and_not_told() -> None:
    found = uses(KeyUse("Draft", 3), KeyUse("published", 2), KeyUse("publishDate", 2), KeyUse("TITLE", 10))
    assert propose(found).settings == {}
    assert propose(found).not_placed == ()


def test_the_separator_of_names_is_set_with_its_count() -> None:
    tags = KeyUse("tags", 9, ("a", "b"), 20, 5, 0.8, are_names=True, texts=7, separator="blanks")
    proposal = propose(uses(tags))
    assert proposal.settings == {"fields": {"contexts": ["tags"], "separator": "blanks"}}
    assert proposal.reasons["fields.separator"] == "tags: one text in 7 files, which holds several names."


@pytest.mark.parametrize(
    ("others", "separator"),
    [
        ([("places", 29, "none", "Hong Kong"), ("people", 5, "commas", "Kim")], "commas"),
        ([("places", 29, "none", "Los Angeles, California"), ("people", 5, "commas", "Kim")], "none"),
        ([("places", 29, "none", "Hong Kong"), ("people", 5, "blanks", "Kim")], "none"),
        ([("places", 5, "none", "Hong Kong"), ("people", 29, "blanks", "Kim")], "blanks"),
        ([("topics", 5, "hashes", "oil"), ("people", 4, "commas", "Kim")], "hashes"),
    ],
)
def test_the_separator_suits_most_texts(others: list[tuple[str, int, str, str]], separator: str) -> None:
    names = (
        KeyUse(name, 29, (such,), 60, 5, 0.8, are_names=True, texts=n, separator=by) for name, n, by, such in others
    )
    assert propose(uses(*names)).settings["fields"]["separator"] == separator


def test_a_text_that_the_separator_does_not_suit_is_told() -> None:
    tags = KeyUse("tags", 9, ("a", "b"), 20, 5, 0.8, are_names=True, texts=7, separator="blanks")
    why = propose(uses(tags, replace(tags, name="people", texts=1, separator="commas"))).reasons["fields.separator"]
    assert why.endswith("people: one text in 1 file, which is parted otherwise (commas); write lists there.")


def test_names_in_one_text_are_parted_by_semicolons_and_commas(tmp_path: Path) -> None:
    site = SiteFolder(tmp_path)
    site.write(
        {
            f"content/2011-05-1{n}-a.md": f"---\ntitle: A\ntopics: North Korea; N{n}\npeople: Kim, T{n}\n---\n"
            for n in range(5)
        }
    )
    create_site(tmp_path, Date(2011, 5, 15), from_direct_url(None, Path()))
    assert site.problems() == ()
    assert site.data("news/2011/05/10/a.json")["contexts"] == ["North Korea", "N0", "Kim", "T0"]


def test_old_addresses_under_every_name_are_aliases_and_names_are_not() -> None:
    found = uses(
        KeyUse("permalink", 3, ("/a/",), are_paths=True),
        KeyUse("url", 3, ("https://a.example/",)),
        KeyUse("redirect_from", 2, ("/b/",), are_paths=True),
        KeyUse("path", 10, ("2011/05/15/a",), dates=10, are_paths=True),
    )
    assert propose(found).settings["fields"] == {
        "date": ["path"],
        "aliases": ["redirect_from", "permalink", "path"],
        "extra": ["url"],
    }


HUGO: dict[str, str | bytes] = {
    "config.toml": "baseURL = 'https://example.org/'\ntitle = 'Harbour'\nlanguageCode = 'de'\n"
    "[params]\ndescription = 'Ships.'\n",
    "layouts/a.html": "{{ .Title }}",
    "content/posts/a.md": "---\ntitle: A\ndate: 2011-05-15\nurl: /old/a/\naliases: [/older/a/]\n"
    "tags: oil ships\ndraft: false\n"
    'cover: {image: /b.png, alt: A quay, relative: false, hidden: true}\n---\nSee [b]({{< ref "b.md" >}}).\n',
    "content/posts/b.md": "---\ntitle: B\ndate: 2011-05-16\nTags: oil ice\nlayout: x\n---\n",
    "content/posts/c.md": "---\ntitle: C\ndate: 2011-05-17\ntags: ice ships\n---\n",
    "content/b.png": b"",
}


def test_an_archive_of_hugo_builds_with_its_picture_its_old_addresses_and_its_names(tmp_path: Path) -> None:
    site = SiteFolder(tmp_path)
    site.write(HUGO)
    create_site(tmp_path, Date(2011, 5, 15), from_direct_url(None, Path()))
    assert site.problems() == ()
    site.build()
    data = site.data("posts/2011/05/15/a.json")
    assert data["contexts"] == ["oil", "ships"]
    assert data["image"]["alt"] == "A quay"
    assert {"old/a/index.html", "older/a/index.html", "topics/ice/index.html"} <= site.tree().keys()
    config = site.config()
    assert (config.title, config.language, config.base_url) == ("Harbour", "de", "https://example.org/")
    assert config.description == "Ships."


def test_a_picture_in_a_part_of_another_name_is_placed(tmp_path: Path) -> None:
    site = SiteFolder(tmp_path)
    site.write(
        {"content/2011-05-15-a.md": "---\ntitle: A\nimage: {social: b.png, size: big}\n---\n", "content/b.png": b""}
    )
    create_site(tmp_path, Date(2011, 5, 15), from_direct_url(None, Path()))
    assert site.problems() == ()
    assert site.config().fields.parts["image"]["url"][:2] == ("url", "social")


def test_the_parts_of_sources_are_placed_with_their_counts_and_the_rest_is_told(tmp_path: Path) -> None:
    site = SiteFolder(tmp_path)
    other = "{publisher: Gaz, headline: Art, link: https://a.example/, day: 2011-05-14, tone: dry}"
    lines = f"- {other}\n- {{name: Own, url: https://b.example/}}\n"
    site.write(
        {f"content/2011-05-1{n}-a.md": f"---\ntitle: A\nsources:\n{lines}---\n" for n in range(3)},
    )
    proposal = create_site(tmp_path, Date(2011, 5, 15), from_direct_url(None, Path())).proposal
    names = {"name": ["publisher"], "title": ["headline"], "url": ["link"], "date": ["day"]}
    assert proposal.settings["fields"] == {"sources": names, "extra": ["tone"]}
    assert "name is publisher: in 3 sources, such as Gaz; title is headline: in 3" in proposal.reasons["fields.sources"]
    assert [(use.name, use.files) for use in proposal.not_placed] == [("sources.tone", 3)]
    assert site.problems() == ()
    source = {"name": "Gaz", "title": "Art", "url": "https://a.example/", "date": "2011-05-14"}
    assert source.items() <= site.data("news/2011/05/11/a.json")["sources"][0].items()


def test_parts_of_sources_under_another_key_are_told_where_they_have_no_place() -> None:
    link = KeyUse("link", 10, ("https://a.example/",), are_addresses=True, where=frozenset({1}))
    url, publisher = replace(link, name="url"), KeyUse("publisher", 10, ("Gaz",), where=frozenset({1}))
    references = KeyUse("references", 10, are_addresses=True)
    known = propose(uses(replace(references, parts=(publisher, url))))
    assert known.settings == {"fields": {"sources": ["references"], "extra": ["publisher"]}}
    assert [use.name for use in known.not_placed] == ["references.publisher"]
    assert propose(uses(replace(references, parts=(link, publisher)))).settings == {"fields": {"extra": ["references"]}}


def test_an_address_is_no_name_and_a_name_no_address() -> None:
    parts = (KeyUse("link", 9, ("Gaz",)), KeyUse("site", 9, ("https://a.example/",), are_addresses=True))
    proposal = propose(uses(KeyUse("sources", 9, parts=parts)))
    assert proposal.settings == {"fields": {"extra": ["link", "site"]}}


def test_dates_in_another_form_are_read_by_it() -> None:
    proposal = propose(uses(KeyUse("published", 10, date_form="%B %d, %Y")))
    assert proposal.settings == {"fields": {"date": ["published"]}, "dates": ["%B %d, %Y"]}


def day(name: str, **uses: Any) -> KeyUse:
    """A key of ten files that have days."""
    return replace(KeyUse(name, 10, ("2011-05-15", "2012-06"), dates=10), **uses)


@pytest.mark.parametrize(
    ("others", "date"),
    [
        ([day("event_date")], "event_date"),
        ([day("eventOn", dates=0, date_form="%d.%m.%Y")], "eventOn"),
        ([day("checked_on"), day("end_date"), day("entered"), day("event-date")], "event-date"),
        ([day("published_on", files=6, dates=6)], "published_on"),
        ([day("happened", files=5, dates=5)], None),
        ([day("happened", dates=8)], None),
        ([day("size", examples=("1500", "2011"))], None),
        ([day("modified")], None),
        ([day("expiryDate")], None),
        ([day("event_date"), day("date")], None),
        ([day("event_date"), day("published")], "published"),
    ],
)
def test_a_key_that_is_a_date_in_most_files_is_the_date_where_there_is_no_other(
    others: list[KeyUse], date: str | None
) -> None:
    proposed = propose(replace(uses(KeyUse("title", 10), *others), dated=0)).settings.get("fields", {})
    assert proposed.get("date") == ([date] if date else None)


def test_days_in_the_names_of_files_need_no_key() -> None:
    assert propose(uses(KeyUse("title", 10), day("event_date"))).settings == {"fields": {"extra": ["event_date"]}}


def test_a_timeline_with_a_date_key_of_its_own_builds_with_its_dates(tmp_path: Path) -> None:
    site = SiteFolder(tmp_path)
    site.write({"content/about.md": "# About\n"})
    for n in range(1, 5):
        line = f"event_date: 2011-05-0{n}" if n % 2 else f"event_date = 2011-05-0{n}"
        site.write({f"content/a{n}.md": f"---\n{line}\n---\n# A\n" if n % 2 else f"+++\n{line}\n+++\n# A\n"})
    create_site(tmp_path, Date(2011, 5, 15), from_direct_url(None, Path()))
    assert site.problems() == ()
    assert {"news/2011/05/1/a1.html", "news/2011/05/4/a4.html"} <= site.tree().keys()


@pytest.mark.parametrize(
    ("settings", "text", "file", "address"),
    [
        ("hugo.toml", "content/posts/2011-05-15-a.md", "static/img/a b.png", "img/a b.png"),
        ("config.toml", "content/2011-05-15-a.md", "static/a.png", "a.png"),
        ("_config.yml", "_posts/2011-05-15-a.md", "assets/a.png", "assets/a.png"),
        ("x.txt", "source/_posts/2011-05-15-a.md", "source/images/a.png", "images/a.png"),
    ],
)
@pytest.mark.skipif(shutil.which("cp") is None, reason="runs the command as a person would")
def test_pictures_outside_the_content_are_told_with_a_command_after_which_they_are_published(
    tmp_path: Path, settings: str, text: str, file: str, address: str
) -> None:
    site = SiteFolder(tmp_path)
    site.write({settings: "", text: f"---\ntitle: A\n---\n![a](/{address.replace(' ', '%20')})\n", file: b"picture"})
    (step,) = create_site(tmp_path, Date(2011, 5, 15), InstallSource("dateline==1")).steps
    assert f"1 file outside the content, such as {file}, " in step
    subprocess.run(shlex.split(step.splitlines()[-1]), cwd=tmp_path, check=True)
    assert site.problems() == ()
    assert site.tree()[address] == b"picture"


def test_an_archive_builds_after_init_as_it_is(tmp_path: Path) -> None:
    site = SiteFolder(tmp_path)
    site.write(JEKYLL)
    new = create_site(tmp_path, Date(2011, 5, 15), from_direct_url(None, Path()))
    assert not any(name.startswith("content/") for name in new.made)
    assert site.problems() == ()
    page = site.page("news/2012/05/15/a-ship.html")
    assert "Ship 2" in page
    assert "One of 2." in page
    assert {"topics/ships/index.html", "topics/pilot0/index.html", "topics/grain/index.html"} <= site.tree().keys()
    config = site.config()
    assert config.related.ranking == "closest"
    assert config.templates == tmp_path / "dateline-templates"
    text = (tmp_path / "dateline.toml").read_text(encoding="utf-8")
    assert "# tags: in 4 files, such as ships, grain; actors: in 4 files, such as Pilot0, Pilot1\n" in text


def test_what_lies_beside_a_vaults_notes_is_not_published(tmp_path: Path) -> None:
    site = SiteFolder(tmp_path)
    site.write({"Daily/2011-05-15 A ship.md": "Words.\n", "private.key": "x", "tools/run.sh": "x", "map.png": "x"})
    create_site(tmp_path, Date(2011, 5, 15), from_direct_url(None, Path()))
    site.build()
    assert {"map.png"} <= site.tree().keys()
    assert (
        not {"private.key", "tools/run.sh", "dateline.toml", "requirements.txt", "requirements.lock"}
        & site.tree().keys()
    )


def test_errors_are_left_out_by_the_settings_with_their_counts(tmp_path: Path) -> None:
    site = SiteFolder(tmp_path)
    site.write({**JEKYLL, "_posts/2015-05-15-b.md": "See [it](nothing.md).\n", "_posts/2016-05-15-c.md": ""})
    new = create_site(tmp_path, Date(2011, 5, 15), from_direct_url(None, Path()))
    checked = check_archive(tmp_path, jobs=1)
    assert checked.entries == 4
    proposal = keep_going(new.proposal, checked.problems)
    assert proposal.settings["keep_going"] is True
    assert "1 file-empty" in proposal.reasons["keep_going"]
    assert not (tmp_path / "output").exists()


def test_an_archive_without_errors_needs_no_going_on(tmp_path: Path) -> None:
    SiteFolder(tmp_path).write(JEKYLL)
    new = create_site(tmp_path, Date(2011, 5, 15), from_direct_url(None, Path()))
    assert keep_going(new.proposal, check_archive(tmp_path, jobs=1).problems) == new.proposal


def test_there_is_nothing_to_propose_for_an_empty_folder(tmp_path: Path) -> None:
    assert survey(tmp_path) is None


@pytest.mark.parametrize(
    ("file", "text"),
    [
        (".obsidian/templates.json", '{"folder": "My/Templates"}'),
        (".obsidian/plugins/templater-obsidian/data.json", '{"templates_folder": "My/Templates/"}'),
    ],
)
def test_the_templates_of_a_vault_are_left_out(site: SiteFolder, file: str, text: str) -> None:
    notes = {
        "My/Templates/Note.md": "---\ntitle: {{title}}\ndate: {{date}}\n---\n",
        "My/2011-05-15 A pier.md": "New.\n",
    }
    site.write({file: text, **notes})
    found = survey(site.path)
    assert found
    assert (found.files, found.left_out) == (1, ("/My/Templates/",))
    proposal = propose(found)
    assert proposal.settings["ignore"] == ["/My/Templates/"]
    assert proposal.reasons["ignore"] == "Templates and programs of Obsidian."


@pytest.mark.parametrize(
    "text", ["{", "[]", '{"folder": ""}', '{"folder": "../"}', '{"folder": "Nowhere"}', '{"folder": 1}']
)
def test_settings_of_a_vault_that_name_no_folder_of_templates_leave_nothing_out(site: SiteFolder, text: str) -> None:
    site.write({".obsidian/templates.json": text, "2011-05-15 A pier.md": "New.\n"})
    found = survey(site.path)
    assert found
    assert found.left_out == ()


def test_the_addresses_that_a_tool_gave_are_proposed_with_the_cause(site: SiteFolder) -> None:
    site.write({"hugo.toml": "[permalinks]\npost = '/:year/:slug/'\n", "content/post/2011-05-15-a.md": "# A\n"})
    found = survey(site.path)
    assert found
    proposal = propose(found)
    assert proposal.settings["old_addresses"] == [
        {"post": "/{year}/{slug}/"},
        {"post": "/{year}/{title}/"},
        "/{path}/",
        "/{folder}/{file}/",
    ]
    assert proposal.reasons["old_addresses"] == "So Hugo published texts; those addresses lead to the new ones."


@pytest.mark.parametrize(
    ("keys", "pattern"),
    [
        ("tags: [a, b]", "/{year}/{month}/{day}/{name}.html"),
        ("categories: [a, b]", "/{contexts}/{year}/{month}/{day}/{name}.html"),
        ("categories: [a, b]\ntags: [c]", "/{contexts.category}/{year}/{month}/{day}/{name}.html"),
    ],
)
def test_the_categories_of_jekyll_are_parts_of_its_addresses(site: SiteFolder, keys: str, pattern: str) -> None:
    site.write({"_config.yml": "title: Harbour\n"})
    site.write({f"_posts/2011-05-1{n}-s{n}.md": f"---\ntitle: S\n{keys}\n---\n" for n in range(3)})
    found = survey(site.path)
    assert found
    assert propose(found).settings["old_addresses"] == [pattern, pattern.replace("{name}", "{slug}")]


def test_the_programs_and_templates_of_eleventy_are_left_out_where_there_are_some(site: SiteFolder) -> None:
    site.write({"eleventy.config.js": 'export const config = { dir: { input: "content" } };\n'})
    site.write({"content/2011-05-15-a.md": "# A\n", "content/blog.11tydata.js": "", "content/feed/index.njk": ""})
    found = survey(site.path)
    assert found
    assert propose(found).settings["ignore"] == ["*.11tydata.*", "*.njk"]
