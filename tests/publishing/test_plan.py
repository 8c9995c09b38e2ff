"""What a publication changes, and in which order."""

import pytest

from builder.config.publishing import Matcher, PublishSettings
from builder.core.urls import Address
from builder.output.manifest import OutputFile
from builder.publishing.headers import headers_by
from builder.publishing.manifest import UNKNOWN, Manifest
from builder.publishing.plan import Phase, key_of, phase, plan_publication

HEADERS = headers_by(PublishSettings())


def file(content: str) -> OutputFile:
    return OutputFile(len(content), 0, content.encode())


def manifest(**files: str) -> Manifest:
    return Manifest(files={Address(at): key_of(file(text), HEADERS(Address(at))) for at, text in files.items()})


OUTPUTS = {Address("same"): file("a"), Address("other"): file("new"), Address("added"): file("b")}
THERE = manifest(same="a", other="old", gone="c", earlier="d")


def test_only_what_differs_is_uploaded_and_what_the_site_no_longer_has_is_deleted() -> None:
    planned = plan_publication(OUTPUTS, [Address("earlier")], THERE, HEADERS)
    assert [upload.address for upload in planned.uploads] == ["added", "other"]
    assert (planned.deletions, planned.unchanged) == (["gone"], 1)
    assert planned.changed == ["added", "other", "gone"]


def test_a_file_that_may_be_half_uploaded_is_uploaded_again() -> None:
    there = Manifest(files={**THERE.files, Address("same"): UNKNOWN})
    assert "same" in [upload.address for upload in plan_publication(OUTPUTS, (), there, HEADERS).uploads]


def test_other_headers_alone_are_a_change() -> None:
    headers = headers_by(PublishSettings(matchers=(Matcher("same", cache_control="no-cache"),)))
    assert "same" in [upload.address for upload in plan_publication(OUTPUTS, (), THERE, headers).uploads]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("static/0a1b2c3d/style.css", Phase.ASSETS),
        ("news/2011/05/15/a-harbour-reopens.html", Phase.ENTRIES),
        ("news/2011/05/15/a-harbour-reopens.json", Phase.ENTRIES),
        ("news/2011/05/15/index.html", Phase.LISTS),
        ("topics/iran/index.html", Phase.LISTS),
        ("search/words/a.json", Phase.LISTS),
        ("topics/iran/feed.xml", Phase.FRONT),
        ("index.html", Phase.FRONT),
        ("sitemap.xml", Phase.FRONT),
    ],
)
def test_a_file_is_uploaded_after_all_that_it_leads_to(address: str, expected: Phase) -> None:
    assert phase(Address(address), file("")) is expected


def test_files_that_are_published_as_they_are_come_first() -> None:
    assert phase(Address("map.png"), OutputFile(1, 0, b"", source=(1,))) is Phase.ASSETS
