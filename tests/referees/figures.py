"""What Lighthouse and the scales say of a page of each kind, as a table in Markdown: `make figures`."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.benchmarks.report import table
from tests.referees.lighthouse import POINTS, at_work, points
from tests.referees.published import MAKERS, SEEN, Published, heaviest, published
from tests.weight import weight


def main() -> None:
    """Judge the heaviest page of each kind, of the first site that has the kind, and print what it comes to."""
    with TemporaryDirectory() as folder, ExitStack() as hosts:
        sites = [hosts.enter_context(published(Path(folder, make.__name__), make)) for make in MAKERS]
        first = [(kind, *heaviest(sites, kind)[0]) for kind in SEEN]
        head = ("page", *POINTS, "largest paint", "bytes sent")
        lighthouse = hosts.enter_context(at_work())
        print(table(head, (_row(lighthouse.judge(address), kind, site) for kind, site, address in first)))


def _row(report: dict[str, Any], kind: str, site: Published) -> Iterator[str]:
    yield f"`{kind}`"
    yield from (str(points(report, category)) for category in POINTS)
    yield f"{report['audits']['largest-contentful-paint']['numericValue'] / 1000:.1f} s"
    yield f"{weight(site.folder / site.pages[kind][-1], site.folder):,}"


if __name__ == "__main__":
    main()
