"""Read a suggested entry: an issue by the form `entry.yml`, in the Markdown that GitHub makes of what was filled in.

    ### Headline

    A harbour reopens

    ### Date

    15 May 2011

    ### Topics

    _No response_

Everybody can open an issue, so nothing in it is believed: it is cut at the headings of the form's fields in their
order, and what it says goes the way of any new entry, which a build has to take.
https://docs.github.com/en/communities/using-templates-to-encourage-useful-issues-and-pull-requests
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import yaml

from builder.config.config import Config
from builder.config.repository_links import ENTRY
from builder.core.dates import Date, likely_forms, parse_date
from builder.core.text import normalize_newlines, one_line
from builder.core.urls import slugify
from builder.scaffold.new_entry import EntryRefused, NewEntry, sections_of
from builder.vcs.working_tree import find_working_tree

LARGEST = 300_000
"""Bytes of an issue: GitHub takes 65,536 characters."""

_FORM = Path(__file__).resolve().parent / "skeleton" / ENTRY
_FORMS = ".github/ISSUE_TEMPLATE"
_NOTHING = "_No response_"
"""What GitHub writes for a field that is left empty."""

_HEADING = "### "
_BULLET = re.compile(r"^(?:[-*+]|\d{1,3}[.)])\s+")
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b", re.IGNORECASE)
_LINK = re.compile(r"\[([^\[\]]*)\]\(<?([^\s<>()]+)>?\)|<([a-z]+://[^\s<>]+)>")


def read_suggestion(file: Path, config: Config, section: str) -> NewEntry:
    """The entry that an issue suggests, of which the text lies in a file.

    It goes into `section` where the issue names none. Raises EntryRefused for a text that the form did not make, and
    OSError where it cannot be read.
    """
    with file.open("rb") as opened:
        written = opened.read(LARGEST + 1)
    if len(written) > LARGEST:
        raise EntryRefused("The issue is larger than any on GitHub.")
    labels = _labels(_form_of(config))
    answers = answers_in(written.decode(errors="replace"), labels)
    if "title" not in answers or "date" not in answers:
        label = next((label for label, name in labels.items() if name not in answers and name in ("title", "date")), "")
        raise EntryRefused(f'The issue has no heading "{_HEADING}{label}", so it was not made by the form {ENTRY}.')
    if empty := next((name for name in ("title", "date") if not one_line(answers[name])), ""):
        label = next(label for label, name in labels.items() if name == empty)
        raise EntryRefused(f'The issue says nothing under "{_HEADING}{label}"; fill it in there.')
    return NewEntry(
        title=one_line(answers["title"]),
        date=_date(one_line(answers["date"])),
        contexts=tuple(_lines(answers.get("contexts", ""))),
        sources=tuple(map(_plain, _lines(answers.get("sources", "")))),
        section=_section(one_line(answers.get("section", "")), config) or section,
        summary=one_line(answers.get("summary", "")),
        text=answers.get("text", ""),
    )


def answers_in(text: str, labels: Mapping[str, str]) -> dict[str, str]:
    """What was filled in, by the ids of the fields, given the ids of their labels in the form's order.

    A heading counts once, and only behind those of the fields before it, so that a text may have headings like any.
    """
    found: dict[str, list[str]] = {}
    ahead = [*labels]
    lines: list[str] = []
    for line in normalize_newlines(text).split("\n"):
        label = line.removeprefix(_HEADING).strip()
        if line.startswith(_HEADING) and label in ahead:
            del ahead[: ahead.index(label) + 1]
            lines = found.setdefault(labels[label], [])
        else:
            lines.append(line)
    answers = {name: "\n".join(its).strip() for name, its in found.items()}
    return {name: "" if answer == _NOTHING else answer for name, answer in answers.items()}


def _form_of(config: Config) -> str:
    """The form as the site's repository has it, as its labels may be in another language; else that of a new site."""
    root = config.root.resolve()
    tree = find_working_tree(root)
    folders = (root, tree.root) if tree else (root,)
    for file in (folder / _FORMS / ENTRY for folder in folders):
        if file.is_file():
            return file.read_text(encoding="utf-8", errors="replace")
    return _FORM.read_text(encoding="utf-8")


def _labels(form: str) -> dict[str, str]:
    """The ids of a form's fields by their labels. Raises EntryRefused for what is no form."""
    try:
        body = yaml.safe_load(form)["body"]
        return {one_line(part["attributes"]["label"]): part["id"] for part in body if "id" in part}
    except (yaml.YAMLError, KeyError, TypeError, AttributeError):
        raise EntryRefused(f"{_FORMS}/{ENTRY} cannot be read as an issue form.") from None


def _date(written: str) -> Date:
    """The date that a person wrote, in any form that can mean one date only."""
    try:
        return parse_date(written)
    except ValueError as error:
        dates = [*likely_forms(_ORDINAL.sub("", written))]
        if len(dates) == 1:
            return dates[0]
        meant = " or ".join(date.iso for date in dates) or "2011-05-15"
        raise EntryRefused(f"{error}; write it into the issue as {meant}.") from None


def _section(written: str, config: Config) -> str:
    """The section of the site that is named, by its folder or by the name that readers see; empty if none is."""
    if not written:
        return ""
    slugs = sections_of(config)
    names = {slug: said.name if (said := config.sections.get(slug)) else slug for slug in sorted(slugs)}
    for slug, name in names.items():
        if slugify(written) in (slug, slugify(name)):
            return slug
    listed = ", ".join(names.values()) or "none yet"
    raise EntryRefused(f'This site has no section "{written}"; write one of its own into the issue: {listed}.')


def _lines(answer: str) -> Iterator[str]:
    """The lines of an answer, without the marks of a list."""
    lines = (_BULLET.sub("", line.strip()) for line in answer.split("\n"))
    return (one_line(line) for line in lines if line and line != _NOTHING)


def _plain(source: str) -> str:
    """A source with its address as it is, where it is written as a link of Markdown."""
    return _LINK.sub(lambda link: f"{link[1]} {link[2]}" if link[2] else link[3], source)
