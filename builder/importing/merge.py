"""Merge what a source gives into content/: new files, changes of the source, and what an editor changed here.

For each text three states are compared: what the source gave last, by the ledger; what it gives now; and the file as it
is. A file that is as the last import left it becomes what the source gives now. In one that an editor changed, only
those keys follow the source that the editor left alone, and lists take what came and went there.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import Any

from msgspec import field
from msgspec.structs import replace

from builder.config.config import Config
from builder.content.header_comments import first_comment
from builder.content.location import locate
from builder.content.markdown import MarkdownRenderer
from builder.content.parse import parse
from builder.content.parse_fast import FastParser
from builder.content.scan import ignore_matcher
from builder.core.dates import parse_date
from builder.core.problems import errors
from builder.core.real_files import read_inside
from builder.core.record import Frozen
from builder.core.urls import first_words, slugify
from builder.frontmatter.yaml_text import text_of
from builder.importing.items import Batch, FileItem, Refused, TextItem
from builder.importing.ledger import FILES, Ledger, Row, fingerprint, shard_of
from builder.importing.likeness import matches
from builder.importing.paths import PathCheck
from builder.importing.staging import Staging
from builder.importing.text_file import fields_of, updated

_NOT_WRITTEN = "its front matter cannot be read, or is none of YAML; write it there yourself"


class Summary(Frozen, frozen=True):
    """What an import did, or would do."""

    new: int = 0
    changed: int = 0
    same: int = 0
    """As they were."""
    edited: int = 0
    """Changed here, and kept so."""
    removed: int = 0
    """Removed here, and not brought back."""
    gone: int = 0
    """No longer in the source, and kept here."""
    refused: tuple[Refused, ...] = ()
    unread: int = 0
    """Sources that could not be read to their end."""
    notes: Mapping[str, int] = field(default_factory=dict)

    @property
    def taken(self) -> int:
        """What the source gave that was not refused."""
        return self.new + self.changed + self.same + self.edited + self.removed


class Merge:
    """One import into one site: takes batches, and moves everything to its place at the end."""

    def __init__(self, config: Config, ledger: Ledger, staging: Staging, slug_length: int | None = None) -> None:
        self._config = config
        self._ledger = ledger
        self._staging = staging
        self._slug_length = slug_length
        self._check_path = PathCheck(config, ignore_matcher(config))
        self._fast = FastParser(config)
        self._renderer = MarkdownRenderer(raw_html=config.raw_html)
        self._counts: Counter[str] = Counter()
        self._refused: list[Refused] = []
        self._notes: Counter[str] = Counter()
        self._claimed: dict[str, str] = {}
        """The key of each path that this import has met."""
        self._met: dict[str, str] = {}
        """Where its source gave each key, or each path of a file."""
        self._given: dict[str, set[str]] = {}
        """The keys of the entries that its source gave for each day."""
        self._gone: dict[str, int] = {}
        """How many rows of each day its source does not have any longer."""

    def take(self, batch: Batch) -> None:
        """Take a batch."""
        self._refused += batch.refused
        self._notes.update(batch.notes)
        self._counts["unread"] += batch.is_unread
        texts = [item for item in batch.items if isinstance(item, TextItem)]
        for item in self._with_keys(texts, batch.day) if batch.day else filter(self._is_first, texts):
            self._take_text(item, is_of_day=bool(batch.day))
        for file in (item for item in batch.items if isinstance(item, FileItem)):
            if self._is_first(file):
                self._take_file(file)

    def finish(self, others: Iterable[tuple[Path, bytes]] = (), *, dry_run: bool = False) -> Summary:
        """Move everything to its place, and write others of the site's files; what was done, or would be."""
        left = [] if dry_run else self._staging.move(chain(others, self._ledger.files()))
        why = "the file changed meanwhile; import again"
        refused = (Refused(f"{self._config.content_prefix}{path}", why) for path in left)
        counts = {**self._counts, "gone": sum(self._gone.values())}
        return Summary(**counts, refused=(*self._refused, *refused), notes=dict(self._notes))

    def _is_first(self, item: TextItem | FileItem) -> bool:
        """Whether nothing before it in this import is known by the same as it; refuses it if something is."""
        key, known_by = (item.key, item.known_by) if isinstance(item, TextItem) else (item.path, "path")
        if is_second := key in self._met:
            self._refuse(item.place, f"it has the same {known_by} as {self._met[key]}; give one of them another")
        self._met.setdefault(key, item.place)
        return not is_second

    def _with_keys(self, items: Sequence[TextItem], day: str) -> Iterable[TextItem]:
        """The items of a day with their keys: those of the rows that they are alike, or new ones.

        Where two files are of one day, what stands in both is as the first has it, so that each import gives the same.
        """
        rows = [row for row in self._ledger.shard(shard_of(day)).values() if row.key.startswith(f"{day} ")]
        taken = {row.key for row in rows}
        given = self._given.setdefault(day, set())
        titles = {row.front.get("title") for row in rows if row.key in given}
        items = [item for item in items if not self._is_repeated(item, titles)]
        rows = [row for row in rows if row.key not in given]
        found = matches([item.front for item in items], [row.front for row in rows])
        self._gone[day] = len(rows) - len(found)
        for row in rows:
            self._claimed.setdefault(row.path, row.key)
        for place, item in enumerate(items):
            key = rows[found[place]].key if place in found else self._new_key(item, day, taken)
            taken.add(key)
            given.add(key)
            yield replace(item, key=key)

    def _is_repeated(self, item: TextItem, titles: Collection[Any]) -> bool:
        """Whether an earlier file of the same day has the entry; counts it if so."""
        is_repeated = item.front.get("title") in titles
        if is_repeated:
            self._notes["entries that an earlier file of the same day has too, left out"] += 1
        return is_repeated

    @staticmethod
    def _new_key(item: TextItem, day: str, taken: set[str]) -> str:
        key = f"{day} {slugify(str(item.front.get('title')), 60)}"
        number = 2
        while (numbered := key if number == 2 else f"{key}-{number - 1}") in taken:
            number += 1
        return numbered

    def _take_text(self, item: TextItem, *, is_of_day: bool) -> None:
        shard = shard_of(str(item.front.get("date", "")))
        row = self._row(item, shard, is_of_day=is_of_day)
        if row is None:
            self._take_new_text(item, shard, is_of_day=is_of_day)
            return
        self._claimed[row.path] = item.key
        content = self._read(row.path)
        if content is None:
            self._counts["removed"] += 1
        elif fingerprint(content) == row.digest:
            self._replace(self._moved(item, row), row, content, shard)
        else:
            self._follow(item, row, content, shard)

    def _row(self, item: TextItem, shard: str, *, is_of_day: bool) -> Row | None:
        """What the ledger has of an item: in the month of its date, or in that of the date that it had before."""
        row = self._ledger.shard(shard).get(item.key)
        if row is None and not is_of_day and (before := self._ledger.shard_with(item.key)):
            row = self._ledger.shard(before).get(item.key)
        return row

    def _moved(self, item: TextItem, row: Row) -> TextItem:
        """The item where its file is to lie: where it lay, or in the folder of its new date; old addresses lead there.

        A build refuses a file whose folder says another date than its front matter.
        """
        path = _path_of_date(row, str(item.front.get("date", "")))
        stem, number = path.removesuffix(".md"), 1
        while path != row.path and (self._claimed.get(path, item.key) != item.key or self._read(path) is not None):
            number += 1
            path = f"{stem}-{number}.md"
        self._claimed[path] = item.key
        item = self._placed(item, path)
        old_paths = tuple(old for old in dict.fromkeys((*row.old_paths, row.path)) if old != path)
        if not old_paths:
            return item
        aliases = [*item.front.get("aliases", ()), *(f"/{old.removesuffix('.md')}.html" for old in old_paths)]
        return replace(item, front={**item.front, "aliases": aliases}, old_paths=old_paths)

    def _take_new_text(self, item: TextItem, shard: str, *, is_of_day: bool) -> None:
        """Take a text that no import gave before: write its file, unless there is one."""
        item, content = self._free(item)
        if why := self._check_path(item.path):
            self._refuse(item.place, why)
            return
        self._claimed[item.path] = item.key
        written = text_of(item.front, item.body).encode()
        if content not in (None, written) and not is_of_day and self._ledger.owner(item.path) not in (None, item.key):
            self._refuse(
                item.place,
                f"{self._config.content_prefix}{item.path} has its title and date, and came from another source; if "
                "that was this one under another name, give it its old name, else change the title",
            )
            return
        if content is not None:
            self._counts["same" if content == written else "edited"] += 1
        elif why := self._refusal(item.path, written, item.front):
            self._refuse(item.place, why)
            return
        else:
            self._counts["new"] += 1
            self._staging.add(item.path, written)
        digest = fingerprint(written) if content in (None, written) else ""
        self._ledger.put(shard, _row(item, digest))

    def _free(self, item: TextItem) -> tuple[TextItem, bytes | None]:
        """The item with a path that no other one has, and the file that lies there, if one does."""
        stem, ending = item.path.removesuffix(".md"), ".md"
        number = 1
        while self._claimed.get(path := f"{stem}{'' if number == 1 else f'-{number}'}{ending}", item.key) != item.key:
            number += 1
        placed = self._placed(replace(item, path=path), self._shortened(path))
        return placed, self._read(placed.path) if not self._check_path(placed.path) else None

    def _shortened(self, path: str) -> str:
        """The path with a name of no more letters than asked for, and of no other item."""
        folder, slash, name = path.rpartition("/")
        stem = name.removesuffix(".md")
        if self._slug_length is None or len(stem) <= self._slug_length:
            return path
        cut = first_words(stem, self._slug_length)
        number = 1
        while self._claimed.get(short := f"{folder}{slash}{cut}{'' if number == 1 else f'-{number}'}.md") is not None:
            number += 1
        return short

    def _placed(self, item: TextItem, path: str) -> TextItem:
        """The item with another path, and with its own as an old one where a source has published it there."""
        if path == item.path or item.key != item.path:
            return replace(item, path=path)
        aliases = [*item.front.get("aliases", ()), f"/{item.path.removesuffix('.md')}.html"]
        return replace(item, path=path, front={**item.front, "aliases": aliases})

    def _replace(self, item: TextItem, row: Row, content: bytes, shard: str) -> None:
        """Bring a file that is as the last import left it to what the source gives now."""
        written = text_of(item.front, item.body).encode()
        if written == content:
            self._counts["same"] += 1
        elif why := self._check_path(item.path) or self._refusal(item.path, written, item.front):
            self._refuse(item.place, why)
            return
        else:
            self._counts["changed"] += 1
            self._stage(item.path, written, row, content)
        self._ledger.put(shard, _row(item, fingerprint(written)))

    def _follow(self, item: TextItem, row: Row, content: bytes, shard: str) -> None:
        """Bring what the source changed into a file that an editor changed too."""
        text = content.decode(errors="replace")
        fields = fields_of(text)
        is_date_ours = fields is not None and fields[0].get("date") != row.front.get("date")
        item = self._placed(item, row.path) if is_date_ours else self._moved(item, row)
        new = _merged(text, fields, item, row) if fields else None
        if new == text:
            self._counts["edited"] += 1
        elif why := self._refusal(item.path, new.encode()) if new is not None else _NOT_WRITTEN:
            file = f"{self._config.content_prefix}{row.path}"
            self._refuse(item.place, f"what changed in it cannot be written into {file}, which was changed here: {why}")
            return
        elif new is not None:
            self._counts["changed"] += 1
            self._stage(item.path, new.encode(), row, content)
        self._ledger.put(shard, _row(item, ""))

    def _stage(self, path: str, written: bytes, row: Row, content: bytes) -> None:
        """Stage what takes the place of the file of a row, there or at another path."""
        self._staging.add(path, written, fingerprint(content), moved_from="" if path == row.path else row.path)

    def _take_file(self, item: FileItem) -> None:
        """Take a file as it is."""
        if why := self._check_path(item.path):
            self._refuse(item.place, why)
            return
        row = self._ledger.shard(FILES).get(item.path)
        content, digest = self._read(item.path), fingerprint(item.content)
        if content is None and row:
            self._counts["removed"] += 1
            return
        if content == item.content:
            self._counts["same"] += 1
        elif content is None:
            self._counts["new"] += 1
            self._staging.add(item.path, item.content)
        elif row and fingerprint(content) == row.digest:
            self._counts["changed"] += 1
            self._staging.add(item.path, item.content, row.digest)
        else:
            self._counts["edited"] += 1
            digest = ""
        self._ledger.put(FILES, Row(item.path, item.path, digest))

    def _refuse(self, place: str, why: str) -> None:
        self._refused.append(Refused(place, why))

    def _refusal(self, path: str, content: bytes, front: Mapping[str, Any] = MappingProxyType({})) -> str:
        """Why a build would not take a text, or not all of what its source gives; empty if it would."""
        for value in (front.get("title"), *_texts(front.get("contexts"))):
            if comment := first_comment(str(value), percent=self._config.markup.percent_comments):
                return f'"{comment}" is a comment, which a build leaves out'
        location = locate(f"{self._config.content_prefix}{path}", path)
        text = content.decode()
        result = self._fast.parse(text, location) or parse(text, location, self._config, self._renderer)
        return next((f"{problem.what}; {problem.cure}" for problem in errors(result.parsed.problems)), "")

    def _read(self, path: str) -> bytes | None:
        """What lies at a path below content/, or is about to; none if nothing does."""
        if (staged := self._staging.read(path)) is not None:
            return staged
        try:
            return read_inside(self._config.content / path, self._config.content)
        except (FileNotFoundError, NotADirectoryError):
            return None


def _texts(value: Any) -> Iterable[Any]:
    return value if isinstance(value, list) else ()


def _row(item: TextItem, digest: str) -> Row:
    body = item.body.strip()
    body_digest = fingerprint(body.encode()) if body else ""
    return Row(item.key, item.path, digest, item.front, body_digest, item.old_paths)


def _path_of_date(row: Row, date: str) -> str:
    """The path of a row's file, in the folder of another date if the one that it lies in is that of the row's date."""
    folder, slash, name = row.path.rpartition("/")
    before = str(row.front.get("date", ""))
    if date == before or row.path == row.key:
        return row.path
    try:
        was, now = parse_date(before).folder, parse_date(date).folder
    except ValueError:
        return row.path
    return f"{folder.removesuffix(was)}{now}{slash}{name}" if f"/{folder}".endswith(f"/{was}") else row.path


def _merged(text: str, fields: tuple[Mapping[str, Any], str], item: TextItem, row: Row) -> str | None:
    """The text of a file with what the source changed since the last import where the editor changed nothing."""
    ours, body = fields
    changes: dict[str, Any] = {}
    for key in {**row.front, **item.front}:
        was, now, here = row.front.get(key), item.front.get(key), ours.get(key)
        if now in (was, here):
            continue
        if here == was:
            changes[key] = now
        elif isinstance(here, list) and isinstance(was or [], list) and isinstance(now or [], list):
            kept = [each for each in here if each in (now or []) or each not in (was or [])]
            merged = [*kept, *(each for each in now or [] if each not in (was or []) and each not in here)]
            if merged != here:
                changes[key] = merged or None
    is_body_ours = (fingerprint(body.strip().encode()) if body.strip() else "") != row.body
    now_body = fingerprint(item.body.strip().encode()) if item.body.strip() else ""
    new_body = item.body if now_body != row.body and not is_body_ours else None
    return updated(text, changes, new_body) if changes or new_body is not None else text
