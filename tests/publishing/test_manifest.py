"""The manifest of a published site: read back as it was written, and refused where it cannot be trusted."""

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.core.urls import Address
from builder.publishing.manifest import UNKNOWN, Manifest, decode, encode

_NAMES = st.text(st.characters(exclude_characters="/", exclude_categories=["Cs"]), min_size=1).filter(
    lambda name: name != ".."
)
_ADDRESSES = st.lists(_NAMES, min_size=1, max_size=3).map(lambda parts: Address("/".join(parts)))
_KEYS = st.sampled_from([UNKNOWN, "0" * 32, "f" * 32])


@given(st.text(), st.text(), st.dictionaries(_ADDRESSES, _KEYS), st.lists(_ADDRESSES).map(tuple))
def test_a_manifest_is_read_as_it_was_written(
    site: str, claim: str, files: dict[Address, str], untold: tuple[Address, ...]
) -> None:
    manifest = Manifest(site, claim, files, untold)
    assert decode(encode(manifest)) == manifest
    assert encode(Manifest(site, claim, dict(reversed(files.items())), untold)) == encode(manifest)


def packed(*lines: str) -> bytes:
    return gzip.compress("\n".join([*lines, ""]).encode(), mtime=0)


HEADER = '{"dateline": 1, "site": "", "claim": "", "untold": []}'


@pytest.mark.parametrize("address", ["/etc/passwd", "../secret", "a/../../b", ""])
def test_a_manifest_that_names_a_file_outside_the_site_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="outside the site"):
        decode(packed(HEADER, f'- "{address}"'))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no gzip",
        packed(HEADER)[:-4],
        packed("no JSON"),
        packed("[]"),
        gzip.compress(b"\xff", mtime=0),
        packed(HEADER, " " * 1_000_000),
    ],
    ids=["nothing", "no gzip", "cut", "no JSON", "a list", "no UTF-8", "far larger than it is packed"],
)
def test_what_is_no_manifest_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match="cannot be read"):
        decode(content)


def test_a_manifest_of_a_later_dateline_is_refused() -> None:
    with pytest.raises(ValueError, match="another version"):
        decode(packed(HEADER.replace("1", "2")))
