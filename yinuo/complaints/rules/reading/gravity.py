"""How grave a complaint is, and to whom its writer turns."""

from typing import Final

from yinuo.complaints.rules.reading.finding import Found, Hit
from yinuo.complaints.rules.reading.proposed import Escalation, Kind, Reason
from yinuo.complaints.rules.reading.turning import is_supposed
from yinuo.complaints.rules.reading.weighing import learned, strongest

ROW: Final[tuple[Escalation, ...]] = ("media", "legal", "regulator", "leadership")
"""Of several, the first is proposed."""
OUTSIDE: Final = ("media", "legal", "regulator")
ALARM: Final = "alarm"
MOST: Final = -0.2
"""What speaks for a crisis must exceed this; below 0: rather one too many than one overlooked."""
KNOWN: Final = 0.3
"""So much less where a word of grade 4 stands."""
CALM: Final = 0.5
"""So much more of what is no complaint."""
NEAR: Final = -0.5
"""From here on a complaint is grade 3 at least."""


def escalation_of(found: Found) -> tuple[Escalation, tuple[Reason, ...]]:
    """To whom the writer has turned or says he will turn, with the words."""
    for whom in ROW:
        if hits := found.said("escalation", whom):
            return whom, found.reasons("escalation", whom, hits)
    return "none", ()


def severity_of(
    found: Found, features: dict[str, float], kind: Kind, escalation: Escalation
) -> tuple[int, tuple[Reason, ...]]:
    """From 1, a small annoyance, to 4, a crisis, with the words; 2 where none speaks for another.

    What is no complaint is 1, unless it tells of a crisis.
    """
    weights = learned("crisis")
    alarm = weights.scores(features)[ALARM]
    hits = crises_of(found)
    most = MOST - (KNOWN if hits else 0.0) + (0.0 if kind == "complaint" else CALM)
    if alarm > most or any(hit.value == "selfharm" for hit in hits):
        shown = hits or strongest(found, weights, ALARM, found.hits)
        return 4, (*found.reasons("severity", 4, shown), *found.reasons("crisis", True, shown))
    if kind != "complaint":
        return 1, ()
    grave = _grave(found, escalation)
    if grave or hits or alarm > NEAR:
        return 3, found.reasons("severity", 3, grave or hits)
    mild = found.said("grave", "mild")
    return (1 if mild else 2), found.reasons("severity", 1, mild)


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
