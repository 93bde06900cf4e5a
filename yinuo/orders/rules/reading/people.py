"""People as they name themselves: a surname is enough, and nobody is pressed for more (R025, R039)."""

from typing import Final

from yinuo.core.text import names
from yinuo.orders.rules.reading.unreadable import Unreadable

_MOST_DIGITS: Final = 2


def person(text: str) -> str:
    """How to call the person: 王先生, 王芳, Tom Smith; 我姓王 is 王.

    Raises Unreadable for a title without a name and for a number typed into the wrong field.
    """
    said = names.salutation(text)
    if said.title == said.display:
        raise Unreadable("person_without_name")
    digits = sum(letter.isdigit() for letter in said.display)
    if digits > _MOST_DIGITS or not any(letter.isalpha() for letter in said.display):
        raise Unreadable("person_is_a_number")
    return said.display


def short(name: str) -> str:
    """The slip's short form: surname and the first character of the title, 王先生 → 王先
    (R072); 王芳 stays.
    """
    said = names.salutation(name)
    return f"{said.surname}{said.title[:1]}" if said.surname and said.title else said.display


def spoken(name: str) -> str:
    """How to address them aloud; a bare surname gets 先生/女士 (R025)."""
    return names.salutation(name).spoken
