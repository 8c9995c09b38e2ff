"""The law: an incremental build leaves exactly the bytes that a clean build would, whatever happened in between.

Random steps change a site as people and programs do; after each the site is built on top of its last build, and a
copy of it is built clean. `make soak` takes 5,000 steps, `make test` 200.
"""

import os
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from types import CodeType

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test
from jinja2 import Environment

from builder import fingerprint, scan
from builder.build import build
from builder.config import load_config
from builder.problems import ProblemsFound
from builder.survey import survey
from builder.write import MANIFEST
from tests.sites import tree

STEPS_OF_A_RUN = 25

NUMBERS = st.integers(0, 10_000)
DAYS = st.sampled_from(["2011/05/14", "2011/05/15", "2011/05/16", "2011/06/1", "2012/01/1", "2011/05", "2011"])
SECTIONS = st.sampled_from(["news", "news", "news", "opinion"])
NAMES = st.sampled_from(["Iran", "iran", "IRAN", "North Korea", "missile", "Missile", "Lake", "Chicago", "Illinois"])
CONTEXTS = st.lists(NAMES, max_size=4)
TITLES = st.sampled_from(["The lake rises", "A report", "A second report", "Talks begin", "Talks end", "Snow"])
BODIES = st.sampled_from(["", "Words.", "Words and *more* words.", "# A heading\n\nText.", "Long. " * 60])
EXTRAS = st.sampled_from(
    ["", "importance: 9\n", "summary: In short.\n", "updated: 2013-01-01\n", "draft: true\n", "aliases: [old/a.html]\n"]
)
SETTINGS = st.sampled_from(
    [
        "",
        'title = "Another title"\n',
        'formats = ["html", "json", "md", "xml"]\n',
        "[related]\nlimit = 2\n",
        'base_url = "https://example.org/repo/"\n',
        '[topics."Chicago, Illinois"]\ndescription = "A city."\n',
        'raw_html = true\nauthor = "A. Writer"\n',
    ]
)
TEMPLATES = st.sampled_from(
    [
        ("templates/day.html", '{% extends "span.html" %}{% block entries %}{{ view.count }}{% endblock %}'),
        ("templates/day.html", '{% extends "span.html" %}{% block entries %}{% include "more.html" %}{% endblock %}'),
        ("templates/more.html", "<p>More.</p>"),
        ("templates/more.html", "<p>Still more: {{ view.items|length }}.</p>"),
        ("templates/404.html", "Not here."),
        ("templates/static/style.css", "body { color: black }"),
        ("templates/static/style.css", "body { color: white }"),
        ("templates/static/extra.txt", "Extra."),
    ]
)
PAGE_FORM = """### [2011-05-15](/news/2011/05/15/index.md)

# {title}

{body}

### Source:

1. [The Post](https://example.org/)

_Context: {contexts}_
"""


class Law(RuleBasedStateMachine):
    """A site that things happen to."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(mkdtemp(prefix="law-"))
        self.site = self.folder / "site"
        self.memory = self.site / ".dateline"
        self.remembered: list[dict[str, bytes]] = []
        """What `.dateline/` held after earlier builds."""

    def teardown(self) -> None:
        """Leave nothing behind."""
        shutil.rmtree(self.folder)

    @initialize(settled=st.sampled_from([0.0, 2.0]), contexts=st.lists(CONTEXTS, min_size=12, max_size=12))
    def begin(self, settled: float, contexts: list[list[str]]) -> None:
        """A site of a few entries; marks are believed at once, or after two seconds."""
        scan.SETTLED = settled
        for number, its in enumerate(contexts):
            self.write(f"content/news/2011/{1 + number:02}/15/e{number}.md", entry(f"Entry {number}", its))
        self.write("content/about.md", "---\ntitle: About\n---\nWords about [a day](news/2011/05/15/).\n")
        self.compare()

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
        self.step(lambda: self.line(n, "title: ", f"title: {title}"))

    @rule(n=NUMBERS, contexts=CONTEXTS)
    def retag(self, n: int, contexts: list[str]) -> None:
        self.step(lambda: self.line(n, "contexts: ", f"contexts: [{', '.join(contexts)}]"))

    @rule(n=NUMBERS, body=BODIES)
    def write_another_body(self, n: int, body: str) -> None:
        self.step(lambda: self.change(n, lambda text: text.rpartition("---\n")[0] + f"---\n{body}\n"))

    @rule(n=NUMBERS, to=NUMBERS)
    def pin(self, n: int, to: int) -> None:
        target = self.entry(to).relative_to(self.site / "content").with_suffix("").as_posix()
        self.step(lambda: self.change(n, lambda text: text.replace("title:", f"related: [{target}]\ntitle:", 1)))

    @rule(n=NUMBERS)
    def take_pins_away(self, n: int) -> None:
        self.step(lambda: self.line(n, "related: ", ""))

    @rule(n=NUMBERS, name=NAMES)
    def link_to_a_topic(self, n: int, name: str) -> None:
        self.step(lambda: self.change(n, lambda text: f"{text}\nSee [[{name}]].\n"))

    @rule(n=NUMBERS, to=NUMBERS)
    def link_to_an_entry(self, n: int, to: int) -> None:
        target = self.entry(to)
        way = os.path.relpath(target, self.entry(n).parent)
        self.step(lambda: self.change(n, lambda text: f"{text}\nSee [[{target.stem}]] and [that]({way}).\n"))

    @rule(n=NUMBERS, to=NUMBERS)
    def link_from_a_page(self, n: int, to: int) -> None:
        way = self.entry(to).relative_to(self.site / "content").as_posix()
        text = f"---\ntitle: About {n % 3}\n---\nSee [that]({way}).\n"
        self.step(lambda: self.write("content/about.md" if n % 2 else "content/notes/index.md", text))

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

    @rule(n=NUMBERS, file=NUMBERS, how=st.sampled_from(["write", "link", "delete"]))
    def work_with_other_files(self, n: int, file: int, how: str) -> None:
        name = f"files/f{file % 3}.txt"
        if how == "delete" and (self.site / "content" / name).exists():
            self.step((self.site / "content" / name).unlink)
        elif how == "link":
            self.step(lambda: self.change(n, lambda text: f"{text}\n[A file](/{name})\n"))
        else:
            self.step(lambda: self.write(f"content/{name}", f"File {n % 5}."))

    @rule(n=NUMBERS, place=NUMBERS, how=st.sampled_from(["flip", "cut", "delete", "old", "old in part"]))
    def harm_the_memory(self, n: int, place: int, how: str) -> None:
        if how.startswith("old"):
            old = sorted(self.remembered[n % len(self.remembered)].items())
            kept = old if how == "old" else old[n % 7 :: 2]
            self.step(lambda: [(self.memory / name).write_bytes(content) for name, content in kept])
        else:
            self.step(lambda: harm(self.memory, n, place, how))

    @rule(n=NUMBERS, place=NUMBERS, how=st.sampled_from(["flip", "cut", "delete", "touch"]))
    def harm_the_output(self, n: int, place: int, how: str) -> None:
        self.step(lambda: harm(self.site / "output", n, place, how))

    def write(self, path: str, text: str) -> None:
        """Write a file of the site."""
        file = self.site / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

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

    def line(self, n: int, start: str, line: str) -> None:
        """Put another line in the place of the one that starts so."""
        self.change(n, lambda text: "\n".join(line if old.startswith(start) else old for old in text.split("\n")))

    def step(self, happen: Callable[[], object]) -> None:
        """Let something happen and compare; what makes the site wrong is taken back, and compared again."""
        before = {name: content for name, content in tree(self.site).items() if is_source(name)}
        happen()
        if self.compare():
            return
        for name in tree(self.site).keys() - before.keys():
            if is_source(name):
                (self.site / name).unlink()
        for name, content in before.items():
            (self.site / name).parent.mkdir(parents=True, exist_ok=True)
            (self.site / name).write_bytes(content)
        assert self.compare()

    def compare(self) -> bool:
        """Build the site, and a copy of it clean; whether it can be built."""
        clean = self.folder / "clean"
        shutil.rmtree(clean, ignore_errors=True)
        shutil.copytree(self.site, clean, ignore=lambda _, names: {"output", ".dateline"} & set(names))
        said, wanted = built(self.site), built(clean)
        assert said == wanted
        if wanted is None:
            return False
        assert tree(self.site / "output") == tree(clean / "output")
        self.remembered.append(tree(self.memory))
        return True


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
        content[place % len(content)] ^= 1 + place % 255
        file.write_bytes(content)


def is_source(name: str) -> bool:
    """Whether a file is of the site itself."""
    return not name.startswith(("output/", ".dateline/"))


def entry(title: str, contexts: list[str], body: str = "Words.", extra: str = "") -> str:
    """A file with front matter."""
    return f"---\ntitle: {title}\ncontexts: [{', '.join(contexts)}]\n{extra}---\n{body}\n"


def built(site: Path) -> list[str] | None:
    """Build a site, as the command does; the warnings, or nothing if it has errors."""
    try:
        look = survey(load_config(site))
        report = look.report_if_unchanged() or build(look).report
    except ProblemsFound:
        return None
    return [str(problem) for problem in report.problems]


def remember_what_no_step_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Compile each text of a template once for all builds, and look once at the code: both take longer than a step."""
    compiled: dict[tuple[object, ...], CodeType] = {}
    compile_anew = Environment.compile

    def compile_once(jinja: Environment, *template: str) -> CodeType:
        if template not in compiled:
            compiled[template] = compile_anew(jinja, *template)
        return compiled[template]

    monkeypatch.setattr(Environment, "compile", compile_once)
    monkeypatch.setattr(fingerprint, "_of_code", cache(fingerprint._of_code))


def test_an_incremental_build_leaves_exactly_the_bytes_of_a_clean_one(
    monkeypatch: pytest.MonkeyPatch, pytestconfig: pytest.Config
) -> None:
    monkeypatch.setattr(scan, "SETTLED", scan.SETTLED)
    remember_what_no_step_changes(monkeypatch)
    steps = int(pytestconfig.getoption("steps"))
    run_state_machine_as_test(
        Law,
        settings=settings(
            max_examples=max(1, steps // STEPS_OF_A_RUN),
            stateful_step_count=STEPS_OF_A_RUN,
            deadline=None,
            print_blob=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
