"""The command `serve`: shows the site over HTTP."""

import argparse
from functools import partial
from typing import Any

from builder.cli.console import say, say_text
from builder.cli.options import add_common_options, settings_of
from builder.cli.parser import add_command


def add_serve(commands: Any) -> None:
    """Add the command `serve`, which builds nothing and so has options of its own."""
    command = add_command(
        commands, "serve", "show the site in a browser, straight from its files", "serve --watch --open"
    )
    command.set_defaults(run=_serve, usage_error=command.error, on_error="the server stopped", on_interrupt="Stopped.")
    add_common_options(command, takes_folder=True)
    command.add_argument("--watch", action="store_true", help="follow changes, and show them in open pages at once")
    command.add_argument("--poll", action="store_true", help="watch by looking at all files now and then")
    command.add_argument(
        "--allow-host",
        action="append",
        default=[],
        metavar="NAME",
        help="a name besides the server's own that it answers to, such as that of a proxy; can be given again",
    )
    command.add_argument(
        "--host", type=_host, default="127.0.0.1", help="the address to listen on (default: this machine only)"
    )
    command.add_argument("--port", type=_port, default=8000, help="the port to listen on, or 0 for any (default: 8000)")
    command.add_argument("--open", action="store_true", help="open the site in a browser")


def _host(text: str) -> str:
    if not text.strip():
        raise argparse.ArgumentTypeError("must be an address of this machine, such as 127.0.0.1, or 0.0.0.0 for all")
    return text


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or int(text) > 65_535:
        raise argparse.ArgumentTypeError("must be a whole number from 0 to 65535")
    return int(text)


def _serve(options: argparse.Namespace) -> int:
    """Serve the site until Ctrl-C, which is its usual end."""
    try:
        from builder.serve.server import PortUnavailable, ServeOptions, serve  # noqa: PLC0415  # loads the HTTP server

        serve_options = ServeOptions(
            host=options.host,
            port=options.port,
            watch=options.watch or options.poll,
            poll=options.poll,
            allowed_hosts=tuple(options.allow_host),
            open_browser=options.open,
        )
        try:
            serve(lambda: settings_of(options), serve_options, partial(say, flush=True))
        except PortUnavailable as unavailable:
            say_text(str(unavailable), error=True)
            return 1
    except KeyboardInterrupt:
        return 0
    return 0
