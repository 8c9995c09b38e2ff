"""The server process: how it starts, what it prints, and how it ends."""

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from builder.cli import main
from builder.serve.server import PortUnavailable, bind
from tests.serve.running import TIMEOUT, running, wait_for
from tests.sites import ROOT, SiteFolder


@contextmanager
def server_process(site: SiteFolder, *options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """`dateline serve` in a process of its own, and the first line that it prints."""
    command = [sys.executable, "-m", "builder", "serve", "--site", str(site.path), "--port", "0", *options]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdout=pipe, stderr=pipe, text=True) as process:
        assert process.stdout
        try:
            yield process, process.stdout.readline()
        finally:
            process.kill()


def port_of(line: str) -> int:
    """The port in the first line."""
    return int(line.partition("http://127.0.0.1:")[2].partition("/")[0])


@pytest.mark.parametrize("options", [[], ["--watch"]])
def test_ctrl_c_ends_it_at_once_and_cleanly_whatever_connections_are_open(
    two_entries: SiteFolder, options: list[str]
) -> None:
    two_entries.write({"content/big.bin": b"x" * 30_000_000})
    with server_process(two_entries, *options) as (process, line):
        clients = [socket.create_connection(("127.0.0.1", port_of(line))) for _ in range(205)]
        for number, client in enumerate(clients):
            path = "/big.bin" if number < 5 else "/.dateline/events?page=/"
            client.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        for client in clients[5:]:
            client.recv(100)
        process.send_signal(signal.SIGINT)
        printed, errors = process.communicate(timeout=TIMEOUT)  # while all of them are open
        for client in clients:
            client.close()
    assert process.returncode == 0
    assert "Traceback" not in printed + errors
    assert errors == ""


def test_ctrl_c_before_it_serves_is_no_error(
    two_entries: SiteFolder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("builder.serve.server.serve", interrupted)
    assert main.main(["serve", "--site", str(two_entries.path)]) == 0
    assert capsys.readouterr() == ("", "")


def test_it_prints_where_the_site_is_and_how_to_end_it(two_entries: SiteFolder) -> None:
    with server_process(two_entries, "--base-url", "https://u.github.io/repo/") as (_, line):
        assert line == f"2 entries at http://127.0.0.1:{port_of(line)}/repo/ - Ctrl-C ends it.\n"


def test_it_prints_what_listening_on_the_network_means(two_entries: SiteFolder) -> None:
    with server_process(two_entries, "--host", "0.0.0.0", "--drafts") as (process, first_line):  # noqa: S104
        assert "http://127.0.0.1:" in first_line
        assert process.stdout
        line = process.stdout.readline()
    assert line.startswith("It listens on 0.0.0.0: whoever can reach this machine over the network can read the site, ")
    assert "drafts too" in line


def test_it_listens_on_loopback_unless_there_is_another_host(two_entries: SiteFolder) -> None:
    with server_process(two_entries) as (process, line):
        sockets = subprocess.run(["cat", f"/proc/{process.pid}/net/tcp"], capture_output=True, text=True, check=False)
        addresses = [row.split()[1] for row in sockets.stdout.splitlines()[1:]]
        assert next(address for address in addresses if address.endswith(f":{port_of(line):04X}")).startswith(
            "0100007F:"
        )


def test_a_port_in_use_is_one_line_that_names_the_next_free_one(
    two_entries: SiteFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    with bind("127.0.0.1", 0) as listener:
        port = listener.getsockname()[1]
        assert main.main(["serve", "--site", str(two_entries.path), "--port", str(port)]) == 1
    printed = capsys.readouterr()
    told, more = printed.err.splitlines()
    free = int(told.rpartition(" ")[2])
    assert (told, more) == (f"Port {port} is in use; try --port {free}", "To read more: dateline help serve")
    assert printed.out == ""
    assert free > port
    with bind("127.0.0.1", free):
        pass


def test_a_host_that_is_not_this_machines_is_one_line(
    two_entries: SiteFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main.main(["serve", "--site", str(two_entries.path), "--host", "192.0.2.1"]) == 1
    assert capsys.readouterr().err.startswith("This machine has no address 192.0.2.1 to listen on; ")


def test_a_host_name_that_does_not_resolve_is_unavailable() -> None:
    with pytest.raises(PortUnavailable, match="no address"):
        bind("nobody.invalid", 0)


@pytest.mark.parametrize("port", ["-1", "65536", "http", "", "²"])
def test_a_wrong_port_is_a_wrong_command_line(port: str) -> None:
    with pytest.raises(SystemExit) as ended:
        main.main(["serve", f"--port={port}"])
    assert ended.value.code == 2


def test_a_site_without_content_is_one_problem(site: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    assert main.main(["serve", "--site", str(site.path), "--port", "0"]) == 1
    assert "[content-missing]" in capsys.readouterr().err


def test_a_browser_is_opened_if_asked_for(two_entries: SiteFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr("builder.serve.server.webbrowser.open", opened.append)
    monkeypatch.setattr("builder.serve.server.Server.run", lambda *_: None)
    assert main.main(["serve", "--site", str(two_entries.path), "--port", "0", "--open"]) == 0
    assert opened[0].startswith("http://127.0.0.1:")


def test_drafts_show_only_if_asked_for(two_entries: SiteFolder) -> None:
    two_entries.write({"content/news/2011/05/17/third.md": "---\ntitle: Third\ndraft: true\n---\n"})
    for drafts, status in ((False, 404), (True, 200)):
        with running(two_entries.path, drafts=drafts) as server:
            assert server.get("/news/2011/05/17/third.html").status == status


def test_without_watch_the_site_stays_as_it_was_and_its_problems_are_printed(two_entries: SiteFolder) -> None:
    two_entries.write({"content/news/2011/05/17/third.md": "---\ntitle: Third\n---\n[x](nothing.md)\n"})
    with server_process(two_entries) as (process, line):
        assert process.stdout
        assert "leads to nothing that is published" in process.stdout.readline()
        two_entries.write({"content/news/2011/05/17/third.md": "---\ntitle: Other\n---\n"})
        time.sleep(0.3)
        page = wait_for(lambda: get(port_of(line), "/news/2011/05/17/third.html"))
    assert "Third" in page


def get(port: int, path: str) -> str:
    """The text that a server answers with."""
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
        with connection.makefile("rb") as answer:
            return answer.read().decode()
