"""A build hook of Hatchling: compiles the default theme's templates into the package, so that no user has to.

https://hatch.pypa.io/latest/plugins/build-hook/custom/
"""

import sys
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).resolve().parents[2]


class CompiledTheme(BuildHookInterface[Any]):
    """Adds `builder/templating/shipped.py` to what is built."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the module, unless the checkout itself is what is installed."""
        if version == "editable":
            return
        sys.path.insert(0, str(ROOT))
        from builder.templating.shipping import shipped_module  # noqa: PLC0415  # the checkout is no package yet

        file = Path(mkdtemp()) / "shipped.py"
        file.write_text(shipped_module(ROOT / "templates"), encoding="utf-8")
        build_data["force_include"][str(file)] = "builder/templating/shipped.py"
