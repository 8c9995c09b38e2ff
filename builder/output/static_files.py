"""The static files of the last build, as its output tells them where nothing else is remembered of it.

Their folder is named by a fingerprint of what it holds, so it shows whether they are as that build left them.
"""

import os
import re
from pathlib import Path

from builder.core.digest import digest
from builder.core.real_files import open_file, read_file
from builder.core.urls import STATIC, Address, static_folder
from builder.output.manifest import OutputFile, read_manifest

_FRONT = "index.html"

_FOLDER = re.compile(rb"\bstatic/[0-9a-f]{8}/")


def last_static_files(output: Path) -> dict[Address, OutputFile]:
    """The files in the folder that the front page names, if builds made them and they are whole."""
    try:
        named = _FOLDER.search(read_file(output / _FRONT))
        folder = named[0].decode() if named else ""
        listed = [Address(address) for address in read_manifest(output) if folder and address.startswith(folder)]
        files = {address: _file(output / address) for address in listed}
    except OSError:
        return {}
    digests = {STATIC + address.removeprefix(folder): file.digest for address, file in files.items()}
    return files if static_folder(digests) == folder else {}


def _file(file: Path) -> OutputFile:
    with open_file(file) as opened:
        content, status = opened.read(), os.fstat(opened.fileno())
    return OutputFile(len(content), status.st_mtime_ns, digest(content))
