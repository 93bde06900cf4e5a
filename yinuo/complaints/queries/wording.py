"""What the customer hears of a proposal: the manual's sentences in their order, to be edited (R252, R254)."""

from collections.abc import Mapping, Sequence
from typing import Final

from yinuo.complaints.models import Complaint, Degree
from yinuo.complaints.rules.offers import Wish
from yinuo.complaints.rules.texts import LONGEST_OFFER
from yinuo.core.money import format_yuan
from yinuo.playbooks.rules import schema, texts
from yinuo.tickets import queries as tickets

OPENING: Final = "offer_opening"
AT_FAULT: Final = "offer_at_fault"
CHOICE: Final = "offer_choice"
REFUSAL: Final = "offer_refusal"
CLOSING: Final = "offer_closing"
"""The phrases of the playbook that a statement is made of; one that the manual does not have, or that names
what is not known, is left out.
"""
_KNOWN: Final = ("customer", "serial", "order_serial", "agent", "agent_name", "company", "hotline")


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
    said = {**_known(complaint), "ground": ground}
    if is_refusal:
        return _joined([_phrase(playbook, key, said) for key in (OPENING, REFUSAL, CLOSING)])
    fixed = [_remedy(playbook, item, said) for item in items if not item.is_option]
    options = [_remedy(playbook, item, said) for item in items if item.is_option]
    is_ours = complaint.degree not in ("", Degree.NONE)
    opening = [_phrase(playbook, OPENING, said), _phrase(playbook, AT_FAULT, said) if is_ours else ""]
    return _joined([*opening, *fixed, *_choice(playbook, options, said), _phrase(playbook, CLOSING, said)])


def _known(complaint: Complaint) -> dict[str, str]:
    facts = tickets.facts(complaint.ticket).values
    return {name: str(facts.get(name) or "") for name in _KNOWN}


def _choice(playbook: schema.Playbook, options: Sequence[str], said: Mapping[str, str]) -> list[str]:
    """The first option is what we think best, the others are offered beside it (R254)."""
    if not options:
        return []
    others = "；或者".join(option.rstrip("。") for option in options[1:])
    left = _phrase(playbook, CHOICE, {**said, "other_offer": others})
    return [options[0], left or f"{others}。"]


def _phrase(playbook: schema.Playbook, key: str, said: Mapping[str, str]) -> str:
    found = next((phrase for phrase in playbook.phrases if phrase.key == key), None)
    return "" if found is None or texts.gaps(found.text, said) else texts.fill(found.text, said)


def _remedy(playbook: schema.Playbook, item: Wish, said: Mapping[str, str]) -> str:
    """The sentence of one remedy; without one its name, sum and words."""
    remedy = playbook.remedy(item.remedy)
    amount = f"{format_yuan(item.fen)}元" if item.fen else ""
    values = {**said, "amount": amount}
    if not remedy.say or texts.gaps(remedy.say, values):
        return "，".join(part for part in (remedy.label + amount, item.words) if part) + "。"
    sentence = texts.fill(remedy.say, values)
    added = "，".join(part for part in (amount, item.words) if part and part not in sentence)
    return f"{sentence.rstrip('。')}（{added}）。" if added else sentence


def _joined(parts: Sequence[str]) -> str:
    return "\n".join(part for part in parts if part)[:LONGEST_OFFER]
