"""Files without a date: pages, or entries that lack one, by what else lies in their section."""

from collections import defaultdict
from collections.abc import Sequence

from msgspec import structs

from builder.config.config import Config
from builder.config.ignore import how_to_name_page
from builder.content.cascades import draft_mark, path_of
from builder.content.location import how_to_date, locate
from builder.core.model import Page, Parsed
from builder.core.problems import Code, Place, Problem
from builder.core.urls import Slug, slugify


def refuse_undated(parsed_files: list[Parsed], config: Config) -> tuple[list[Parsed], list[Problem]]:
    """The files, less those that are entries without a date, as they lie among entries or in a section of the settings.

    Elsewhere they are pages. Drafts count as what they are to be. Where fewer files have a date than lack one, it may
    be that the first is the mistake, so one problem there tells all; it is returned too.
    """
    if not any(parsed.is_undated for parsed in parsed_files):
        return parsed_files, []
    dated: dict[Slug, list[str]] = defaultdict(list)
    undated: dict[Slug, list[str]] = defaultdict(list)
    for parsed in parsed_files:
        if parsed.is_undated and (page := parsed.page):
            undated[section_of(page)] += [] if draft_mark(parsed, config) else [page.path]
        elif section := parsed.entry.section if parsed.entry else parsed.dated_section:
            dated[section].append(path_of(parsed))
    few = {
        section: _few_dated(sorted(dated[section]), sorted(paths), config)
        for section, paths in undated.items()
        if section not in config.sections and 0 < len(dated[section]) < len(paths)
    }
    entries = {section for section, paths in dated.items() if paths}.union(config.sections)
    kept = [
        _without_date(parsed, page, config, is_told=section_of(page) in few)
        if parsed.is_undated and (page := parsed.page) and section_of(page) in entries
        else parsed
        for parsed in parsed_files
    ]
    return kept, [*few.values()]


def _few_dated(dated: Sequence[str], undated: Sequence[str], config: Config) -> Problem:
    """The problem of a few files with a date, given by their paths, in a folder of more that have none."""
    prefix = config.content_prefix
    path = dated[0]
    folder = f"{undated[0].removeprefix(prefix).partition('/')[0]}/"
    count = f"; {len(dated)} files have one" if len(dated) > 1 else ""
    names = ", ".join(each.removeprefix(f"{prefix}{folder}") for each in undated[:3])
    what = (
        f"this file has a date ({_where_dated(path, config)}{count}), so {folder} is a section of entries, and its "
        f"{len(undated)} other files lack theirs: {names}{', …' if len(undated) > 3 else ''}"
    )
    pages = how_to_name_page(folder, config.pages)
    cure = f"if all are pages, {pages}; if they are entries, {how_to_date()}"
    return Problem(Code.DATE_MISSING, Place(path, 1), what, cure)


def _where_dated(path: str, config: Config) -> str:
    """Where a file has its date, so far as its path says it."""
    location = locate(path, path.removeprefix(config.content_prefix))
    if location.date_parts:
        return f"from the folder {location.date_parts[0]:04}"
    return "from its name" if location.name_date else "in its text"


def section_of(page: Page) -> Slug:
    """The section that a page would lie in as an entry; empty for one directly in content/."""
    return Slug(page.address.rpartition("/")[0].partition("/")[0])


def _without_date(parsed: Parsed, page: Page, config: Config, *, is_told: bool) -> Parsed:
    """What a file gives that would be a page elsewhere, and is an entry without a date; told where it `is_told` not."""
    named = config.sections.get(section_of(page))
    elsewhere = f"take {named.folder} out of the setting sections" if named else "move it to a folder without entries"
    as_page = how_to_name_page(page.path.removeprefix(config.content_prefix), config.pages)
    cure = f"{how_to_date()}; if it is a page, {as_page}, or {elsewhere}"
    problem = Problem(Code.DATE_MISSING, Place(page.path, 1), "the entry has no date", cure)
    problems = parsed.problems if is_told else (*parsed.problems, problem)
    names = (*parsed.link_slugs, slugify(locate(page.path, page.path).name), slugify(page.title))
    return structs.replace(parsed, page=None, problems=problems, link_slugs=tuple(dict.fromkeys(names)))
