"""The reference's pages on templates: each view with its variables, from builder/views/contract.py."""

import ast
import inspect
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import chain
from types import ModuleType
from typing import Any

from builder.core.progress import Progress
from builder.core.record import Record
from builder.incremental.assemble import assemble
from builder.incremental.inputs import find_inputs
from builder.pages.kind import PageKind
from builder.pages.registry import KINDS
from builder.pages.shared import Pieces
from builder.planning.plan import plan
from builder.theme.language import load_language
from builder.views import charts, contract
from builder.views.contract import BodyView
from tests.manual.harbour import harbour
from tests.manual.made_page import page
from tests.sites import ROOT

LONGEST = 60
"""Characters of an example."""

MORE: Mapping[str, str] = {
    "dateline.toml": """\
title = "Harbour news"
description = "What came in and what went out."
base_url = "https://example.org/harbour/"
author = "The harbour's friends"
license = "https://creativecommons.org/licenses/by/4.0/"
repository = "https://github.com/me/harbour"
data = ["jsonl", "csv"]
history = false
[extra]
motto = "Ships come and go"
[theme]
accent = "#702020"
""",
    "content/news/2011/05/18/the-ferry-is-late.md": """\
---
title: The ferry is late.
contexts: [shipping, trade, ferries]
sources:
  - {name: Port Gazette, title: The ferry waits, url: https://example.org/ferry, date: 2011-05-18, author: M. Weber,
    archive_url: https://archive.example.org/2011/ferry}
image: {url: https://example.org/quay.jpg, alt: The empty quay, credit: M. Weber}
updated: 2011-06-01
lang: en-GB
translator: M. Weber
---
The [first ship](../15/a-harbour-reopens.md) left at noon.
""",
    "content/news/2011/06/02/grain-leaves.md": """\
---
title: Grain leaves.
contexts: [shipping, trade, ferries]
sources: ["Port Gazette, https://example.org/grain"]
---
The [[tide tables]] say when.
""",
    "content/guide/index.md": "---\ntitle: Guide\nsummary: How to read this.\n---\nIn short.\n",
    "content/guide/tides.md": """\
---
title: Tides
summary: High and low water.
lang: en-GB
keeper: M. Weber
---
## High water

Twice a day.

## Low water

Six hours later.

## Slack water

For minutes.
""",
    "content/guide/berths.md": "---\ntitle: Berths\n---\nSee [tides](tides.md).\n",
}
"""Files of the examples beside those of the harbour, so that more variables hold something."""

Example = Mapping[tuple[str, str], tuple[str, str]]
"""For a view and a variable of it where a value is found on the site of the examples, and the value.

Of a variable that holds other views it is in the first of these that says something: `[0].text`.
"""

_WORDS = {
    "str": "text",
    "int": "number",
    "bool": "true or false",
    "None": "none",
    "Address": "address",
    "Any": "anything",
    "Distance": "distance in time",
    "PictureSize": "width and height",
    "Body": "text with holes",
}


class Variable(Record, frozen=True):
    """A variable of a view."""

    name: str
    type: str
    """Its annotation."""
    words: str


def pages() -> dict[str, str]:
    """Every page by its name."""
    examples = _examples()
    views = views_of_templates()
    variables = {name: _variables(view) for name, view in _views().items()}
    shown = {view: page_of(view) for view in views}
    rest = [name for name in variables if name not in shown and name != "SiteView"]
    return {
        "index.md": _index(views, variables["SiteView"], examples),
        **{
            page_of(view): _view_page(view, templates, variables[view], examples)
            for view, templates in sorted(views.items())
        },
        "values.md": _values(rest, variables, examples),
    }


@cache
def views_of_templates() -> Mapping[str, tuple[str, ...]]:
    """For each view the templates that have it."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for kind in KINDS:
        if kind.template and kind.view:
            found[_view_of(kind)].setdefault(kind.template)
    return {view: tuple(templates) for view, templates in found.items()}


def page_of(view: str) -> str:
    """The file of a view's page: `YearDayView` is in year-day.md."""
    return f"{re.sub('(?<=[a-z])(?=[A-Z])', '-', view.removesuffix('View')).lower()}.md"


def _view_of(kind: PageKind[Any]) -> str:
    make = kind.view.func if isinstance(kind.view, partial) else kind.view
    made = getattr(make, "__annotations__", {})["return"]
    return str(getattr(made, "__name__", made))


@cache
def _views() -> dict[str, type[Record]]:
    """Every struct of the contract, and those of charts, by name."""
    return {
        name: each
        for module in (contract, charts)
        for name, each in vars(module).items()
        if _is_of(each, module) and name not in {"Record"}
    }


def _is_of(each: object, module: ModuleType) -> bool:
    return isinstance(each, type) and issubclass(each, Record) and each.__module__ == module.__name__


@cache
def _variables(view: type[Record]) -> tuple[Variable, ...]:
    """The fields and properties of a view, each with its docstring."""
    (definition,) = ast.parse(inspect.getsource(view)).body
    assert isinstance(definition, ast.ClassDef)
    return tuple(_declared(definition))


def _declared(definition: ast.ClassDef) -> Iterator[Variable]:
    for each, below in zip(definition.body, [*definition.body[1:], None], strict=True):
        if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name):
            if not each.target.id.startswith("_"):
                assert isinstance(below, ast.Expr), f"{definition.name}.{each.target.id} needs a docstring below it"
                yield Variable(each.target.id, ast.unparse(each.annotation), str(ast.literal_eval(below.value)))
        elif isinstance(each, ast.FunctionDef) and each.decorator_list and each.returns:
            yield Variable(each.name, ast.unparse(each.returns), ast.get_docstring(each) or "")


def _examples() -> Example:
    """What variables hold on the site of the examples, the first value that says something."""
    found: dict[tuple[str, str], tuple[str, str]] = {}
    with harbour() as site:
        site.write(MORE)
        inputs = find_inputs(site.config(), remember=False, output=False)
        now = assemble(inputs, Progress())
        language, _ = load_language(inputs.config.language, inputs.theme.folders)
        pieces = Pieces(now.site, language, now.details, KINDS)
        for each in plan(now.site, inputs.theme, KINDS)[0].pages:
            if make := each.kind.view:
                _gather(make(pieces, each.subject), found)
        _gather(pieces.view, found)
    return found


def _gather(value: Any, found: dict[tuple[str, str], tuple[str, str]]) -> None:
    """Remember what the variables of a view hold, and those of the views in it."""
    if isinstance(value, tuple):
        for each in value:
            _gather(each, found)
    kind = _views().get(type(value).__name__)
    if not kind:
        return
    for name in (each.name for each in _variables(kind)):
        held = getattr(value, name)
        _gather(held, found)
        if (kind.__name__, name) not in found and (shown := _shown(held)):
            found[kind.__name__, name] = shown


def _shown(value: Any) -> tuple[str, str] | None:
    """Where a value holds something to be shown, and that; none where it says nothing."""
    if isinstance(value, str | int | float):
        text = " ".join(str(value).split())
        return ("", text if len(text) <= LONGEST else f"{text[:LONGEST]}…") if value else None
    if isinstance(value, BodyView):
        html = "".join(chain.from_iterable(zip(value.body.pieces, (*value.addresses, ""), strict=True)))
        return _shown_below("|html", html)
    if isinstance(value, Mapping):
        return next((below for key, held in value.items() if (below := _shown_below(f".{key}", held))), None)
    if isinstance(value, Sequence):
        return _shown_below("[0]", value[0]) if value else None
    kind = _views().get(type(value).__name__)
    names = [each.name for each in _variables(kind)] if kind else []
    return next((below for name in names if (below := _shown_below(f".{name}", getattr(value, name)))), None)


def _shown_below(place: str, value: Any) -> tuple[str, str] | None:
    """The same of a value in another one."""
    below = _shown(value)
    return (f"{place}{below[0]}", below[1]) if below else None


def _index(views: Mapping[str, tuple[str, ...]], site: tuple[Variable, ...], examples: Example) -> str:
    blocks = _blocks()
    pages = {template: page_of(view) for view, templates in views.items() for template in templates}
    rows = [
        f"| {_linked(name, pages)} | {', '.join(f'`{block}`' for block in blocks.get(name, ()))} |"
        for name in sorted({*blocks, *pages})
    ]
    return page(
        "Templates",
        7,
        "What each template sees: its variables, with type, meaning and example.",
        "builder/views/contract.py and templates/",
        "A file in a site's own `templates/` takes the place of the theme's of the same name, or fills some of its "
        "blocks. Each template sees the view of its page as `view`, and the site as `site`. A variable that does not "
        "exist is an error that names the nearest field, or all where none is near.",
        "## Templates and their blocks",
        "\n".join(["| template | blocks |", "|---|---|", *rows]),
        "## The site",
        _variable_table(site, "SiteView", "site", examples),
        "## Filters and words",
        *_paragraphs(),
    )


def _linked(template: str, pages: Mapping[str, str]) -> str:
    return f"[`{template}`]({pages[template]})" if template in pages else f"`{template}`"


def _blocks() -> dict[str, list[str]]:
    """The blocks of each template of the theme that has some."""
    found = {
        file.name: re.findall(r"{% block (\w+) %}", file.read_text(encoding="utf-8"))
        for file in (ROOT / "templates").glob("*.*")
    }
    return {name: blocks for name, blocks in found.items() if blocks}


def _paragraphs() -> Iterator[str]:
    """What the contract says beside its views."""
    _, *paragraphs = (contract.__doc__ or "").strip().split("\n\n")
    yield from (" ".join(paragraph.split()) for paragraph in paragraphs)


def _view_page(view: str, templates: tuple[str, ...], variables: tuple[Variable, ...], examples: Example) -> str:
    words = inspect.getdoc(_views()[view]) or ""
    return page(
        ", ".join(templates),
        None,
        " ".join(words.split("\n\n")[0].split()),
        "builder/views/contract.py",
        f"{' '.join(words.split())} In the template it is `view`.",
        _variable_table(variables, view, "view", examples),
    )


def _values(names: list[str], variables: Mapping[str, tuple[Variable, ...]], examples: Example) -> str:
    parts = [
        part
        for name in names
        for part in (
            f"## {name}",
            " ".join((inspect.getdoc(_views()[name]) or "").split()),
            _variable_table(variables[name], name, "", examples),
        )
    ]
    return page(
        "Values in views",
        1,
        "What the variables of views are made of: dates, links, items, charts.",
        "builder/views",
        "Variables of [templates](index.md) hold these.",
        *parts,
    )


def _variable_table(variables: tuple[Variable, ...], view: str, root: str, examples: Example) -> str:
    rows = ["| variable | type | what it is |", "|---|---|---|"]
    for each in variables:
        name = f"{root}.{each.name}" if root else each.name
        below, shown = examples.get((view, each.name), ("", ""))
        place = f"`{name}{below}`: " if below else ""
        example = f" Such as {place}`{shown}`".replace("|", "\\|") if shown and "`" not in shown else ""
        words = " ".join(each.words.split()).replace("|", "\\|")
        rows.append(f"| `{name}` | {_type(each.type)} | {words}{example} |")
    return "\n".join(rows)


def _type(annotation: str) -> str:
    """An annotation in words, with links to the views in it."""
    node = ast.parse(annotation.strip("'\""), mode="eval").body
    return _type_of(node)


def _type_of(node: ast.expr) -> str:
    if isinstance(node, ast.BinOp):
        return f"{_type_of(node.left)}, or {_type_of(node.right)}"
    if isinstance(node, ast.Constant):
        return _type(node.value) if isinstance(node.value, str) else "none"
    if isinstance(node, ast.Subscript):
        of = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        if ast.unparse(node.value) == "Mapping":
            return "table"
        parts = [_type_of(each) for each in of if not (isinstance(each, ast.Constant) and each.value is ...)]
        return f"list of {parts[0]}" if len(parts) < len(of) or len(parts) == 1 else f"{' and '.join(parts)}"
    name = ast.unparse(node)
    if name in _views():
        return (
            f"[{name}](values.md#{name.lower()})" if name not in views_of_templates() else f"[{name}]({page_of(name)})"
        )
    return _WORDS.get(name, name)
