"""The story in one place: read, relate, plan, render, write."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from builder.config import Config
from builder.plan import Plan, Planned, plan
from builder.problems import Problem, ProblemsFound, errors, in_order
from builder.read import read
from builder.relate import relate
from builder.render import Renderer, one_of_each, render
from builder.site import Site
from builder.theme import Theme, load_theme
from builder.workers import spread
from builder.write import Staged, Written, made_before, refusals, stage, write


@dataclass(frozen=True, slots=True)
class Assembled:
    """A site that is ready to be rendered, and what was noticed on the way."""

    site: Site
    plan: Plan
    theme: Theme
    problems: tuple[Problem, ...]
    """In the order of places; errors among them if the site should not be published."""


@dataclass(frozen=True, slots=True)
class Making:
    """What every process that makes pages needs."""

    site: Site
    theme: Theme
    before: Collection[str]
    """The files of the output that may be there already, just as they are to be."""


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
    problems = (*config.problems, *of_files, *of_relations, *of_addresses)
    return Assembled(site, planned, theme, in_order(problems))


def build(config: Config, *, clean: bool = False) -> Built:
    """Publish the site into its output folder.

    Raises ProblemsFound, with the output as it was, if anything is wrong.
    """
    assembled = assemble(config)
    problems = (*refusals(config), *assembled.problems)
    if errors(problems):
        raise ProblemsFound(in_order((*problems, *_of_templates(assembled))))
    making = Making(assembled.site, assembled.theme, () if clean else made_before(config.output))
    rendered = spread(_maker, making, assembled.plan.pages, config.jobs)
    copied = (stage([(copy.address, copy.asset.file)], config.output, making.before) for copy in assembled.plan.copies)
    return Built(assembled, write(chain(_sound(rendered), copied), config.output))


def _of_templates(assembled: Assembled) -> tuple[Problem, ...]:
    """What is wrong with the templates, as far as the first page of each shows it."""
    first = {page.template: page for page in reversed(assembled.plan.pages)}
    rendered = render(first.values(), Renderer(assembled.site, assembled.theme))
    return one_of_each(rendered.problems)


def _maker(making: Making) -> Callable[[Sequence[Planned]], tuple[Staged, tuple[Problem, ...]]]:
    """What makes pages: renders them, and stages those whose bytes changed."""
    renderer = Renderer(making.site, making.theme)

    def make(pages: Sequence[Planned]) -> tuple[Staged, tuple[Problem, ...]]:
        rendered = render(pages, renderer)
        return stage(rendered.files, making.site.config.output, making.before), rendered.problems

    return make


def _sound(made: Iterable[tuple[Staged, tuple[Problem, ...]]]) -> Iterator[Staged]:
    """The parts as they come. Raises ProblemsFound behind the last one if any template was wrong."""
    problems: list[Problem] = []
    for staged, of_templates in made:
        problems += of_templates
        yield staged
    if problems:
        raise ProblemsFound(in_order(one_of_each(problems)))
