"""What stands round the work on a complaint: head, stages, musts, the customer's words, what to say."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from django.utils.translation import gettext as _

from yinuo.complaints import may
from yinuo.complaints.actions.accepting import ACKNOWLEDGED
from yinuo.complaints.models import Complaint, Feeling, Level, Mood, Outcome, Override, Severity, Type
from yinuo.complaints.queries import advice as advising
from yinuo.complaints.queries import alike, facts, rows_of
from yinuo.complaints.rules import moods
from yinuo.complaints.rules.stages import BACK, Stage
from yinuo.core import refs
from yinuo.core.text import mask
from yinuo.desk.access import DeskRequest
from yinuo.desk.complaints import page as register
from yinuo.desk.complaints.case import cards, detailing, reading, registered, spotting
from yinuo.desk.tickets import boxes, entries, rows, script
from yinuo.promises import queries as promises
from yinuo.promises.models import Promise
from yinuo.staff.models import Person
from yinuo.tickets import may as tickets_may
from yinuo.tickets import queries as tickets
from yinuo.tickets.models import Channel, Ticket
from yinuo.tickets.rules import StepState
from yinuo.ui import links

SHOWN: Final = (Stage.ACCEPT, Stage.CLARIFY, Stage.PROPOSE, Stage.CARRY_OUT, Stage.CALL_BACK)
BACKWARD: Final = (*BACK, Stage.CARRY_OUT)
RECENT: Final = 8
BOXES: Final = 2
"""Promises in the head; the side tells all that binds."""
TONES: Final = {1: "", 2: "warn", 3: "bad", 4: "bad"}
WIDTH: Final = 240
HEIGHT: Final = 48


@dataclass(frozen=True)
class Step:
    """One stage of the bar: how many of its musts are done; `state` is done, now, or empty.

    One that a case went past without it (a reasoned no carries nothing out) is empty and asks nothing.
    """

    number: int
    label: str
    done: int
    asked: int
    state: str


@dataclass(frozen=True)
class Asked:
    """A must of the present stage; `number` is its place, by which a leader lets it go."""

    number: int
    must: StepState
    override: Override | None


@dataclass(frozen=True)
class Point:
    """The customer's mood at one contact, as a point of the line."""

    mood: Mood
    label: str
    x: int
    y: int


def context(request: DeskRequest, complaint: Complaint, *, in_full: bool) -> dict[str, Any]:
    """Everything the page shows."""
    person, ticket = request.user, complaint.ticket
    hide = cards.Hide(in_full)
    advice = _hidden(advising.advice(complaint, person), hide)
    due = [one for one in promises.of_ticket(ticket) if one.state == Promise.State.OPEN]
    return {
        "complaint": complaint,
        "ticket": ticket,
        "in_full": in_full,
        "advice": advice,
        "stages": list(_stages(ticket)),
        "asked": list(_asked(advice, hide)),
        "checklist": [replace(one, answer=hide.text(one.answer)) for one in advice.checklist],
        "boxes": boxes.of(due[:BOXES], person),
        "type": _(str(Type(complaint.type).label)),
        "severity": _(str(Severity(complaint.severity).label)),
        "severity_tone": TONES[complaint.severity],
        "stage_label": _(str(Stage(ticket.stage).label)),
        "channel": _(str(Channel(ticket.channel).label)),
        **_joined(complaint, person),
        "level": _(str(Level(complaint.level).label)) if complaint.level else "",
        "is_repeat": facts.is_repeat(complaint),
        **_mood(complaint),
        "lacking": [_(register.MISSING[one]) for one in advice.lacking if one in register.MISSING],
        "next_level": complaint.level + 1 if complaint.level < Level.MANAGER else None,
        "onward": [_(str(Stage(one).label)) for one in advice.onward],
        "said": _said(complaint, person, in_full=in_full),
        "reading": reading.undecided(complaint),
        "phrases": _phrases(complaint, advice, person, in_full=in_full),
        "recent": recent(ticket, in_full=in_full),
        "form_key": refs.new(),
        "may_reveal": not in_full and tickets_may.reveal(person, ticket),
        "is_unacknowledged": any(ACKNOWLEDGED in promises.rule_of(one).kept_by for one in due),
        **_may(complaint, person),
        **cards.context(complaint, person, in_full=in_full),
    }


def _may(complaint: Complaint, person: Person) -> dict[str, bool]:
    """What may be pressed now."""
    return {
        "may_lead": may.lead(person, complaint),
        "may_handle": may.handle(person, complaint),
        "may_change": detailing.may_change(person, complaint),
        "may_chase": facts.waits_for_pickup(complaint),
        "may_solve": spotting.may_solve(complaint),
        "may_step_back": complaint.ticket.stage in BACKWARD,
        "may_tick": tickets_may.work(person, complaint.ticket),
    }


def _mood(complaint: Complaint) -> dict[str, Any]:
    """How the customer felt at each contact, as a line, and what may be noted now."""
    line = _line(rows_of.moods(complaint))
    return {
        "feelings": [(one.value, _(str(one.label)), one.value == complaint.mood) for one in Feeling],
        "line": line,
        "points": " ".join(f"{one.x},{one.y}" for one in line),
        "is_rising": moods.is_rising([one.mood.feeling for one in line]),
    }


def _joined(complaint: Complaint, person: Person) -> dict[str, Any]:
    """Other complaints that it was joined with, or merged into."""
    return {"linked": alike.linked(complaint, person), "is_merged": complaint.outcome == Outcome.MERGED}


def _stages(ticket: Ticket) -> Iterator[Step]:
    here = SHOWN.index(Stage(ticket.stage)) if ticket.stage in SHOWN else len(SHOWN)
    for at, stage in enumerate(SHOWN):
        states = tickets.musts(ticket, stage)
        done = sum(one.is_done for one in states)
        is_left_out = at < here and not done and bool(states)
        state = "now" if at == here else "done" if at < here and not is_left_out else ""
        yield Step(at + 1, _(str(stage.label)), done, 0 if is_left_out else len(states), state)


def _hidden(advice: advising.Advice, hide: cards.Hide) -> advising.Advice:
    """The advice as it is shown: what the five answers mean repeats the customer's words."""
    if advice.meaning is None:
        return advice
    words = tuple(hide.text(one) for one in advice.meaning.words)
    return replace(advice, meaning=replace(advice.meaning, words=words))


def _asked(advice: advising.Advice, hide: cards.Hide) -> Iterator[Asked]:
    every = [one for step in advice.steps for one in step.musts]
    for number, one in enumerate(every):
        yield Asked(number, one.state, hide(one.override, "reason"))


def _line(points: Sequence[Mood]) -> list[Point]:
    """The moods from left to right, the hotter the higher."""
    wide = max(len(points) - 1, 1)
    return [
        Point(
            one,
            _(str(Feeling(one.feeling).label)),
            8 + at * (WIDTH - 16) // wide,
            8 + (one.feeling - 1) * (HEIGHT - 16) // 4,
        )
        for at, one in enumerate(points)
    ]


def _said(complaint: Complaint, person: Person, *, in_full: bool) -> dict[str, Any]:
    """Who said what about what and whom; personal data only `in_full`."""

    def shown(text: str) -> str:
        return text if in_full else mask.mask_phones(text)

    about, phone = complaint.about, complaint.contact_phone
    sees_about = about is not None and tickets_may.see(person, about)
    return {
        "account": shown(complaint.account),
        "wanted": shown(complaint.wanted),
        "restated": shown(complaint.restated),
        "name": _name(complaint, in_full=in_full),
        "company": complaint.contact_company,
        "phone": phone if in_full else mask.mask_phone(phone),
        "about": about if sees_about else None,
        "about_url": links.to("ticket", about.ref) if about is not None and sees_about else "",
        **registered.context(complaint, in_full=in_full),
        "recorded_by": complaint.recorded_by,
    }


def _name(complaint: Complaint, *, in_full: bool) -> str:
    """Who complains; a known caller who gave no name by the one they are known by."""
    known = complaint.ticket.customer_name
    if in_full:
        return complaint.contact_name or known
    return mask.mask_name(complaint.contact_name) or rows.hidden_name(known)


def _phrases(
    complaint: Complaint, advice: advising.Advice, person: Person, *, in_full: bool
) -> list[script.Sentence]:
    known = tickets.facts(complaint.ticket).values
    values = script.Spoken(known, script.own(person), in_full=in_full)
    return [script.sentence(phrase, values) for phrase in advice.phrases]


def recent(ticket: Ticket, *, in_full: bool, most: int = RECENT) -> Sequence[entries.Told]:
    """What happened last; the whole timeline stands in the workbench."""
    page = tickets.timeline(ticket, None)
    known, playbook = promises.of_ticket(ticket), promises.playbook_of(ticket)
    return entries.tell(page.rows, ticket, known, playbook, in_full=in_full)[:most]
