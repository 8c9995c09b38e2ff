"""The setting `problems`: the severities that a site gives to codes of problems."""

from typing import Any

from builder.config import checks
from builder.core.problems import FATAL, Code, Levels, Severity, did_you_mean, nearest

OFF = "off"
"""The word for what is not told."""


def check_levels(value: Any) -> Levels:
    """Check the setting: `{"date-conflict": "warning", "unknown-key": "off"}`."""
    codes = {code.slug: code for code in Code}
    severities: dict[str, Severity | None] = {**{severity.value: severity for severity in Severity}, OFF: None}
    levels: dict[Code, Severity | None] = {}
    for slug, level in checks.table(value).items():
        if slug not in codes:
            cure = did_you_mean(nearest(slug, codes), "README lists the codes")
            raise ValueError(f'names the code "{slug}", which does not exist: {cure}')
        if codes[slug] in FATAL:
            raise ValueError(f'cannot give "{slug}" another level: no site can be built with it')
        if level not in severities:
            raise ValueError(f'must give "{slug}" one of {", ".join(severities)}')
        levels[codes[slug]] = severities[level]
    return levels
