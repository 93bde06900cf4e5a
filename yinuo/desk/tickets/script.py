"""The script beside the work: the goal, what must be done, what to say with today's values, what not to.

What a call needs whatever it is about (greeting, not understood, an angry caller, closing) stands below the
script of the stage, moment by moment (R231–R248).
"""

from collections.abc import Callable, Iterator, Mapping
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
HIDDEN: Final[Mapping[str, Callable[[str], str]]] = {
    **dict.fromkeys(("shipper", "consignee", "customer"), mask.mask_name),
    **dict.fromkeys(("shipper_phone", "consignee_phone", "pickup_phone", "delivery_phone"), mask.mask_phone),
    **dict.fromkeys(("pickup_address", "delivery_address"), mask.mask_address),
    **dict.fromkeys(("restated", "wanted", "offer", "ground", "chore", "result"), mask.mask_phones),
}
"""How personal data are hidden, by the names of the values; in what somebody wrote, the numbers."""
KEPT_BACK: Final = ("points",)
"""What was changed in a review stands in the customer's own data."""


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
    values = Spoken(facts.values, {**own(person), "festival": today.festival}, in_full=in_full)
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
    return moments(playbook, {**values, **own(person)}, today.kinds, offers or {})


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


class Spoken(Mapping[str, str]):
    """Values as they are said: texts only, the agent is who sits here, personal data only `in_full`.

    Each is worked out when a phrase names it.
    """

    def __init__(self, values: Mapping[str, Any], own: Mapping[str, str], *, in_full: bool) -> None:
        self._values, self._own, self._in_full = values, own, in_full

    def __getitem__(self, name: str) -> str:
        if name in self._own:
            return self._own[name]
        value = self._values[name]
        if not isinstance(value, str) or (name in KEPT_BACK and not self._in_full):
            raise KeyError(name)
        hide = HIDDEN.get(name)
        return value if self._in_full or hide is None else hide(value)

    def __iter__(self) -> Iterator[str]:
        return (name for name in {**self._values, **self._own} if self.get(name) is not None)

    def __len__(self) -> int:
        return sum(1 for _name in self)


def own(person: Person) -> dict[str, str]:
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
