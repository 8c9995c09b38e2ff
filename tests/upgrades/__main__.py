"""`python -m tests.upgrades` keeps the golden site as this version builds it, for the tests of the versions to come.

The archive `tests/upgrades/<version>.zip` has the site's content and settings, its memory and its output, and in
settings.json a value for each setting that there is, or null; and in requires-python what Python it needs.
"""

import json
import shutil
import tempfile
import tomllib
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from builder import __version__
from builder.config.config import Config
from builder.config.setting import settings_of
from tests.sites import ROOT, SiteFolder

_TIME = (2026, 1, 1, 0, 0, 0)
"""One for all files, so that what is kept does not depend on when."""


def keep(archive: Path) -> None:
    """Build the golden site and pack it."""
    with tempfile.TemporaryDirectory() as folder, ZipFile(archive, "w", ZIP_DEFLATED) as kept:
        site = SiteFolder(Path(folder) / "site")
        shutil.copytree(ROOT / "tests/site", site.path, dirs_exist_ok=True)
        site.build()
        for file in sorted(site.path.rglob("*")):
            if file.is_file():
                name = ZipInfo(file.relative_to(site.path).as_posix(), _TIME)
                kept.writestr(name, file.read_bytes(), ZIP_DEFLATED)
        kept.writestr(ZipInfo("settings.json", _TIME), f"{json.dumps(settings(), indent=1)}\n", ZIP_DEFLATED)
        kept.writestr(ZipInfo("requires-python", _TIME), requires_python(), ZIP_DEFLATED)


def requires_python() -> str:
    """The versions of Python that this version runs on: `>=3.11`."""
    return str(tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["requires-python"])


def settings() -> dict[str, object]:
    """For each setting an example, or its default if that is a plain value."""
    plain = (str, int, bool)
    return {
        name: setting.example if setting.example is not None else default if isinstance(default, plain) else None
        for name, setting, default, _ in settings_of(Config)
    }


if __name__ == "__main__":
    keep(Path(__file__).resolve().parent / f"{__version__}.zip")
