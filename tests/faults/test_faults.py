"""A few of each kind of faults; `make faults` tries all."""

import errno
import sys
from collections.abc import Mapping

import pytest

if sys.platform != "linux":
    pytest.skip("processes are forked, and limited as Linux does", allow_module_level=True)

from tests.faults.injection import error_at, inject
from tests.faults.kinds import KINDS
from tests.faults.trial import States, build

pytestmark = pytest.mark.process

EVERY: Mapping[str, int] = {
    "kill": 450,
    "kill-at-random": 60,
    "kill-workers": 60,
    "errors": 1900,
    "first-cause": 450,
    "file-size": 24,
    "open-files": 20,
    "memory": 40,
    "damaged-memory": 60,
    "edited-output": 25,
    "clocks": 3,
    "changed-while-read": 1301,
    "full-disk": 25,
    "commands": 5,
    "at-once": 12,
    "beside-serve": 12,
    "one-output": 1,
    "one-output-at-once": 3,
}
"""Which of the faults of each kind are tried here: each so many."""


@pytest.fixture(scope="module")
def states(tmp_path_factory: pytest.TempPathFactory) -> States:
    """The site that is built with faults."""
    return States(tmp_path_factory.mktemp("faults"))


def test_each_kind_has_its_faults_here() -> None:
    assert EVERY.keys() == KINDS.keys()


@pytest.mark.parametrize("kind", KINDS)
def test_no_fault_leaves_half_a_page_or_hides_its_cause(states: States, kind: str) -> None:
    trials = list(KINDS[kind](states, EVERY[kind]))
    assert trials
    assert [(trial.name, trial.broke) for trial in trials if trial.broke] == []


def test_an_error_is_told_with_its_file_and_what_to_do(states: States) -> None:
    site = states.copy(states.built, "told")
    site.write({"content/about.md": "---\ntitle: About us\n---\nWe.\n"})
    ended = build(
        site, lambda: inject(lambda call, _: error_at(1, errno.ENOSPC)(call, int(call.does == "write")), site.path)
    )
    assert ended.status == 1
    assert str(site.output) in ended.printed
    assert "No space left on device; the build stopped; make room on that disk, and try again" in ended.printed
