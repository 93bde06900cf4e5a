"""Understanding what customers say of an order: text in, elements out (R025–R042).

`atoms` finds numbers, phones, money and times · `lexicon` knows the words and what they do · `scanning` makes
a text a row of tokens · `dialogue`, `joining`, `fields` and `places` join what belongs together · `people`
knows names, `payments` sentences about paying · `hearing` goes through the row once and notes what is
mentioned, of whom, and what is taken back · `settling` decides what counts · `records` is the JSON of it.
"""

from yinuo.orders.rules.understanding import (
    atoms,
    dialogue,
    fields,
    hearing,
    joining,
    places,
    scanning,
    settling,
)
from yinuo.orders.rules.understanding.records import record
from yinuo.orders.rules.understanding.understood import Element, Fee, Setting, Understanding

__all__ = ["Element", "Fee", "Setting", "Understanding", "record", "understand"]

LONGEST = 4000
"""Characters of a text that are read; what stands behind is left unread."""


def understand(text: str, setting: Setting) -> Understanding:
    """What a text says of an order, with the piece of the text for each element; never raises (R025–R042)."""
    head = text[:LONGEST]
    plain = atoms.Plain.of(head)
    tokens = scanning.Scanner(plain, atoms.find_in(plain, setting)).scan()
    whole = joining.joined(plain.text, dialogue.answered(plain.text, tokens))
    merged = places.Merger(plain.text, fields.goods(plain.text, whole)).merge()
    return settling.settle(plain, merged, hearing.listen(plain.text, merged))
