"""The content security policy of the pages: https://www.w3.org/TR/CSP3/, and the setting that adds sources to it."""

import re
from base64 import b64encode
from collections.abc import Iterable, Mapping
from hashlib import sha256
from types import MappingProxyType
from typing import Any

from builder.config import checks
from builder.core.json_schema import TEXT, any_of, list_of, takes

Sources = Mapping[str, tuple[str, ...]]
"""By directives, the sources that a site adds: `{"script-src": ("https://stats.example.org",)}`."""

NO_SOURCES: Sources | None = {}

INLINE = "'unsafe-inline'"
"""The keyword for what stands in a page itself."""

_DIRECTIVES = (
    "script-src",
    "style-src",
    "img-src",
    "font-src",
    "media-src",
    "frame-src",
    "connect-src",
    "form-action",
)

_OWN = "'self'"

_OF_PAGES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "default-src": (_OWN,),
        # Charts place their labels by attributes, in each of which stands one number.
        "style-src-attr": (INLINE,),
        "base-uri": ("'none'",),
        "form-action": (_OWN,),
    }
)
"""What pages may load without raw HTML: what they consist of, and nothing of other hosts."""

_OF_RAW_HTML: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "default-src": ("*",),
        "script-src": (_OWN,),
        "img-src": ("*", "data:"),
        "style-src": ("*", INLINE),
        "base-uri": ("'none'",),
    }
)
"""The same with `raw_html`: HTML shows pictures, films, frames and forms of all hosts, and still runs no script."""

_SOURCE = re.compile(r"'[A-Za-z0-9+/=_-]+'|[A-Za-z0-9:/.*%~_-]+")
"""A source expression: a keyword or a hash in quotes, a scheme, or a host."""

_KEYWORDS = {"self", "none", "unsafe-inline", "unsafe-eval", "unsafe-hashes", "strict-dynamic", "wasm-unsafe-eval"}


@takes(
    any_of(
        {"enum": [False]},
        {
            "type": "object",
            "properties": {name: list_of(TEXT) for name in _DIRECTIVES},
            "additionalProperties": False,
        },
    )
)
def check_policy(value: Any) -> Sources | None:
    """Check the setting: sources by directives; none for `false`, which takes the policy away."""
    if value is False:
        return None
    if not isinstance(value, dict):
        raise ValueError('must be false, or a table such as { script-src = ["https://stats.example.org"] }')
    checks.refuse_unknown(value, _DIRECTIVES)
    return {name: _sources(name, its) for name, its in value.items()}


def _sources(directive: str, value: Any) -> tuple[str, ...]:
    with checks.inside(directive):
        sources = checks.names(value, 'sources, such as ["https://stats.example.org"]')
        for source in sources:
            if source in _KEYWORDS:
                raise ValueError(f'has "{source}" without its quotes: write "\'{source}\'"')
            if not _SOURCE.fullmatch(source):
                raise ValueError(f'has "{source}", which is no source; write it as in "https://stats.example.org"')
    return sources


def security_policy(sources: Sources | None, *, raw_html: bool, styles: Iterable[str] = ()) -> str:
    """The policy of pages that have some inline styles, for an attribute in quotes: it holds no `"`, `&` or `<`.

    >>> security_policy(None, raw_html=False)
    ''
    """
    if sources is None:
        return ""
    directives = dict(_OF_RAW_HTML if raw_html else _OF_PAGES)
    for name, added in sources.items():
        # What has no limit needs no sources, and with some would have one.
        if added and (name in directives or name != "form-action"):
            directives[name] = (*directives.get(name, directives["default-src"]), *added)
    policy = ";".join(" ".join((name, *its)) for name, its in directives.items())
    for style in styles:
        policy = allow_style(policy, style)
    return policy


def allow_style(policy: str, style: str) -> str:
    """A policy that allows a style element of this text too, by its hash."""
    if not policy:
        return ""
    directives = dict(directive.split(" ", 1) for directive in policy.split(";"))
    sources = directives.get("style-src", directives["default-src"])
    if INLINE in sources:  # a hash would take that back
        return policy
    digest = b64encode(sha256(style.encode()).digest()).decode()
    directives["style-src"] = f"{sources} 'sha256-{digest}'"
    return ";".join(f"{name} {its}" for name, its in directives.items())
