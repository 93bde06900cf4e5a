"""Pure rules about people served."""

from yinuo.core.text import names

LONGEST_ADDRESS_AS = 30


def address_as(said: str) -> str:
    """How to speak to somebody who gave their name as `said`: 王建国先生 is 王先生 (R025, R284).

    Without a title the name is kept as said; a surname alone gets 先生/女士; nothing stays nothing.
    """
    called = names.salutation(said)
    if called.surname and called.title and not called.display.isascii():
        return called.surname + called.title
    return called.spoken[:LONGEST_ADDRESS_AS]
