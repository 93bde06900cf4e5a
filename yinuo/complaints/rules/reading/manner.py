"""Who complains and how: class, temperament, organisation, mood (R149–R151)."""

from collections import Counter
from typing import Final, TypedDict

from yinuo.complaints.rules.reading.finding import Found
from yinuo.complaints.rules.reading.proposed import Kind, Reason

HARD: Final = ("rude", "irritable", "unreasonable", "controlling")
"""The hard types go before the others, in this row."""
MOODS: Final = {"angry": 1, "upset": 2, "content": 5}
CALM: Final = 3


class Manner(TypedDict):
    """The part of a reading that is about the person."""

    complainant_class: str
    temperament: str
    organisation: str
    mood: int


def manner_of(found: Found, kind: Kind, severity: int, is_praise: bool) -> tuple[Manner, tuple[Reason, ...]]:
    """How the writer is to be met, with the words; a complaint about a matter is the plain case."""
    role = _most(found, "class") or "matter"
    temperament = _temperament(found)
    organisation = _most(found, "organisation")
    mood, feeling = _mood(found, kind, severity, is_praise)
    manner = Manner(complainant_class=role, temperament=temperament, organisation=organisation, mood=mood)
    shown = (
        *found.reasons("complainant_class", role, found.said("class", role)),
        *found.reasons("temperament", temperament, found.said("temperament", temperament)),
        *found.reasons("organisation", organisation, found.said("organisation", organisation)),
        *found.reasons("mood", mood, found.said("mood", feeling)),
    )
    return manner, shown


def _most(found: Found, field: str) -> str:
    """The value that most words speak for, the first of equals, "" where none does."""
    counts = Counter(hit.value for hit in found.said(field))
    return counts.most_common(1)[0][0] if counts else ""


def _temperament(found: Found) -> str:
    values = {hit.value for hit in found.said("temperament")}
    return next((hard for hard in HARD if hard in values), "") or _most(found, "temperament")


def _mood(found: Found, kind: Kind, severity: int, is_praise: bool) -> tuple[int, str]:
    """From 1, furious, to 5, content; whoever complains is not content, whoever praises is."""
    if is_praise:
        return 5, "content"
    if kind != "complaint":
        return (4, "content") if found.said("mood", "content") else (CALM, "")
    if found.said("mood", "angry"):
        return MOODS["angry"], "angry"
    if found.said("mood", "upset") or severity > CALM:
        return MOODS["upset"], "upset"
    return CALM, ""
