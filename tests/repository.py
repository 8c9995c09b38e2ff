"""A site folder that is a git repository, for tests."""

import os
import subprocess
from pathlib import Path

WHO = ("-c", "user.name=Editor", "-c", "user.email=editor@example.org")


def git(folder: Path, *arguments: str, day: str | None = None) -> str:
    """Run git in a folder, on a day if it matters which; what it prints."""
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    if day:
        environment |= {f"GIT_{who}_DATE": f"{day}T12:00:00Z" for who in ("AUTHOR", "COMMITTER")}
    command = ["git", *WHO, *arguments]
    done = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True, env=environment)
    return done.stdout


def committed(folder: Path, message: str = "A new site", day: str | None = None) -> str:
    """Commit everything in a folder, as a person does before a push; the commit's name.

    The folder becomes a repository if it is none.
    """
    git(folder, "init", "--quiet", "--initial-branch=main", "--object-format=sha1")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "-m", message, day=day)
    return git(folder, "rev-parse", "HEAD").strip()
