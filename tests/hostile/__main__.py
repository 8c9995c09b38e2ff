"""Prints what each hostile input costs its reader: `python -m tests.hostile [BYTES] [WORD]`."""

import sys
from pathlib import Path

from builder.config.load import load_config
from builder.content.read import FileParser
from builder.content.scan import SourceFile
from tests.hostile.cost import cost
from tests.hostile.inputs import ENTRIES


def main() -> None:
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    word = sys.argv[2] if len(sys.argv) > 2 else ""
    config = _config()
    rows = []
    for name, make in ENTRIES.items():
        if word not in name:
            continue
        content = make(size).encode("utf-8", "surrogatepass")
        found = cost(lambda: _read(content, config))
        rows.append((found.seconds, name))
        print(
            f"{name:36} {len(content):9,} B {found.seconds:7.2f} s {found.memory / 1e6:7.0f} MB  {found.outcome}",
            flush=True,
        )


def _read(content, config):
    file = SourceFile("content/news/2011/05/15/a.md", "news/2011/05/15/a.md")
    result = FileParser(config).parse(content, file)
    codes = sorted({problem.code.value for problem in result.parsed.problems})
    return ("read" if result.parsed.item else "refused") + f" {len(result.parsed.problems)} " + " ".join(codes)


def _config():
    import tempfile

    folder = Path(tempfile.mkdtemp())
    (folder / "content").mkdir()
    (folder / "dateline.toml").write_text('title = "A"\n')
    return load_config(folder)


main()
