"""Who receives the slip: driver or dispatcher by the rule of the place, the next one when the first cannot
(R065–R068).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Hindrance(StrEnum):
    """Why somebody does not receive the slip now."""

    NONE = ""
    ABSENT = "absent"
    OFF_DUTY = "off_duty"
    OUT = "out"
    FULL = "full"
    DECLINED = "declined"


@dataclass(frozen=True)
class Candidate:
    """Somebody who could receive the slip; `open_orders` of `most_orders` still wait to
    be collected by them.
    """

    person_id: int
    name: str
    staff_number: str
    phone: str
    role: str
    plate: str = ""
    vehicle_id: int | None = None
    open_orders: int = 0
    most_orders: int | None = None
    hindrance: Hindrance = Hindrance.NONE

    @property
    def is_free(self) -> bool:
        """Whether nothing stands in the way."""
        return self.hindrance is Hindrance.NONE


def roles_in_order(rule: str) -> tuple[str, str]:
    """The roles to try, the place's own first: a branch that sends to drivers falls back
    on its dispatcher.
    """
    return ("DISPATCHER", "DRIVER") if rule == "DISPATCHER" else ("DRIVER", "DISPATCHER")


def hindrance(
    *,
    is_absent: bool,
    is_available: bool,
    open_orders: int,
    most_orders: int | None,
    has_declined: bool,
    is_out: bool = False,
) -> Hindrance:
    """What stands in the way of giving someone the order, the weightiest first; `is_out`: the vehicle stands
    still.
    """
    if has_declined:
        return Hindrance.DECLINED
    if is_absent:
        return Hindrance.ABSENT
    if not is_available:
        return Hindrance.OFF_DUTY
    if is_out:
        return Hindrance.OUT
    if most_orders is not None and open_orders >= most_orders:
        return Hindrance.FULL
    return Hindrance.NONE


def in_turn(candidates: Iterable[Candidate], rule: str) -> tuple[Candidate, ...]:
    """By the rule's role, then the other; within a role in the order in which they serve the region."""
    turn = {role: place for place, role in enumerate(roles_in_order(rule))}
    return tuple(sorted(candidates, key=lambda candidate: turn.get(candidate.role, len(turn))))


def first_free(candidates: Sequence[Candidate]) -> Candidate | None:
    """Whose turn it is; None when nobody can take it."""
    return next((candidate for candidate in candidates if candidate.is_free), None)
