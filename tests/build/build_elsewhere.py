"""Builds a site by an executor, as a process of its own: Dask and loky leave threads, and tests after it fork.

`python -m tests.build.build_elsewhere SITE OUTPUT EXECUTOR` prints, as JSON, what went through the executor.
"""

import json
import sys
from functools import partial
from pathlib import Path

from msgspec.structs import replace

from builder.build import rendered_batches
from builder.build.pipeline import build
from builder.cache.installed import check_installed, check_of_here, installed
from builder.concurrency.dask_executor import DaskExecutor
from builder.concurrency.open_executor import open_executor
from builder.concurrency.shared_map import SharingExecutor
from builder.config.load import load_config
from builder.content import read
from builder.core.problems import ExecutorFailed
from builder.incremental.inputs import find_inputs
from builder.pages.registry import KINDS
from tests.build.ending_page import ENDING
from tests.counted_executor import CountedExecutor


def build_by(site: Path, output: Path, executor: SharingExecutor | None) -> None:
    """Build a site from nothing, with the page that ends a process."""
    config = replace(load_config(site), output=output, jobs=1)
    build(find_inputs(config, clean=True, remember=False), None, executor, (*KINDS, ENDING))


def refusal(site: Path, output: Path, executor: SharingExecutor) -> str:
    """What is told where a build by an executor is refused."""
    try:
        build_by(site, output, executor)
    except ExecutorFailed as error:
        return str(error)
    finally:
        executor.close()
    return ""


def main(site: Path, output: Path, name: str) -> None:
    """Build by an executor, and try one that is not as it has to be, and one that is not there."""
    rendered_batches.MIN_PARALLEL = read.MIN_PARALLEL_READS = 1  # type: ignore[attr-defined]  # it is imported there
    counted = CountedExecutor(open_executor(name, 2, check_of_here()))
    build_by(site, output, counted)
    counted.close()
    other = partial(check_installed, {**installed(), "jinja2": "3.0.9"})
    nobody = DaskExecutor("tcp://127.0.0.1:9", check_of_here(), patience=0.2)
    report = {
        "shared": counted.shared,
        "results": counted.results,
        "other": refusal(site, output.with_name("other"), open_executor(name, 2, other)),
        "nobody": refusal(site, output.with_name("nobody"), nobody),
    }
    print(json.dumps(report))  # noqa: T201  # for the test that started this


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
