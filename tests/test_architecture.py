"""Imports go one way: from what does things down to what things are."""

import ast
from pathlib import Path

import pytest

BUILDER = Path(__file__).resolve().parents[1] / "builder"

ALLOWED: dict[str, set[str]] = {
    "__init__": set(),
    "__main__": {"cli"},
    "problems": set(),
    "charts": set(),
    "dates": set(),
    "words": {"problems", "text"},
    "language": {"dates", "problems", "words"},
    "text": set(),
    "distance": {"dates"},
    "progress": set(),
    "pageform": set(),
    "urls": {"dates"},
    "keys": set(),
    "groups": {"model", "text", "urls"},
    "outlets": {"config", "groups", "model", "urls"},
    "model": {"dates", "problems", "urls"},
    "head": {"git"},
    "versions": {"dates"},
    "history": {"config", "git", "head", "model", "parse", "problems", "scan", "versions"},
    "contrast": set(),
    "look": {"contrast"},
    "config": {"keys", "problems", "urls"},
    "budget": {"config", "memory", "problems", "text", "urls"},
    "settings": {"config", "contrast", "head", "keys", "look", "problems", "text", "urls"},
    "plainyaml": {"text"},
    "paragraphs": {"text"},
    "frontmatter": {"plainyaml", "problems"},
    "lock": {"problems"},
    "origin": {"", "git", "head"},
    "begin": {"contributing", "dates", "head", "origin", "scan", "settings", "text"},
    "compose": {"config", "dates", "markup", "model", "parse", "problems", "scan", "urls"},
    "interrupt": set(),
    "pool": {"interrupt", "problems"},
    "workers": {"pool"},
    "markup": {"model", "paragraphs", "problems", "text", "urls"},
    "contexts": {"model", "pageform", "text", "urls"},
    "fields": {"contexts", "dates", "frontmatter", "keys", "markup", "model", "problems", "text", "urls"},
    "aliases": {"config", "model", "problems", "urls"},
    "gather": {"aliases", "config", "contexts", "model", "problems", "urls"},
    "parse": {
        "config",
        "contexts",
        "dates",
        "fields",
        "frontmatter",
        "keys",
        "markup",
        "model",
        "outlets",
        "pageform",
        "problems",
        "text",
        "urls",
    },
    "scan": {"config", "problems", "text"},
    "fingerprint": {"config"},
    "memory": {"fingerprint", "model", "problems", "scan", "urls"},
    "read": {"config", "fingerprint", "markup", "memory", "model", "parse", "problems", "progress", "scan", "workers"},
    "timeline": {"dates", "model", "urls"},
    "topics": {"config", "groups", "model", "urls"},
    "bits": set(),
    "escaping": set(),
    "compiled": {"fingerprint"},
    "contributing": {"config", "urls"},
    "near": {"model", "topics", "urls"},
    "network": set(),
    "related": {"bits", "dates", "model", "urls"},
    "resolve": {"config", "markup", "model", "outlets", "problems", "topics", "urls"},
    "moving": {"dates", "model", "urls"},
    "site": {
        "config",
        "dates",
        "model",
        "near",
        "outlets",
        "problems",
        "related",
        "resolve",
        "timeline",
        "topics",
        "urls",
    },
    "relate": {"config", "model", "problems", "resolve", "site", "urls"},
    "replaced": {"aliases", "model", "site", "urls"},
    "amend": {"dates", "model", "problems", "relate", "related", "replaced", "resolve", "site", "timeline", "urls"},
    "theme": {"fingerprint", "memory", "model", "scan", "urls"},
    "overrides": {"config", "problems", "theme", "words"},
    "planned": {"groups", "model", "near", "timeline", "topics", "urls"},
    "links": {"model", "problems", "resolve", "site", "urls"},
    "collisions": {"planned", "problems", "site"},
    "plan": {
        "collisions",
        "config",
        "groups",
        "links",
        "model",
        "near",
        "planned",
        "problems",
        "site",
        "text",
        "theme",
        "timeline",
        "topics",
        "urls",
    },
    "views": {"charts", "distance", "model", "network", "urls"},
    "present": {
        "charts",
        "config",
        "contributing",
        "dates",
        "distance",
        "groups",
        "language",
        "look",
        "markup",
        "model",
        "moving",
        "near",
        "network",
        "outlets",
        "plan",
        "planned",
        "site",
        "text",
        "timeline",
        "topics",
        "urls",
        "views",
    },
    "data": {"model", "pageform", "present", "site", "timeline", "topics", "urls"},
    "render": {
        "compiled",
        "data",
        "escaping",
        "language",
        "memory",
        "model",
        "planned",
        "present",
        "problems",
        "progress",
        "site",
        "theme",
        "urls",
        "views",
    },
    "output": {"config", "fingerprint", "memory", "problems", "urls"},
    "write": {"fingerprint", "memory", "output", "urls"},
    "aside": {"interrupt"},
    "survey": {
        "aside",
        "budget",
        "config",
        "fingerprint",
        "head",
        "history",
        "memory",
        "model",
        "output",
        "problems",
        "scan",
        "theme",
        "urls",
    },
    "assemble": {"gather", "memory", "model", "problems", "progress", "read", "relate", "site", "survey", "urls"},
    "changes": {"dates", "memory", "model", "near", "outlets", "plan", "planned", "site", "timeline", "topics", "urls"},
    "todo": {
        "amend",
        "assemble",
        "changes",
        "collisions",
        "gather",
        "links",
        "memory",
        "model",
        "near",
        "plan",
        "planned",
        "problems",
        "relate",
        "replaced",
        "site",
        "survey",
        "urls",
    },
    "build": {
        "assemble",
        "budget",
        "config",
        "language",
        "memory",
        "overrides",
        "plan",
        "planned",
        "problems",
        "progress",
        "read",
        "render",
        "searched",
        "site",
        "survey",
        "theme",
        "todo",
        "urls",
        "workers",
        "write",
    },
    "search": {"bits", "dates", "markup", "model", "site", "timeline", "topics", "urls"},
    "searched": {"assemble", "memory", "search", "site", "survey", "urls"},
    "verify": {"build", "config", "fingerprint", "memory", "output", "progress", "survey", "urls"},
    "serve": {
        "amend",
        "assemble",
        "config",
        "dates",
        "fingerprint",
        "gather",
        "groups",
        "head",
        "history",
        "language",
        "links",
        "memory",
        "model",
        "near",
        "overrides",
        "plan",
        "planned",
        "problems",
        "progress",
        "read",
        "relate",
        "replaced",
        "render",
        "scan",
        "search",
        "site",
        "survey",
        "text",
        "theme",
        "topics",
        "urls",
    },
    "git": set(),
    "review": {
        "build",
        "config",
        "git",
        "head",
        "memory",
        "model",
        "problems",
        "progress",
        "settings",
        "site",
        "survey",
        "text",
        "urls",
    },
    "bar": {"progress"},
    "asking": {"assemble", "compose", "config", "dates", "problems", "progress", "survey", "text", "urls"},
    "cli": {
        "",
        "asking",
        "bar",
        "begin",
        "budget",
        "build",
        "compose",
        "config",
        "dates",
        "git",
        "lock",
        "memory",
        "origin",
        "problems",
        "progress",
        "review",
        "serve",
        "settings",
        "survey",
        "text",
        "urls",
        "verify",
    },
}
"""For each module the modules of the builder that it may import; lazy and type-only imports count too."""


def modules() -> dict[str, list[Path]]:
    """The files of each module; a package is one module."""
    found: dict[str, list[Path]] = {}
    for file in sorted(BUILDER.rglob("*.py")):
        name = file.relative_to(BUILDER).parts[0].removesuffix(".py")
        found.setdefault(name, []).append(file)
    return found


def imports(file: Path) -> set[str]:
    """The builder's modules that a file imports, anywhere in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file} has a relative import"
            names |= {f"builder.{a.name}" for a in node.names} if node.module == "builder" else {str(node.module)}
    inside = {name.split(".")[1] for name in names if name.startswith("builder.")}
    return {name if (BUILDER / name).is_dir() or (BUILDER / f"{name}.py").exists() else "" for name in inside}


@pytest.mark.parametrize("module", sorted(modules()))
def test_a_module_imports_only_what_stands_below_it(module: str) -> None:
    assert module in ALLOWED, f"say in this test what {module} may import"
    found = {name for file in modules()[module] for name in imports(file)} - {module}
    assert found <= ALLOWED[module]


def test_the_allowed_directions_have_no_circle() -> None:
    settled: set[str] = {""}
    left = {module: needs - {module} for module, needs in ALLOWED.items()}
    while ready := [module for module, needs in left.items() if needs <= settled]:
        settled |= set(ready)
        for module in ready:
            del left[module]
    assert not left


def test_only_the_command_line_prints_or_exits() -> None:
    for module, files in modules().items():
        for file in files:
            calls = [node for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.Call)]
            names = {call.func.id for call in calls if isinstance(call.func, ast.Name)}
            assert module in ("cli", "__main__") or not names & {"print", "exit", "quit", "input"}, file
