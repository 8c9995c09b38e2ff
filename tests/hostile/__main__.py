"""Prints what each hostile input costs its reader: `python -m tests.hostile [BYTES] [WORD]`."""

import sys
from functools import partial

from tests.hostile.cost import cost
from tests.hostile.readers import READERS


def main(size: str = "900000", word: str = "") -> None:
    """Print a line for each input whose name has the word."""
    for reader, (read, inputs) in READERS.items():
        for name, make in inputs.items():
            if word in f"{reader}: {name}":
                content = make(int(size)).encode("utf-8", "surrogatepass")
                found = cost(partial(read, content))
                costs = f"{len(content):9,} B {found.seconds:6.2f} s {found.memory / 1e6:5.0f} MB"
                print(f"{f'{reader}: {name}':42} {costs}  {found.outcome}", flush=True)


main(*sys.argv[1:])
