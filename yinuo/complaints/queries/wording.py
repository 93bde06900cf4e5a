"""What the customer hears of a proposal: the manual's sentences in their order, to be edited (R252, R254)."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, Final

from yinuo.complaints.models import Complaint, Degree, Offer
from yinuo.complaints.queries import offers
from yinuo.complaints.rules.offers import Wish
from yinuo.complaints.rules.texts import LONGEST_OFFER
from yinuo.core.money import format_yuan
from yinuo.playbooks.rules import schema, texts
from yinuo.tickets import queries as tickets

OPENING: Final = "offer_opening"
AT_FAULT: Final = "offer_at_fault"
CHOICE: Final = "offer_choice"
CLOSING: Final = "offer_closing"
REFUSAL: Final = "offer_refusal"
REFUSAL_CLOSING: Final = "offer_refusal_closing"
"""The phrases of the playbook that a statement is made of; one that the manual does not have, or that names
what is not known, is left out.
"""


def statement(
    complaint: Complaint,
    playbook: schema.Playbook,
    items: Sequence[Wish],
    *,
    is_refusal: bool = False,
    ground: str = "",
) -> str:
    """The words to the customer about these remedies, or about a reasoned no with its `ground`.

    Remedies speak by their own sentence (`say`). Raises KeyError for a remedy that the playbook does not
    have.
    """
    facts = tickets.facts(complaint.ticket).values
    speak = partial(_phrase, playbook, tickets.Layers({"ground": ground}, facts))
    if is_refusal:
        return _joined([speak(OPENING), speak(REFUSAL), speak(REFUSAL_CLOSING)])
    fixed = [_remedy(playbook, item, facts) for item in items if not item.is_option]
    options = [_remedy(playbook, item, facts) for item in items if item.is_option]
    numbered = [f"{number}. {option}" for number, option in enumerate(options, start=1)]
    at_fault = speak(AT_FAULT) if complaint.degree not in ("", Degree.NONE) else ""
    choice = [speak(CHOICE), *numbered] if options else []
    return _joined([speak(OPENING), at_fault, *fixed, *choice, speak(CLOSING)])


def own_words(offer: Offer, playbook: schema.Playbook) -> str:
    """What somebody wrote for a proposal themselves; nothing where it says what the manual says of it now.

    Raises KeyError like `statement`.
    """
    items = [Wish(one.remedy, one.amount, one.words, one.is_option) for one in offers.items_of(offer)]
    said = statement(offer.complaint, playbook, items, is_refusal=offer.is_refusal, ground=offer.ground)
    return "" if offer.text.splitlines() == said.splitlines() else offer.text


def _phrase(playbook: schema.Playbook, facts: Mapping[str, Any], key: str) -> str:
    found = next((phrase for phrase in playbook.phrases if phrase.key == key), None)
    return _filled(found.text, facts) if found else ""


def _filled(text: str, facts: Mapping[str, Any]) -> str:
    """The finished sentence; nothing where it names what is not known."""
    values = {name: str(facts.get(name) or "") for name in texts.variables_in(text)}
    return "" if texts.gaps(text, values) else texts.fill(text, values)


def _remedy(playbook: schema.Playbook, item: Wish, facts: Mapping[str, Any]) -> str:
    """The sentence of one remedy; without one its name, sum and words."""
    remedy = playbook.remedy(item.remedy)
    amount = f"{format_yuan(item.fen)}元" if item.fen else ""
    sentence = _filled(remedy.say, tickets.Layers({"amount": amount}, facts))
    if not sentence:
        return "，".join(part for part in (remedy.label + amount, item.words) if part) + "。"
    added = "，".join(part for part in (amount, item.words) if part and part not in sentence)
    return f"{sentence.rstrip('。')}（{added}）。" if added else sentence


def _joined(parts: Sequence[str]) -> str:
    return "\n".join(part for part in parts if part)[:LONGEST_OFFER]
