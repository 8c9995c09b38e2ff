"""Topics are renamed and merged in a site's files, and the site stays right."""

import pytest

from builder.core.problems import errors
from builder.renaming.plan import FileChange, RenamingRefused, plan_merge, plan_rename, write_changes
from tests.sites import SiteFolder, tree

DAY = "content/news/2031/05/15"
FIRST = "---\ntitle: First\ncontexts: [Old Port, ships] # both\n---\nThe [[Old Port]].\n"
SECOND = "---\r\ntitle: Second\r\ncontexts:\r\n  - Harbour\r\n  - Old Port\r\nrelated: [first]\r\n---\r\nText.\r\n"
THIRD = "---\ntitle: Third\ncontexts: [Harbour]\n---\nSee [[old port|there]].\n"


@pytest.fixture
def ports(site: SiteFolder) -> SiteFolder:
    """A site with two names for one thing."""
    site.write({f"{DAY}/first.md": FIRST, f"{DAY}/second.md": SECOND, f"{DAY}/third.md": THIRD})
    site.build()
    return site


def apply(site: SiteFolder, changes: tuple[FileChange, ...]) -> None:
    """Write changes, build on top of the last build, and compare with a clean one."""
    write_changes(changes, site.path)
    site.build()
    built = site.tree()
    site.build(clean=True)
    assert site.tree() == built


def text(site: SiteFolder, name: str) -> str:
    """A file of the site, its line ends as they are."""
    return (site.path / DAY / name).read_bytes().decode()


def test_a_topic_gets_another_name_and_its_old_address_leads_there(ports: SiteFolder) -> None:
    apply(ports, plan_rename(ports.assemble().site, "Old Port", "Quay"))
    assert text(ports, "first.md") == FIRST.replace("Old Port, ", "Quay, ").replace("[[Old Port]]", "[[Quay|Old Port]]")
    assert text(ports, "second.md") == SECOND.replace("Old Port", "Quay")
    assert text(ports, "third.md") == THIRD.replace("[[old port|", "[[Quay|")
    assert "../quay/index.html" in ports.page("topics/old-port/index.html")
    assert "First" in ports.page("topics/quay/index.html")


def test_topics_are_made_one(ports: SiteFolder) -> None:
    apply(ports, plan_merge(ports.assemble().site, "harbour", ["Old Port"]))
    assert text(ports, "first.md").startswith("---\ntitle: First\ncontexts: [Harbour, ships] # both\n---\n")
    assert text(ports, "second.md") == SECOND.replace("  - Old Port\r\n", "")
    assert (
        ports.path / "content/topics/harbour.md"
    ).read_text() == '---\ntitle: "Harbour"\naliases: ["Old Port"]\n---\n'
    assert "../harbour/index.html" in ports.page("topics/old-port/index.html")


def test_a_topics_own_file_goes_with_its_topic(ports: SiteFolder) -> None:
    ports.write({"content/topics/old-port.md": "---\ntitle: Old Port\nkind: place\n---\nWhere ships lie.\n"})
    apply(ports, plan_rename(ports.assemble().site, "Old Port", "Quay"))
    assert not (ports.path / "content/topics/old-port.md").exists()
    written = (ports.path / "content/topics/quay.md").read_text()
    assert written == "---\ntitle: Quay\nkind: place\naliases: [Old Port]\n---\nWhere ships lie.\n"


def test_the_file_of_the_topic_that_stays_gets_the_other_names(ports: SiteFolder) -> None:
    ports.write({"content/topics/harbour.md": "---\ntitle: Harbour\naliases: [Haven]\n---\nWhere ships lie.\n"})
    apply(ports, plan_merge(ports.assemble().site, "Harbour", ["Old Port"]))
    written = (ports.path / "content/topics/harbour.md").read_text()
    assert written == "---\ntitle: Harbour\naliases: [Haven, Old Port]\n---\nWhere ships lie.\n"


def test_another_spelling_of_the_same_address_needs_no_alias(ports: SiteFolder) -> None:
    changes = plan_rename(ports.assemble().site, "Old Port", "old-port")
    assert {change.path for change in changes} == {f"{DAY}/{name}.md" for name in ("first", "second", "third")}
    apply(ports, changes)


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("Old Prot", "Quay", 'No entry has the context "Old Prot"; did you mean "Old Port"?'),
        ("Old Port", "???", '"???" has no letter or digit'),
        ("Old Port", "Harbour", 'dateline topics merge "Harbour" "Old Port"'),
    ],
)
def test_a_rename_that_cannot_be_is_refused(ports: SiteFolder, old: str, new: str, why: str) -> None:
    before = tree(ports.path)
    with pytest.raises(RenamingRefused) as refused:
        plan_rename(ports.assemble().site, old, new)
    assert why in str(refused.value)
    assert tree(ports.path) == before


def test_a_topic_is_not_merged_with_itself(ports: SiteFolder) -> None:
    with pytest.raises(RenamingRefused, match="one topic already"):
        plan_merge(ports.assemble().site, "Harbour", ["harbour"])


@pytest.mark.parametrize(
    ("files", "why"),
    [
        ({"dateline.toml": '[topics."Old Port"]\nkind = "place"\n'}, "The settings speak of"),
        (
            {f"content/topics/{name}.md": f"---\ntitle: {name}\n---\nText.\n" for name in ("old-port", "harbour")},
            "put their texts into one of them first",
        ),
        ({"content/topics/harbour.md": "+++\ntitle = 'Harbour'\n+++\n"}, "has no front matter in YAML"),
        ({f"{DAY}/a.md": "---\ntitle: A\ncontexts: [&x Old Port, *x]\n---\n"}, "1 place cannot be changed"),
        (
            {"content/topics/harbour.md": "---\ntitle: Harbour\naliases: |\n  Haven\nkind: x\n---\n"},
            r'content/topics/harbour.md cannot be changed in place; write aliases: \["Old Port"\] there first',
        ),
        ({f"{DAY}/a.md": "---\r\ntitle: A\ncontexts: [Old Port]\n---\n"}, "line ends of several kinds"),
    ],
)
def test_what_cannot_be_changed_safely_is_refused_and_nothing_is_written(
    ports: SiteFolder, files: dict[str, str], why: str
) -> None:
    ports.write(files)
    before = tree(ports.path)
    with pytest.raises(RenamingRefused, match=why):
        plan_merge(ports.assemble().site, "Harbour", ["Old Port"])
    assert tree(ports.path) == before


def test_a_refusal_names_each_place_with_its_cause_and_the_cure(site: SiteFolder) -> None:
    site.write(
        {
            "dateline.toml": '[fields]\nseparator = "commas"\n',
            f"{DAY}/a.md": "---\ntitle: A\ncontexts: Old Port, ships\n---\n",
            f"{DAY}/b.md": "---\ntitle: B\ncontexts: [ships]\nodd: |\n  Old Port\n---\n[[Old Port]]\n",
        }
    )
    with pytest.raises(RenamingRefused) as refused:
        plan_rename(site.assemble().site, "Old Port", "Port | old, new")
    first, *places = str(refused.value).split("\n    ")
    assert first == (
        '2 places cannot be changed without touching anything else; write the name "Port | old, new" there yourself, '
        "then say the same again:"
    )
    cause = 'cannot be called "Port | old, new" here, where that would mean something else'
    assert places == [
        f'{DAY}/a.md:3: the context "Old Port" {cause}; make the contexts a list in YAML',
        f"{DAY}/b.md:7: [[Old Port]] {cause}",
    ]


def test_names_in_all_forms_of_front_matter_and_of_links_are_renamed(site: SiteFolder) -> None:
    site.write(
        {
            "dateline.toml": '[fields]\nseparator = "commas"\n',
            f"{DAY}/a.md": "---\ntitle: A\ncontexts: Old Port, ships\n---\n",
            f"{DAY}/b.md": "Title: B\nContexts: ships, Old Port\n\n[[Old Port#Quay]]\n",
            f"{DAY}/c.md": "+++\ntitle = 'Old Port'\ncontexts = ['Old Port']\n+++\n`[[Old Port]]` [[Old Port]]\n",
            f"{DAY}/d.md": '{"title": "Old Port", "contexts": ["Old Port"]}\n\nText.\n',
            f"{DAY}/e.md": "---\ntitle: E\n---\n| a | b |\n|---|---|\n| [[Old Port\\|x]] | [[Old Port]] |\n",
        }
    )
    site.build()
    apply(site, plan_rename(site.assemble().site, "Old Port", "Harbour"))
    assert text(site, "a.md") == "---\ntitle: A\ncontexts: Harbour, ships\n---\n"
    assert text(site, "b.md") == "Title: B\nContexts: ships, Harbour\n\n[[Harbour#Quay|Old Port > Quay]]\n"
    assert text(site, "c.md") == (
        "+++\ntitle = 'Old Port'\ncontexts = ['Harbour']\n+++\n`[[Old Port]]` [[Harbour|Old Port]]\n"
    )
    assert text(site, "d.md") == '{"title": "Old Port", "contexts": ["Harbour"]}\n\nText.\n'
    assert text(site, "e.md").endswith("| [[Harbour\\|x]] | [[Harbour\\|Old Port]] |\n")


def test_links_in_the_notes_of_corrections_are_renamed(site: SiteFolder) -> None:
    note = "  2011-06-01: The [[Old Port]] and [[Old Port|it]]."
    front = f"---\ntitle: A\ncontexts: [Old Port]\ncorrection:\n{note}\n---\n"
    site.write({f"{DAY}/a.md": front})
    apply(site, plan_rename(site.assemble().site, "Old Port", "Harbour"))
    renamed = front.replace("[Old Port]\n", "[Harbour]\n").replace("[[Old Port]]", "[[Harbour|Old Port]]")
    assert text(site, "a.md") == renamed.replace("[[Old Port|it]]", "[[Harbour|it]]")


def test_a_site_is_right_after_each_file_that_is_written(ports: SiteFolder) -> None:
    for change in plan_merge(ports.assemble().site, "Harbour", ["Old Port"]):
        apply(ports, (change,))
        assert "../harbour/index.html" in ports.page("topics/old-port/index.html")


def test_a_rename_that_was_stopped_is_completed_by_saying_it_again(site: SiteFolder) -> None:
    for day in (10, 11, 12):
        front = f"---\ntitle: A{day}\ndate: 2011-05-{day}\ncontexts: [Foo]\n---\n"
        site.write({f"content/news/2011-05-{day}-a.md": f"{front}See [[Foo]].\n"})
    for _ in range(4):
        changes = plan_rename(site.assemble().site, "Foo", "Bar")
        write_changes(changes[:1], site.path)
        assert not errors(site.problems())
    assert plan_rename(site.assemble().site, "Foo", "Bar") == ()
    for file in (site.path / "content/news").iterdir():
        assert "contexts: [Bar]" in file.read_text(encoding="utf-8")
        assert "See [[Bar|Foo]]." in file.read_text(encoding="utf-8")


def test_a_link_by_another_name_of_the_topic_stays(site: SiteFolder) -> None:
    site.write({"content/topics/foo.md": "---\ntitle: Foo\naliases: [F.]\n---\n"})
    site.write({"content/news/2011-05-10-a.md": "---\ntitle: A\ncontexts: [Foo]\n---\nSee [[F.]].\n"})
    site.write({"content/news/2011-05-11-b.md": "---\ntitle: B\ncontexts: [F.]\n---\n"})
    write_changes(plan_rename(site.assemble().site, "Foo", "Bar"), site.path)
    assert "See [[F.]]." in (site.path / "content/news/2011-05-10-a.md").read_text(encoding="utf-8")
    assert "contexts: [F.]" in (site.path / "content/news/2011-05-11-b.md").read_text(encoding="utf-8")
    assert not errors(site.problems())
    assert [topic.name for topic in site.assemble().site.topics.values()] == ["Bar"]


def test_a_rename_can_be_taken_back(site: SiteFolder) -> None:
    site.write({"content/news/2011-05-10-a.md": "---\ntitle: A\ncontexts: [Foo]\n---\nSee [[Foo]].\n"})
    for old, new in (("Foo", "Bar"), ("Bar", "Foo"), ("Foo", "Bar")):
        write_changes(plan_rename(site.assemble().site, old, new), site.path)
        assert site.problems() == ()
        assert [topic.name for topic in site.assemble().site.topics.values()] == [new]
        site.build()
        assert f'href="../{new.lower()}/index.html"' in site.page(f"topics/{old.lower()}/index.html")


def test_a_file_that_somebody_changed_meanwhile_is_left(site: SiteFolder) -> None:
    site.write({f"content/news/2031/05/15/{name}.md": "---\ntitle: T\ncontexts: [Foo]\n---\n" for name in "ab"})
    changes = plan_rename(site.assemble().site, "Foo", "Bar")
    path = "content/news/2031/05/15/a.md"
    site.write({path: "---\ntitle: Mine\ncontexts: [Foo]\n---\n"})
    assert write_changes(changes, site.path) == (path,)
    assert "title: Mine" in (site.path / path).read_text()
    assert "Bar" in (site.path / "content/news/2031/05/15/b.md").read_text()
