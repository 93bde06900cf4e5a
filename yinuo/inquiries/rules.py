"""How far a question is, which moves are legal, and which channels can wait (R007, R111, R117)."""

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from django.db.models import TextChoices

from yinuo.core.text import mask
from yinuo.core.throttling import Limit
from yinuo.tickets.models import Channel

LETTER: Final = "Q"
"""What the numbers of inquiries begin with."""
LINK: Final = "inquiry"
"""The kind of link between a question and the order it is about, and between a correction and what was
wrong."""
LONGEST_TEXT: Final = 1000
LONGEST_REASON: Final = 120
LONGEST_HEADLINE: Final = 60
WORD: Final = "answer_by"
"""The promise of the playbook that an agent's spoken time is (R111, R120)."""
QUESTIONS: Final = Limit("question", 10, timedelta(hours=1))
"""How many questions one customer may send through the pages in an hour."""
LINK_DAYS: Final = 7
"""For so long a link that was texted is said to have spared a question."""


class Stage(TextChoices):
    """The states of an inquiry; held in Ticket.stage and moved by `tickets.actions.leave_stage` alone."""

    OPEN = "OPEN", "待答复"
    CHECKING = "CHECKING", "待核实"
    WITH_LEADER = "WITH_LEADER", "组长查实"
    CHECKED = "CHECKED", "已查实待回复"
    ANSWERED = "ANSWERED", "已答复"
    CLOSED = "CLOSED", "已完结"


MOVES: Final[dict[Stage, frozenset[Stage]]] = {
    Stage.OPEN: frozenset({Stage.CHECKING, Stage.WITH_LEADER, Stage.CHECKED, Stage.ANSWERED, Stage.CLOSED}),
    Stage.CHECKING: frozenset({Stage.WITH_LEADER, Stage.ANSWERED, Stage.CLOSED}),
    Stage.WITH_LEADER: frozenset({Stage.CHECKED, Stage.ANSWERED, Stage.CLOSED}),
    Stage.CHECKED: frozenset({Stage.WITH_LEADER, Stage.ANSWERED, Stage.CLOSED}),
    Stage.ANSWERED: frozenset({Stage.OPEN, Stage.CLOSED}),
    Stage.CLOSED: frozenset({Stage.OPEN}),
}
"""Every legal move. What the leader is looking into may be answered by the leader; a further question opens
what was answered anew; a correction begins with the right answer where it is known.
"""

UNANSWERED: Final = frozenset({Stage.OPEN, Stage.CHECKING, Stage.WITH_LEADER, Stage.CHECKED})
ENDED: Final = frozenset({Stage.ANSWERED, Stage.CLOSED})
TO_CALL: Final = (Stage.CHECKING, Stage.CHECKED)
"""Somebody waits for our call."""

_REAL_TIME: Final = frozenset({Channel.PHONE, Channel.CHAT, Channel.VISIT})
_SPACES: Final = re.compile(r"\s+")


def can_move(stage: str, to: str) -> bool:
    """Whether an inquiry in `stage` may become `to`."""
    return Stage(to) in MOVES[Stage(stage)]


def moves() -> Mapping[str, frozenset[str]]:
    """The same, as the tickets want to know it."""
    return {str(stage): frozenset(map(str, after)) for stage, after in MOVES.items()}


def is_delayed(channel: str) -> bool:
    """Whether the answer waits for somebody to handle the message (滞后型查询): all but telephone, online
    and face to face, where the customer hears it at once (001 三(四)2.1, R007).
    """
    return channel not in _REAL_TIME


def ways(channel: str, *, has_phone: bool) -> tuple[str, ...]:
    """How an answer can reach who asked through this channel: said at once only where they still listen, on
    the page only where they wrote, by telephone where there is a number.
    """
    by_phone = ("CALLED", "SMS") if has_phone else ()
    return (*by_phone, "PAGE") if is_delayed(channel) else ("SAID", *by_phone)


def headline(label: str, question: str) -> str:
    """What the queue shows of a question, numbers in it masked: 货物状态 我的货到哪里了."""
    return mask.mask_phones(f"{label} {_SPACES.sub(' ', question)}")[:LONGEST_HEADLINE].strip()
