"""`yinuo …`: everything an operator does. One file per word; a word's file is read only when it is said."""

import importlib
import os
import signal
import sys
from pathlib import Path
from typing import Any

import click
import django
from django.core.exceptions import ImproperlyConfigured
from django.db import Error

from yinuo.cli import loading
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
    "order": "Understand, screen and price orders: JSON in, JSON out.",
    "complaint": "Read complaints: text in, JSON out.",
    "sms": "Compose a slip that fits: JSON in, JSON out. List and try the gateways.",
    "calendar": "Compute due times; add days.",
    "import": "Read people, places, vehicles and tables from Excel or CSV.",
    "coverage": "Which rule of the manuals is answered where, and by which test.",
    "reports": "Make the facts anew that reports count.",
    "job": "List exports and other long work.",
    "backup": "Write the running desk into one file.",
    "restore": "Make a desk of a backup, in an empty folder or database.",
    "export": "Write everything in open formats: CSV, JSON lines, YAML, Excel.",
    "doctor": "Look for what is wrong and say how to mend it.",
}
BEGIN = ("demo", "init", "restore")
"""Words that make the desk's folder."""
NEED_NO_DESK = (*BEGIN, "order", "complaint", "sms", "calendar", "playbook", "coverage", "doctor")
SERVE = ("demo", "serve", "web", "worker")
"""Words that run until a signal ends them; being ended is no failure."""


class Words(loading.Group):
    """The words of the command line, read after Django knows which desk it is; refusals become sentences."""

    def invoke(self, ctx: click.Context) -> object:
        """Do it; what cannot be done is said in a sentence, not with a traceback."""
        try:
            return super().invoke(ctx)
        except DeskError as error:
            speech = importlib.import_module("yinuo.cli.speech")
            raise click.ClickException(speech.told(error)) from error
        except Error as error:
            speech = importlib.import_module("yinuo.cli.speech")
            if (said := speech.trouble(error)) is None:
                raise  # a defect: its traceback is wanted
            raise click.ClickException(said) from error
        except OSError as error:
            raise click.ClickException(_said(error)) from error
        except ImproperlyConfigured as error:
            raise click.ClickException(str(error)) from error


@click.command(cls=Words, package="yinuo.cli", words=WORDS)
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
        if argument == "--data" or argument.startswith("--data="):
            said = argument.partition("=")[2] or next(remaining, "")
            if not said:
                sys.exit("yinuo: --data needs the folder of the desk")
            os.environ["YINUO_DATA"] = str(Path(said).resolve())
        else:
            rest.append(argument)
    return rest


def _prepare_folder(word: str) -> None:
    """Make the folder for the words that begin a desk, mark a demo as such; refuse where there is none."""
    folder = Path(os.environ.get("YINUO_DATA") or Path.cwd() / "yinuo-data")
    if word in BEGIN:
        folder.mkdir(parents=True, exist_ok=True)
    elif word not in NEED_NO_DESK and not folder.is_dir():
        sys.exit(f"yinuo: there is no desk in {folder}; say --data DIR, or begin one with `yinuo init`")
    if word == "demo" and not (folder / "demo").exists():
        if (folder / "yinuo.sqlite3").exists():
            sys.exit(f"yinuo: {folder} holds a real desk, not a demo; choose another --data folder")
        (folder / "demo").touch()


def _said(error: OSError) -> str:
    """An error of the system in one line: what, and which file."""
    if error.strerror is None:
        return str(error)
    return f"{error.strerror}: {error.filename}" if error.filename else error.strerror


def _leave(number: int, frame: Any) -> None:
    raise SystemExit(0)


def main() -> None:
    """The command `yinuo`."""
    arguments = _choose_desk(sys.argv[1:])
    word = next((argument for argument in arguments if not argument.startswith("-")), "")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yinuo.settings")
    if word in SERVE:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, _leave)
    if word in WORDS and not {"--help", "-h"} & set(arguments):
        try:
            _prepare_folder(word)
        except OSError as error:
            sys.exit(f"yinuo: {_said(error)}")
    if word in WORDS:
        try:
            django.setup()
        except (OSError, ValueError) as error:  # a setting that cannot be read
            sys.exit(f"yinuo: {error}")
    words.main(args=arguments, prog_name="yinuo")
