"""The settings `publish`: where `dateline publish` puts the site, and what a store is told of its files."""

import re
from typing import Any
from urllib.parse import urlsplit

from builder.config import checks
from builder.config.ignore import is_pattern
from builder.config.setting import Affects, setting
from builder.core.json_schema import FLAG, TEXT, list_of, takes
from builder.core.record import Frozen

SCHEMES = ("s3", "gs", "az", "https")
"""Of the addresses of buckets; what has none is a folder."""

_HEADER = re.compile(r"[\x20-\x7e]+")
_KEYS = ("pattern", "cache_control", "content_type", "gzip")


class Matcher(Frozen, frozen=True):
    """What a store is told of the files that a pattern fits, in place of what it is told of others."""

    pattern: str
    """As in a .gitignore: https://git-scm.com/docs/gitignore."""
    cache_control: str = ""
    """The header `Cache-Control`: https://www.rfc-editor.org/rfc/rfc9111#field.cache-control."""
    content_type: str = ""
    gzip: bool | None = None


@takes(TEXT)
def check_target(value: Any) -> str:
    """Check the address of a bucket, or the path of a folder. Keys and passwords do not belong into it."""
    target = checks.text(value)
    if "://" not in target:
        if forgotten := re.match(r"(\w\w+):/?(?=\w)", target):
            raise ValueError(f"must have two slashes behind {forgotten[1]}: to be an address, or be a folder")
        return target
    parts = urlsplit(target)
    if parts.scheme not in SCHEMES:
        raise ValueError(f"must be a folder, or an address that begins with {', '.join(f'{s}://' for s in SCHEMES)}")
    if not parts.hostname:
        raise ValueError(f"must name a bucket, such as {parts.scheme}://harbour-news")
    if "@" in parts.netloc:
        raise ValueError("must hold no key and no password: they come from the environment")
    if parts.query or parts.fragment:
        raise ValueError("must end with its path: it holds ? or #")
    if {"", ".", ".."} & {*parts.path.strip("/").split("/")} and parts.path.strip("/"):
        raise ValueError("must have a path of names alone, without . and .. and double slashes")
    return target


@takes(
    list_of(
        {
            "type": "object",
            "properties": {"pattern": TEXT, "cache_control": TEXT, "content_type": TEXT, "gzip": FLAG},
            "required": ["pattern"],
            "additionalProperties": False,
        }
    )
)
def check_matchers(value: Any) -> tuple[Matcher, ...]:
    """Check the setting `publish.matchers`: a list of tables, each with a pattern and what it is for."""
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise ValueError('must be a list of tables, such as [{ pattern = "*.pdf", cache_control = "max-age=86400" }]')
    return tuple(map(_matcher, value))


def _matcher(table: dict[str, Any]) -> Matcher:
    checks.refuse_unknown(table, _KEYS)
    with checks.inside("pattern"):
        pattern = checks.filled_text(table.get("pattern", ""))
        if not is_pattern(pattern):
            raise ValueError(f'is "{pattern}", which is no pattern as in a .gitignore')
    headers: dict[str, str] = {}
    for key in ("cache_control", "content_type"):
        with checks.inside(key):
            headers[key] = checks.text(value := table.get(key, ""))
            if value and not _HEADER.fullmatch(value):
                raise ValueError("must be of letters, digits and signs that a header can have")
    with checks.inside("gzip"):
        gzip = checks.flag(table["gzip"]) if "gzip" in table else None
    return Matcher(pattern, **headers, gzip=gzip)


class PublishSettings(Frozen, frozen=True):
    """Where the site is published to, and how."""

    to: str = setting(
        "",
        check=check_target,
        words="the bucket that `dateline publish` publishes into: `s3://harbour-news`, `gs://…`, `az://…`, or the "
        "https address of a bucket of R2 or S3, each with a path behind it if the site does not have the bucket for "
        "itself; or a folder. What gives access comes from the environment ([how](../publish/object-storage.md))",
        affects=Affects.NOTHING,
        example="s3://harbour-news/timeline",
    )
    gzip: bool = setting(
        False,
        check=checks.flag,
        words="whether pages and other texts are packed before they are uploaded, and sent to every reader like that; "
        "for buckets without a network in front of them that does it",
        affects=Affects.NOTHING,
    )
    max_deletes: int = setting(
        256,
        check=checks.whole_number(0, of="files"),
        words="how many files that the site no longer has `dateline publish` deletes at most. If there are more, it "
        "publishes nothing, as a folder may be missing; `--max-deletes` lets it go on",
        affects=Affects.NOTHING,
    )
    matchers: tuple[Matcher, ...] = setting(
        (),
        check=check_matchers,
        words="what the bucket is told of files by [patterns as in a .gitignore](https://git-scm.com/docs/gitignore), "
        "the last that fits: `cache_control`, `content_type`, `gzip`. Without them, files whose names have a "
        "fingerprint are kept by browsers for a year, and all others for five minutes",
        affects=Affects.NOTHING,
        example=[{"pattern": "*.pdf", "cache_control": "max-age=86400"}],
    )
