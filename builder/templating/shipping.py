"""The compiled default theme as a Python module, `shipped.py`, which is built into the package."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, nodes

from builder.core.digest import digest
from builder.templating.compiler import compile_template
from builder.theme.load import DEFAULT, SYNTAX


def shipped_module(folder: Path) -> str:
    """The source of the module: for each template the digests of those that it depends on, and its function."""
    environment = Environment(autoescape=True, loader=FileSystemLoader(folder), **SYNTAX)
    trees: dict[str, nodes.Template] = {}

    def parse(name: str) -> nodes.Template:
        inside = name.removeprefix(f"{DEFAULT}/")
        if inside not in trees:
            trees[inside] = environment.parse((folder / inside).read_text(encoding="utf-8"), inside)
        return trees[inside]

    parts = [f'"""{_WORDS}"""', "# ruff: noqa\n# mypy: ignore-errors", "TEMPLATES = {}"]
    for file in sorted(file for file in folder.iterdir() if file.suffix in (".html", ".xml", ".txt")):
        source, used = compile_template(file.name, parse)
        held = {name: digest((folder / name.removeprefix(f"{DEFAULT}/")).read_bytes()) for name in sorted(used)}
        parts.append(f"{source}\nTEMPLATES[{file.name!r}] = ({held!r}, bind)")
    return "\n\n\n".join(parts) + "\n"


_WORDS = "The templates of the default theme, compiled; made by `builder/templating/shipping.py`."
