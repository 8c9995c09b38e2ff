"""Names of contexts and wiki links become others, and no other byte of a text changes."""

import time

import pytest

from builder.core.model import BodyLink, LinkKind
from builder.core.problems import Place
from builder.core.urls import topic_slug
from builder.frontmatter.yaml_edits import apply_edits
from builder.renaming.text_edits import Renaming, alias_edits, context_edits, link_edits

KEYS = frozenset({"contexts", "tags"})
OLD = frozenset({topic_slug("Old Port")})


def renamed(text: str, old: str = "Old Port", new: str = "Harbour") -> str:
    """A text in which a context has another name."""
    renaming = Renaming(frozenset({topic_slug(old)}), new)
    return apply_edits(text, context_edits(text, KEYS, {old}, renaming))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("contexts: [Old Port, ships]", "contexts: [Harbour, ships]"),
        ("contexts: [ ships,  Old Port ] # both", "contexts: [ ships,  Harbour ] # both"),
        ("contexts: [\"Old Port\", 'old port']", 'contexts: ["Harbour"]'),
        ("contexts: ['Old Port']", "contexts: ['Harbour']"),
        ("contexts:\n  # ours\n  - Old Port\ntitle: Old Port", "contexts:\n  # ours\n  - Harbour\ntitle: Old Port"),
        ("contexts: [Harbour, Old Port, ships]", "contexts: [Harbour, ships]"),
        ("contexts: [Old Port, Harbour]", "contexts: [Harbour]"),
        ("contexts: [Old Port, 'old-port', Harbour, ships, OLD PORT]", "contexts: [Harbour, ships]"),
        ("contexts: [old-port, ships, OLD PORT]", "contexts: [Harbour, ships]"),
        ("contexts:\n- Old Port\n- Harbour\n", "contexts:\n- Harbour\n"),
        (
            "contexts: [\n  Old Port, # one\n  Harbour, # two\n  'old-port' # three\n] # all",
            "contexts: [\n  Harbour, # two\n] # all",
        ),
        ("tags: Old Port", "tags: Harbour"),
        ('contexts: ["[[Old Port]]"]', 'contexts: ["[[Harbour]]"]'),
        ("Tags: [old-port]", "Tags: [Harbour]"),
        ("summary: [Old Port]", "summary: [Old Port]"),
        ("sources: [{name: Where?}]\ntags: [Old Port]", "sources: [{name: Where?}]\ntags: [Harbour]"),
    ],
)
def test_a_context_in_yaml_is_renamed_where_it_stands(before: str, after: str) -> None:
    assert renamed(f"---\n{before}\n---\nOld Port.\n") == f"---\n{after}\n---\nOld Port.\n"


@pytest.mark.parametrize(
    ("new", "written"), [("Port, old", '"Port, old"'), ("Port: old", '"Port: old"'), ("#1", '"#1"')]
)
def test_a_name_has_quotes_where_yaml_wants_them(new: str, written: str) -> None:
    assert renamed("---\ncontexts: [Old Port]\n---\n", new=new) == f"---\ncontexts: [{written}]\n---\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            '+++\ntitle = "Old Port"\ncontexts = ["Old Port"]\n+++\n',
            '+++\ntitle = "Old Port"\ncontexts = ["Harbour"]\n+++\n',
        ),
        ("+++\ncontexts = [\n  'Old Port',\n  'x']\n+++\n", "+++\ncontexts = [\n  'Harbour',\n  'x']\n+++\n"),
        ('+++\ntags = ["Harbour", "Old Port"]\n+++\n', '+++\ntags = ["Harbour"]\n+++\n'),
        (
            '{"title": "Old Port", "contexts": ["x", "Old Port"]}\n',
            '{"title": "Old Port", "contexts": ["x", "Harbour"]}\n',
        ),
        ("Title: Old Port\nTags: Old Port, x\n\nText", "Title: Old Port\nTags: Harbour, x\n\nText"),
        ("Title: A\nTags: x,\n  Old Port\n\nText", "Title: A\nTags: x,\n  Harbour\n\nText"),
        ("Title: A\nTags: Harbour, Old Port\n\nText", "Title: A\nTags: Harbour\n\nText"),
        ("Title: A\nTags: x; Old Port\n\nText", "Title: A\nTags: x; Harbour\n\nText"),
        ("---\ntags: x, Old Port, y # two\n---\n", "---\ntags: x, Harbour, y # two\n---\n"),
        ("---\ntags: 'Old Port, y'\n---\n", "---\ntags: 'Harbour, y'\n---\n"),
    ],
)
def test_a_context_in_another_form_is_renamed(before: str, after: str) -> None:
    assert renamed(before) == after


def test_a_context_among_others_that_blanks_part_is_renamed() -> None:
    assert renamed("---\ntags: x ferry\n---\n", "ferry", "boat") == "---\ntags: x boat\n---\n"
    assert renamed("---\ntags: '#x #ferry'\n---\n", "ferry", "boat") == "---\ntags: '#x #boat'\n---\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("_Context: Iran, Old Port_", "_Context: Iran, Harbour_"),
        ("_Context: Old Port, Harbour_", "_Context: Harbour_"),
        ("_Context: Harbour, Old Port_", "_Context: Harbour_"),
        ("1. [Other](/x.md) _Context: Old Port_", "1. [Other](/x.md) _Context: Harbour_"),
        ("_Context: Old Portal_", "_Context: Old Portal_"),
        ("_Context: Los Angeles, California, Old Port_", "_Context: Los Angeles, California, Harbour_"),
    ],
)
def test_a_context_of_the_page_form_is_renamed(before: str, after: str) -> None:
    page = "### [2031-05-15](/x)\n\n# A\n\nOld Port.\n\n"
    assert renamed(f"{page}{before}\n") == f"{page}{after}\n"


@pytest.mark.parametrize("comma", [",", "\\,"])
def test_a_name_with_a_comma_in_the_page_form_is_renamed(comma: str) -> None:
    text = f"### [2031-05-15](/x)\n\n# A\n\n_Context: Iran, Port{comma} Old, x_\n"
    assert renamed(text, "Port, Old", "Quay, New") == text.replace(f"Port{comma} Old", "Quay\\, New")


def test_a_wiki_link_leads_to_the_new_name_and_shows_the_words_that_it_showed() -> None:
    text = "The [[Old Port]] and [[old port|it]], [[ Old Port#Quay ]], `[[Old Port]]`\n"
    links = [BodyLink(LinkKind.WIKI, name, Place("a.md", 1)) for name in ("Old Port", "old port", "Old Port#Quay")]
    edits = link_edits(text, links, Renaming(frozenset({topic_slug("Old Port")}), "Harbour"))
    assert apply_edits(text, edits) == (
        "The [[Harbour|Old Port]] and [[Harbour|it]], [[Harbour#Quay|Old Port > Quay]], `[[Old Port]]`\n"
    )


@pytest.mark.parametrize("edge", ["| ", ""])
def test_in_a_table_the_bar_of_a_wiki_link_is_escaped(edge: str) -> None:
    text = f"{edge}[[Old Port\\|it]] | [[Old Port]] {edge}\n"
    edits = link_edits(text, [BodyLink(LinkKind.WIKI, "Old Port", Place("a.md", 1))], Renaming(OLD, "Harbour"))
    assert apply_edits(text, edits) == f"{edge}[[Harbour\\|it]] | [[Harbour\\|Old Port]] {edge}\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("title: A", "title: A\naliases: [B]"),
        ("title: A\naliases: [C]\nkind: x", "title: A\naliases: [C, B]\nkind: x"),
        ("title: A\naliases: []", "title: A\naliases: [B]"),
        ("title: A\naliases: [\n  C, # once\n] # both", "title: A\naliases: [\n  C, B, # once\n] # both"),
        ("title: A\naliases: C", "title: A\naliases: [C, B]"),
        ("title: A\naliases: C # once", "title: A\naliases: [C, B] # once"),
        ("title: A\naliases:\n- 'C' # once", "title: A\naliases:\n- 'C' # once\n- B"),
        ("title: A\naliases:\n  - C\nkind: x", "title: A\naliases:\n  - C\n  - B\nkind: x"),
    ],
)
def test_a_topics_file_gets_an_alias(before: str, after: str) -> None:
    edits = alias_edits(f"---\n{before}\n---\nText.\n", ["B"])
    assert edits is not None
    assert apply_edits(f"---\n{before}\n---\nText.\n", edits) == f"---\n{after}\n---\nText.\n"


def test_a_topics_file_may_get_another_title() -> None:
    edits = alias_edits("---\ntitle: A\n---\n", ["A"], "B")
    assert edits is not None
    assert apply_edits("---\ntitle: A\n---\n", edits) == "---\ntitle: B\naliases: [A]\n---\n"


@pytest.mark.parametrize("text", ["Text.\n", "+++\ntitle = 'A'\n+++\n", "---\ntitle: [A\n---\n"])
def test_a_topics_file_without_yaml_gets_none(text: str) -> None:
    assert alias_edits(text, ["B"]) is None


@pytest.mark.parametrize(
    "text",
    [
        f"---\ntitle: A\n---\n{'_Context: ' * 30_000}",
        f"Contexts: Old Port{' ' * 60_000}x, Old Port\n\nText.\n",
        f"Contexts: Old Port{' ;' * 30_000}\n\nText.\n",
    ],
    ids=["lists of the page form without an end", "blanks", "empty items"],
)
def test_a_hostile_list_takes_no_time(text: str) -> None:
    started = time.process_time()
    renamed(text)
    assert time.process_time() - started < 1
