"""A site that is served and watched: each module names the files that its own has."""

from collections.abc import Iterator, Mapping

import pytest

from tests.serve.running import RunningServer, running
from tests.sites import SiteFolder


@pytest.fixture
def server(site: SiteFolder, files: Mapping[str, str]) -> Iterator[RunningServer]:
    """The site of the module's `files`, served and watched."""
    site.write(files)
    with running(site.path, watch=True) as server:
        yield server
