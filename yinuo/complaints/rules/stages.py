"""How far a complaint is: four stages of the manual (003 四, R154), the carrying-out between, and the end.

ISO 10002 (GB/T 19012-2019) names the same: ACCEPT is receipt, acknowledgement and initial assessment, CLARIFY
the investigation, PROPOSE the response and the communication of the decision, CARRY_OUT and CALL_BACK what
follows until closing.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from django.db.models import TextChoices

from yinuo.core.throttling import Limit

LETTER: Final = "C"
"""What the numbers of complaints begin with."""
LINK: Final = "complaint"
"""The kind of link between a complaint and what it is about."""
ALIKE: Final = "alike"
BECAME: Final = "became"
"""The kind of link between a complaint and the suggestion that it was sent as."""
WORD: Final = "complaint_reply_by"
"""The promise of the playbook that the waiting time told to the customer is (R155, R182)."""
COMPLAINTS: Final = Limit("complaint", 10, timedelta(hours=1))
"""How many complaints and suggestions one guest may send through the pages in an hour."""

OPENED_AGAIN: Final = Limit("reopen", 5, timedelta(days=1))
"""How often its customer may open one case again in a day."""


class Stage(TextChoices):
    """The states of a complaint; held in Ticket.stage and moved by `tickets.actions` alone."""

    ACCEPT = "ACCEPT", "受理"
    CLARIFY = "CLARIFY", "核实澄清"
    PROPOSE = "PROPOSE", "提出方案"
    CARRY_OUT = "CARRY_OUT", "落实"
    CALL_BACK = "CALL_BACK", "回访"
    CLOSED = "CLOSED", "已结案"


MOVES: Final[dict[Stage, frozenset[Stage]]] = {
    Stage.ACCEPT: frozenset({Stage.CLARIFY, Stage.CLOSED}),
    Stage.CLARIFY: frozenset({Stage.PROPOSE, Stage.ACCEPT, Stage.CLOSED}),
    Stage.PROPOSE: frozenset({Stage.CARRY_OUT, Stage.CALL_BACK, Stage.CLARIFY, Stage.CLOSED}),
    Stage.CARRY_OUT: frozenset({Stage.CALL_BACK, Stage.PROPOSE, Stage.CLOSED}),
    Stage.CALL_BACK: frozenset({Stage.CLOSED, Stage.PROPOSE}),
    Stage.CLOSED: frozenset({Stage.ACCEPT, Stage.CLARIFY, Stage.PROPOSE}),
}
"""Every legal move. PROPOSE goes straight to CALL_BACK where there is nothing to carry out (an apology, a
reasoned no); CALL_BACK goes back to PROPOSE when the customer is not satisfied; a closed case opens again
where the customer comes back, or at the stage it was merged away from.
"""

BACK: Final = {Stage.CLARIFY: Stage.ACCEPT, Stage.PROPOSE: Stage.CLARIFY}
"""Where a person takes a case back to that was led on too early; later stages go back by their own deeds."""
LIVE: Final = frozenset(Stage) - {Stage.CLOSED}
UNDECIDED: Final = frozenset({Stage.ACCEPT, Stage.CLARIFY, Stage.PROPOSE})
AGAIN: Final = (Stage.PROPOSE, Stage.CARRY_OUT, Stage.CALL_BACK)
"""What is to be done again in another round."""


def can_move(stage: str, to: str) -> bool:
    """Whether a complaint in `stage` may become `to`."""
    return Stage(to) in MOVES[Stage(stage)]


def moves() -> Mapping[str, frozenset[str]]:
    """The same, as the tickets want to know it."""
    return {str(stage): frozenset(map(str, after)) for stage, after in MOVES.items()}


class Sorted(TextChoices):
    """The states of a suggestion or praise (R130): thanked, passed on, answered when acted on."""

    OPEN = "OPEN", "待感谢"
    THANKED = "THANKED", "待转交"
    PASSED_ON = "PASSED_ON", "待采纳结果"
    ANSWERED = "ANSWERED", "已答复"
    CLOSED = "CLOSED", "已完结"


SUGGESTION_LETTER: Final = "S"
SUGGESTION_MOVES: Final[Mapping[str, frozenset[str]]] = {
    "OPEN": frozenset({"THANKED", "CLOSED"}),
    "THANKED": frozenset({"PASSED_ON", "ANSWERED", "CLOSED"}),
    "PASSED_ON": frozenset({"ANSWERED", "CLOSED"}),
    "ANSWERED": frozenset({"CLOSED"}),
    "CLOSED": frozenset(),
}
