"""The recipes of CONTRIBUTING, followed to the letter in a copy of the code: the examples work as they are written."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

from tests.sites import ROOT

CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
COPIED = ("builder", "templates", "tests")
BULKY = shutil.ignore_patterns("__pycache__", "node_modules", "golden", "bad", "benchmarks")


def examples(recipe: str) -> list[str]:
    """The examples of a recipe, in their order."""
    (text,) = re.findall(rf"^## {recipe}\n(.*?)(?=^## )", CONTRIBUTING, re.MULTILINE | re.DOTALL)
    return [dedent(code) for code in re.findall(r"^   ```\w+\n(.*?)^   ```$", text, re.MULTILINE | re.DOTALL)]


class Copy:
    """A copy of the code that recipes are tried in."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in COPIED:
            shutil.copytree(ROOT / name, folder / name, ignore=BULKY)

    def add(self, file: str, text: str, before: str = "") -> None:
        """Add a text to a file, before a line that stands there once; or behind all that it holds."""
        path = self.folder / file
        held = path.read_text(encoding="utf-8") if path.exists() else ""
        if not before:
            path.write_text(held + text, encoding="utf-8")
            return
        start, found, rest = held.partition(before)
        assert found, f"{file} has no {before}"
        indent = " " * (len(before) - len(before.lstrip()))
        path.write_text(start + re.sub("^(?=.)", indent, text, flags=re.MULTILINE) + before + rest, encoding="utf-8")

    def replace(self, file: str, old: str, new: str) -> None:
        """Put a text in the place of another one."""
        path = self.folder / file
        held = path.read_text(encoding="utf-8")
        assert old in held, f"{file} has no {old}"
        path.write_text(held.replace(old, new, 1), encoding="utf-8")

    def passes(self, *tests: str) -> str:
        """Run tests of the copy; what they say where they fail."""
        environment = os.environ | {"PYTHONPATH": str(self.folder), "PYTHONDONTWRITEBYTECODE": "1"}
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", *tests]
        done = subprocess.run(command, cwd=self.folder, env=environment, capture_output=True, text=True, check=False)
        return "" if done.returncode == 0 else done.stdout + done.stderr


def add_kind_of_page(copy: Copy) -> None:
    view, template, kind, link, test = examples("Add a kind of page")
    copy.add("builder/views/contract.py", f"\n\n{view}")
    copy.add("templates/place.html", template)
    copy.add("builder/pages/places.py", kind)
    copy.add("builder/pages/registry.py", "from builder.pages import places\n", before="from builder.pages import ")
    copy.add("builder/pages/registry.py", "*places.KINDS,\n", before="    *site_pages.KINDS,\n")
    copy.add(
        "builder/views/contract.py", 'place: Address | None\n"""Its page."""\n', before="    location: str | None\n"
    )
    copy.add(
        "builder/pages/entries.py",
        "from builder.pages.places import place_address\n",
        before="from builder.pages.shared",
    )
    copy.add(
        "builder/pages/entries.py", "place=place_address(subject),\n", before="        location=subject.location,\n"
    )
    copy.replace("templates/entry.html", '<span class="place">{{ view.location }}</span>', link.strip())
    copy.add("tests/pages/test_places.py", test)


def add_output_format(copy: Copy) -> None:
    named, text, kind = examples("Add an output format")
    copy.add("builder/config/formats.py", named)
    copy.add("builder/pages/topics.py", f"{text}\n\n", before="KINDS: tuple[")
    copy.add("builder/pages/topics.py", kind, before="    in_format(_TOPIC, JSON")
    copy.add(
        "builder/pages/topics.py",
        "from builder.config.formats import ICALENDAR\n",
        before="from builder.config.formats",
    )


def add_setting(copy: Copy) -> None:
    setting, template, test = examples("Add a setting")
    copy.add("builder/config/config.py", setting, before="    language: str = ")
    copy.add(
        "builder/views/contract.py", 'imprint: str\n"""The setting `imprint`."""\n', before="    base_url: str | None\n"
    )
    copy.add("builder/pages/site_view.py", "imprint=config.imprint,\n", before="        base_url=config.base_url,\n")
    copy.add("templates/_parts.html", template, before='<span class="feeds">')
    copy.add("tests/config/test_imprint.py", f"from tests.sites import SiteFolder\n\n\n{test}")


def add_front_matter_key(copy: Copy) -> None:
    field, key, template, test = examples("Add a front-matter key")
    copy.add("builder/core/model.py", field, before="    location: str | None = None\n")
    copy.add("builder/frontmatter/keys.py", key, before="    DRAFT,\n    SLUG,\n")
    copy.add(
        "builder/views/contract.py",
        'translator: str | None\n"""Who translated it."""\n',
        before="    location: str | None\n",
    )
    copy.add(
        "builder/pages/entries.py", "translator=subject.translator,\n", before="        location=subject.location,\n"
    )
    copy.replace("templates/entry.html", "{% block note %}\n", f"{{% block note %}}\n{template}")
    copy.add(
        "builder/pages/data_formats.py",
        "translator=entry.translator,\n",
        before="            location=entry.location,\n",
    )
    copy.add("tests/pages/test_translator.py", f"from tests.sites import SiteFolder\n\n\n{test}")


def test_what_the_recipes_add_works(tmp_path: Path) -> None:
    copy = Copy(tmp_path / "dateline")
    for follow in (add_kind_of_page, add_output_format, add_setting, add_front_matter_key):
        follow(copy)
    tests = ("tests/pages/test_places.py", "tests/config/test_imprint.py", "tests/pages/test_translator.py")
    assert copy.passes(*tests) == ""
    site = tmp_path / "site"
    (site / "content").mkdir(parents=True)
    (site / "content/2011-05-15-a.md").write_text("---\ntitle: A\ncontexts: [Iran]\n---\n", encoding="utf-8")
    command = [sys.executable, "-m", "builder", "build", "--site", str(site), "--quiet"]
    subprocess.run(command, cwd=copy.folder, env=os.environ | {"PYTHONPATH": str(copy.folder)}, check=True)
    calendar = (site / "output/topics/iran/index.ics").read_text(encoding="utf-8")
    assert "DTSTART;VALUE=DATE:20110515\nSUMMARY:A\n" in calendar
    assert 'href="index.ics"' in (site / "output/topics/iran/index.html").read_text(encoding="utf-8")
