"""The JSON of TimelineJS as a source."""

import json
from pathlib import Path
from typing import Any

import pytest

from builder.cli.main import main
from tests.sites import SiteFolder

EVENT = {
    "start_date": {"year": "2011", "month": 5, "day": "15", "hour": "14"},
    "end_date": {"year": "2011", "month": "6"},
    "text": {"headline": "A pier <i>opens</i>", "text": "<p>One.</p>"},
    "media": {"url": "https://pictures.example/a.png", "caption": "The pier", "credit": "A. B."},
    "group": "ports",
    "unique_id": "pier-1",
}


def run_import(site: SiteFolder, folder: Path, timeline: Any) -> int:
    file = folder / "timeline.json"
    file.write_text(timeline if isinstance(timeline, str) else json.dumps(timeline), encoding="utf-8")
    return main(["import", "timelinejs", str(file), "--site", str(site.path)])


def test_an_event_is_an_entry(site: SiteFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    timeline = {"title": {"text": {"headline": "Years"}}, "eras": [{}], "events": [EVENT, {"text": {}}, "x"]}
    assert run_import(site, tmp_path, timeline) == 0
    file = site.path / "content/news/2011/05/15/a-pier-opens.md"
    assert file.read_text("utf-8") == (
        "---\ntitle: A pier opens\ndate: 2011-05-15\nend: 2011-06\ncontexts: [ports]\n"
        'image: {"url": "https://pictures.example/a.png", "alt": The pier, "credit": A. B.}\n'
        "id: pier-1\n---\nOne.\n"
    )
    told = capsys.readouterr()
    assert "timeline.json: event 2: it has no title; each entry needs one" in told.err
    assert "timeline.json: event 3: it is no object in braces" in told.err
    assert "the timeline's eras, left out: 1" in told.out


@pytest.mark.parametrize(
    ("timeline", "why"),
    [
        ("Year,Headline\n", "it is not JSON"),
        ("[" * 100_000, "it is n"),
        ({"events": {}}, 'it has no list of "events", which is what a timeline of TimelineJS is'),
        ([], 'it has no list of "events"'),
    ],
    ids=["csv", "deep", "no list", "no object"],
)
def test_what_is_no_timeline_is_refused(
    site: SiteFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str], timeline: Any, why: str
) -> None:
    assert run_import(site, tmp_path, timeline) == 1
    assert why in capsys.readouterr().err


def test_an_event_whose_date_changes_is_known_again_by_its_id(site: SiteFolder, tmp_path: Path) -> None:
    for month in (5, 6):
        event = {**EVENT, "start_date": {"year": 2011, "month": month, "day": 1}}
        assert run_import(site, tmp_path, {"events": [event]}) == 0
    assert not (site.path / "content/news/2011/05").exists()
    moved = (site.path / "content/news/2011/06/1/a-pier-opens.md").read_text("utf-8")
    assert 'aliases: ["/news/2011/05/1/a-pier-opens.html"]' in moved
