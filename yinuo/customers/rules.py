"""Pure rules about people served."""

from dataclasses import dataclass

from yinuo.core.text import names

LONGEST_ADDRESS_AS = 30


@dataclass(frozen=True)
class Guest:
    """Who comes in through the customers' pages: the phone number that was verified (normalised digits), or
    only the ref of the one ticket whose link or number they know.
    """

    phone: str = ""
    ref: str = ""


def address_as(said: str) -> str:
    """How to speak to somebody who gave their name as `said`: 王建国先生 is 王先生 (R025, R284).

    Without a title the name is kept as said; a surname alone gets 先生/女士; nothing stays nothing.
    """
    called = names.salutation(said)
    if called.surname and called.title and not called.display.isascii():
        return called.surname + called.title
    return called.spoken[:LONGEST_ADDRESS_AS]
