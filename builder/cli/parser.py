"""The parser of command lines, which says of a misspelt command or option what was meant."""

import argparse
import re
import sys
from typing import Any, NoReturn

from builder.cli.console import more_line
from builder.core.problems import did_you_mean, nearest

_WRONG_CHOICE = re.compile(r"invalid choice: '(.*?)' \(choose from (.*)\)", re.DOTALL)

_LETTER = re.compile("-[A-Za-z]")
"""A short option, of which there is `-h` only."""

_REQUIRED = "the following arguments are required: "


class CommandParser(argparse.ArgumentParser):
    """A parser of the standard library with better words for what is misspelt, and for what is missing."""

    def __init__(self, **options: Any) -> None:
        options.setdefault(
            "formatter_class", argparse.RawDescriptionHelpFormatter
        )  # examples stand as they are written
        super().__init__(**options)

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Parse a command line; refuse a misspelt option before its value is taken for something else.

        Of a parser of commands only the first word is its own.
        """
        words = [str(word) for word in (sys.argv[1:] if args is None else args)]
        if "-" in self.prefix_chars:
            self._refuse_misspelt(words if self.get_default("run") else words[:1])
        return super().parse_known_args(words, namespace)

    def error(self, message: str) -> NoReturn:
        """Print how the command is used, what is wrong and where more is said, and end the program with 2."""
        if wrong := _WRONG_CHOICE.search(message):
            choices = [choice.strip("' ") for choice in wrong[2].split(",")]
            option = f"--{wrong[1]}" if f"--{wrong[1]}" in self._option_string_actions else None
            cure = did_you_mean(option or nearest(wrong[1], choices), f"there are {', '.join(choices)}")
            message = f'there is no "{wrong[1]}"; {cure}'
        elif message.startswith(_REQUIRED):
            missing = message.removeprefix(_REQUIRED).split(", ")
            for action in self._actions:
                if action.choices and action.metavar in missing:
                    message += f"; {action.metavar} is one of {', '.join(map(str, action.choices))}"
        self.print_usage(sys.stderr)
        self.exit(2, f"{self.prog}: error: {message}\n{more_line(command_of(self))}\n")

    def _refuse_misspelt(self, words: list[str]) -> None:
        options = {*re.findall(r"(?<![\w-])--[\w-]+", self.format_help())}
        named = words[: words.index("--")] if "--" in words else words
        for name in (word.partition("=")[0] for word in named if word.startswith("--")):
            is_known = any(option.startswith(name) for option in options)  # argparse takes the beginning of one, too
            if not is_known and (meant := nearest(name, options)):
                self.error(f'there is no option "{name}"; {did_you_mean(meant, "")}')
        for letter in (word for word in named if _LETTER.fullmatch(word) and word not in self._option_string_actions):
            if meant := next((option for option in sorted(options) if option.startswith(f"-{letter}")), None):
                self.error(f'there is no option "{letter}"; {did_you_mean(meant, "")}')


def add_command(commands: Any, name: str, words: str, *examples: str, **options: Any) -> argparse.ArgumentParser:
    """Add a command, whose `--help` says in a sentence what it does, and shows examples.

    add_command(commands, "check", "say what a build would refuse", "check", "check harbour --format github")

    `options` are those of the parser.
    """
    command: argparse.ArgumentParser = commands.add_parser(
        name,
        help=words,
        description=f"{words[0].upper()}{words[1:]}.",
        epilog="\n".join(("examples:" if examples[1:] else "example:", *(f"  dateline {line}" for line in examples))),
        **options,
    )
    command.set_defaults(command_words=command_of(command))
    return command


def command_of(parser: argparse.ArgumentParser) -> str:
    """The words of a command, such as `topics merge`; none of the parser of all commands."""
    return parser.prog.partition(" ")[2]
