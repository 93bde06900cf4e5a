"""Groups of words whose files are read only when a word is said."""

import importlib
from collections.abc import Mapping
from typing import Any

import click


class Group(click.Group):
    """Loads `<package>.<word>` when the word is said; `words` gives each with its line in `--help`."""

    def __init__(self, *args: Any, package: str, words: Mapping[str, str], **more: Any) -> None:
        super().__init__(*args, **more)
        self.package, self.words = package, words

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All words, in their given order."""
        return list(self.words)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of one word; its file ends with `_` where Python keeps the word for itself."""
        if cmd_name not in self.words:
            return None
        reserved = "_" if cmd_name == "import" else ""
        command: click.Command = importlib.import_module(f"{self.package}.{cmd_name}{reserved}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list in `--help`, without loading every word's file."""
        with formatter.section("Commands"):
            formatter.write_dl(list(self.words.items()))
