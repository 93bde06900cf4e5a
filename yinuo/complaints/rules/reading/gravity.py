"""How grave a complaint is, and to whom its writer turns."""

from typing import Final

from yinuo.complaints.rules.reading.finding import Found, Hit
from yinuo.complaints.rules.reading.proposed import Escalation, Reason
from yinuo.complaints.rules.reading.turning import is_supposed

ROW: Final[tuple[Escalation, ...]] = ("media", "legal", "regulator", "leadership")
"""Of several, the first is proposed."""
OUTSIDE: Final = ("media", "legal", "regulator")


def escalation_of(found: Found) -> tuple[Escalation, tuple[Reason, ...]]:
    """To whom the writer has turned or says he will turn, with the words."""
    for whom in ROW:
        if hits := found.said("escalation", whom):
            return whom, found.reasons("escalation", whom, hits)
    return "none", ()


def severity_of(found: Found, escalation: Escalation) -> tuple[int, tuple[Reason, ...]]:
    """From 1, a small annoyance, to 4, a crisis, with the words; 2 where none speaks for another."""
    if hits := crises_of(found):
        return 4, (*found.reasons("severity", 4, hits), *found.reasons("crisis", True, hits))
    if hits := _grave(found, escalation):
        return 3, found.reasons("severity", 3, hits)
    if hits := found.said("grave", "mild"):
        return 1, found.reasons("severity", 1, hits)
    return 2, ()


def crises_of(found: Found) -> tuple[Hit, ...]:
    """Words of grade 4 that are meant; a threat to publish is grade 3, what is published is 4."""
    text = found.plain.text
    words = (*found.said("crisis"), *found.said("together"))
    told = (hit for hit in words if not is_supposed(text, hit.start))
    return tuple(told)


def _grave(found: Found, escalation: Escalation) -> tuple[Hit, ...]:
    """Words of grade 3: who is threatened, what is lost, what happens again."""
    outside = found.said("escalation", *OUTSIDE) if escalation in OUTSIDE else ()
    return outside or found.said("grave", "loss", "repeated", "fraud")
