"""The script beside the work: the goal, what must be done, what to say with today's values, what not to.

What a call needs whatever it is about (greeting, not understood, an angry caller, closing) stands below the
script of the stage, moment by moment (R231–R248).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from yinuo.core import calendar, clock
from yinuo.core.calendar import queries as hours
from yinuo.core.errors import NotFound
from yinuo.core.text import mask
from yinuo.desk.playbooks import vocabulary
from yinuo.playbooks import queries as playbooks
from yinuo.playbooks.rules import schema, texts
from yinuo.promises import may as promises_may
from yinuo.promises import queries as promises
from yinuo.staff.models import Person, Role
from yinuo.tickets import may, queries
from yinuo.tickets.models import Interaction, Ticket
from yinuo.ui import links
from yinuo.ui.tags import markup

MOMENTS: Final = {
    "greeting": gettext_noop("接通电话"),
    "hearing": gettext_noop("没有声音、没听清"),
    "unsure": gettext_noop("不能马上答复"),
    "waiting": gettext_noop("回到线路"),
    "consulting": gettext_noop("咨询、投诉、建议"),
    "calming": gettext_noop("客户抱怨、发火、道歉"),
    "refusing": gettext_noop("约会、闲聊、粗话"),
    "closing": gettext_noop("结束通话"),
}
"""The groups of phrases that belong to any call, in the order of a call."""
CLOSING: Final = "closing"
OUTCOMES: Final = {"no_voice": Interaction.Outcome.NO_VOICE, "vulgar": Interaction.Outcome.VULGAR_WARNED}
GAP: Final = "××"
NAMES: Final = ("shipper", "consignee", "customer")
ADDRESSES: Final = ("pickup_address", "delivery_address")
NUMBERS: Final = ("shipper_phone", "consignee_phone", "pickup_phone", "delivery_phone")


@dataclass(frozen=True)
class Sentence:
    """A phrase ready to be said: `shown` with what was filled in marked, its whole text, its clause."""

    key: str
    when: str
    shown: SafeString
    text: str
    clause: str
    then_label: str = ""
    then_url: str = ""


@dataclass(frozen=True)
class Moment:
    """A moment of any call and what is said in it."""

    label: str
    sentences: tuple[Sentence, ...]


def context(ticket: Ticket, facts: queries.Facts, person: Person, *, in_full: bool) -> dict[str, Any]:
    """The script of the ticket's stage; empty where the manual says nothing about it, and for drivers: it is
    what the desk says to them.
    """
    playbook = promises.playbook_of(ticket)
    is_for = ticket.closed_at is None and person.role != Role.DRIVER
    steps = queries.steps(ticket) if is_for else ()
    if playbook is None or not steps:
        return {"steps": [], "musts": [], "phrases": [], "avoid": [], "moments": ()}
    today = calendar.occasion(clock.today(), hours.hours_of(ticket.team_id))
    values = {**spoken(facts.values, person, in_full=in_full), "festival": today.festival}
    said = [playbook.phrase(key) for step in steps for key in step.say]
    offers = _offers(ticket.ref, may_promise=promises_may.give_word(person, ticket))
    return {
        "steps": steps,
        "musts": queries.musts(ticket),
        "may_tick": may.work(person, ticket),
        "phrases": [
            sentence(phrase, values)
            for phrase in said
            if fits(phrase, today.kinds) and phrase.group != CLOSING
        ],
        "avoid": [word for step in steps for word in step.avoid],
        "moments": moments(playbook, values, today.kinds, offers),
    }


def of_call(
    person: Person, customer: str = "", offers: Mapping[str, str] | None = None
) -> tuple[Moment, ...]:
    """What is said in a call that has no ticket yet, to a customer who is perhaps known."""
    try:
        playbook = playbooks.current()
    except NotFound:
        return ()
    today = calendar.occasion(clock.today(), hours.hours_of(person.team_id))
    values = {"customer": customer, "festival": today.festival}
    return moments(playbook, {**values, **_own(person)}, today.kinds, offers or {})


def moments(
    playbook: schema.Playbook, values: Mapping[str, str], kinds: frozenset[str], offers: Mapping[str, str]
) -> tuple[Moment, ...]:
    """What any call needs, moment by moment, as it fits this day; `offers` are addresses by what comes then.

    A caller whose name is known is greeted by it, and only so.
    """
    found: dict[str, list[Sentence]] = {group: [] for group in MOMENTS}
    for phrase in playbook.phrases:
        if phrase.group in found and fits(phrase, kinds):
            found[phrase.group].append(sentence(phrase, values, offers))
    if values.get("customer"):
        found["greeting"] = found["greeting"][-1:]
    else:
        found["greeting"] = [one for one in found["greeting"] if GAP not in one.text]
    return tuple(Moment(_(MOMENTS[group]), tuple(told)) for group, told in found.items() if told)


def fits(phrase: schema.Phrase, kinds: frozenset[str]) -> bool:
    """Whether a phrase is for such a day: closings differ by it (R244)."""
    return not kinds.isdisjoint(phrase.days)


def _offers(ref: str, *, may_promise: bool) -> dict[str, str]:
    """Where to note what comes of a phrase on this ticket."""
    address = links.to("note-call")
    found = {
        then: f"{address}?{urlencode({'ticket': ref, 'outcome': way})}" for then, way in OUTCOMES.items()
    }
    return found | ({"promise": links.to("promise-new", ref)} if may_promise else {})


def spoken(values: Mapping[str, Any], person: Person, *, in_full: bool) -> dict[str, str]:
    """Values as they are said: texts only, the agent is who sits here, personal data only `in_full`."""
    said = {name: value for name, value in values.items() if isinstance(value, str)}
    if not in_full:
        said |= {name: mask.mask_name(said[name]) for name in NAMES if said.get(name)}
        said |= {name: mask.mask_phone(said[name]) for name in NUMBERS if said.get(name)}
        said |= {name: mask.mask_address(said[name]) for name in ADDRESSES if said.get(name)}
        said.pop("points", None)  # what was changed in a review, in the customer's own data
    return {**said, **_own(person)}


def _own(person: Person) -> dict[str, str]:
    """Who speaks."""
    return {"agent": person.staff_number, "agent_name": person.name}


def sentence(
    phrase: schema.Phrase, values: Mapping[str, str], offers: Mapping[str, str] | None = None
) -> Sentence:
    """A phrase with today's values; what is not known yet stands as ××, as in the manual."""
    pieces = [
        texts.Piece(GAP, piece.variable) if piece.is_gap else piece
        for piece in texts.pieces(phrase.text, values)
    ]
    return Sentence(
        key=phrase.key,
        when=phrase.when,
        shown=SafeString(
            "".join(markup.drawn("<mark>{}</mark>" if one.variable else "{}", one.text) for one in pieces)
        ),
        text="".join(piece.text for piece in pieces),
        clause=" ".join((phrase.clause, *phrase.requirements)).strip(),
        then_label=_(vocabulary.THEN[phrase.then]) if phrase.then else "",
        then_url=(offers or {}).get(phrase.then or "", ""),
    )
