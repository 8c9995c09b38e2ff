"""From a survey to a site that is ready to be rendered: read, relate, plan."""

from dataclasses import dataclass

from builder.gather import gather
from builder.memory import Record
from builder.model import Asset
from builder.plan import Plan, plan
from builder.problems import Problem, in_order
from builder.progress import Progress
from builder.read import Details, read
from builder.relate import relate
from builder.site import Site
from builder.survey import Survey
from builder.urls import Address


@dataclass(frozen=True, slots=True)
class Assembled:
    """A site that is ready to be rendered, and what was noticed on the way."""

    site: Site
    details: Details
    plan: Plan
    records: dict[str, Record]
    """Of all Markdown files, by their paths below content/."""
    problems: tuple[Problem, ...]
    """In the order of places; errors among them if the site should not be published."""


def assemble(look: Survey, progress: Progress) -> Assembled:
    """Read the content as far as it changed, relate it and plan the site's files."""
    reading = read(look.files, look.records, look.config, progress)
    texts = (found.inside for found in look.files if found.is_text)
    records = {path: reading.records.get(path) or look.records[path] for path in texts}
    assets = (Asset(f.path, Address(f.inside), f.file, f.mark) for f in look.files if not f.is_text)
    with progress.step("relate"):
        content, of_files = gather((record.parsed for record in records.values()), assets, look.config)
        site, of_relations = relate(content, look.config)
    with progress.step("plan"):
        planned, of_addresses = plan(site, look.theme)
    problems = (*look.problems, *of_files, *of_relations, *of_addresses)
    return Assembled(site, reading.details, planned, records, in_order(problems))
