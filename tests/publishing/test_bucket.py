"""A bucket as a store, asked of moto's server through a network that fails."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import obstore
import pytest
from obstore.store import from_url

from builder.publishing import bucket
from builder.publishing.bucket import BucketStore
from builder.publishing.store import ChangedMeanwhile, Headers, StoreFailed
from tests.publishing.s3_server import BUCKET, S3Server, s3_server

HTML = Headers("text/html; charset=utf-8", "max-age=60", "gzip")
NONE = Headers()


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[S3Server]:
    """A server, and the environment that names it and gives access."""
    with s3_server() as server:
        for name, value in server.environment.items():
            monkeypatch.setenv(name, value)
        yield server


@pytest.fixture
def store(server: S3Server) -> BucketStore:
    return BucketStore(f"s3://{BUCKET}/site")


def asks_of(store: BucketStore) -> tuple[Callable[[], object], ...]:
    """One of each kind of request."""
    return lambda: store.write("a", b"x", NONE), lambda: store.read("a"), lambda: [*store.list()]


@pytest.mark.parametrize("name", ["index.html", "news/2011/é ü.html", "a?b#c%20d+&.html", "日本/ع.html"])
def test_a_file_is_read_as_it_was_written_whatever_it_is_called(
    store: BucketStore, server: S3Server, name: str
) -> None:
    assert store.read(name) is None
    store.write(name, b"old", HTML)
    store.write(name, b"new", HTML)
    found = store.read(name)
    assert found is not None
    assert (found.content, found.age < 60) == (b"new", True)
    assert [(listed.name, listed.size) for listed in store.list()] == [(name, 3)]
    assert server.asked[1].startswith(f"PUT /{BUCKET}/site/")
    store.delete([name, "gone"])
    assert [*store.list()] == []


def test_the_bucket_is_told_the_headers(store: BucketStore) -> None:
    store.write("index.html", b"x", HTML)
    told = obstore.get(from_url(f"s3://{BUCKET}/site", client_options={"allow_http": True}), "index.html").attributes
    assert told == {
        "Content-Type": "text/html; charset=utf-8",
        "Cache-Control": "max-age=60",
        "Content-Encoding": "gzip",
    }


def test_a_file_that_changed_meanwhile_is_not_written(store: BucketStore) -> None:
    first = store.write_if("a", b"1", NONE, None)
    with pytest.raises(ChangedMeanwhile):
        store.write_if("a", b"2", NONE, None)
    second = store.write_if("a", b"2", NONE, first)
    with pytest.raises(ChangedMeanwhile):
        store.write_if("a", b"3", NONE, first)
    found = store.read("a")
    assert found is not None
    assert (found.content, found.version) == (b"2", second)


@pytest.mark.parametrize("failure", ["503 Slow Down", "cut", "slow"])
def test_a_network_that_fails_for_a_moment_is_waited_for(
    server: S3Server, monkeypatch: pytest.MonkeyPatch, failure: str
) -> None:
    monkeypatch.setattr(bucket, "REQUEST_TIMEOUT", timedelta(seconds=0.5))
    store = BucketStore(f"s3://{BUCKET}")
    failures = [failure] * 2
    server.fails = lambda _: failures.pop() if failures else ""
    store.write("a", b"whole", NONE)
    assert not failures
    found = store.read("a")
    assert found is not None
    assert found.content == b"whole"


@pytest.mark.parametrize(
    ("failure", "message"),
    [
        ("503 Slow Down", "it has too much to do"),
        ("403 Access Denied", r"the key may not do this; see that AWS_ACCESS_KEY_ID"),
        ("403 InvalidAccessKeyId", "it does not know the key"),
        ("403 Quota Exceeded", "it is full"),
        ("507 Insufficient Storage", "it is full"),
        ("500 Internal Server Error", "its server fails"),
        ("cut", "see that this machine has a network"),
    ],
)
def test_what_the_bucket_refuses_is_told_with_what_to_do(
    server: S3Server, monkeypatch: pytest.MonkeyPatch, failure: str, message: str
) -> None:
    monkeypatch.setattr(bucket, "RETRIES", 1)
    store = BucketStore(f"s3://{BUCKET}")
    server.fails = lambda _: failure
    for ask in asks_of(store):
        with pytest.raises(StoreFailed, match=rf"s3://{BUCKET}: .*{message}") as told:
            ask()
        assert "\n" not in str(told.value)
        assert "Debug" not in str(told.value)


def test_a_bucket_that_is_not_there_is_told(server: S3Server) -> None:
    store = BucketStore("s3://nowhere")
    for ask in asks_of(store):
        with pytest.raises(StoreFailed, match="there is no such bucket"):
            ask()


def test_an_address_that_names_no_bucket_is_told() -> None:
    with pytest.raises(StoreFailed, match="az://container"):
        BucketStore("az://container")


def test_who_has_no_key_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bucket, "RETRY_TIMEOUT", timedelta(seconds=1))
    monkeypatch.setattr(bucket, "RETRIES", 0)
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_ENDPOINT_URL", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(StoreFailed, match=r"^s3://harbour/site: there is no key; see that AWS_ACCESS_KEY_ID, "):
        BucketStore("s3://harbour/site").read("index.html")


def test_an_endpoint_without_encryption_is_asked_only_where_that_is_allowed(
    monkeypatch: pytest.MonkeyPatch, server: S3Server
) -> None:
    monkeypatch.delenv("AWS_ALLOW_HTTP")
    with pytest.raises(StoreFailed, match=r"begins with http://.* AWS_ALLOW_HTTP=true"):
        BucketStore(f"s3://{BUCKET}/site").read("index.html")


def test_an_endpoint_that_is_no_address_is_told(monkeypatch: pytest.MonkeyPatch, server: S3Server) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "notaurl")
    with pytest.raises(StoreFailed, match="that the address is right"):
        BucketStore(f"s3://{BUCKET}").read("a")
    assert server.asked == []
