"""How to go about a case now: what the manual asks of this stage, and says of this customer (R149–R198)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Literal

from yinuo.complaints import may
from yinuo.complaints.models import Complaint, Override, Weighing
from yinuo.complaints.queries import asking, ceilings, missing, offers, onward, rows_of
from yinuo.complaints.rules import minimum, weighing
from yinuo.complaints.rules.stages import UNDECIDED, Stage
from yinuo.complaints.rules.weighing import Meaning
from yinuo.playbooks.rules import schema, vocabulary
from yinuo.playbooks.rules.schema import Phrase, Step, Strategy
from yinuo.promises import queries as promises
from yinuo.promises.models import Promise
from yinuo.staff.models import Person
from yinuo.tickets import queries as tickets
from yinuo.tickets.rules import StepState

PUBLIC: Final = "市民"
"""What the customers of a public service are called (R394): to them a no depends on no business (R198)."""
_SAME: Final = timedelta(seconds=1)
Source = Literal["official", "promise", "law"]


@dataclass(frozen=True)
class AskedMust:
    """One must: done when and by whom, or let go, which shows for ever."""

    state: StepState
    override: Override | None = None


@dataclass(frozen=True)
class AskedStep:
    """One step of the present stage with its musts."""

    step: Step
    musts: tuple[AskedMust, ...]


@dataclass(frozen=True)
class Deadline:
    """A moment by which something has to be done; `source` is an authority, a promise of ours or the law."""

    at: datetime
    label: str
    source: Source
    is_paused: bool = False


@dataclass(frozen=True)
class Advice:
    """What a page shows beside the work on a complaint.

    `left` are the labels of musts that are not done; `onward` the stages it may be moved to by hand when they
    are. `avoid` is of the steps and of the strategies. `lacking` are keys of `queries.missing`. `deadlines`
    bind now, an authority's before all others, then the nearest first. `meaning` is there once the five
    questions were answered. `may_…`: what this person may do, as far as the case stands.
    """

    stage: Stage
    steps: tuple[AskedStep, ...]
    left: tuple[str, ...]
    onward: tuple[Stage, ...]
    overrides: tuple[Override, ...]
    phrases: tuple[Phrase, ...]
    avoid: tuple[str, ...]
    strategies: tuple[Strategy, ...]
    checklist: tuple[asking.Asked, ...]
    coverage: asking.Coverage
    lacking: tuple[str, ...]
    deadlines: tuple[Deadline, ...]
    weighed: Weighing | None
    meaning: Meaning | None
    may_handle: bool
    may_let_go: bool
    may_transfer: bool


def advice(complaint: Complaint, person: Person) -> Advice:
    """What the manual says to this person about this case as it stands; empty where it says nothing."""
    playbook, ticket = tickets.playbook_of(complaint.ticket), complaint.ticket
    steps, states = tickets.steps(ticket), tickets.musts(ticket)
    let_go = tuple(rows_of.overrides(complaint))
    strategies = playbook.strategies_for(_values(complaint)) if playbook and _is_open(complaint) else ()
    listed = asking.checklist(complaint)
    weighed = rows_of.weighing(complaint)
    return Advice(
        stage=Stage(ticket.stage),
        steps=tuple(_asked(step, states, let_go) for step in steps),
        left=tuple(state.label for state in states if not state.is_done),
        onward=onward.by_hand(complaint),
        overrides=let_go,
        phrases=_phrases(playbook, steps, strategies) if playbook else (),
        avoid=_once([word for one in (steps, strategies) for part in one for word in part.avoid]),
        strategies=strategies,
        checklist=tuple(listed),
        coverage=asking.coverage(listed),
        lacking=tuple(missing.missing_facts(complaint)),
        deadlines=tuple(deadlines(complaint)),
        weighed=weighed,
        meaning=meaning(complaint, weighed) if weighed else None,
        may_handle=_is_open(complaint) and may.handle(person, complaint),
        may_let_go=onward.may_let_go(person, complaint),
        may_transfer=onward.may_transfer(person, complaint),
    )


def meaning(complaint: Complaint, weighed: Weighing) -> Meaning:
    """What the answers to the five questions mean for this case, the law's minimum included."""
    playbook = tickets.playbook_of(complaint.ticket)
    word = playbook.settings.customer_word if playbook else ""
    owed = _owed(complaint, weighed.degree)
    return weighing.meaning(
        weighing.Case(
            degree=weighed.degree,
            demand=weighed.demand,
            has_long_relation=weighed.has_long_relation,
            may_buy_again=weighed.may_buy_again,
            word_of_mouth=weighed.word_of_mouth,
            severity=complaint.severity,
            mood=complaint.mood,
            minimum=owed.fen,
            owes_loss=owed.up_to > 0,
            is_public=word == PUBLIC,
            customer_word=word or "客户",
        )
    )


def _is_told(at: datetime, outside: Sequence[ceilings.Ceiling]) -> bool:
    """Whether an authority's or the law's time is this one, give or take the moment of writing it down."""
    return any(abs(one.at - at) < _SAME for one in outside)


def deadlines(complaint: Complaint) -> list[Deadline]:
    """What binds now: until the decision the authority's and the law's time, always what we promised.

    A promise that only repeats the authority's or the law's time is not told twice.
    """
    if not _is_open(complaint):
        return []
    outside = ceilings.ceilings(complaint) if complaint.ticket.stage in UNDECIDED else []
    is_official = complaint.official_due_at is not None
    found = [
        Deadline(one.at, one.label, "official" if is_official and not number else "law")
        for number, one in enumerate(outside)
    ]
    found += [
        Deadline(row.due_at, row.label, "promise", row.is_paused)
        for row in promises.of_ticket(complaint.ticket)
        if row.state == Promise.State.OPEN and not _is_told(row.due_at, outside)
    ]
    return sorted(found, key=lambda one: (one.source != "official", one.at))


def _owed(complaint: Complaint, degree: str) -> minimum.Least:
    """What the law gives at the least, as long as no law that excuses is cited."""
    playbook = tickets.playbook_of(complaint.ticket)
    if playbook is None or not minimum.is_owed(complaint.type, degree, has_ground=False):
        return minimum.Least()
    return offers.least(complaint, playbook)


def _is_open(complaint: Complaint) -> bool:
    return complaint.ticket.closed_at is None


def _asked(step: Step, states: list[StepState], let_go: tuple[Override, ...]) -> AskedStep:
    """A step with its musts; of a must that was let go in several rounds the last counts."""
    known = {(row.step, row.key): row for row in let_go}
    return AskedStep(
        step,
        tuple(AskedMust(one, known.get((one.step, one.key))) for one in states if one.step == step.key),
    )


def _phrases(
    playbook: schema.Playbook, steps: tuple[Step, ...], strategies: tuple[Strategy, ...]
) -> tuple[Phrase, ...]:
    """What fits this stage, then what fits this customer; each once."""
    keys = _once([key for one in (steps, strategies) for part in one for key in part.say])
    return tuple(playbook.phrase(key) for key in keys)


def _once(words: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))


def _values(complaint: Complaint) -> dict[str, Any]:
    """Every field of the context `complaint`; None what is not known."""
    known = tickets.facts(complaint.ticket).values
    return {name: known.get(name) for name in vocabulary.fields("complaint")}
