"""Does what a page of the manual says, in a folder of its own: writes its files, and runs its commands in order."""

import io
import os
import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import pytest

from builder.cli.main import main, parser
from builder.config.settings_text import to_toml
from tests.manual.blocks import Block

SHOWN = frozenset({"text", "console"})
"""Languages of what is printed, and of examples that are wrong."""

ELSEWHERE = (
    *("git push", "git remote", "git clone", "git fetch", "git pull", "pip", "pipx", "uvx", "uv"),
    *("python -m pip", "python3 -m pip", "python3 -m venv", "~/dateline/bin/python", "~/dateline/bin/dateline"),
    *("curl", "rsync", "aws", "gh", "make", "npm", "npx", "datasette", "export", "sudo", "open", "brew", "apt"),
)
"""How commands begin that need a network, an account or another program: they are not run."""

WAITING = ("serve", "sources check", "publish s3:", "publish gs:", "publish az:", "publish https:", "publish --")
"""How commands of Dateline go on that serve, ask others or publish: only their arguments are parsed."""


class PageFolder:
    """The folder of a page, and where in it the next command is run."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.here = folder
        self._monkeypatch = monkeypatch
        monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
        for name in ("GIT_AUTHOR", "GIT_COMMITTER"):
            monkeypatch.setenv(f"{name}_NAME", "M. Weber")
            monkeypatch.setenv(f"{name}_EMAIL", "m.weber@example.org")

    def follow(self, block: Block) -> None:
        """Do what a block says."""
        if block.language in SHOWN:
            return
        if block.title:
            self._write(block)
        elif block.language == "sh":
            for line in commands(block.text):
                self._run(line)

    def _write(self, block: Block) -> None:
        file = self.here / block.title
        file.parent.mkdir(parents=True, exist_ok=True)
        text = block.text
        if block.title == "dateline.toml" and file.exists():
            text = to_toml(_merged(tomllib.loads(file.read_text(encoding="utf-8")), tomllib.loads(text)))
        file.write_text(text, encoding="utf-8")

    def _run(self, line: str) -> None:
        if line.startswith("cd "):
            self.here = self.here / shlex.split(line)[1]
        elif line.startswith("dateline "):
            self._run_dateline(line.removeprefix("dateline "))
        elif not f"{line} ".startswith(tuple(f"{start} " for start in ELSEWHERE)):
            self._run_shell(line, "")

    def _run_dateline(self, line: str) -> None:
        """Run a command of Dateline in this process, and give what it prints to what follows a pipe."""
        command, pipe, rest = _at_pipe(line)
        arguments = shlex.split(command, comments=True)
        self._monkeypatch.chdir(self.here)
        if command.startswith(WAITING) or "--fetch" in arguments:
            parser().parse_args(arguments)
            return
        self._monkeypatch.setattr(sys, "stdin", io.StringIO("y\n" * 9))
        printed = io.StringIO()
        with redirect_stdout(printed):
            status = _status(arguments)
        assert status == 0, f"dateline {command} ended with {status}: {printed.getvalue()}"
        if pipe:
            self._run_shell(f"cat {pipe} {rest}", printed.getvalue())

    def _run_shell(self, line: str, given: str) -> None:
        done = subprocess.run(
            ["bash", "-e", "-o", "pipefail", "-c", line],
            cwd=self.here,
            input=given,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        is_done = done.returncode == 0 or "nothing to commit" in done.stdout  # a person has changed something by then
        assert is_done, f"{line} ended with {done.returncode}: {done.stdout}{done.stderr}"


def _status(arguments: list[str]) -> int:
    """The exit status of a command; of `--version` and `--help` the parser ends the program."""
    try:
        return main(arguments)
    except SystemExit as ended:
        return int(ended.code or 0)


def commands(text: str) -> Iterator[str]:
    """The commands of a block: one a line, or several between &&; a backslash goes on with the next line."""
    for line in text.replace("\\\n", " ").split("\n"):
        if line.strip() and not line.lstrip().startswith("#"):
            yield from (part.strip() for part in line.split(" && "))


def begins_a_site(found: Iterator[Block]) -> bool:
    """Whether the commands of a page make a site themselves."""
    return any(
        command.startswith("dateline init ") and " ../" not in command
        for block in found
        if block.language == "sh"
        for command in commands(block.text)
    )


def _at_pipe(line: str) -> tuple[str, str, str]:
    """A command line, the sign behind which its output goes on, and what stands there."""
    found = re.search(r" (\||>) ", re.sub(r"'[^']*'|\"[^\"]*\"", lambda quoted: "x" * len(quoted[0]), line))
    return (line[: found.start()], found[1], line[found.end() :]) if found else (line, "", "")


def _merged(settings: Mapping[str, Any], more: Mapping[str, Any]) -> dict[str, Any]:
    """Settings with others on top, table by table."""
    both = dict(settings)
    for name, value in more.items():
        known = both.get(name)
        both[name] = _merged(known, value) if isinstance(known, dict) and isinstance(value, dict) else value
    return both
