"""No door out of a stage while a must is undone: every stage, every must, every role, every verb."""

from collections.abc import Iterator
from typing import Any, Final

import pytest
from django.db import transaction

from tests.complaints import clarifying as make
from tests.complaints import doors, hung
from tests.complaints.clarifying import STEPS, at_work
from tests.complaints.doors import DOORS
from tests.complaints.hung import World
from tests.factories import staff
from yinuo.complaints.models import Complaint
from yinuo.complaints.rules.stages import Stage
from yinuo.core.errors import DeskError, NotFound, NotPermitted
from yinuo.core.models import Event
from yinuo.customers.rules import Guest
from yinuo.staff.models import Person, Role
from yinuo.tickets import actions as tickets_actions
from yinuo.tickets import queries as tickets
from yinuo.tickets.models import Must

__all__ = ["at_work"]
pytestmark = pytest.mark.usefixtures("at_work")

CLARIFIED: Final = {"heard", "questions"}
TICKS: Final = {
    "accepting.restate": {"restated"},
    "accepting.tell_wait": {"told_wait"},
    "carrying.check": {"chores"},
    "carrying.drop": {"chores"},
    "carrying.give_chores": {"chores"},
    "changing.change_details": {"account", "wanted", *CLARIFIED},
    "changing.classify": CLARIFIED,
    "finding.answer_question": {"wanted", *CLARIFIED},
    "finding.find": {"findings"},
    "following.note_call_back": {"rated"},
    "following.rate": {"rated"},
    "following.thank": {"thanked"},
    "hearing.ask_statement": CLARIFIED,
    "hearing.give_statement": CLARIFIED,
    "hearing.waive": CLARIFIED,
    "moving.advance": CLARIFIED,
    "moving.step_back": CLARIFIED,
    "moving.override": {must for _, seen, by_hand in STEPS.values() for must in f"{seen} {by_hand}".split()},
    "paying.pay": {"chores"},
    "reopening.reopen": CLARIFIED,
    "telling.accept_offer": {"told", "agreed"},
    "telling.tell_offer": {"told", "agreed"},
    "weighing.weigh": {"weighed"},
}
"""Which musts each verb may find done; what is not here ticks nothing. Solving does the whole way."""
THEIRS: Final = {
    "hearing.give_statement": ("mate",),
    "carrying.receive": ("administrator",),
    "carrying.done": ("administrator",),
}
"""What is not only for those who handle the case: the one asked speaks, whoever sees a task does it."""
ELSEWHERE: Final = {
    "agreeing.sign_on_paper": "needs a picture for every call; test_agreeing",
    "calming.tell_more": "the customer's own words on the page of their case; tests/portal/complaints",
}
LETS_GO: Final = {
    "ending.withdraw": "WITHDRAWN",
    "ending.close_unreached": "UNREACHED",
    "merging.merge": "MERGED",
}
"""Verbs that end a case with musts undone, and what then stands in it: never that anybody was satisfied."""
BACK: Final = {
    "carrying.change_plan": {Stage.PROPOSE},
    "following.rate": {Stage.PROPOSE},
    "moving.step_back": {Stage.ACCEPT, Stage.CLARIFY},
}
VARIANTS: Final = {
    Stage.ACCEPT: ("TOLD", "DRAFT"),
    Stage.CLARIFY: ("TOLD", "DRAFT"),
    Stage.PROPOSE: ("TOLD", "APPROVED", "ACCEPTED"),
    Stage.CARRY_OUT: ("ACCEPTED",),
    Stage.CALL_BACK: ("TOLD", "ACCEPTED"),
    Stage.CLOSED: ("TOLD",),
}
"""How far the offer of a case is when each stage is tried, so that every verb comes through somewhere."""
BY_DEED: Final = {
    Stage.ACCEPT: {"moving.advance", "solving.solve_on_spot", *LETS_GO} - {"ending.close_unreached"},
    Stage.CLARIFY: {"moving.advance", "moving.step_back", *LETS_GO} - {"ending.close_unreached"},
    Stage.PROPOSE: {"moving.advance", "telling.accept_offer", "telling.tell_offer", *LETS_GO}
    - {"ending.close_unreached"},
    Stage.CARRY_OUT: {
        "moving.advance",
        "carrying.check",
        "carrying.drop",
        "carrying.change_plan",
        "ending.withdraw",
    },
    Stage.CALL_BACK: {"following.rate", "ending.close", "ending.withdraw"},
    Stage.CLOSED: {"reopening.reopen"},
}
"""With every must done, these verbs and no others leave the stage: what the doors above are tried for."""
MUSTS: Final = [
    (stage, must) for stage, (_, seen, by_hand) in STEPS.items() for must in f"{seen} {by_hand}".split()
]
VERBS: Final = doors.verbs()
HANDLING: Final = ("agent", "team_leader", "manager")
OTHERS: Final = (
    "mate", "outsider", "dispatcher", "driver", "market_developer", "administrator", "auditor", "colleague",
)  # fmt: skip


@pytest.fixture
def people(request: pytest.FixtureRequest) -> dict[str, Person]:
    """One of every role: who may handle the case, and who may not – `mate` is the one complained about."""
    return {name: request.getfixturevalue(name) for name in (*HANDLING, *OTHERS)}


def actors(
    world: World, name: str, people: dict[str, Person]
) -> Iterator[tuple[Person | None, dict[str, Any]]]:
    """Everybody who may be behind a verb at all: people, the system, the customer on their own page."""
    verb = VERBS[name]
    for person in (people[one] for one in HANDLING):
        yield person, {}
    if doors.takes_system(verb):
        yield None, {}
    if doors.takes_guest(verb):
        yield None, {"guest": Guest(ref=world.complaint.ticket.ref)}


def tried(
    world: World, name: str, call: doors.Call
) -> tuple[DeskError | None, Complaint, set[str], set[str]]:
    """What one call led to – the refusal, the case, what was ticked, what any passed stage lacks – undone."""
    done = make.done(world.complaint)
    with transaction.atomic():
        refused = None
        try:
            call()
        except DeskError as error:
            refused = error
        after = make.again(world.complaint.pk)
        ticked = make.done(after) - done
        lacking = _lacking(after)
        transaction.set_rollback(True)
    return refused, after, ticked, lacking


def _lacking(after: Complaint) -> set[str]:
    """The musts that are undone of every stage that was left."""
    moved = Event.objects.filter(kind="complaint.moved", ticket_id=after.pk)
    left = {event.data["from"] for event in moved}
    asked = [state for stage in left for state in tickets.musts(after.ticket, stage)]
    rows = set(Must.objects.filter(ticket_id=after.pk).values_list("step", "key"))
    return {state.key for state in asked if (state.step, state.key) not in rows}


def test_every_verb_of_a_case_is_tried() -> None:
    assert set(VERBS) - set(ELSEWHERE) == set(DOORS)
    assert set(TICKS) | set(LETS_GO) | set(BACK) <= set(DOORS)


@pytest.mark.parametrize(("stage", "undone"), MUSTS, ids=lambda one: str(one).lower())
def test_nothing_gets_through(stage: Stage, undone: str, people: dict[str, Person]) -> None:
    for state in VARIANTS[stage]:
        world = hung.world(stage, people["agent"], people["mate"], undone, state)
        for name, door in DOORS.items():
            for by, more in actors(world, name, people):
                for call in door(world, by, more):
                    _check(world, name, *tried(world, name, call), f"{name} by {by or more or 'the desk'}")


def _check(
    world: World,
    name: str,
    refused: DeskError | None,
    after: Complaint,
    ticked: set[str],
    lacking: set[str],
    who: str,
) -> None:
    before, stage = Stage(world.complaint.ticket.stage), Stage(after.ticket.stage)
    if name != "solving.solve_on_spot":
        assert ticked <= TICKS.get(name, set()), who
    if refused is not None:
        assert (stage, ticked) == (before, set()), who
    if stage == before or not lacking:
        return
    if name in BACK and stage in BACK[name]:
        return
    assert (stage, after.outcome) == (Stage.CLOSED, LETS_GO.get(name)), who


@pytest.mark.parametrize("stage", Stage, ids=str.lower)
def test_with_everything_done_exactly_the_verbs_of_the_stage_lead_on(
    stage: Stage, people: dict[str, Person]
) -> None:
    worlds = [hung.world(stage, people["agent"], people["mate"], state=state) for state in VARIANTS[stage]]
    led = {
        name
        for world in worlds
        for name, door in DOORS.items()
        for call in door(world, people["agent"], {})
        if tried(world, name, call)[1].ticket.stage != stage
    }
    assert led == BY_DEED[stage]


@pytest.mark.parametrize("stage", Stage, ids=str.lower)
def test_whoever_may_not_handle_it_does_nothing_at_any_door(stage: Stage, people: dict[str, Person]) -> None:
    world = hung.world(stage, people["agent"], people["mate"])
    for name, door in DOORS.items():
        for other in OTHERS:
            if other in THEIRS.get(name, ()):
                continue
            for call in door(world, people[other], {}):
                refused, after, ticked, _ = tried(world, name, call)
                assert isinstance(refused, NotPermitted | NotFound), f"{name} by {other}"
                assert (after.ticket.stage, ticked) == (stage, set())


@pytest.mark.parametrize("role", [Role.AGENT, Role.TEAM_LEADER, Role.MANAGER])
def test_whoever_it_is_about_is_kept_out_whatever_their_role(agent: Person, role: str) -> None:
    accused = staff.person(role, team=agent.team)
    world = hung.world(Stage.CLARIFY, agent, accused)
    for name, door in DOORS.items():
        if name != "hearing.give_statement":
            for call in door(world, accused, {}):
                assert isinstance(tried(world, name, call)[0], NotPermitted | NotFound), name


@pytest.mark.parametrize(("stage", "must"), MUSTS, ids=lambda one: str(one).lower())
def test_what_the_desk_sees_nobody_ticks_by_hand(
    stage: Stage, must: str, agent: Person, manager: Person, mate: Person
) -> None:
    held = make.case(agent, stage)
    step, seen, _ = STEPS[stage]
    for by in (agent, manager):
        if must in seen.split():
            with pytest.raises(DeskError) as refused:
                tickets_actions.do_must(held.ticket, step=step, key=must, by=by)
            assert refused.value.code == "must_is_seen"
        else:
            assert tickets_actions.do_must(held.ticket, step=step, key=must, by=by).key == must
