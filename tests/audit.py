"""`python -m tests.audit PIP-AUDIT LOCK…` asks by pip-audit for known holes in what each lock file pins."""

import subprocess
import sys
from collections.abc import Sequence

OPTIONS = ("--strict", "--progress-spinner", "off", "--disable-pip", "--require-hashes")


def audit(program: str, locks: Sequence[str]) -> int:
    """Print what is known; 1 if a hole is, or if nobody could be asked: then the other files are not tried."""
    worst = 0
    for lock in locks:
        done = subprocess.run([program, *OPTIONS, "-r", lock], check=False, stderr=subprocess.PIPE, text=True)
        if done.returncode and "Traceback" in done.stderr:
            cause = done.stderr.strip().splitlines()[-1]
            sys.stderr.write(f"Nobody could be asked about known holes in {lock}: {cause}\n")
            sys.stderr.write("Look at the network and its proxy, and say `make audit` again.\n")
            return 1
        sys.stderr.write(f"{lock}: {done.stderr.strip()}\n")
        worst = max(worst, done.returncode)
    return worst


if __name__ == "__main__":
    sys.exit(audit(sys.argv[1], sys.argv[2:]))
