"""In which language the command line speaks, and how an expected failure is said in it."""

import os
from typing import Literal

import click
from django.db import Error
from django.utils import translation

from yinuo.core import db
from yinuo.core.errors import DeskError, Invalid
from yinuo.playbooks.actions import Unsound
from yinuo.playbooks.rules import faults as playbook_faults
from yinuo.ui import faults

Language = Literal["zh-hans", "en"]
LANGUAGES = {"zh": "zh-hans", "zh-hans": "zh-hans", "en": "en"}

option = click.option(
    "--language",
    type=click.Choice(sorted(LANGUAGES)),
    help="Of the messages; without it LC_ALL, LC_MESSAGES or LANG decides.",
)


def language(chosen: str | None = None) -> Language:
    """The language asked for, else the terminal's: Chinese for zh…, English for all others."""
    if chosen:
        return "en" if LANGUAGES[chosen] == "en" else "zh-hans"
    said = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return "zh-hans" if said.lower().startswith("zh") else "en"


def place_and_sentence(fault: playbook_faults.PlaybookFault, chosen: str | None = None) -> str:
    """`file:line: field: what is wrong`, as editors and terminals understand it in any language."""
    sentence = playbook_faults.sentence(fault, language(chosen))
    return ": ".join(part for part in (fault.place, fault.field, sentence) if part)


def told(error: DeskError, chosen: str | None = None) -> str:
    """What went wrong, every fault on a line of its own."""
    spoken = language(chosen)
    if isinstance(error, Unsound):
        return "\n".join(place_and_sentence(fault, chosen) for fault in error.faults)
    with translation.override(spoken):
        if isinstance(error, Invalid):
            return "\n".join(f"{x.field}: {faults.text(x.code, x.params)}" for x in error.faults)
        return faults.text(error.code, error.params)


def trouble(error: Error, chosen: str | None = None) -> str | None:
    """What is wrong with the database, and its own words, in one line; None for a defect of the program."""
    cause = db.trouble(error)
    if cause is db.Trouble.OTHER:
        return None
    with translation.override(language(chosen)):
        sentence = faults.text(f"db_{cause}", {})
    return f"{sentence} ({' '.join(str(error).split())}; `yinuo doctor` says more)"
