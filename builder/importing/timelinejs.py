"""The JSON of TimelineJS as a source: an event becomes an entry, as a row of its spreadsheet does.

    {"events": [{"start_date": {"year": "2011", "month": "5"}, "text": {"headline": "A harbour reopens", "text": ""}}]}

https://timeline.knightlab.com/docs/json-format.html
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from builder.config.config import Config
from builder.core.progress import Progress
from builder.importing.items import Batch, Refused, SourceRefused
from builder.importing.spreadsheet import Origin, batch_of
from builder.importing.streams import ALWAYS, Stream, open_stream, source_name

_PARTS = (
    *(("title", "text", "headline"), ("text", "text", "text")),
    *((part, "start_date", part) for part in ("year", "month", "day")),
    *((f"end_{part}", "end_date", part) for part in ("year", "month", "day")),
    *(("media", "media", "url"), ("image_alt", "media", "caption")),
    *(("image_credit", "media", "credit"), ("thumbnail", "media", "thumbnail")),
)
"""The field of each part of an event that is in an object of its own: the field, the object, and the name in it."""


def read_timelinejs(
    files: Iterable[Path], config: Config, progress: Progress, section: str = "news"
) -> Iterator[Batch]:
    """The batches of some files, an event each."""
    for file in files:
        try:
            with open_stream(file, progress) as stream:
                timeline = _timeline(stream)
            yield from _batches(timeline, file, config, section)
        except SourceRefused as refused:
            yield Batch(refused=(Refused(str(file), str(refused)),), is_unread=True)


def _timeline(stream: Stream) -> Mapping[str, Any]:
    content = b"".join(iter(stream.read, b""))
    if len(content) > ALWAYS:
        raise SourceRefused(f"it is larger than {ALWAYS // 1024**2} MB, which no timeline is")
    try:
        timeline = msgspec.json.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        why = str(error).removeprefix("JSON is malformed: ")
        raise SourceRefused(
            f"it is not JSON ({why}); of a spreadsheet, save CSV and import that: import csv"
        ) from error
    except RecursionError as error:
        raise SourceRefused("it is nested too deeply") from error
    if not isinstance(timeline, dict) or not isinstance(timeline.get("events"), list):
        raise SourceRefused('it has no list of "events", which is what a timeline of TimelineJS is')
    return timeline


def _batches(timeline: Mapping[str, Any], file: Path, config: Config, section: str) -> Iterator[Batch]:
    if passed := {f"the timeline's {name}, left out": 1 for name in ("title", "eras") if timeline.get(name)}:
        yield Batch(notes=passed)
    for number, event in enumerate(timeline["events"], 1):
        place = f"{file}: event {number}"
        try:
            yield batch_of(place, _cells(event), config, Origin(source_name(file), section))
        except ValueError as error:
            yield Batch(refused=(Refused(place, str(error)),))


def _cells(event: Any) -> dict[str, str]:
    """An event as a row has it. Raises ValueError if it is none."""
    if not isinstance(event, dict):
        raise ValueError("it is no object in braces")
    cells = {field: _text(part.get(name)) for field, of, name in _PARTS if isinstance(part := event.get(of), dict)}
    own = {"contexts": _text(event.get("group")), "id": _text(event.get("unique_id"))}
    return {field: value for field, value in {**cells, **own}.items() if value.strip()}


def _text(value: Any) -> str:
    return str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""
