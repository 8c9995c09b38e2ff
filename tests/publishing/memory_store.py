"""A store in memory, in which things go wrong when a test says so."""

from collections.abc import Callable, Iterable, Iterator
from hashlib import md5
from threading import Lock

from builder.publishing.manifest import NAME, Manifest, decode
from builder.publishing.store import ChangedMeanwhile, Headers, Listed, Stored, Version


class MemoryStore:
    """Files in memory, with a list of all that it was asked."""

    has_headers = True

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.headers: dict[str, Headers] = {}
        self.asked: list[str] = []
        """Such as `write index.html`, in order."""
        self.age = 0.0
        """How old each file says it is, in seconds."""
        self.before: Callable[[str], object] = lambda _: None
        """Called with each request before it is carried out; may raise."""
        self._lock = Lock()

    @property
    def site(self) -> dict[str, bytes]:
        """The files but the manifest."""
        return {name: content for name, content in self.files.items() if name != NAME}

    @property
    def manifest(self) -> Manifest:
        """What the manifest says."""
        return decode(self.files[NAME])

    def _ask(self, what: str) -> None:
        with self._lock:
            self.asked.append(what)
        self.before(what)

    def read(self, name: str) -> Stored | None:
        """A file."""
        self._ask(f"read {name}")
        content = self.files.get(name)
        return None if content is None else Stored(content, _version(content), self.age)

    def write(self, name: str, content: bytes, headers: Headers) -> None:
        """Write a file."""
        self._ask(f"write {name}")
        self.files[name], self.headers[name] = content, headers

    def write_if(self, name: str, content: bytes, headers: Headers, version: Version | None) -> Version:
        """Write a file that is still in a state."""
        self._ask(f"write {name}")
        now = self.files.get(name)
        if (None if now is None else _version(now)) != version:
            raise ChangedMeanwhile
        self.files[name], self.headers[name] = content, headers
        return _version(content)

    def delete(self, names: Iterable[str]) -> None:
        """Delete files."""
        for name in names:
            self._ask(f"delete {name}")
            self.files.pop(name, None)

    def list(self) -> Iterator[Listed]:
        """All files."""
        self._ask("list")
        for name, content in self.files.items():
            yield Listed(name, len(content), _version(content).etag)


def _version(content: bytes) -> Version:
    return Version(f'"{md5(content, usedforsecurity=False).hexdigest()}"')
