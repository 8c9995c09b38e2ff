"""What has to be the same wherever pages of one site are made."""

import pytest

from builder.cache.installed import PACKAGES, check_installed, installed
from builder.core.problems import ExecutorFailed
from tests.test_dependencies import REQUIREMENTS, name_of

NOT_OF_PAGES = {
    "mwparserfromhell",
    "obstore",
    "distributed",
    "loky",
    "rapidfuzz",
    "rich",
    "starlette",
    "uvicorn",
    "watchdog",
}
"""The packages without which every page would be the same."""


def test_every_dependency_counts_that_makes_pages() -> None:
    assert {*map(name_of, REQUIREMENTS)} == {*PACKAGES} | NOT_OF_PAGES


def test_the_same_is_no_problem() -> None:
    check_installed(dict(installed()))


@pytest.mark.parametrize("name", ["Python", "zlib", "Dateline", "msgspec"])
def test_another_version_is_refused_by_name(name: str) -> None:
    with pytest.raises(
        ExecutorFailed, match=f": {name} is .* on this machine, .* and 0.1 where the build runs; install"
    ):
        check_installed({**installed(), name: "0.1"})


def test_what_is_not_known_here_is_refused_too() -> None:
    with pytest.raises(ExecutorFailed, match="lxml is unknown on this machine"):
        check_installed({**installed(), "lxml": "1.0"})
