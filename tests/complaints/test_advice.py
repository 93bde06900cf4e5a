"""What stands beside the work: the stage's steps, who did what, this customer's phrases, what binds now."""

from datetime import timedelta

import pytest

from tests.complaints import clarifying as make
from tests.complaints.clarifying import at_work
from tests.frozen import Frozen
from yinuo.complaints.actions import finding, moving, weighing
from yinuo.complaints.models import Complaint
from yinuo.complaints.queries import advice as advising
from yinuo.complaints.queries.advice import Advice
from yinuo.complaints.rules.stages import WORD, Stage
from yinuo.complaints.rules.weighing import Stance
from yinuo.core import clock
from yinuo.promises import actions as promises
from yinuo.staff.models import Person
from yinuo.tickets import actions as tickets
from yinuo.tickets.models import Ticket

__all__ = ["at_work"]
pytestmark = pytest.mark.usefixtures("at_work")


def of(held: Complaint, person: Person) -> Advice:
    return advising.advice(make.again(held.pk), person)


def test_the_steps_of_the_stage_say_who_did_what_and_what_is_left(agent: Person, frozen: Frozen) -> None:
    held = make.case(agent)
    tickets.do_must(held.ticket, step="listen", key="calmed", by=agent)
    said = of(held, agent)
    assert [step.step.key for step in said.steps] == ["listen"]
    done = {must.state.key: must.state for must in said.steps[0].musts}
    assert (done["calmed"].done_by, done["calmed"].done_at) == ("李敏", clock.now())
    assert said.left == ("account", "wanted", "restated", "told_wait")
    assert (said.stage, said.onward) == (Stage.ACCEPT, (Stage.CLARIFY,))
    assert {"order", "wanted"} <= set(said.lacking)


def test_what_was_let_go_shows_in_this_stage_and_ever_after(
    agent: Person, team_leader: Person, frozen: Frozen
) -> None:
    held = make.case(agent)
    moving.override(complaint=held, step="listen", key="restated", reason="refuses", by=team_leader)
    musts = {must.state.key: must.override for must in of(held, agent).steps[0].musts}
    marked = musts["restated"]
    assert marked is not None
    assert (marked.reason, marked.by, musts["wanted"]) == ("客户拒绝", team_leader, None)
    Ticket.objects.filter(pk=held.pk).update(stage=Stage.CLOSED, closed_at=clock.now())
    assert [row.key for row in of(held, agent).overrides] == ["restated"]


def test_an_irritable_customer_has_their_own_tone_and_phrases(agent: Person) -> None:
    calm, hot = make.case(agent), make.case(agent, temper="IRRITABLE")
    assert [phrase.key for phrase in of(calm, agent).phrases] == ["sorry"]
    said = of(hot, agent)
    assert [phrase.key for phrase in said.phrases] == ["sorry", "promise"]
    assert [strategy.tone for strategy in said.strategies] == ["慢、稳"]
    assert said.avoid == ("反驳",)
    assert of(calm, agent).avoid == ()


def test_the_checklist_comes_with_its_answers_and_coverage(agent: Person) -> None:
    held = make.case(agent, Stage.CLARIFY, type="DAMAGE")
    finding.answer_question(complaint=held, key="when", text="昨天三点", by=agent)
    said = of(held, agent)
    assert [(one.question.key, one.answer) for one in said.checklist] == [
        ("when", "昨天三点"),
        ("wish", ""),
        ("batch", ""),
    ]
    assert (said.coverage.percent, said.coverage.required_left) == (33, ("批号",))


def test_an_authoritys_deadline_stands_above_all(agent: Person, frozen: Frozen) -> None:
    now = clock.now()
    held = make.case(agent, Stage.CLARIFY, official_due_at=now + timedelta(days=3), official_from="12345热线")
    for key, hours in (("callback", 30), (WORD, 2)):
        due_at = now + timedelta(hours=hours)
        promises.give_word(ticket=held.ticket, key=key, label="答复客户", due_at=due_at, by=agent)
    found = of(held, agent).deadlines
    assert [(one.source, one.at - now) for one in found] == [
        ("official", timedelta(days=3)),
        ("promise", timedelta(hours=2)),
        ("promise", timedelta(hours=30)),
    ]
    assert found[0].label == "12345热线"
    Ticket.objects.filter(pk=held.pk).update(stage=Stage.CARRY_OUT)
    assert [one.source for one in of(held, agent).deadlines] == ["promise", "promise"]
    Ticket.objects.filter(pk=held.pk).update(stage=Stage.CLOSED, closed_at=now)
    assert of(held, agent).deadlines == ()


def test_the_five_answers_are_told_in_plain_words(agent: Person) -> None:
    held = make.case(agent, Stage.PROPOSE)
    assert of(held, agent).meaning is None
    weighing.weigh(
        complaint=held,
        has_long_relation=False,
        may_buy_again=False,
        word_of_mouth="没有",
        demand="EXCESSIVE",
        degree="NONE",
        by=agent,
    )
    said = of(held, agent)
    assert said.meaning is not None
    assert said.meaning.stance == Stance.NO
    assert said.weighed is not None
    assert said.weighed.by == agent


def test_what_this_person_may_do_depends_on_the_case(
    agent: Person, mate: Person, team_leader: Person, auditor: Person
) -> None:
    held = make.case(agent)
    can = {one: of(held, one) for one in (agent, mate, team_leader, auditor)}
    assert [can[one].may_handle for one in can] == [True, True, True, False]
    assert [can[one].may_let_go for one in can] == [False, False, True, False]
    assert not any(one.may_transfer for one in can.values())
    make.finish(held.ticket)
    assert [of(held, one).may_transfer for one in can] == [True, False, True, False]
    Complaint.objects.filter(pk=held.pk).update(transfers=1)
    assert [of(held, one).may_transfer for one in can] == [False, False, True, False]
    Ticket.objects.filter(pk=held.pk).update(owner=team_leader)
    assert not of(held, team_leader).may_let_go


def test_a_desk_without_a_manual_still_shows_the_case(agent: Person) -> None:
    held = make.case(agent, Stage.PROPOSE)
    Ticket.objects.filter(pk=held.pk).update(playbook_version=None)
    said = of(held, agent)
    assert (said.steps, said.left, said.onward) == ((), (), ())
