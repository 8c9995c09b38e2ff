"""The law: an incremental build leaves exactly the bytes that a clean build would, whatever happened in between.

Beside them one thing may lie in the output for one build: the folder of the static files of the build before, as they
were, if they were others.

Random steps change a site as people and programs do; after each the site is built on top of its last build, and a
copy of it is built clean. `make soak` takes 5,000 steps, `make test` 200, cut into parts for the workers.
"""

import json
import os
import re
import shutil
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from tempfile import mkdtemp
from types import ModuleType

import pytest
from hypothesis import HealthCheck, Phase, assume, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from builder.build.pipeline import build
from builder.build.verify import difference
from builder.cache import fingerprint
from builder.config.checked_sources import FILE as CHECKED_SOURCES
from builder.config.config import Config
from builder.config.load import load_config
from builder.content import scan
from builder.core.problems import ProblemsFound
from builder.core.urls import MANIFEST
from builder.incremental import inputs
from builder.incremental.inputs import find_inputs
from builder.pages import all_years, dates, entries_by_year, feeds, listings, topic_index, year_days
from builder.pages import recent_changes as changes_page
from builder.pages.registry import KINDS
from builder.planning.plan import Kinds
from builder.relations import cooccurrence, menu, recent_changes
from builder.search import document_ids, facets, posting_lists, topics
from tests.pixels import gif
from tests.repository import committed, git
from tests.sites import tree

STEPS_OF_A_RUN = 25
PARTS = range(4)
"""The parts of the steps; each is a test, so that workers can share them."""

NUMBERS = st.integers(0, 10_000)
DAYS = st.sampled_from(
    ["2011/05/14", "2011/05/15", "2012/05/15", "2013/05/15", "2011/05/16", "2011/06/1", "2012/02/29", "2011/05", "2011"]
)
SECTIONS = st.sampled_from(["news", "news", "news", "opinion"])
NAMES = st.sampled_from(
    ["Iran", "iran", "IRAN", "North Korea", "north-korea", "missile", "Missile", "Lake", "Lake+", "Chicago", "Illinois"]
)
CONTEXTS = st.lists(NAMES, max_size=3)
TITLES = st.sampled_from(["The lake rises", "A report", "A second report", "Talks begin", "Talks end", "Snow"])
BODIES = st.sampled_from(
    [
        "",
        "Words.",
        "[[Snow]], [[a name]], [[Nowhere]] and [[nowhere#Part]].",
        "Words, *other* ones.",
        "# A heading\n\nText.",
        "Long. " * 60,
        "Long. " * 90,
    ]
)
EXTRAS = st.sampled_from(
    [
        "importance: 9\n",
        "summary: In short.\n",
        "updated: 2013-01-01\n",
        "updated: 2014\n",
        "draft: true\n",
        "aliases: [old/a.html]\n",
        "aliases: [old/b.html, old/c.html]\n",
        "aliases: [old/con/x.html]\nsources: [Con]\n",
        "aliases: [Snow, A Name]\n",
        "image: /files/f0.txt\n",
        "image: map.png\n",
        "tags: [Iran, Lake]\n",
        "slug: another\n",
        "sources: [The Post]\n",
        "sources: [the post, Gazette, 9 News]\n",
        "sources: ['https://news.example.org/1', Herald]\n",
        "sources: 'Gazette, https://news.example.org/1'\n",
        "sources: [{name: Gazette, title: A report, url: map.png}, {url: /files/f0.txt}, {url: /about.md#part}]\n",
        "location: [Vienna, Geneva]\n",
        "end: 2013-05-16\n",
        "end: 2013-05\n",
        "end: 2014\n",
        "correction: {date: 2013-05-15, note: It was another ship.}\n",
        "correction: [{2012-05: It was two ships.}, {2031-01-05: It was none.}]\n",
        "id: p1\n",
        "id: p2\nrelated: [p1]\n",
        "related: [p2, 'A report']\n",
        "tags: Iran Lake\n",
        "tags: '#Iran #Lake'\n",
        "aliases: [/NEWS/2011/05/15/E3.html, https://example.org/x]\n",
    ]
)
KEYS = (
    *("importance:", "summary:", "updated:", "draft:", "aliases:", "image:", "tags:", "slug:", "sources:", "related:"),
    *("location:", "id:", "end:", "correction:"),
)
PICTURES = ("content/map.png", "content/news/2011/03/15/map.png")
"""Files that entries show."""
FIELDS = '[fields]\ncontexts.theme = ["tags"]\n'
"""Entries have topics of two kinds."""
BASE = 'base_url = "https://example.org/repo/"\n'
LENIENT = (
    "address-taken",
    "date-missing",
    "title-missing",
    "file-empty",
    "file-not-utf8",
    "file-active",
    "date-invalid",
)
"""What leaves a text out where it is no error."""
SETTINGS = st.sampled_from(
    [
        f"{BASE}{FIELDS}",
        FIELDS,
        f'title = "Another title"\n{FIELDS}',
        f'{BASE}formats = ["html", "json", "md", "xml"]\ndata = ["jsonl", "csv"]\n{FIELDS}',
        f"{BASE}[related]\nlimit = 2\n{FIELDS}",
        f'{BASE}[related]\nranking = "closest"\n{FIELDS}',
        f'{BASE}[topics."Chicago, Illinois"]\ndescription = "A city."\n{FIELDS}',
        f'{BASE}raw_html = true\ntopic_feeds = false\nauthor = "A. Writer"\n{FIELDS}',
        f'{BASE}{FIELDS}[outlets]\n"The Herald" = ["example.org", "Gazette"]\n',
        f'{BASE}output = "public"\n{FIELDS}',
        f"{BASE}search = false\n{FIELDS}",
        f"{BASE}topic_feeds = 2\nsources = false\nlist_title = 3\n{FIELDS}",
        f"{BASE}on_this_day = false\npairs = false\n{FIELDS}",
        f'{BASE}[topics.Lake]\naliases = ["Chicago", "Snow"]\nkind = "place"\n',
        f'{BASE}repository = "https://github.com/me/harbour"\n{FIELDS}',
        f'{BASE}edit_url = "https://example.org/edit/{{path}}"\n{FIELDS}',
        f'{BASE}[fields]\nextra = ["tags"]\n',
        f'{BASE}[fields]\ncontexts = ["tags"]\nseparator = "blanks"\n',
        f'{BASE}language = "de"\n{FIELDS}',
        f'{BASE}theme.accent = "#123456"\n{FIELDS}',
        f"{BASE}history = false\n{FIELDS}",
        f"{BASE}changes = 1\n{FIELDS}",
        f"{BASE}changes = 0\n{FIELDS}",
        f"{BASE}mark_dead_sources = true\n{FIELDS}",
        f"{BASE}keep_going = true\n{FIELDS}",
        f"{BASE}{FIELDS}[problems]\n" + "".join(f'{code} = "warning"\n' for code in LENIENT),
        f'{BASE}nav = ["news", "contents", "opinion", {{More = ["topics", "years", "manual/", "about"]}}]\n{FIELDS}',
        f'{BASE}old_addresses = ["/{{path}}/", "/{{year}}/{{title}}.html", "/{{section}}/{{name}}"]\n{FIELDS}',
        f'{BASE}pages = ["/manual/start/", "*-dated.md"]\n{FIELDS}',
        f'{BASE}ignore = ["a1*.md", "/news/2012/"]\nkeep_going = true\n{FIELDS}',
        f'{BASE}{FIELDS}[problems]\nlink-broken = "warning"\nalias-taken = "off"\n',
    ]
)
TOPIC_KINDS = "{% for item in view.items %}{% for topic in item.topics %}{{ topic.kind }} {% endfor %}{% endfor %}"
TEMPLATES = st.sampled_from(
    [
        ("templates/day.html", '{% extends "span.html" %}{% block entries %}' + TOPIC_KINDS + "{% endblock %}"),
        ("templates/day.html", '{% extends "span.html" %}{% block entries %}{% include "more.html" %}{% endblock %}'),
        ("templates/more.html", "<p>More.</p>"),
        ("templates/more.html", "<p>Still more: {{ view.items|length }}.</p>"),
        ("templates/404.html", "Not here."),
        ("templates/404.html", '{% extends "default/404.html" %}{% block masthead %}{% endblock %}'),
        ("templates/words/en.po", 'msgid "Related"\nmsgstr "See also"\n'),
        ("templates/words/en.po", 'msgid "Related"\nmsgstr "More"\n'),
        ("templates/words/de.po", 'msgid "Topics"\nmsgstr "%"\n'),
        ("templates/static/style.css", "body { color: black }"),
        ("templates/static/style.css", "body { color: white }"),
        ("templates/static/extra.txt", "Extra."),
    ]
)
BEGINNINGS = (
    ("Long. " * 60 + "[[Iran]].", "related: [news/2012/04/15/e3]\n"),
    ("See [[e4]] and [that](../../../2012/06/15/e5.md).", "aliases: [old/d.html]\n"),
    ("Words.", "image: map.png\ntags: [Lake, missile]\nsources: [The Post, 9 News]\n"),
    ("See [us](/about.html) and [[Lake]].", "aliases: [old/d.html, old/e.html]\nsummary: In short.\n"),
    ("Long. " * 60, "related: [e5, news/2011/02/15/e1]\nimportance: 9\nsources: [The Post]\n"),
    ("Words.", "tags: [Iran]\nupdated: 2012-01-01\nsources: [the post, Gazette, Herald]\n"),
)
"""What stands in the entries of the beginning."""

PAGE_FORM = """### [2011-05-15](/news/2011/05/15/index.md)

# {title}

{body}

### Source:

1. [The Post](https://example.org/)

_Context: {contexts}_
"""


def place(number: int) -> str:
    """Where an entry of the beginning lies, without its ending."""
    return f"news/{2011 + number // 3}/{1 + number:02}/15/e{number}"


Limits = Mapping[tuple[ModuleType, str], int]
"""Numbers of modules, by module and name."""

CUT: Limits = {
    (menu, "MENU"): 1,
    (listings, "LARGE"): 2,
    (listings, "MAX_INDEX"): 4,
    (listings, "LATEST"): 2,
    (feeds, "TOPIC_ITEMS"): 2,
    (feeds, "SITE_ITEMS"): 3,
    (dates, "MAX_WHOLE"): 2,
    (dates, "FIRST"): 1,
    (entries_by_year, "LONG"): 3,
    (entries_by_year, "FIRST"): 2,
    (topic_index, "ROWS"): 3,
    (dates, "IN_FULL"): 1,
    (all_years, "YEARS"): 2,
    (year_days, "MAX_WHOLE"): 2,
    (recent_changes, "MAX_NAMED"): 2,
    (recent_changes, "MOST"): 4,
    (changes_page, "FEED_ITEMS"): 2,
    (cooccurrence, "NEAR"): 3,
    (cooccurrence, "OFTEN"): 2,
    (posting_lists, "MAX_POSTINGS"): 6,
    (topics, "MAX_ENTRIES"): 4,
    (topics, "MAX_SUGGESTIONS"): 1,
    (facets, "MAX_TOPICS"): 3,
    (facets, "MIN_TOPICS"): 1,
    (document_ids, "MIN_WIDTH"): 8,
    (inputs, "FEW"): 0,
}
"""Limits by which a few entries make what many make otherwise."""
USUAL: Limits = {(module, name): getattr(module, name) for module, name in CUT}
LIMITS = {"as they are": USUAL, "cut": CUT}

TOPIC_FILES = st.sampled_from(
    [
        ("iran", "title: Iran\n", "Words."),
        ("iran", "title: Iran\n", "[[Lake]] and [[e4]]."),
        ("iran", "title: The land\naliases: [North Korea, Lake]\nkind: place\n", "Words."),
        ("iran", "title: Iran\nsummary: In short.\naliases: [missile]\n", ""),
        ("lake", "title: Lake\nkind: place\n", "![A map](/files/f0.txt)"),
        ("lake", "title: The lake\naliases: [Illinois]\n", "[[Illinois]]"),
        ("lake", "title: Lake\ndraft: true\n", "Words."),
        ("chicago-illinois", 'title: "Chicago, Illinois"\naliases: ["Snow, Ice"]\n', "[us](/about.html)"),
    ]
)

PAGE_NAMES = st.sampled_from(
    [
        *("manual/index.md", "manual/a.md", "manual/b.md", "manual/start/index.md", "manual/start/c.md", "help/d.md"),
        "manual/2011-05-15-dated.md",
    ]
)
"""Files of two folders of pages; the last one makes entries without a date of the others in the first."""

PAGE_KEYS = st.sampled_from(["", "order: 1\n", "order: 2\n", "summary: In short.\n", "draft: true\n"])

AT_ODDS = st.sampled_from(
    [
        *(f"blog/{name}.md" for name in "pu"),
        *(f"news/2011/05/15/{folder}/twin.md" for folder in "amz"),
        *(f"topics/{folder}/iran.md" for folder in "az"),
        "news/notes.rst",
        "news/page.html",
    ]
)
"""Files that are at odds with others: one address for several, folders of pages where some may have a date."""

MAYBE_LEFT_OUT = st.sampled_from(
    [
        "",
        b"\xff",
        "---\ndate: 2011-05-15\n---\n",
        *(f"---\ntitle: {title}\ncontexts: [Iran]\n---\nWords.\n" for title in ("Snow", "A report")),
        *(f"---\ntitle: Snow\n{key}---\n" for key in ("date: 2012\n", "date: never\n", "draft: true\n")),
    ]
)
"""What may stand in them: where a build keeps going, some are left out."""

MADE = ("output", "public", ".dateline")
"""What builds make in the site's folder."""

NOT_SOURCES = (*MADE, ".git")
"""What a person does not write there."""


class Law(RuleBasedStateMachine):
    """A site that things happen to."""

    settings: type[Config] = Config
    kinds: Kinds = KINDS
    templates: Mapping[str, str] = {}
    """Those that the site has from the beginning."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(mkdtemp(prefix="law-"))
        self.site = self.folder / "site"
        self.memory = self.site / ".dateline"
        self.remembered: list[dict[str, bytes]] = []
        self.refused_for = ""
        """What was wrong with the site when it was last refused."""
        """What `.dateline/` held after earlier builds."""
        self.commits = 0
        """On the line of work on which git stands."""

    def teardown(self) -> None:
        """Leave nothing behind."""
        shutil.rmtree(self.folder)

    @initialize(
        run=st.integers(0, 2**32),
        settled=st.sampled_from([0.0, 2.0]),
        limits=st.sampled_from([*LIMITS]),
        contexts=st.lists(CONTEXTS, min_size=6, max_size=6),
    )
    def begin(self, run: int, settled: float, limits: str, contexts: list[list[str]]) -> None:
        """A site in which much depends on one another; marks are believed at once, or after two seconds.

        The simplest of all runs, which Hypothesis tries first, is left out: it takes the same steps each time.
        """
        assume(run)
        scan.SETTLED = settled
        for (module, name), limit in LIMITS[limits].items():
            setattr(module, name, limit)
        self.write("dateline.toml", BASE + FIELDS)
        for name, template in self.templates.items():
            self.write(name, template)
        self.write(".gitignore", "".join(f"/{name}/\n" for name in MADE))
        for picture in PICTURES:
            self.write(picture, gif(640, 480))
        self.write("content/files/f0.txt", "File 0.")
        for number, its in enumerate(contexts):
            self.write(f"content/{place(number)}.md", entry(f"Entry {number}", its, *BEGINNINGS[number]))
        self.write("content/about.md", "---\ntitle: About\n---\nWords about [a day](news/2012/05/15/).\n")
        assert self.compare(), self.refused_for

    @rule(at=st.tuples(SECTIONS, DAYS, NUMBERS), says=st.tuples(TITLES, CONTEXTS, BODIES, EXTRAS))
    def add(self, at: tuple[str, str, int], says: tuple[str, list[str], str, str]) -> None:
        section, day, n = at
        self.step(lambda: self.write(f"content/{section}/{day}/a{n % 40}.md", entry(*says)))

    @rule(n=NUMBERS, title=TITLES, contexts=CONTEXTS, body=BODIES)
    def add_in_page_form(self, n: int, title: str, contexts: list[str], body: str) -> None:
        names = ", ".join(sorted({*contexts, "Chicago, Illinois" if n % 2 else "Chicago"}))
        text = PAGE_FORM.format(title=title, body=body, contexts=names)
        self.step(lambda: self.write(f"content/news/2011/05/15/p{n % 20}.md", text))

    @rule(n=NUMBERS, title=TITLES)
    def mend_a_title(self, n: int, title: str) -> None:
        self.step(lambda: self.line(n, ("title: ", "# "), f"{title} {n % 3}"))

    @rule(n=NUMBERS, contexts=CONTEXTS)
    def retag(self, n: int, contexts: list[str]) -> None:
        self.step(lambda: self.line(n, ("contexts: ",), f"[{', '.join(contexts)}]"))

    @rule(n=NUMBERS, extra=EXTRAS)
    def give_a_key(self, n: int, extra: str) -> None:
        self.step(lambda: self.change(n, lambda text: with_key(without(text, extra.partition(" ")[0]), extra)))

    @rule(
        n=NUMBERS,
        keys=st.sampled_from([("aliases:",), ("sources:",), ("slug:", "updated:"), ("tags:",), ("related:",), KEYS]),
    )
    def take_keys_away(self, n: int, keys: tuple[str, ...]) -> None:
        self.step(lambda: self.change(n, lambda text: without(text, *keys)))

    @rule(n=NUMBERS, body=BODIES)
    def write_another_body(self, n: int, body: str) -> None:
        self.step(lambda: self.change(n, lambda text: text.rpartition("---\n")[0] + f"---\n{body}\n"))

    @rule(
        n=NUMBERS,
        more=st.sampled_from(
            [
                "More.",
                "[[Iran]]",
                "[[2012]]",
                "[[e4#A heading]]",
                "[Us](/about.html)",
                "![A map](/files/f0.txt)",
                "![A map](/map.png)",
            ]
        ),
    )
    def write_more_at_the_end(self, n: int, more: str) -> None:
        self.step(lambda: self.change(n, lambda text: f"{text}\n{more} {n}\n"))

    @rule(picture=st.sampled_from(PICTURES), width=st.sampled_from([0, 320, 640]))
    def change_a_picture(self, picture: str, width: int) -> None:
        self.step(lambda: self.write(picture, gif(width, 480)))

    @rule(n=NUMBERS, to=NUMBERS)
    def pin(self, n: int, to: int) -> None:
        target = self.entry(to).relative_to(self.site / "content").with_suffix("").as_posix()
        pins = f"related: [{target}]\n"
        self.step(lambda: self.change(n, lambda text: with_key(without(text, "related:"), pins)))

    @rule(n=NUMBERS, name=NAMES)
    def link_to_a_topic(self, n: int, name: str) -> None:
        self.step(lambda: self.change(n, lambda text: f"{text}\nSee [[{name}]].\n"))

    @rule(n=NUMBERS, to=NUMBERS)
    def link_to_an_entry(self, n: int, to: int) -> None:
        target = self.entry(to)
        way = os.path.relpath(target, self.entry(n).parent)
        self.step(lambda: self.change(n, lambda text: f"{text}\nSee [[{target.stem}]] and [that]({way}).\n"))

    @rule(file=TOPIC_FILES, away=st.booleans())
    def say_something_of_a_topic(self, file: tuple[str, str, str], away: bool) -> None:
        name, front, body = file
        path = f"content/topics/{name}.md"
        gone = away and (self.site / path).exists()
        self.step((self.site / path).unlink if gone else lambda: self.write(path, f"---\n{front}---\n{body}\n"))

    @rule(n=NUMBERS, one=NAMES, other=NAMES)
    def make_or_break_pairs(self, n: int, one: str, other: str) -> None:
        def happen() -> None:
            for number in range(n % 4 + 1):
                self.line(n + number, ("contexts: ",), f"[{one}, {other}]")

        self.step(happen)

    @rule(n=NUMBERS, to=NUMBERS)
    def link_from_a_page(self, n: int, to: int) -> None:
        way = self.entry(to).relative_to(self.site / "content").as_posix()
        text = f"---\ntitle: About {n % 3}\n---\nSee [that]({way}).\n"
        self.step(lambda: self.write("content/about.md" if n % 2 else "content/notes/index.md", text))

    @rule(name=PAGE_NAMES, keys=PAGE_KEYS, title=TITLES, away=st.booleans())
    def work_with_pages(self, name: str, keys: str, title: str, away: bool) -> None:
        file = self.site / "content" / name
        if away and file.exists():
            self.step(file.unlink)
        else:
            self.step(lambda: self.write(f"content/{name}", f"---\ntitle: {title}\n{keys}---\n[[Snow]]\n"))

    @rule(path=AT_ODDS, texts=st.lists(MAYBE_LEFT_OUT, min_size=1, max_size=3), keep_going=st.booleans())
    def write_what_may_be_left_out(self, path: str, texts: list[str | bytes], keep_going: bool) -> None:
        if keep_going:
            self.step(lambda: self.write("dateline.toml", f"{BASE}keep_going = true\n{FIELDS}"))
        for text in texts:
            self.step(partial(self.write, f"content/{path}", text))
        if len(texts) > 2:
            self.step(partial((self.site / "content" / path).unlink, missing_ok=True))

    @rule(n=NUMBERS)
    def delete(self, n: int) -> None:
        self.step(lambda: self.entry(n).unlink())

    @rule(n=NUMBERS, name=NUMBERS)
    def rename(self, n: int, name: int) -> None:
        file = self.entry(n)
        self.step(lambda: file.replace(file.with_name(f"r{name % 20}.md")))

    @rule(n=NUMBERS, section=SECTIONS, day=DAYS)
    def move_to_another_day(self, n: int, section: str, day: str) -> None:
        file, folder = self.entry(n), self.site / "content" / section / day
        folder.mkdir(parents=True, exist_ok=True)
        self.step(lambda: file.replace(folder / file.name))

    @rule(n=NUMBERS, how=st.sampled_from(["touched", "changed behind an old time", "not at all"]))
    def change_little(self, n: int, how: str) -> None:
        file = self.entry(n)
        times = (file.stat().st_atime_ns, file.stat().st_mtime_ns)

        def happen() -> None:
            if how == "touched":
                os.utime(file)
            elif how == "changed behind an old time":
                file.write_text(file.read_text(encoding="utf-8").replace("Words", "Sword"), encoding="utf-8")
                os.utime(file, ns=times)

        self.step(happen)

    @rule(template=TEMPLATES, away=st.booleans())
    def edit_the_theme(self, template: tuple[str, str], away: bool) -> None:
        name, text = template
        gone = away and (self.site / name).exists()
        self.step((self.site / name).unlink if gone else lambda: self.write(name, text))

    @rule(text=SETTINGS)
    def change_a_setting(self, text: str) -> None:
        self.step(lambda: self.write("dateline.toml", text))

    @rule(day=st.integers(1, 9), how=st.sampled_from(["good", "failing", "dead", "dead, with a copy"]))
    def check_the_sources(self, day: int, how: str) -> None:
        known = {"url": "https://news.example.org/1", "state": "gone", "since": f"2031-05-0{day}", "last": "2031-06-01"}
        more = {"days": 1 if how == "failing" else 2, **({"archive": "https://a.example/"} if "copy" in how else {})}
        line = "" if how == "good" else json.dumps({**known, **more})
        self.step(lambda: self.write(CHECKED_SOURCES, line))

    @rule(n=NUMBERS, file=NUMBERS, how=st.sampled_from(["write", "link", "delete"]))
    def work_with_other_files(self, n: int, file: int, how: str) -> None:
        name = f"files/f{file % 3}.txt"
        if how == "delete" and (self.site / "content" / name).exists():
            self.step((self.site / "content" / name).unlink)
        elif how == "link":
            self.step(lambda: self.change(n, lambda text: f"{text}\n[A file](/{name})\n"))
        else:
            self.step(lambda: self.write(f"content/{name}", f"File {n % 5}."))

    @rule(day=st.integers(1, 28), edit=st.booleans(), n=NUMBERS, title=TITLES)
    def commit(self, day: int, edit: bool, n: int, title: str) -> None:
        def happen() -> None:
            if edit:
                self.line(n, ("title: ", "# "), title)
            committed(self.site, day=f"2031-01-{day:02}")
            self.commits += 1

        self.step(happen)

    @rule(how=st.sampled_from(["back", "back to the files", "another line", "away"]))
    def work_with_git(self, how: str) -> None:
        if how.startswith("back") and self.commits > 1:
            self.commits -= 1
            self.step(lambda: git(self.site, "reset", "--quiet", "--hard" if how.endswith("files") else "--soft", "@~"))
        elif not how.startswith("back") and self.commits:
            self.commits = 0
            line = f"line-{len(self.remembered)}"
            gone, other = (lambda: shutil.rmtree(self.site / ".git")), ("checkout", "--quiet", "--orphan", line)
            self.step(gone if how == "away" else lambda: git(self.site, *other))

    @rule(n=NUMBERS, place=NUMBERS, how=st.sampled_from(["flip", "cut", "delete", "old", "old in part"]))
    def harm_the_memory(self, n: int, place: int, how: str) -> None:
        if how.startswith("old"):
            old = sorted(self.remembered[n % len(self.remembered)].items())
            kept = old if how == "old" else old[n % 7 :: 2]
            self.step(lambda: [(self.memory / name).write_bytes(content) for name, content in kept])
        else:
            self.step(lambda: harm(self.memory, n, place, how))

    @rule(n=NUMBERS, place=NUMBERS, how=st.sampled_from(["flip", "cut", "delete"]))
    def harm_the_memory_and_mend_a_text(self, n: int, place: int, how: str) -> None:
        def happen() -> None:
            harm(self.memory, n, place, how)
            self.change(place, lambda text: f"{text}\nMore {n}.\n")

        self.step(happen)

    @rule(n=NUMBERS, place=NUMBERS, how=st.sampled_from(["flip", "flip behind an old time", "cut", "delete", "touch"]))
    def harm_the_output(self, n: int, place: int, how: str) -> None:
        self.step(lambda: harm(self.output, n, place, how))

    @property
    def output(self) -> Path:
        """The folder that the site is published into now."""
        return load_config(self.site).output

    def write(self, path: str, content: str | bytes) -> None:
        """Write a file of the site."""
        file = self.site / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())

    def entry(self, n: int) -> Path:
        """One of the entries' files; made first if there is none."""
        if not (files := sorted(file for file in (self.site / "content").rglob("*.md") if "/20" in str(file))):
            self.write("content/news/2011/05/15/only.md", entry("The only one", ["Iran"]))
            return self.entry(n)
        return files[n % len(files)]

    def change(self, n: int, edit: Callable[[str], str]) -> None:
        """Edit one of the entries' files."""
        file = self.entry(n)
        file.write_text(edit(file.read_text(encoding="utf-8")), encoding="utf-8")

    def line(self, n: int, starts: tuple[str, ...], rest: str) -> None:
        """Put another end to the lines that start so."""
        self.change(n, lambda text: "\n".join(mended(line, starts, rest) for line in text.split("\n")))

    def step(self, happen: Callable[[], object]) -> None:
        """Let something happen and compare; what makes the site wrong is taken back, and compared again."""
        before = self.sources()
        happen()
        if self.compare():
            return
        for name in self.sources().keys() - before.keys():
            (self.site / name).unlink()
        for name, content in before.items():
            (self.site / name).parent.mkdir(parents=True, exist_ok=True)
            (self.site / name).write_bytes(content)
        assert self.compare(), self.refused_for

    def sources(self) -> dict[str, bytes]:
        """The files of the site itself, by their paths in it."""
        tops = [top for top in self.site.iterdir() if top.name not in NOT_SOURCES]
        files = {top.name: top.read_bytes() for top in tops if top.is_file()}
        return files | {f"{top.name}/{name}": content for top in tops for name, content in tree(top).items()}

    def built(self, site: Path) -> tuple[bool, str]:
        """Build a site, as the command does; whether it is published, and what is said."""
        try:
            look = find_inputs(load_config(site, self.settings))
            report = look.report_if_unchanged() or build(look, kinds=self.kinds).report
        except ProblemsFound as found:
            return False, "\n".join(map(str, found.problems))
        return True, "\n".join(map(str, report.problems))

    def compare(self) -> bool:
        """Build the site, and a copy of it clean; whether it can be built."""
        clean = self.folder / "clean"
        shutil.rmtree(clean, ignore_errors=True)
        shutil.copytree(self.site, clean, ignore=lambda _, names: {*MADE} & set(names))
        before = tree(self.output)
        (is_published, said), wanted = self.built(self.site), self.built(clean)
        assert (is_published, said) == wanted
        if not is_published:
            self.refused_for = said
            return False
        as_clean = tree(clean / self.output.name)
        if without_earlier(tree(self.output), before, as_clean) != as_clean:
            raise AssertionError(difference(self.output, clean / self.output.name, {}))
        self.remembered.append(tree(self.memory))
        return True


def without_earlier(published: dict[str, bytes], before: dict[str, bytes], clean: dict[str, bytes]) -> dict[str, bytes]:
    """What is published, but for the static files of one build before, if they lay there then just as they do now."""
    folders = {folder_of(at) for at in clean}
    others = {folder for at in published if (folder := folder_of(at)) and folder not in folders}
    earlier = {at for at in published if folder_of(at) in others}
    if len(others) > 1 or any(published[at] != before.get(at) for at in earlier):
        return published
    listed = published[MANIFEST].decode().split("\n")
    rest = {at: content for at, content in published.items() if at not in earlier}
    return rest | {MANIFEST: "\n".join(at for at in listed if at not in earlier).encode()}


def folder_of(address: str) -> str | None:
    """The folder of static files of one build that a file lies in, if it does."""
    found = re.match("static/[0-9a-f]{8}/", address)
    return found and found[0]


def with_key(text: str, line: str) -> str:
    """The text of a file with another line in its front matter."""
    return text.replace("title:", f"{line}title:", 1)


def mended(line: str, starts: tuple[str, ...], rest: str) -> str:
    """A line with another end, if it starts with one of some texts."""
    return next((f"{start}{rest}" for start in starts if line.startswith(start)), line)


def without(text: str, *starts: str) -> str:
    """The text of a file without the lines that start so."""
    return "\n".join(line for line in text.split("\n") if not line.startswith(starts))


def harm(folder: Path, n: int, place: int, how: str) -> None:
    """Do harm to one of the files below a folder, at some place in it."""
    files = sorted(file for file in folder.rglob("*") if file.is_file() and file.name != MANIFEST)
    file = files[n % len(files)]
    if how == "delete":
        file.unlink()
    elif how == "touch":
        os.utime(file)
    elif how == "cut":
        os.truncate(file, place % (file.stat().st_size + 1))
    elif content := bytearray(file.read_bytes()):
        status = file.stat()
        content[place % len(content)] ^= 1 + place % 255
        time.sleep(0.01)  # the clock of files goes in steps
        file.write_bytes(content)
        if how == "flip behind an old time":
            os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))


def entry(title: str, contexts: list[str], body: str = "Words.", extra: str = "") -> str:
    """A file with front matter."""
    return f"---\ntitle: {title}\ncontexts: [{', '.join(contexts)}]\n{extra}---\n{body}\n"


def assert_law(law: type[Law], config: pytest.Config, monkeypatch: pytest.MonkeyPatch) -> None:
    """Take a part of the random steps with sites that a law is to hold for."""
    steps = int(config.getoption("steps")) // len(PARTS)
    monkeypatch.setattr(scan, "SETTLED", scan.SETTLED)
    for (module, name), limit in USUAL.items():
        monkeypatch.setattr(module, name, limit)
    code = fingerprint.code_fingerprint()
    monkeypatch.setattr(fingerprint, "code_fingerprint", lambda: code)  # looking at it takes longer than a step
    run_state_machine_as_test(
        law,
        settings=settings(
            max_examples=max(1, steps // STEPS_OF_A_RUN),
            stateful_step_count=STEPS_OF_A_RUN,
            print_blob=True,
            report_multiple_bugs=False,
            phases=[Phase.explicit, Phase.reuse, Phase.generate],  # a failure is told at once, and not made smaller
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.parametrize("part", PARTS)
def test_an_incremental_build_leaves_exactly_the_bytes_of_a_clean_one(
    part: int, monkeypatch: pytest.MonkeyPatch, pytestconfig: pytest.Config
) -> None:
    assert_law(Law, pytestconfig, monkeypatch)
