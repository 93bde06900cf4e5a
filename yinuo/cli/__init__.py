"""`yinuo …`: everything an operator does. One file per word; a word's file is read only when it is said."""

import importlib
import os
import sys
from pathlib import Path

import click
import django
from django.db import OperationalError, ProgrammingError

from yinuo.core.errors import DeskError

WORDS = {
    "init": "Set up a real desk: company, first administrator, time zone, pack.",
    "demo": "Make or reuse a demo company and serve it on this machine.",
    "clock": "Move a demo's clock, so that anyone can see the desk chase.",
    "serve": "Serve the desk: web and worker in one process.",
    "web": "Serve the web pages only; any number of these beside workers (PostgreSQL).",
    "worker": "Run the worker only.",
    "migrate": "Bring the database to this version.",
    "user": "Add a person, set a password, list people.",
    "token": "Make, list and revoke bearer tokens of the API.",
    "playbook": "Check, compare and publish the manual.",
    "calendar": "Compute due times; add days.",
    "import": "Read people, places, vehicles and tables from Excel or CSV.",
    "coverage": "Which rule of the manuals is answered where, and by which test.",
    "doctor": "Look for what is wrong and say how to mend it.",
}


class Words(click.Group):
    """Loads `yinuo.cli.<word>` when the word is said, after Django knows which desk it is."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All words, in the order of a desk's life."""
        return list(WORDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of one word."""
        if cmd_name not in WORDS:
            return None
        module = importlib.import_module("yinuo.cli." + ("import_" if cmd_name == "import" else cmd_name))
        command: click.Command = module.command
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Do it; what cannot be done is said in a sentence, not with a traceback."""
        try:
            return super().invoke(ctx)
        except DeskError as error:
            speech = importlib.import_module("yinuo.cli.speech")
            raise click.ClickException(speech.told(error)) from error
        except (OperationalError, ProgrammingError) as error:
            raise click.ClickException(f"{error}: run `yinuo doctor` to see what is wrong") from error

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list in `--help`, without loading every word's file."""
        with formatter.section("Commands"):
            formatter.write_dl(list(WORDS.items()))


@click.command(cls=Words)
@click.version_option(package_name="yinuo")
def words() -> None:
    """Yinuo (一诺): the customer-service desk in which the manual runs.

    Every word takes --data DIR: the folder of the desk (default: ./yinuo-data, or YINUO_DATA).
    """


def _choose_desk(arguments: list[str]) -> list[str]:
    """Take `--data DIR` out of the arguments: settings must know the folder before Django starts."""
    rest: list[str] = []
    remaining = iter(arguments)
    for argument in remaining:
        if argument == "--data":
            os.environ["YINUO_DATA"] = str(Path(next(remaining, ".")).resolve())
        elif argument.startswith("--data="):
            os.environ["YINUO_DATA"] = str(Path(argument.removeprefix("--data=")).resolve())
        else:
            rest.append(argument)
    return rest


def _prepare_folder(word: str) -> None:
    """Make the desk's folder for the words that begin one, and mark a demo as such."""
    folder = Path(os.environ.get("YINUO_DATA") or Path.cwd() / "yinuo-data")
    if word in ("demo", "init"):
        folder.mkdir(parents=True, exist_ok=True)
    if word == "demo":
        if (folder / "yinuo.sqlite3").exists() and not (folder / "demo").exists():
            sys.exit(f"{folder} holds a real desk, not a demo; choose another --data folder")
        (folder / "demo").touch()


def main() -> None:
    """The command `yinuo`."""
    arguments = _choose_desk(sys.argv[1:])
    word = next((argument for argument in arguments if not argument.startswith("-")), "")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yinuo.settings")
    try:
        if word in WORDS and not {"--help", "-h"} & set(arguments):
            _prepare_folder(word)
        if word in WORDS:
            django.setup()
        words.main(args=arguments, prog_name="yinuo")
    except (OSError, ValueError) as error:
        sys.exit(f"yinuo: {error}")
