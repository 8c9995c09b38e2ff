"""Folders of which the system reports no changes are told by what is mounted where."""

from pathlib import Path

import pytest

from builder.serve.mounts import silent_mount

MOUNTS = r"""22 1 98:0 / / rw,noatime shared:1 - ext4 /dev/root rw
36 22 0:30 / /mnt/c rw,noatime - 9p drvfs rw
37 22 0:31 / /work\040here rw - fuse.sshfs me@host:/x rw
38 36 0:32 / /mnt/c/local rw - tmpfs tmpfs rw
"""


@pytest.mark.parametrize(
    ("folder", "reason"),
    [
        ("/home/me/site/content", ""),
        ("/mnt/c/site/content", "/mnt/c/site/content lies on 9p, which reports no changes"),
        ("/work here/content", "/work here/content lies on fuse.sshfs, which reports no changes"),
        ("/mnt/c/local/site", ""),
    ],
)
def test_the_innermost_mount_of_a_folder_counts(tmp_path: Path, folder: str, reason: str) -> None:
    (tmp_path / "mountinfo").write_text(MOUNTS)
    assert silent_mount([Path("/home"), Path(folder)], tmp_path / "mountinfo") == reason


def test_where_it_is_not_known_what_is_mounted_events_are_trusted(tmp_path: Path) -> None:
    assert silent_mount([tmp_path], tmp_path / "nothing") == ""
