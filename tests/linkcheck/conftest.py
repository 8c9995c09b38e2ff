"""What the tests of link checking share."""

from collections.abc import Iterator

import pytest

from tests.linkcheck.web import Web, serving


@pytest.fixture
def web() -> Iterator[Web]:
    """A web on this machine."""
    with serving() as web:
        yield web
