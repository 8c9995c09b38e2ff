"""What the referees need: the sites, a browser, their programs."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import NoReturn

import pytest

from tests.referees import install
from tests.referees.published import MAKERS, Sites, published


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sites]:
    """Every site, each on a host of its own."""
    with ExitStack() as hosts:
        yield [hosts.enter_context(published(tmp_path_factory.mktemp(make.__name__), make)) for make in MAKERS]


@pytest.fixture(scope="session")
def modules() -> Path:
    """The folder of npm's packages."""
    return install.modules() or _missing("the packages of tests/referees/package.json are")


@pytest.fixture(scope="session")
def java() -> str:
    """The program that runs the Nu HTML checker."""
    return install.java() or _missing("Java is")


def _missing(what: str) -> NoReturn:
    reason = f"{what} not installed; `make referees` tries to, and says why"
    if install.must_be_there():
        pytest.fail(reason)
    pytest.skip(reason)
