"""The setting `problems`: the severities that a site gives to codes of problems."""

from typing import Any

from builder.config import checks
from builder.core.json_schema import takes
from builder.core.problems import FATAL, Code, Levels, Severity, did_you_mean, nearest

OFF = "off"
"""The word for what is not told."""


_LEVELS = {
    "type": "object",
    "properties": {
        code.slug: {"description": code.meaning, "enum": [*(severity.value for severity in Severity), OFF]}
        for code in Code
        if code not in FATAL
    },
    "additionalProperties": False,
}


@takes(_LEVELS)
def check_levels(value: Any) -> Levels:
    """Check the setting: `{"date-conflict": "warning", "unknown-key": "off"}`."""
    codes = {code.slug: code for code in Code}
    severities: dict[str, Severity | None] = {**{severity.value: severity for severity in Severity}, OFF: None}
    levels: dict[Code, Severity | None] = {}
    for slug, level in checks.table(value).items():
        with checks.inside(slug):
            if slug not in codes:
                cure = did_you_mean(nearest(slug, codes), "`dateline explain` lists the codes")
                raise ValueError(f"names a code that does not exist: {cure}")
            if codes[slug] in FATAL:
                raise ValueError("cannot have another level: no site can be built with it")
            levels[codes[slug]] = severities[checks.one_of(*severities)(level)]
    return levels
