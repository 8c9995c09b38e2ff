"""A store that is a bucket of object storage: S3 and what speaks its protocol, Google's, Azure's. By obstore.

Who may write there is said by the environment, in the variables that these services' own programs read too.
https://developmentseed.org/obstore/latest/
"""

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import obstore
from obstore.exceptions import (
    AlreadyExistsError,
    BaseError,
    NotSupportedError,
    PermissionDeniedError,
    PreconditionError,
    UnauthenticatedError,
)
from obstore.store import from_url

from builder.core.text import one_line
from builder.publishing.store import ChangedMeanwhile, Headers, Listed, Stored, StoreFailed, Version

if TYPE_CHECKING:
    from obstore import PutMode, UpdateVersion
    from obstore.store import ObjectStore

REQUEST_TIMEOUT = timedelta(seconds=30)
CONNECT_TIMEOUT = timedelta(seconds=5)
RETRIES = 5
RETRY_TIMEOUT = timedelta(seconds=90)
"""How long a request is tried again that fails for a reason that may pass. Well below the time that a claim holds, so
that no upload of a run comes to its end when another run has taken over."""

_KEYS: Mapping[str, str] = {
    "gs": "GOOGLE_SERVICE_ACCOUNT names a file with a key",
    "az": "AZURE_STORAGE_ACCOUNT_NAME and AZURE_STORAGE_ACCOUNT_KEY have the account and its key",
}
_S3_KEYS = "AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_REGION have the key and the region of the bucket"

_OF_KEYS: Mapping[str, str] = {
    "AccessDenied": "the key may not do this",
    "InvalidAccessKeyId": "it does not know the key",
    "SignatureDoesNotMatch": "the secret does not belong to the key",
}
_OF_BUCKETS: Mapping[str, str] = {
    "NoSuchBucket": "there is no such bucket",
    "SlowDown": "it has too much to do",
    "QuotaExceeded": "it is full",
    "EntityTooLarge": "it takes no file as large as this",
    "RequestTimeTooSkewed": "this machine's clock is wrong",
}
"""What the codes of errors mean: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html."""

_OF_MACHINES = "169.254.169.254"
"""The address at which machines of clouds ask for keys; elsewhere, who has none is told of it."""

_NO_HTTPS = "HTTP error: builder error"
"""What is told of an address without encryption, which is not asked unless that is allowed."""

_OF_STATUSES: Mapping[str, str] = {
    "413": "it takes no file as large as this",
    "429": "it has too much to do",
    "500": "its server fails",
    "502": "its server fails",
    "503": "it has too much to do",
    "504": "its server fails",
    "507": "it is full",
}
"""What an answer means that has no code: https://www.rfc-editor.org/rfc/rfc9110#section-15."""


class BucketStore:
    """A bucket, or what lies below a path in it."""

    has_headers = True

    def __init__(self, url: str) -> None:
        """Make ready to ask a bucket; asks nothing yet. Raises StoreFailed for an address that names none."""
        self._url = url
        with self._asking():
            self._store: ObjectStore = from_url(
                url,
                client_options={
                    "timeout": REQUEST_TIMEOUT,
                    "connect_timeout": CONNECT_TIMEOUT,
                    "allow_http": os.environ.get("AWS_ALLOW_HTTP", "").lower() == "true",  # options hide what it says
                },
                retry_config={"max_retries": RETRIES, "retry_timeout": RETRY_TIMEOUT},
            )

    def read(self, name: str) -> Stored | None:
        """A file; None where there is none."""
        with self._asking():
            try:
                found = obstore.get(self._store, name)
            except FileNotFoundError as error:
                if "NoSuchBucket" in str(error):
                    raise
                return None
            content = found.bytes().to_bytes()
        age = (datetime.now(UTC) - found.meta["last_modified"]).total_seconds()
        return Stored(content, _version(found.meta["e_tag"], found.meta["version"]), age)

    def write(self, name: str, content: bytes, headers: Headers) -> None:
        """Write a file, whole or not at all."""
        with self._asking():
            obstore.put(self._store, name, content, attributes=_attributes(headers))

    def write_if(self, name: str, content: bytes, headers: Headers, version: Version | None) -> Version:
        """Write a file that is still in a state, or that is not there yet."""
        mode: PutMode = _update(version) if version else "create"
        with self._asking():
            try:
                written = obstore.put(
                    self._store, name, content, attributes=_attributes(headers), mode=mode, use_multipart=False
                )
            except (AlreadyExistsError, PreconditionError) as error:
                raise ChangedMeanwhile from error
        return _version(written["e_tag"], written["version"])

    def delete(self, names: Iterable[str]) -> None:
        """Delete files, some of which may be gone already."""
        paths = [*names]
        if not paths:
            return
        with self._asking():
            try:
                obstore.delete(self._store, paths)
            except FileNotFoundError as error:
                if "NoSuchBucket" in str(error):
                    raise

    def list(self) -> Iterator[Listed]:
        """All that lies there."""
        with self._asking():
            for chunk in obstore.list(self._store):
                for found in chunk:
                    yield Listed(found["path"], found["size"], found["e_tag"] or "")

    @contextmanager
    def _asking(self) -> Iterator[None]:
        """Ask the store for something. Raises StoreFailed for what it answers, or where it does not."""
        try:
            yield
        except (BaseError, FileNotFoundError, NotSupportedError, NotImplementedError, ValueError) as error:
            raise self._failed(error) from error
        except BaseException as error:
            if type(error).__name__ != "PanicException":  # what obstore ends with for an endpoint that is no address
                raise
            raise self._failed(error) from error

    def _failed(self, error: BaseException) -> StoreFailed:
        told = str(error).partition("\n\nDebug source")[0]
        keys = _KEYS.get(urlsplit(self._url).scheme, _S3_KEYS)
        of_key, of_bucket = _meaning(told, _OF_KEYS), _meaning(told, _OF_BUCKETS) or _of_status(told)
        if of_bucket:
            return StoreFailed(f"{self._url}: {of_bucket}", "mend that, and publish again, which goes on from here")
        if _OF_MACHINES in told:
            return StoreFailed(f"{self._url}: there is no key", f"see that {keys}; then publish again")
        if _NO_HTTPS in told:
            return StoreFailed(
                f"{self._url}: the store's address begins with http://, so that all is sent unencrypted",
                "write https://; or allow it, as for a server on this machine, by AWS_ALLOW_HTTP=true",
            )
        if of_key or isinstance(error, PermissionDeniedError | UnauthenticatedError):
            return StoreFailed(f"{self._url}: {of_key or 'this may not be done with this key'}", f"see that {keys}")
        return StoreFailed(
            f"{self._url}: {one_line(told)}",
            f"see that this machine has a network, that the address is right, and that {keys}; then publish again",
        )


def _meaning(told: str, codes: Mapping[str, str]) -> str:
    """What the code means that an answer has; empty if it has none of these."""
    return next((words for code, words in codes.items() if f"<Code>{code}</Code>" in told), "")


def _of_status(told: str) -> str:
    """What the status means that an answer has; empty if it says little, or there was no answer."""
    status = re.search(r"status code: (\d+)", told)
    return _OF_STATUSES.get(status[1], "") if status else ""


def _version(etag: str | None, version: str | None) -> Version:
    return Version(etag or "", version or "")


def _update(version: Version) -> "UpdateVersion":
    """A version as obstore takes it, without what the store does not have."""
    update: UpdateVersion = {}
    if version.etag:
        update["e_tag"] = version.etag
    if version.generation:
        update["version"] = version.generation
    return update


def _attributes(headers: Headers) -> dict[str, str]:
    named = {
        "Content-Type": headers.content_type,
        "Cache-Control": headers.cache_control,
        "Content-Encoding": headers.content_encoding,
    }
    return {name: value for name, value in named.items() if value}
