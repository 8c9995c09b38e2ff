"""Load the settings of a site: find the file, check each setting as it is declared, and report what is wrong."""

import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar, overload

from msgspec.structs import replace

from builder.config import checks
from builder.config.checked_sources import dead_sources
from builder.config.config import Config
from builder.config.setting import Setting, Table, fields_of, settings_of, tables_of
from builder.core import toml
from builder.core.problems import Code, Place, Problem, ProblemsFound, did_you_mean, nearest
from builder.core.real_files import FileRefused, read_file, real_path
from builder.core.record import Frozen
from builder.core.text import toml_key
from builder.vcs.working_tree import path_in_repository

SiteConfig = TypeVar("SiteConfig", bound=Config)

_LARGEST = 1_000_000
"""Bytes of the settings; those of thousands of topics have some hundred thousand."""

_MOST_UNKNOWN = 20
"""Settings that do not exist, of which each is told with the name that is nearest to it."""

_IN_QUOTES = '; put a name with blanks or other letters than a to z in quotes: "Los Angeles"'
_WRONG_KEYS = (
    *("Invalid initial character for a key part", "Invalid statement"),
    *("Expected '=' after a key in a key/value pair", "Expected ']' at the end of a table declaration"),
)
"""How Python's parser of TOML begins its words on keys without quotes that need them, and on some other things."""

_QUOTES = str.maketrans("", "", "\"'")


SETTINGS_FILES: Mapping[str, tuple[str, ...]] = {"dateline.toml": (), "pyproject.toml": ("tool", "dateline")}
"""The files that may have the settings of a site, first one first, and the table of each that has them."""


@overload
def load_config(site: Path) -> Config: ...
@overload
def load_config(site: Path, kind: type[SiteConfig]) -> SiteConfig: ...
def load_config(site: Path, kind: type[Config] = Config) -> Config:
    """The settings of the site in a folder, and what is wrong with them; without a settings file, the defaults.

    `kind` is a subclass of Config that has settings of its own.
    Raises ProblemsFound if the file cannot be read at all, or names a folder that is not the site's: nothing may be
    read there, so no command is to have such settings.
    """
    root = Path(site).resolve()
    file = _settings_file(root)
    declared = {name: setting for name, setting, *_ in settings_of(kind)}
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    unknown = 0
    for name, value in _flat(file.table, declared):
        if name not in declared:
            unknown += 1
            problems.append(_unknown(file, name, kind) if unknown <= _MOST_UNKNOWN else _unknown_too(file, name))
            continue
        try:
            values[name] = _checked(declared[name], value, file)
        except ValueError as error:
            path = (name, *(error.path if isinstance(error, checks.PartInvalid) else ()))
            what = f"the setting {'.'.join((name, *map(toml_key, path[1:])))} {error}"
            problems.append(Problem(Code.SETTING_INVALID, file.place(".".join(path)), what, "mend its value"))
    config: Config = _resolved(_made(kind, values, root=root))
    if elsewhere := [*_folders_elsewhere(config, file)]:
        raise ProblemsFound((*problems, *elsewhere))
    for name, table in tables_of(kind).items():
        problems += table.review(getattr(config, name), file.place) if table.review else ()
    return replace(
        config,
        path_in_repository=path_in_repository(config.content, root),
        dead_sources=dead_sources(root) if config.mark_dead_sources else {},
        setting_problems=tuple(problems),
    )


def _folders_elsewhere(config: Config, file: "_SettingsFile") -> Iterator[Problem]:
    """The folders that are not in the site's folder: who can change the settings may not read or write elsewhere."""
    for name in ("content", "templates", "output"):
        folder, place = getattr(config, name), file.place(name)
        if folder == config.root:
            where = "is the site's folder itself" if name == "templates" else ""
        elif not folder.is_relative_to(config.root):
            is_above = config.root.is_relative_to(folder)  # which a build says of an output
            where = "" if name == "output" and is_above else f"leads out of the site's folder, to {folder}"
        else:
            hidden = _HIDDEN if name == "output" else (".",)
            parts = folder.relative_to(config.root).parts
            where = "leads to a hidden folder" if any(part.startswith(hidden) for part in parts) else ""
        if where:
            cure = f"name a folder inside of it; for another one, use the option --{name}"
            yield Problem(Code.SETTING_INVALID, place, f"the setting {name} {where}", cure)


_HIDDEN = (".git", ".dateline")
"""Hidden folders that hold something else than an output; hosts have names such as `.vercel/output` for theirs."""


def has_settings(folder: Path) -> str:
    """The name of the file in a folder that has the settings of a site; empty if there is none.

    Raises ProblemsFound if that file cannot be read at all.
    """
    file = _settings_file(Path(folder).resolve())
    return file.name if file.table or (file.name == "dateline.toml" and (folder / file.name).exists()) else ""


def _checked(setting: Setting, value: Any, file: "_SettingsFile") -> Any:
    checked = setting.check(value)
    return setting.placed(checked, file.place) if setting.placed else checked


def _made(kind: type[Any], values: Mapping[str, Any], table: str = "", **given: Any) -> Any:
    """A struct of settings with the values that a file has for them, by their dotted names."""
    for each in fields_of(kind):
        name = f"{table}.{each.name}".lstrip(".")
        if name in values:
            given[each.name] = values[name]
        elif isinstance(each.declared, Table):
            given[each.name] = _made(type(each.default), values, name)
    return kind(**given)


def _resolved(config: SiteConfig) -> SiteConfig:
    """The settings with the real path of each folder."""
    values = ((name, getattr(config, name)) for name in config.__struct_fields__)
    changes: dict[str, Any] = {
        name: Path(os.path.realpath(value))  # Path.resolve fails where a link leads to itself
        for name, value in values
        if isinstance(value, Path)
    }
    return replace(config, **changes)


class _SettingsFile(Frozen, frozen=True, dict=True):
    """The file that has the settings, with the table of ours in it."""

    name: str
    table: Mapping[str, Any]
    text: str

    def place(self, name: str) -> Place:
        """Where a dotted name gets its value, or what it lies in; without a line if that is written unusually."""
        while name and name not in self._lines:
            name = name.rpartition(".")[0]
        return Place(self.name, self._lines.get(name, 0))

    @cached_property
    def _lines(self) -> Mapping[str, int]:
        """For each dotted name, and each table above it, the first line that has it."""
        lines: dict[str, int] = {}
        table = ""
        for number, line in enumerate(self.text.splitlines(), 1):
            if header := re.match(r"\s*\[\s*([^\[\]]+?)\s*\]", line):
                name = table = header[1].translate(_QUOTES).removeprefix("tool.dateline").removeprefix(".")
            elif key := re.match(r"""\s*((?:[\w.-]|"[^"]*"|'[^']*')+)\s*=""", line):
                name = f"{table}.{key[1].translate(_QUOTES)}".removeprefix(".")
            else:
                continue
            while name:
                lines.setdefault(name, number)
                name = name.rpartition(".")[0]
        return lines


def _settings_file(root: Path) -> _SettingsFile:
    """The settings file of a site: `dateline.toml`, or `[tool.dateline]` in its `pyproject.toml`."""
    for name, keys in SETTINGS_FILES.items():
        if not (root / name).is_file():
            continue
        table, text = _toml(root, name)
        for key in keys:
            table = table.get(key, {})
            if not isinstance(table, dict):
                what = f"{'.'.join(keys)} is not a table"
                raise ProblemsFound([Problem(Code.SETTING_INVALID, Place(name), what, "write [tool.dateline]")])
        return _SettingsFile(name, table, text)
    return _SettingsFile("dateline.toml", {}, "")


def _toml(root: Path, name: str) -> tuple[Mapping[str, Any], str]:
    text = ""
    try:
        content = read_file(real_path(root / name, root), _LARGEST + 1)
        if len(content) > _LARGEST:
            what = f"the settings have more than {_LARGEST:,} bytes"
            raise ProblemsFound([Problem(Code.SETTINGS_SYNTAX, Place(name), what, "leave out what is not a setting")])
        text = content.decode("utf-8-sig")
        return toml.loads(text), text
    except UnicodeDecodeError as error:
        problem = Problem(Code.FILE_NOT_UTF8, Place(name), "the settings are not UTF-8", "save the file as UTF-8")
        raise ProblemsFound([problem]) from error
    except FileRefused as error:
        what, cure = "the settings are a symbolic link out of the site's folder", "put the file here instead"
        raise ProblemsFound([Problem(Code.SYMBOLIC_LINK, Place(name), what, cure)]) from error
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"^(.*) \(at line (\d+), column (\d+)\)", str(error))
        end = text.count("\n") + (not text.endswith("\n"))
        what, line, column = (found[1], int(found[2]), int(found[3])) if found else (str(error), end, 0)
        cure = f"mend this line{_IN_QUOTES if what.startswith(_WRONG_KEYS) else ''}"
        problem = Problem(Code.SETTINGS_SYNTAX, Place(name, line, column), f"not TOML: {what}", cure)
        raise ProblemsFound([problem]) from error


def _flat(table: Mapping[str, Any], declared: Mapping[str, Setting], above: str = "") -> Iterator[tuple[str, Any]]:
    """The table's values by dotted name, down to the depth where a setting has that name."""
    for key, value in table.items():
        name = f"{above}{key}"
        if isinstance(value, dict) and name not in declared and any(each.startswith(f"{name}.") for each in declared):
            yield from _flat(value, declared, f"{name}.")
        else:
            yield name, value


def _unknown_too(file: _SettingsFile, name: str) -> Problem:
    """The problem of a setting that does not exist, where there are many: its nearest name is not looked for."""
    return Problem(Code.SETTING_UNKNOWN, file.place(name), f'there is no setting "{name}"', "take it away")


def _unknown(file: _SettingsFile, name: str, kind: type[Config]) -> Problem:
    if cure := kind.former.get(name):
        return Problem(Code.SETTING_UNKNOWN, file.place(name), f'there is no setting "{name}" any more', cure)
    declared, tables = [*settings_of(kind)], tables_of(kind)
    inside = [each.name.removeprefix(f"{name}.") for each in declared if each.table == name]
    if inside:
        what = f"the setting {name} is a table of settings, not a value"
        table = f"tool.dateline.{name}" if file.name == "pyproject.toml" else name
        cure = f"write [{table}] on a line of its own, and below it those that you want: {', '.join(inside)}"
        return Problem(Code.SETTING_INVALID, file.place(name), what, cure)
    singly = [each.name for each in declared if not (each.table and tables[each.table].listed)]
    together = [f"and {table.listed}" for table in tables.values() if table.listed]
    cure = did_you_mean(
        nearest(name, [each.name for each in declared]), f"the settings are {', '.join((*singly, *together))}"
    )
    return Problem(Code.SETTING_UNKNOWN, file.place(name), f'there is no setting "{name}"', cure)
