"""The command `schema`: JSON Schemas of the settings and of front matter."""

import argparse
from pathlib import Path
from typing import Any

from builder.cli.console import say_text
from builder.cli.options import folder
from builder.cli.parser import add_command
from builder.config.load import load_config


def add_schema(commands: Any) -> None:
    """Add the command `schema`, which reads nothing but the settings."""
    command = add_command(
        commands, "schema", "print the JSON Schema of the settings, or of front matter", "schema entry"
    )
    command.set_defaults(run=_schema, usage_error=command.error, on_error="no schema was made", on_interrupt="")
    command.add_argument(
        "of",
        choices=("settings", "entry", "topic"),
        metavar="WHAT",
        help="settings, or whose front matter: entry or topic",
    )
    command.add_argument(
        "--site", type=folder, default=Path(), help="the site whose names of keys front matter has (default: this one)"
    )


def _schema(options: argparse.Namespace) -> int:
    """Print a JSON Schema."""
    from builder.config.schemas import entry_schema, schema_file, settings_schema, topic_schema  # noqa: PLC0415

    if options.of == "settings":
        schema = settings_schema()
    else:
        schema = (entry_schema if options.of == "entry" else topic_schema)(load_config(options.site).fields)
    say_text(schema_file(schema))
    return 0
