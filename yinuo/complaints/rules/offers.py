"""What a proposal gives, costs and leads to: sums in fen, fixed remedies and options (R207–R211, R254)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from yinuo.complaints.rules.stages import Stage

OPEN: Final = ("DRAFT", "ASKED", "RETURNED", "APPROVED", "TOLD")
"""What another proposal of the round takes the place of."""
WAYS: Final = ("PHONE", "SMS", "PAGE", "EMAIL", "LETTER", "VISIT")
"""How an offer reaches the customer, and the answer reaches us."""
RESTORING: Final = frozenset({"exchange", "return", "free_goods", "refund", "money", "redo"})
"""The ways of remedies that make a loss good; an apology, an honour or a discount does not."""
FEWEST_OPTIONS: Final = 2
MOST_ITEMS: Final = 12
LONGEST_WORDS: Final = 200
LONGEST_OPINION: Final = 1000
LONGEST_GROUND: Final = 300


class Wish(NamedTuple):
    """One remedy as it is put into a proposal: its key, the sum in fen where it takes one, words to it, and
    whether it is one of the options of which the customer chooses one.
    """

    remedy: str
    fen: int = 0
    words: str = ""
    is_option: bool = False


@dataclass(frozen=True)
class Given:
    """One remedy with what it gives and costs in fen, and the playbook's way."""

    way: str
    amount: int
    cost: int
    is_option: bool = False

    @property
    def counted(self) -> int:
        """What counts toward limits: the sum given or what it costs, whichever is more, so that goods handed
        out free are no way around a limit.
        """
        return counted(self.amount, self.cost)


def counted(amount: int, cost: int) -> int:
    """See `Given.counted`; for a whole offer likewise."""
    return max(amount, cost)


def chosen(given: Sequence[Given]) -> list[Given]:
    """What is given at the most: everything fixed, and the option with which that counts most."""
    fixed = [one for one in given if not one.is_option]
    choices = [[*fixed, one] for one in given if one.is_option] or [fixed]
    return max(choices, key=total)


def total(given: Sequence[Given]) -> int:
    """What these count together toward limits, in fen."""
    return counted(sum(one.amount for one in given), sum(one.cost for one in given))


def restored(given: Sequence[Given]) -> int:
    """How much of a loss is made good whichever option the customer takes."""
    fixed = sum(_restores(one) for one in given if not one.is_option)
    options = [_restores(one) for one in given if one.is_option]
    return fixed + (min(options) if options else 0)


def leads_to(items: Iterable[tuple[int, str]]) -> Stage:
    """Where an accepted offer goes: to be carried out where one of its remedies (sum in fen, department)
    moves money or gives a department work, else straight to the call-back.
    """
    return Stage.CARRY_OUT if any(fen or department for fen, department in items) else Stage.CALL_BACK


def _restores(one: Given) -> int:
    return one.counted if one.way in RESTORING else 0
