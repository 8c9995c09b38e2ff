"""A site folder that is a git repository, for tests."""

import subprocess
from pathlib import Path

WHO = ("-c", "user.name=Editor", "-c", "user.email=editor@example.org")


def git(folder: Path, *arguments: str) -> str:
    """Run git in a folder; what it prints."""
    return subprocess.run(["git", *WHO, *arguments], cwd=folder, check=True, capture_output=True, text=True).stdout


def committed(folder: Path, message: str = "A new site") -> None:
    """Commit everything in a folder, as a person does before a push; the folder becomes a repository if it is none."""
    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "-m", message)
