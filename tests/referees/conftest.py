"""What the referees need: the sites, a browser, their programs."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import NoReturn

import pytest
from playwright.sync_api import Browser

from tests.referees import install
from tests.referees.published import MAKERS, SEEN, Sites, published, samples
from tests.referees.tab import PHONE, Tab, tab
from tests.referees.visits import AtDesk, OnPhone, WithoutScripts, at_desk, axe_of, on_phone, without_scripts


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
def axe(modules: Path) -> str:
    """The script of axe-core."""
    return axe_of(modules)


@pytest.fixture(scope="session")
def desk(chromium: Browser) -> Iterator[Tab]:
    """A tab of a wide window."""
    with tab(chromium) as opened:
        yield opened


@pytest.fixture(scope="session")
def phone(chromium: Browser) -> Iterator[Tab]:
    """A tab on a phone."""
    with tab(chromium, viewport=PHONE, is_mobile=True, has_touch=True) as opened:
        yield opened


@pytest.fixture(scope="session")
def plain(chromium: Browser) -> Iterator[Tab]:
    """A tab that runs no scripts."""
    with tab(chromium, java_script_enabled=False) as opened:
        yield opened


@pytest.fixture(scope="session", params=SEEN)
def kind(request: pytest.FixtureRequest) -> str:
    """Each kind of page in turn: all tests of one follow one another, so that they share the visits to its pages."""
    return str(request.param)


@pytest.fixture(scope="session")
def desk_visits(kind: str, sites: Sites, desk: Tab) -> list[AtDesk]:
    """Visits to the pages of a kind in a wide window; without axe-core's findings where that is not installed."""
    folder = install.modules()
    axe = axe_of(folder) if folder else None
    return [at_desk(desk, site, address, axe) for site, address in samples(sites, kind)]


@pytest.fixture(scope="session")
def phone_visits(kind: str, sites: Sites, phone: Tab) -> list[OnPhone]:
    """Visits to the same pages on a phone."""
    return [on_phone(phone, address) for _, address in samples(sites, kind)]


@pytest.fixture(scope="session")
def plain_visits(kind: str, sites: Sites, plain: Tab) -> list[WithoutScripts]:
    """Visits to the same pages without scripts."""
    return [without_scripts(plain, address) for _, address in samples(sites, kind)]


@pytest.fixture(scope="session")
def java() -> str:
    """The program that runs the Nu HTML checker."""
    return install.java() or _missing("Java is")


def _missing(what: str) -> NoReturn:
    reason = f"{what} not installed; `make referees` tries to, and says why"
    if install.must_be_there():
        pytest.fail(reason)
    pytest.skip(reason)
