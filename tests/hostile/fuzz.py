"""Fuzzing: reads what Atheris makes up, led by the lines that it reaches, for an hour: `make fuzz READER=entry`.

A text that ends in an error, takes over five seconds or two gigabytes ends the run and is kept: `crash-…`, `timeout-…`.
What reaches new lines is kept in `.fuzz/`, and the next run begins with it. https://github.com/google/atheris
"""

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["builder"]):
    from tests.hostile.readers import READERS

CORPUS = Path(".fuzz")
SMALL = 200
"""Bytes of the hostile inputs with which a corpus begins."""


def main(reader: str = "entry", seconds: str = "3600") -> None:
    """Fuzz a reader."""
    read, inputs = READERS[reader]
    corpus = CORPUS / reader
    corpus.mkdir(parents=True, exist_ok=True)
    for number, make in enumerate(inputs.values()):
        (corpus / f"seed-{number}").write_bytes(make(SMALL).encode("utf-8", "surrogatepass"))
    limits = ["-timeout=5", "-rss_limit_mb=2048", "-max_len=4096", f"-max_total_time={seconds}"]
    found = f"-artifact_prefix={CORPUS}/"
    atheris.Setup([sys.argv[0], str(corpus), *limits, found], partial(_one, read))
    atheris.Fuzz()


def _one(read: Callable[[bytes], str], data: bytes) -> None:
    """Read what the fuzzer has made up, but for bytes that are no UTF-8, which are refused before anything is read."""
    read(data.decode("utf-8", "ignore").encode())


main(*sys.argv[1:])
