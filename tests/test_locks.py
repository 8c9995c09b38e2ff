"""The lock files install with the pip that people have: Debian 12's, Python 3.11's own, and today's."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.sites import ROOT

OLDEST_PIP = "23.0.1"
"""The pip of Debian 12. Before 23.3, pip forgets a pin without the extra that another package asks for."""


NEW_SITE = "builder/scaffold/skeleton/requirements.lock"


@pytest.fixture(scope="module")
def oldest_pip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds nothing but the oldest pip."""
    folder = tmp_path_factory.mktemp("pip")
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*install, "--target", str(folder), f"pip=={OLDEST_PIP}"], check=True)
    return folder


@pytest.mark.parametrize("lock", [*sorted(file.name for file in ROOT.glob("requirements*.lock")), NEW_SITE])
def test_a_lock_file_installs_with_the_oldest_pip(lock: str, oldest_pip: Path) -> None:
    dry = ["install", "--quiet", "--dry-run", "--ignore-installed", "--require-hashes", "-r", lock]
    environment = os.environ | {"PYTHONPATH": str(oldest_pip), "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    command = [sys.executable, "-W", "ignore", "-m", "pip", *dry]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
