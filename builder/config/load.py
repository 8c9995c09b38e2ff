"""The settings file of a site: `dateline.toml`, or `[tool.dateline]` in its `pyproject.toml`, and how it is checked."""

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from math import floor
from pathlib import Path
from typing import Any

from builder.config.config import FORMATS, RANKINGS, Config, Register, Related, SectionSettings, TopicSettings
from builder.config.contrast import ENOUGH
from builder.config.frontmatter_keys import ENTRY_KEYS, IMAGE_KEYS, SOURCE_KEYS, Fields, fields_of
from builder.config.theme_colors import LOOK, Faint, faint
from builder.core.problems import Code, Place, Problem, ProblemsFound, did_you_mean, nearest
from builder.core.text import one_line
from builder.core.urls import Slug, slugify
from builder.vcs.working_tree import path_in_repository


@dataclass(frozen=True, slots=True)
class _Setting:
    """How one setting is checked: `read` returns the value or raises ValueError with what it must be."""

    name: str
    read: Callable[[Any], Any]


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("must be a text in quotes")
    return one_line(value)


def _title(value: Any) -> str:
    if not _text(value):
        raise ValueError("must not be empty; leave it out for the default")
    return _text(value)


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError("must be true or false")
    return value


def _table(value: Any) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise ValueError("must be a table")
    return value


def base_url(value: Any) -> str | None:
    """A base URL with its slash at the end; an empty one is none. Raises ValueError for anything else."""
    text = _text(value)
    if not text:
        return None
    if not re.fullmatch(r"https?://[A-Za-z0-9.-]+(:\d+)?(/[A-Za-z0-9._~%@+-]*)*", text):
        raise ValueError("must be an address such as https://example.org/repo/")
    if {".", ".."} & {*text.split("/")}:
        raise ValueError("must name its folders without . and ..")
    return text.rstrip("/") + "/"


_OTHERS = frozenset({"bitbucket", "codeberg", "forgejo", "gitea", "gitee", "gitlab", "sr"})
"""Words of which one stands in the names of hosts that have repositories and are not GitHub: git.sr.ht."""


def repository(value: Any) -> str | None:
    """The address of a repository on GitHub, no slash at its end; an empty one is none. Raises ValueError otherwise.

    A host of GitHub Enterprise may have any name but those that are known to be others.
    """
    text = _text(value).removesuffix("/").removesuffix(".git")
    if not text:
        return None
    found = re.fullmatch(r"https://([A-Za-z0-9.-]+)(:\d+)?/[A-Za-z0-9._-]+/[A-Za-z0-9._-]+", text)
    if not found:
        raise ValueError('must be the address of a repository, such as "https://github.com/me/harbour"')
    if not _OTHERS.isdisjoint(found[1].lower().split(".")):
        instead = f"whose links {found[1]} does not have; say with edit_url instead where a file is edited there"
        raise ValueError(f"must be a repository on GitHub, {instead}")
    return text


def _edit_url(value: Any) -> str | None:
    text = _text(value)
    if text and not re.fullmatch(r"""https?://[^\s"'<>{}\\]*\{path\}[^\s"'<>{}\\]*""", text):
        raise ValueError('must be an address with {path} in it, such as "https://github.com/o/r/edit/main/{path}"')
    return text or None


def _formats(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or "html" not in value or not all(name in FORMATS for name in value):
        raise ValueError(f"must be a list with html and any of {', '.join(FORMATS[1:])}")
    return tuple(name for name in FORMATS if name in value)


def _language(value: Any) -> str:
    if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*", _text(value)):
        raise ValueError('must be a language tag such as "en" or "pt-BR"')
    return str(value)


def _ranking(value: Any) -> str:
    if value not in RANKINGS:
        raise ValueError(f"must be one of {', '.join(RANKINGS)}")
    return str(value)


def _limit(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= 100:
        raise ValueError("must be a whole number from 0 to 100")
    return value


def _budget(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise ValueError("must be a whole number of megabytes from 1 up")
    return value


def _names(value: Any, such: str = 'names, such as ["tags", "actors"]') -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
        raise ValueError(f"must be a list of {such}")
    return tuple(value)


@contextmanager
def _inside(name: str) -> Iterator[None]:
    """Say of what is wrong inside that it is there."""
    try:
        yield
    except ValueError as error:
        raise ValueError(f'{error}, in "{name}"') from error


def _context_keys(value: Any) -> tuple[tuple[str, str | None], ...]:
    if isinstance(value, dict):
        return tuple((key, kind) for kind, keys in value.items() for key in _names(keys))
    return tuple((key, None) for key in _names(value))


def _part_keys(own: tuple[str, ...], value: Any) -> dict[str, tuple[str, ...]]:
    _refuse_unknown(_table(value), own)
    return {name: (name, *_names(value.get(name, []))) for name in own}


def _fields(value: Any) -> Fields:
    table = dict(_table(value))
    extra = frozenset(_names(table.pop("extra", [])))
    contexts = (("contexts", None), *_context_keys(table.pop("contexts", [])))
    source = _part_keys(SOURCE_KEYS, _only_parts(table, "sources"))
    image = _part_keys(IMAGE_KEYS, _only_parts(table, "image"))
    _refuse_unknown(table, (*ENTRY_KEYS, "contexts", "extra"))
    entry = {name: (name, *_names(table.get(name, []))) for name in ENTRY_KEYS}
    return fields_of(entry, contexts, source, image, extra)


def _refuse_unknown(table: Mapping[str, Any], own: tuple[str, ...]) -> None:
    for name in table:
        if name not in own:
            raise ValueError(f'has no "{name}": {did_you_mean(nearest(name, own), "it has " + ", ".join(own))}')


def _only_parts(table: dict[str, Any], name: str) -> Any:
    """The mapping of the parts of `sources` or `image`; a plain list there renames the key itself."""
    return table.pop(name) if isinstance(table.get(name), dict) else {}


def _topics(value: Any) -> dict[str, TopicSettings]:
    topics: dict[str, TopicSettings] = {}
    for name, settings in _table(value).items():
        with _inside(name):
            topics[name] = _topic(settings)
    named = [(name, name) for name in topics] + [(name, alias) for name in topics for alias in topics[name].aliases]
    taken: dict[str, str] = {}
    for topic, name in named:
        if not slugify(name):
            raise ValueError(f'names a topic "{name}" that has no letter or digit')
        if taken.setdefault(slugify(name), topic) != topic:
            raise ValueError(f'gives the name "{name}" to two topics')
    return topics


def _sections(value: Any) -> dict[Slug, SectionSettings]:
    sections: dict[Slug, SectionSettings] = {}
    for folder, name in _table(value).items():
        if not (isinstance(name, str) and name.strip()):
            raise ValueError(f'must give the folder "{folder}" a name in quotes')
        sections[slugify(folder)] = SectionSettings(folder, name.strip())
    return sections


def _topic(value: Any) -> TopicSettings:
    _refuse_unknown(_table(value), ("description", "kind", "aliases"))
    texts: dict[str, str] = {}
    for key in value.keys() - {"aliases"}:
        with _inside(key):
            texts[key] = _text(value[key])
    return TopicSettings(texts.get("description"), texts.get("kind"), _names(value.get("aliases", [])))


def _outlets(value: Any) -> Register:
    by_slug: dict[str, str] = {}
    by_host: dict[str, str] = {}
    for key, names in _table(value).items():
        outlet = one_line(key)
        with _inside(key):
            its = _names(names, 'hosts and names, such as ["bbc.co.uk", "BBC"]')
        for name in (outlet, *its):
            plain = one_line(name).removeprefix("www.")
            slug = slugify(plain)
            if not slug or "://" in plain:
                raise ValueError(f'has "{name}", which is neither the name of an outlet nor a host such as bbc.co.uk')
            if by_slug.setdefault(slug, outlet) != outlet:
                raise ValueError(f'gives "{name}" to two outlets, "{by_slug[slug]}" and "{outlet}"')
            if "." in plain:
                by_host[plain.lower()] = outlet
    return Register(by_slug, by_host)


_THEME = "theme."

SETTINGS = (
    _Setting("title", _title),
    _Setting("description", _text),
    _Setting("base_url", base_url),
    _Setting("language", _language),
    _Setting("repository", repository),
    _Setting("edit_url", _edit_url),
    _Setting("author", _text),
    _Setting("license", _text),
    _Setting("content", _text),
    _Setting("output", _text),
    _Setting("formats", _formats),
    _Setting("topic_feeds", _flag),
    _Setting("raw_html", _flag),
    _Setting("search", _flag),
    _Setting("history", _flag),
    _Setting("budget", _budget),
    _Setting("related.ranking", _ranking),
    _Setting("related.limit", _limit),
    _Setting("fields", _fields),
    _Setting("topics", _topics),
    _Setting("outlets", _outlets),
    _Setting("sections", _sections),
    *(_Setting(f"{_THEME}{name}", read) for name, read in LOOK.items()),
    _Setting("extra", _table),
)
"""Every setting, by its dotted name."""


def load_config(site: Path) -> Config:
    """The settings of the site in a folder, and what is wrong with them; without a settings file, the defaults.

    Raises ProblemsFound if the file cannot be read at all.
    """
    root = Path(site).resolve()
    file, table, text = _settings_table(root)
    problems: list[Problem] = []
    values: dict[str, Any] = {}
    for name, value in _flat(table):
        try:
            values[name] = _setting(name).read(value)
        except KeyError:
            problems.append(_unknown(file, text, name))
        except ValueError as error:
            place = Place(file, _line_of(text, name))
            problems.append(Problem(Code.SETTING_INVALID, place, f"the setting {name} {error}", "mend its value"))
    if "topics" in values:
        values["topics"] = {
            name: replace(topic, place=Place(file, _line_of(text, f"topics.{name}")))
            for name, topic in values["topics"].items()
        }
    if "sections" in values:
        values["sections"] = {
            slug: replace(section, place=Place(file, _line_of(text, f"sections.{section.folder}")))
            for slug, section in values["sections"].items()
        }
    look = {name.removeprefix(_THEME): value for name, value in values.items() if name.startswith(_THEME)}
    problems += _faint(file, text, faint(look))
    return _config(root, values, tuple(problems))


def has_settings(folder: Path) -> str:
    """The name of the file in a folder that has the settings of a site; empty if there is none.

    Raises ProblemsFound if that file cannot be read at all.
    """
    name, table, _ = _settings_table(Path(folder).resolve())
    return name if table or (name == "dateline.toml" and (folder / name).exists()) else ""


def _faint(file: str, text: str, found: Iterable[Faint]) -> Iterator[Problem]:
    """The problem of each colour that makes text too faint to be read, with all that it does so to."""
    by_colour: dict[str, list[str]] = {}
    for each in found:
        ratio = f"{floor(each.contrast * 10) / 10:g}:1"
        by_colour.setdefault(each.set, []).append(f"{_THEME}{each.text} on {_THEME}{each.behind} ({ratio})")
    for name, pairs in by_colour.items():
        what = f"there is too little contrast to read text in {' and in '.join(pairs)}"
        cure = f"make {_THEME}{name} darker or lighter, until it is at least {ENOUGH:g}:1"
        yield Problem(Code.CONTRAST_LOW, Place(file, _line_of(text, f"{_THEME}{name}")), what, cure)


def _config(root: Path, values: dict[str, Any], problems: tuple[Problem, ...]) -> Config:
    related = Related(
        values.pop("related.ranking", Related().ranking),
        values.pop("related.limit", Related().limit),
    )
    names = sorted(name for name in values if name.startswith(_THEME))
    look = {name.removeprefix(_THEME): values.pop(name) for name in names}
    content = (root / values.pop("content", "content")).resolve()
    output = (root / values.pop("output", "output")).resolve()
    return Config(
        root=root,
        content=content,
        output=output,
        tracked=path_in_repository(content, root),
        related=related,
        look=look,
        problems=problems,
        **values,
    )


def _settings_table(root: Path) -> tuple[str, Mapping[str, Any], str]:
    """The name of the settings file, its table of ours, and its text."""
    for name, keys in (("dateline.toml", ()), ("pyproject.toml", ("tool", "dateline"))):
        if not (root / name).is_file():
            continue
        table, text = _toml(root, name)
        for key in keys:
            table = table.get(key, {})
            if not isinstance(table, dict):
                what = f"{'.'.join(keys)} is not a table"
                raise ProblemsFound([Problem(Code.SETTING_INVALID, Place(name), what, "write [tool.dateline]")])
        return name, table, text
    return "dateline.toml", {}, ""


def _toml(root: Path, name: str) -> tuple[Mapping[str, Any], str]:
    text = ""
    try:
        text = (root / name).read_bytes().decode("utf-8-sig")
        return tomllib.loads(text), text
    except UnicodeDecodeError as error:
        problem = Problem(Code.FILE_NOT_UTF8, Place(name), "the settings are not UTF-8", "save the file as UTF-8")
        raise ProblemsFound([problem]) from error
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"^(.*) \(at line (\d+), column (\d+)\)", str(error))
        end = text.count("\n") + (not text.endswith("\n"))
        what, line, column = (found[1], int(found[2]), int(found[3])) if found else (str(error), end, 0)
        problem = Problem(Code.SETTINGS_SYNTAX, Place(name, line, column), f"not TOML: {what}", "mend this line")
        raise ProblemsFound([problem]) from error


def _setting(name: str) -> _Setting:
    return {setting.name: setting for setting in SETTINGS}[name]


def _flat(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """The table's values by dotted name, down to the depth where a setting has that name."""
    known = {setting.name for setting in SETTINGS}
    for key, value in table.items():
        name = f"{prefix}{key}"
        if isinstance(value, dict) and name not in known and any(k.startswith(f"{name}.") for k in known):
            yield from _flat(value, f"{name}.")
        else:
            yield name, value


def _unknown(file: str, text: str, name: str) -> Problem:
    names = [setting.name for setting in SETTINGS]
    parts = [each.removeprefix(f"{name}.") for each in names if each.startswith(f"{name}.")]
    if parts:
        what = f"the setting {name} is a table of settings, not a value"
        table = f"tool.dateline.{name}" if file == "pyproject.toml" else name
        cure = f"write [{table}] on a line of its own, and below it those that you want: {', '.join(parts)}"
        return Problem(Code.SETTING_INVALID, Place(file, _line_of(text, name)), what, cure)
    listed = ", ".join(each for each in names if not each.startswith(_THEME))
    cure = did_you_mean(nearest(name, names), f"the settings are {listed}, and the theme's colours and fonts")
    return Problem(Code.SETTING_UNKNOWN, Place(file, _line_of(text, name)), f'there is no setting "{name}"', cure)


_QUOTES = re.compile("[\"']")


def _line_of(text: str, name: str) -> int:
    """The line that gives a setting its value, or opens its table; 0 if it is written in an unusual way."""
    table = ""
    for number, line in enumerate(text.splitlines(), 1):
        if header := re.match(r"\s*\[\s*([^\[\]]+?)\s*\]", line):
            table = _QUOTES.sub("", header[1]).removeprefix("tool.dateline").removeprefix(".")
            if table == name or table.startswith(f"{name}."):
                return number
        elif key := re.match(r"""\s*((?:[\w.-]|"[^"]*"|'[^']*')+)\s*=""", line):
            full = _QUOTES.sub("", f"{table}.{key[1]}" if table else key[1])
            if full == name or full.startswith(f"{name}."):
                return number
    return 0
