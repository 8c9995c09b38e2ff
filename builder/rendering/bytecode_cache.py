"""Templates as Jinja compiled them last, so that an edit of one word does not wait for all of them to be compiled.

They are kept where Jinja keeps such things: in a folder below the system's for temporary files, which is used only if
nobody else can write into it. They are no part of `.dateline/`, which may come from somebody else's cache: they are
code that is run.
"""

import pickle
from functools import cache

from jinja2 import BytecodeCache, FileSystemBytecodeCache
from jinja2.bccache import Bucket

from builder.cache.fingerprint import code_fingerprint
from builder.core.digest import digest


class _Compiled(FileSystemBytecodeCache):
    """Compiled templates by their files; one is compiled anew when it or Dateline's code has changed."""

    def get_source_checksum(self, source: str) -> str:
        """What stands for a template and for what compiled it."""
        return digest(_code() + source.encode()).hex()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill a bucket, if its template is there as it was written."""
        try:
            super().load_bytecode(bucket)
        except (OSError, EOFError, ValueError, pickle.UnpicklingError):
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what a bucket holds, where there is room for it."""
        try:
            super().dump_bytecode(bucket)
        except OSError:
            return


@cache
def _code() -> bytes:
    """The code of this process, which stays what it is: serving asks for it with each edit."""
    return code_fingerprint()


def compiled() -> BytecodeCache | None:
    """The templates that were compiled before; None where there is no safe place to keep them."""
    try:
        return _Compiled(pattern="dateline-%s.cache")
    except (OSError, RuntimeError):
        return None
