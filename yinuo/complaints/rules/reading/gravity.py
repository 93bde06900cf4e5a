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
GRAVE: Final = "grave"
LARGE: Final = 3
"""The grade of a large loss, a repeated failure, a threat."""
MOST: Final = -0.32
"""What speaks for a crisis must exceed this; below 0: rather one too many than one overlooked."""
CALM: Final = 0.2
"""So much more of what is no complaint."""
NEAR: Final = -0.5
"""From here on a complaint is grade 3 at least."""
HEAVY: Final = 0.1
"""What speaks for grade 3 must exceed this; else a complaint is 2, seldom wrong by two."""


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
    most = MOST + (0.0 if kind == "complaint" else CALM)
    if alarm > most or any(hit.value == "selfharm" for hit in hits):
        shown = hits or strongest(found, weights, ALARM, found.hits)
        return 4, (*found.reasons("severity", 4, shown), *found.reasons("crisis", True, shown))
    if kind != "complaint":
        return 1, ()
    if (heavy := _heavy(found, features, escalation, alarm)) is not None:
        return LARGE, found.reasons("severity", LARGE, heavy or hits)
    mild = found.said("grave", "mild")
    return (1 if mild else 2), found.reasons("severity", 1, mild)


def crises_of(found: Found) -> tuple[Hit, ...]:
    """Words of grade 4 that are meant; a threat to publish is grade 3, what is published is 4."""
    text = found.plain.text
    words = (*found.said("crisis"), *found.said("together"))
    told = (hit for hit in words if not is_supposed(text, hit.start))
    return tuple(told)


def _heavy(
    found: Found, features: dict[str, float], escalation: Escalation, alarm: float
) -> tuple[Hit, ...] | None:
    """Words of grade 3: who is threatened, what is lost, what happens again; None where it is not grade 3."""
    threats = found.said("escalation", *OUTSIDE) if escalation in OUTSIDE else ()
    weights = learned(GRAVE)
    if threats or alarm > NEAR or weights.scores(features)[GRAVE] > HEAVY:
        return threats or found.said("grave", "loss", "repeated", "fraud")
    return None
