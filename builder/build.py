"""The story in one place: read, relate, plan, render, write."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from builder.config import Config
from builder.plan import Copied, Plan, plan
from builder.problems import Problem, ProblemsFound, errors, in_order
from builder.read import read
from builder.relate import relate
from builder.render import render
from builder.site import Site
from builder.theme import Theme, load_theme
from builder.urls import Address
from builder.write import Written, refusals, write


@dataclass(frozen=True, slots=True)
class Assembled:
    """A site that is ready to be rendered, and what was noticed on the way."""

    site: Site
    plan: Plan
    theme: Theme
    problems: tuple[Problem, ...]
    """In the order of places; errors among them if the site should not be published."""


@dataclass(frozen=True, slots=True)
class Built:
    """A site that was published."""

    assembled: Assembled
    written: Written


def assemble(config: Config) -> Assembled:
    """Read the content, relate it and plan the site's files. Raises ProblemsFound if there is no content folder."""
    theme = load_theme(config.root)
    content, of_files = read(config)
    site, of_relations = relate(content, config)
    planned, of_addresses = plan(site, theme)
    return Assembled(site, planned, theme, in_order((*of_files, *of_relations, *of_addresses)))


def build(config: Config, *, clean: bool = False) -> Built:
    """Publish the site into its output folder. Raises ProblemsFound, with the output as it was, if anything is wrong."""
    assembled = assemble(config)
    problems = (*refusals(config), *assembled.problems)
    if errors(problems):
        raise ProblemsFound(in_order(problems))
    pages = render(assembled.plan, assembled.site, assembled.theme)
    files = chain(pages, _copies(assembled.plan.copies))
    return Built(assembled, write(files, config.output, clean=clean))


def _copies(copies: tuple[Copied, ...]) -> Iterator[tuple[Address, Path]]:
    return ((copy.address, copy.asset.file) for copy in copies)
