"""What the desk reads from the words of a complaint: a proposal with the words that led to it.

It decides nothing: an agent does, and only where no agent took the complaint down its values are the first
ones.
"""

from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Final

from yinuo.complaints.models import Cause, Feeling, Manner, Organisation, Severity, Temper, Type

_READER: Final = "yinuo.complaints.rules.reading"
_CHOICES: Final = {
    "cause": Cause,
    "manner": Manner,
    "temper": Temper,
    "organisation": Organisation,
}
_NUMBERS: Final = {"severity": Severity, "mood": Feeling}
_SAID: Final = ("kind", "escalation")


def propose(text: str) -> dict[str, Any]:
    """Kind, type, severity, cause, manner, temper, organisation, mood and escalation as far as the text says
    so, with the words that led to it under `reasons`; empty on a desk without the reader.
    """
    if not text.strip() or find_spec(_READER) is None:
        return {}
    found = import_module(_READER).read(text)
    return shaped({name: getattr(found, name, None) for name in _NAMES})


_NAMES: Final = ("complaint_type", "reasons", *_CHOICES, *_NUMBERS, *_SAID)


def shaped(read: Mapping[str, Any]) -> dict[str, Any]:
    """A reading in the values of the columns; what is no choice of theirs is left out."""
    kept: dict[str, Any] = {name: str(read[name]) for name in _SAID if read.get(name)}
    types = {str(one.label): one.value for one in Type}
    if (type := types.get(str(read.get("complaint_type")))) is not None:
        kept["type"] = type
    kept |= {name: str(read[name]) for name, words in _CHOICES.items() if read.get(name) in words.values}
    kept |= {name: int(read[name]) for name, words in _NUMBERS.items() if read.get(name) in words.values}
    if reasons := [str(reason) for reason in read.get("reasons") or ()]:
        kept["reasons"] = reasons
    return kept
