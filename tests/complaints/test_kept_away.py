"""What a case tells our own people passes by whomever it is about (R141, R171; issue 6, part 7)."""

import pytest

from tests.complaints import carried
from tests.factories import complaints as make
from tests.factories import staff
from yinuo.approvals import actions as approvals
from yinuo.complaints.actions import calming, carrying, changing
from yinuo.messaging.models import Notice, Reminder
from yinuo.promises.models import Promise
from yinuo.staff.models import Person, Role
from yinuo.tickets.models import Ticket

pytestmark = pytest.mark.usefixtures("desk")


def reminded() -> set[Person]:
    return {row.person for row in Reminder.objects.select_related("person")}


def test_a_leader_complained_about_is_not_called_in(agent: Person, team_leader: Person) -> None:
    """Neither by name nor in their role: the next one hears of it, here the manager."""
    manager = staff.person(Role.MANAGER, staff_number="9001", phone="13905270009")
    held = make.registered(agent, respondent=team_leader)
    calming.call_leader(complaint=held, by=agent)
    figures = {"about": "remedy", "offer": 0}
    approvals.ask(
        ticket=held.ticket,
        key="k",
        label="补偿",
        role="team_leader",
        figures=figures,
        reason="x",
        by=agent,
    )
    assert team_leader not in reminded()
    assert manager in reminded()


def test_a_manager_complained_about_gets_no_word_of_the_crisis(agent: Person) -> None:
    """Their screen and their telephone stay silent; another manager is told."""
    one, other = (
        staff.person(Role.MANAGER, staff_number=f"900{at}", phone=f"1390527000{at}") for at in (1, 2)
    )
    make.registered(agent, respondent=one, severity=4)
    assert (one in reminded(), other in reminded()) == (False, True)
    told = Notice.objects.filter(key="complaint_crisis_sms").values_list("to_person", flat=True)
    assert list(told) == [other.pk]


def test_departments_tasks_are_kept_from_a_respondent_named_later(agent: Person, mate: Person) -> None:
    """And open again to whom it is not about any more; what they had in hand is somebody else's to keep."""
    carried.playbook()
    held, (chore,) = carried.given_out(agent)
    carrying.receive(chore=chore, by=mate)
    told = {name: getattr(held, name) for name in ("account", "contact_name", "contact_phone")}
    for respondent in (mate, None):
        held = carried.again(held.pk)
        version = held.ticket.version
        changing.change_details(complaint=held, version=version, by=agent, respondent=respondent, **told)
        task = Ticket.objects.get(pk=chore.ticket_id)
        assert (task.barred, task.given_to) == (respondent, None)
    keeper = Promise.objects.get(ticket=task, state=Promise.State.OPEN).assignee
    assert keeper == agent
