"""Front matter in YAML, parsed with the line of every key.

    ---
    title: A harbour reopens
    contexts: [shipping]
    ---

Scalars follow the core schema of YAML 1.2, so that a date stays the text that was written and `no` stays a word:
https://yaml.org/spec/1.2.2/#103-core-schema
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import yaml
from frontmatter.default_handlers import SafeLoader
from msgspec.structs import replace

from builder.core.problems import Code, Place, Problem, ProblemsFound
from builder.frontmatter import split_fast
from builder.frontmatter.form import HeaderForm, between
from builder.frontmatter.front_matter import FrontMatter

_QUOTED_START = re.compile(r"""\s*(?:- )?(?P<key>[\w. -]+?):\s+(?P<value>["'].*\S)\s*""")
_CUT = re.compile(
    r"""\s*(?:-\ )?+(?:(?P<key>[\w.-]+):\s+|(?![\w.-]+:\s))"""
    r"""(?P<value>[^\s'"\[{|>&*!#](?:(?!\s\#).)*(?P<cut>\s#)[^\s#].*)"""
)
_DEEP = 3_000
MOST_VALUES = 50_000
"""Of one header, with all that its merges repeat; a list of sources has some dozens."""

_TAG = re.compile(r"(?:^|[\s,\[{:])!\S")
_COLON = re.compile(r"\s*(?:- )?(?P<key>[\w. -]+?):\s+(?P<value>[^\s'\"\[{|>&*!].*:(?:\s.*|$))")


class _Loader(SafeLoader):  # type: ignore[misc,valid-type]  # the C loader where there is one, as python-frontmatter chooses
    """A YAML loader with the scalars of YAML 1.2 alone: dates stay texts."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012  # PyYAML's own name


for _kind, _pattern, _first in (
    ("null", r"(~|null|Null|NULL|)\Z", ["~", "n", "N", ""]),
    ("bool", r"(true|false|True|False|TRUE|FALSE)\Z", list("tTfF")),
    ("int", r"(0|-?[1-9][0-9]{0,17})\Z", list("-0123456789")),
    ("merge", r"<<\Z", ["<"]),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_kind}", re.compile(_pattern), _first)

_STANDARD = "tag:yaml.org,2002:"
_MERGE = f"{_STANDARD}merge"
_NO_TAG = "take the tag, which starts with !, away"
_Pair = tuple[yaml.ScalarNode, yaml.Node]
_SCALARS: Mapping[str, Callable[[str], Any]] = {
    "tag:yaml.org,2002:str": str,
    "tag:yaml.org,2002:int": int,
    "tag:yaml.org,2002:bool": lambda text: {"true": True, "false": False}[text.lower()],
    "tag:yaml.org,2002:null": lambda _: None,
}


def parse(text: str, path: str, before: int) -> FrontMatter:
    """Parse front matter by the fast path where that can. The arguments are those of `parse_yaml`."""
    plain = split_fast.parse(text, before + 1) if len(text) < _DEEP else None
    return FrontMatter(*plain) if plain else parse_yaml(text, path, before)


def parse_yaml(text: str, path: str, before: int) -> FrontMatter:
    """Parse front matter, whose first line follows `before` others in the file. Raises ProblemsFound if it is wrong."""
    if _is_too_deep(text):
        raise _too_deep(path, before)
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        if node is None:
            return FrontMatter()
        if not isinstance(node, yaml.MappingNode):
            what = "the front matter is a list or a text, not keys with values"
            cure = "write each line as key: value"
            raise _problems(Code.FRONT_MATTER_NOT_MAPPING, Place(path, node.start_mark.line + before + 1), what, cure)
        front = _Constructor(path, before).front_matter(node)
        return replace(front, warnings=tuple(_values_cut_short(text, front.values, path, before)))
    except yaml.YAMLError as error:
        raise ProblemsFound([_explain(error, text, path, before)]) from error
    except RecursionError as error:
        raise _too_deep(path, before) from error
    except (ValueError, TypeError, LookupError, AttributeError) as error:
        line = next((n for n, line in enumerate(text.split("\n")) if _TAG.search(line)), 0)
        what = "a value does not fit the tag in front of it"
        raise _problems(Code.FRONT_MATTER_INVALID, Place(path, before + line + 1), what, _NO_TAG) from error
    finally:
        loader.dispose()


def _is_too_deep(text: str) -> bool:
    """Whether the text may nest so deep that the YAML parser, which is recursive, would end the whole process."""
    marks = max(line.count("- ") + line.count("? ") for line in text.split("\n"))
    return text.count("[") + text.count("{") + marks > _DEEP


def _too_deep(path: str, before: int) -> ProblemsFound:
    what = "the front matter is nested hundreds of levels deep"
    return _problems(Code.FRONT_MATTER_INVALID, Place(path, before + 1), what, "write it plainly")


class _Constructor:
    """Constructs the values of a YAML document's nodes, noting the line of each and the keys that stand twice."""

    def __init__(self, path: str, before: int) -> None:
        self.lines: dict[tuple[str | int, ...], int] = {}
        self.twice: list[Problem] = []
        self._path = path
        self._before = before
        self._constructed: dict[int, Any] = {}
        """The mapping or list of each node, by the node's identity: an alias makes a document hold one twice."""
        self._merges: dict[int, dict[str, _Pair]] = {}
        """What each node gives that is merged, by its identity."""
        self._count = 0

    def front_matter(self, root: yaml.MappingNode) -> FrontMatter:
        """Construct the whole document. Raises ProblemsFound if a key stands twice."""
        front = FrontMatter(self.construct(root, ()), self.lines)
        if self.twice:
            raise ProblemsFound(self.twice)
        return front

    def construct(self, node: yaml.Node, at: tuple[str | int, ...]) -> Any:
        """Construct the value of the node at a path of keys and numbers."""
        self._count += 1
        if self._count > MOST_VALUES:
            what = f"the front matter holds more than {MOST_VALUES:,} values"
            cure = "write it plainly: an alias (*) or a merge (<<) repeats all that it stands for"
            raise _problems(Code.FRONT_MATTER_INVALID, Place(self._path, self._before + 1), what, cure)
        if convert := _SCALARS.get(node.tag):
            return convert(node.value)
        if id(node) in self._constructed:
            return self._constructed[id(node)]
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, at)
        if isinstance(node, yaml.SequenceNode):
            return self._list(node, at)
        what = f"a value has the tag {node.tag.replace(_STANDARD, '!!')}, which Dateline does not read"
        raise _problems(Code.FRONT_MATTER_INVALID, self._place(node), what, _NO_TAG)

    def _place(self, node: yaml.Node) -> Place:
        return Place(self._path, node.start_mark.line + self._before + 1, node.start_mark.column + 1)

    def _mapping(self, node: yaml.MappingNode, at: tuple[str | int, ...]) -> dict[Any, Any]:
        made = self._constructed[id(node)] = {}
        for key, value in self._pairs(node):
            name = (*at, str(key.value))
            line = key.start_mark.line + self._before + 1
            if self.lines.setdefault(name, line) != line:
                what = f'the key "{key.value}" stands here a second time; the first is on line {self.lines[name]}'
                self.twice.append(Problem(Code.DUPLICATE_KEY, self._place(key), what, "keep one of them"))
            made[self.construct(key, name)] = self.construct(value, name)
        return made

    def _pairs(self, node: yaml.MappingNode) -> list[_Pair]:
        """The keys and values of a mapping: those that it merges, then its own, which go before."""
        own: list[_Pair] = []
        merged: dict[str, _Pair] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise yaml.constructor.ConstructorError(None, None, "found unhashable key", key.start_mark)
            if key.tag == _MERGE:
                merged |= self._merged(value)
            else:
                own.append((key, value))
        names = {key.value for key, _ in own}
        return [pair for name, pair in merged.items() if name not in names] + own

    def _merged(self, node: yaml.Node) -> dict[str, _Pair]:
        """The keys and values of what a mapping merges, each key once: https://yaml.org/type/merge.html."""
        if id(node) not in self._merges:
            self._merges[id(node)] = {}  # a mapping that merges itself merges nothing
            parts = node.value if isinstance(node, yaml.SequenceNode) else [node]
            pairs: dict[str, _Pair] = {}
            for part in reversed(parts):
                if not isinstance(part, yaml.MappingNode):
                    what = "a merge (<<) stands in front of something else than a mapping"
                    raise _problems(Code.FRONT_MATTER_INVALID, self._place(part), what, "take the line away")
                pairs |= {key.value: (key, value) for key, value in self._pairs(part)}
            self._merges[id(node)] = pairs
        return self._merges[id(node)]

    def _list(self, node: yaml.SequenceNode, at: tuple[str | int, ...]) -> list[Any]:
        made: list[Any] = []
        self._constructed[id(node)] = made
        for index, item in enumerate(node.value):
            self.lines[(*at, index)] = item.start_mark.line + self._before + 1
            made.append(self.construct(item, (*at, index)))
        return made


def _values_cut_short(text: str, values: Mapping[str, Any], path: str, before: int) -> Iterator[Problem]:
    """A warning for each value behind which a # stands that may be part of it: `title: Prize #1 goes`."""
    if " #" not in text:
        return
    read = " ".join(_texts(values, set()))
    for number, line in enumerate(text.split("\n"), before + 1):
        found = _CUT.fullmatch(line)
        if not found or found["value"].rstrip("\"' ") in read:  # in a text of several lines # may be a sign like others
            continue
        key = found["key"]
        named, written = (f"the {key}", f"{key}: ") if key else ("the text", "")
        what = f'{named} ends at " #", for YAML reads what follows as a comment'
        cure = f"put {named if key else 'it'} in quotes: {written}{_quoted(found['value'].strip())}"
        yield Problem(Code.COMMENT_CUT, Place(path, number, found.start("cut") + 1), what, cure)


def _texts(value: Any, seen: set[int]) -> Iterator[str]:
    """The texts in a value, each list or mapping once."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list) and id(value) not in seen:
        seen.add(id(value))
        for part in value.values() if isinstance(value, dict) else value:
            yield from _texts(part, seen)


def _explain(error: yaml.YAMLError, text: str, path: str, before: int) -> Problem:
    """The problem of a YAML error, in words for the person who wrote the file."""
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        what = "the front matter holds a character that YAML does not allow"
        return Problem(Code.FRONT_MATTER_INVALID, Place(path, before + 1), what, "remove it or write it another way")
    place = Place(path, mark.line + before + 1, mark.column + 1)
    line = [*text.split("\n"), ""][min(mark.line, text.count("\n"))]
    if line[mark.column : mark.column + 1] == "\t" or "\t" in line[: len(line) - len(line.lstrip())]:
        return Problem(Code.TAB, place, "a tab stands where YAML wants blanks", "put blanks in its place")
    if unquoted := _COLON.match(line):
        key, value = unquoted["key"], unquoted["value"].strip()
        colon = Place(path, place.line, line.index(":", unquoted.start("value")) + 1)
        what = f'the {key} holds ": ", so YAML reads it as a mapping'
        cure = f"put the {key} in quotes: {key}: {_quoted(value)}"
        return Problem(Code.UNQUOTED_COLON, colon, what, cure)
    if quoted := _QUOTED_START.match(line):
        key, value = quoted["key"], quoted["value"].strip()
        inside = value[1:-1] if value[-1] == value[0] and len(value) > 1 and value[0] not in value[1:-1] else value
        if value[0] == value[-1] == "'" and value.count("'") > 2:
            inside = value[1:-1]
        what = f"the {key} starts with a quotation mark, so YAML ends it at the next one"
        return Problem(
            Code.FRONT_MATTER_INVALID, place, what, f"put all of it in other quotes: {key}: {_quoted(inside)}"
        )
    reason = getattr(error, "problem", None) or "it is not YAML"
    return Problem(Code.FRONT_MATTER_INVALID, place, f"the front matter cannot be read here ({reason})", _CURE)


_CURE = "put the value in quotes, or mend the indentation"


def _quoted(value: str) -> str:
    return "'{}'".format(value.replace("'", "''")) if '"' in value else f'"{value}"'


def _problems(code: Code, place: Place, what: str, cure: str) -> ProblemsFound:
    return ProblemsFound([Problem(code, place, what, cure)])


FORM = HeaderForm(
    "YAML", between(r"-{3,}(?:[ \t]*ya?ml)?", r"(?:-{3,}|\.{3})"), parse, "add a line --- below the last key"
)
