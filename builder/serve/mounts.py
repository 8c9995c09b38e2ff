"""Mounts of which the system reports no changes: folders of other machines, and of the host of a container or a WSL."""

import re
from collections.abc import Sequence
from pathlib import Path

MOUNTS = Path("/proc/self/mountinfo")
"""What is mounted where, on Linux: https://man7.org/linux/man-pages/man5/proc_pid_mountinfo.5.html."""

SILENT = frozenset(
    {
        *("9p", "drvfs", "virtiofs", "vboxsf", "prl_fs", "vmhgfs", "fakeowner"),
        *("nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ceph", "ncpfs", "davfs"),
    }
)
"""Types of file systems whose files change elsewhere, without inotify hearing of it. All in user space count too."""

_IN_USER_SPACE = "fuse."
_ESCAPED = re.compile(r"\\([0-7]{3})")


def silent_mount(folders: Sequence[Path], mounts: Path = MOUNTS) -> str:
    """Why changes in one of the folders are not reported: `/site/content lies on 9p, which reports no changes`.

    Empty where they are, or where that is not known.
    """
    try:
        lines = mounts.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return ""
    types = dict(map(_mount_point_and_type, lines))
    for folder in folders:
        place = folder.resolve()
        mount = next((parent for parent in (place, *place.parents) if str(parent) in types), None)
        kind = types[str(mount)] if mount else ""
        if kind in SILENT or kind.startswith(_IN_USER_SPACE):
            return f"{folder} lies on {kind}, which reports no changes"
    return ""


def _mount_point_and_type(line: str) -> tuple[str, str]:
    r"""The two of a line such as `36 35 98:0 / /mnt/a\040b rw,noatime shared:1 - ext3 /dev/root rw`."""
    mount, _, rest = line.partition(" - ")
    point = mount.split(" ")[4]
    return _ESCAPED.sub(lambda code: chr(int(code[1], 8)), point), rest.partition(" ")[0]
