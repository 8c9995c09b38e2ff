"""Headers of published files: their media types, how long browsers keep them, and whether they are packed."""

import re
from collections.abc import Callable

from builder.config.publishing import Matcher, PublishSettings
from builder.core.media_types import media_type
from builder.core.urls import STATIC, Address
from builder.publishing.store import Headers

FOR_EVER = "public, max-age=31536000, immutable"
"""Of files whose addresses have a fingerprint of their bytes: https://www.rfc-editor.org/rfc/rfc8246."""

FIVE_MINUTES = "public, max-age=300"

_FINGERPRINTED = re.compile(rf"{STATIC}[0-9a-f]{{8}}/.+")
_PACKABLE = re.compile(r"text/|.*[/+](json|xml|javascript|manifest)\b")


def headers_by(settings: PublishSettings) -> Callable[[Address], Headers]:
    """The function that gives the headers of a file, by the settings: the last matcher that fits counts."""
    from pathspec import GitIgnoreSpec  # noqa: PLC0415  # for this command only

    matchers = [(GitIgnoreSpec.from_lines([each.pattern]).match_file, each) for each in reversed(settings.matchers)]
    others = Matcher("*")

    def headers(address: Address) -> Headers:
        matcher = next((each for fits, each in matchers if fits(address)), others)
        content_type = matcher.content_type or media_type(address)
        cache = matcher.cache_control or (FOR_EVER if _FINGERPRINTED.fullmatch(address) else FIVE_MINUTES)
        wants_gzip = settings.gzip if matcher.gzip is None else matcher.gzip
        is_packed = wants_gzip and _PACKABLE.match(content_type)
        return Headers(content_type, cache, "gzip" if is_packed else "")

    return headers
