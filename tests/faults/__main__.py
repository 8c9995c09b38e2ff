"""Prints a table of faults: what was tried, how often, and what broke: `python -m tests.faults [KIND…] [--every N]`."""

import argparse
import sys
import tempfile
from pathlib import Path

from tests.faults.kinds import KINDS
from tests.faults.trial import States


def main() -> int:
    """Try the kinds that are named, or all; 1 if anything broke."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults")
    parser.add_argument("kinds", nargs="*", metavar="KIND", help=f"one of {', '.join(KINDS)} (default: all)")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="try each N-th fault of a kind only")
    options = parser.parse_args()
    if unknown := {*options.kinds} - {*KINDS}:
        parser.error(f"there is no kind {', '.join(sorted(unknown))}")
    failed = 0
    print(f"{'kind':20} {'tried':>6} {'ended well':>10} {'refused':>8} {'killed':>7} {'broke':>6}")
    with tempfile.TemporaryDirectory(prefix="dateline-faults-") as folder:
        states = States(Path(folder).resolve())
        for name in options.kinds or KINDS:
            trials = list(KINDS[name](states, options.every))
            broke = [trial for trial in trials if trial.broke]
            ends = [trial.ended.status for trial in trials]
            well, killed = ends.count(0), sum(end < 0 for end in ends)
            counts = f"{well:10} {len(ends) - well - killed:8} {killed:7} {len(broke):6}"
            print(f"{name:20} {len(trials):6} {counts}", flush=True)
            for trial in broke:
                print(f"    {trial.name}: {'; '.join(trial.broke)}", flush=True)
            failed += len(broke)
    return bool(failed)


sys.exit(main())
