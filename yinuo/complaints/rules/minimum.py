"""What the law gives the complainant at the least, in fen (domain B3, B4).

A carrier answers for goods that were lost or damaged whether or not it is to blame; it is free only where it
shows force majeure, the nature of the goods or the fault of shipper or consignee (民法典 832). So for goods
"no fault of ours" alone frees from nothing: the law that excuses has to be cited. All else (delay, charges,
conduct) is owed where the company is at fault.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Protocol

DECLARED: Final = "declared_value"
FREIGHT: Final = "freight"
LOSS: Final = "loss"


class Ground(Protocol):
    """What the playbook says of a law that sets a minimum."""

    @property
    def law(self) -> str:
        """The citation."""

    @property
    def base(self) -> str:
        """What it is reckoned from: DECLARED, FREIGHT, LOSS, or nothing."""

    def amount_of(self, base: int) -> int:
        """What it gives, in fen, for a base of so many fen."""


@dataclass(frozen=True)
class Stake:
    """What a minimum is reckoned from, in fen; None is not known."""

    declared_value: int | None = None
    freight: int | None = None
    loss: int | None = None

    def base(self, name: str) -> int | None:
        """The sum that a law takes its percentage of.

        A declared value bounds the loss: the smaller of the two is paid under it, so without the loss it says
        nothing yet, and a loss beyond it is no base of its own (快递暂行条例 28).
        """
        if name == DECLARED:
            is_known = self.declared_value is not None and not self.bound(name)
            return min(self.declared_value or 0, self.loss or 0) if is_known else None
        if name == LOSS:
            return self.loss if self.declared_value is None else None
        return self.freight if name == FREIGHT else None

    def lacks(self, name: str) -> str:
        """What has still to be asked for this base, if anything; a loss under a declared value is asked by
        the law about that.
        """
        is_unknown = name == LOSS and self.loss is None and self.declared_value is None
        if is_unknown or self.bound(name):
            return LOSS
        return FREIGHT if name == FREIGHT and self.freight is None else ""

    def bound(self, name: str) -> int:
        """What this base comes to at the most once the loss is known: the declared value."""
        return (self.declared_value or 0) if name == DECLARED and self.loss is None else 0


@dataclass(frozen=True)
class Least:
    """The least in fen, the law it comes from, the bases that have still to be asked, and `up_to` how many
    fen it may come to by a loss under a declared value that is not known yet: so much is enough in any case.
    """

    fen: int = 0
    law: str = ""
    missing: tuple[str, ...] = ()
    up_to: int = 0


def least(grounds: Iterable[Ground], stake: Stake) -> Least:
    """The highest minimum of these laws; 0 where none can be reckoned."""
    found, missing, up_to = Least(), dict[str, None](), 0
    for ground in grounds:
        base = stake.base(ground.base)
        if lacking := stake.lacks(ground.base):
            missing[lacking] = None
        if bound := stake.bound(ground.base):
            up_to = max(up_to, ground.amount_of(bound))
        applies = not ground.base or base is not None
        fen = ground.amount_of(base or 0) if applies else 0
        if fen > found.fen:
            found = Least(fen, ground.law)
    return Least(found.fen, found.law, tuple(missing), up_to)


def is_owed(type: str, degree: str, *, has_ground: bool) -> bool:
    """Whether the minimum binds: always where the company is at fault; for goods also where it is not, unless
    the law that excuses is cited (`has_ground`).
    """
    if degree != "NONE":
        return True
    return type == "DAMAGE" and not has_ground
