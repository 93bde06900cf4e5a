"""The register is set right, and a person decides what kind of complaint it is."""

from typing import Any

import pytest

from tests.factories import complaints as make
from tests.factories import orders
from tests.frozen import Frozen
from yinuo.complaints.actions import changing
from yinuo.complaints.actions.details import Told
from yinuo.complaints.models import Complaint
from yinuo.complaints.rules.stages import LINK
from yinuo.core.errors import Invalid, NotFound, NotNow, NotPermitted
from yinuo.core.models import Event
from yinuo.staff.models import Person
from yinuo.tickets import queries as tickets
from yinuo.tickets.models import Link


@pytest.fixture(autouse=True)
def _manual(desk: Frozen) -> None:
    make.playbook()


def form(**said: Any) -> Told:
    """The register as it was filled, with some of it said otherwise."""
    filled: Told = {
        "account": make.ACCOUNT,
        "wanted": make.WANTED,
        "contact_name": "王先生",
        "contact_phone": make.PHONE,
    }
    return {**filled, **said}  # type: ignore[typeddict-item]


def change(complaint: Complaint, by: Person, version: int = 1, **said: Any) -> Complaint:
    """Set it right."""
    return changing.change_details(complaint=complaint, version=version, by=by, **form(**said))


def test_the_register_is_set_right(desk: Frozen, agent: Person, mate: Person) -> None:
    complaint = make.registered(agent, wanted="")
    recorded = complaint.recorded_at
    desk.move(minutes=5)
    changed = change(complaint, mate, account="前天就约好了", contact_phone="139 5555 0000")
    assert (changed.account, changed.contact_phone) == ("前天就约好了", "13955550000")
    kept = make.again(complaint)
    assert (kept.recorded_by, kept.recorded_at, kept.ticket.version) == (agent, recorded, 2)
    assert kept.ticket.headline == "时效 前天就约好了"
    assert "wanted" in make.ticked(complaint)
    event = Event.objects.get(kind="complaint.details_changed")
    assert event.data == {"fields": ["account", "contact_phone", "wanted"]}
    assert event.detail.values["was"]["account"] == make.ACCOUNT
    assert event.detail.values["is"]["wanted"] == make.WANTED
    for text, is_found in (("前天就约好", True), ("江宁配城", False), ("0000", True), ("6621", False)):
        assert (complaint.ticket in [hit.ticket for hit in tickets.search(agent, text).rows]) is is_found


def test_the_same_again_changes_nothing(agent: Person) -> None:
    complaint = make.registered(agent)
    assert change(complaint, agent, version=7).ticket.version == 1
    assert not Event.objects.filter(kind="complaint.details_changed").exists()


def test_of_two_forms_the_second_is_told_what_stands_there(agent: Person, mate: Person) -> None:
    complaint = make.registered(agent)
    change(complaint, agent, wanted="赔五十")
    with pytest.raises(NotNow, match="stale") as refused:
        change(complaint, mate, wanted="道歉")
    assert (refused.value.params["yours"], refused.value.params["current"]) == (1, 2)
    assert refused.value.params["values"]["wanted"] == "赔五十"
    assert change(complaint, mate, version=2, wanted="道歉").wanted == "道歉"


def test_another_respondent_is_kept_from_it(agent: Person, mate: Person, driver: Person) -> None:
    complaint = make.registered(agent, respondent=driver)
    change(complaint, agent, respondent=mate)
    assert make.ticket(complaint).barred == mate
    with pytest.raises(NotPermitted):
        change(make.again(complaint), mate, version=2, respondent=driver)
    change(complaint, agent, version=2)
    assert make.ticket(complaint).barred is None


def test_who_owns_it_hands_it_over_first(agent: Person) -> None:
    complaint = make.registered(agent)
    with pytest.raises(NotNow, match="cannot_bar_owner"):
        change(complaint, agent, respondent=agent)
    kept = make.again(complaint)
    assert (kept.respondent, kept.ticket.barred) == (None, None)


def test_the_order_is_found_later(agent: Person, outsider: Person) -> None:
    order, complaint = orders.confirmed(agent), make.registered(agent)
    change(complaint, agent, about=order.ticket)
    assert make.again(complaint).about == order.ticket
    line = Event.objects.get(kind="ticket.complained")
    assert (line.ticket_id, line.data) == (order.pk, {"complaint": complaint.pk, "type": "TIME"})
    theirs = make.registered(outsider)
    with pytest.raises(NotFound):
        change(theirs, outsider, about=order.ticket)


def test_of_a_wrong_order_nothing_is_left_on_it(agent: Person) -> None:
    """R129: neither joined nor complained of, and its timeline says so."""
    wrong, right = orders.confirmed(agent), orders.confirmed(agent, pickup_phone="13912345678")
    complaint = make.registered(agent, about=wrong.ticket)
    change(complaint, agent, about=right.ticket)
    joined = Link.objects.filter(ticket=complaint.pk, kind=LINK)
    assert list(joined.values_list("other_id", flat=True)) == [right.pk]
    lines = Event.objects.filter(kind__endswith="complained").order_by("id")
    assert [(one.kind, one.ticket_id) for one in lines] == [
        ("ticket.complained", wrong.pk),
        ("ticket.uncomplained", wrong.pk),
        ("ticket.complained", right.pk),
    ]
    assert lines[1].data == {"complaint": complaint.pk}
    change(complaint, agent, version=2)
    assert not joined.exists()
    assert [one.ticket_id for one in lines.all()][3:] == [right.pk]


def test_wrong_details_are_refused(agent: Person, outsider: Person) -> None:
    complaint = make.registered(agent)
    for said, field in (({"account": ""}, "account"), ({"goods": {"batch": "批" * 41}}, "goods.batch")):
        with pytest.raises(Invalid) as refused:
            change(complaint, agent, **said)
        assert refused.value.field == field
    with pytest.raises(NotPermitted):
        change(complaint, outsider, wanted="道歉")
    with pytest.raises(NotNow, match="complaint_not_in_stage"):
        change(make.at("CLOSED", agent), agent, wanted="道歉")


def test_a_person_decides_the_kind(agent: Person) -> None:
    """R124–R127, R146, R149–R151."""
    complaint = make.registered(agent)
    decided = {"type": "ATTITUDE", "cause": "DIGNITY", "manner": "ATTITUDE", "temper": "IRRITABLE"}
    changing.classify(complaint=complaint, by=agent, severity=3, **decided)  # type: ignore[arg-type]
    kept = make.again(complaint)
    assert (kept.type, kept.cause, kept.manner, kept.temper) == tuple(decided.values())
    assert kept.ticket.headline.startswith("服务态度 昨天")
    event = Event.objects.get(kind="complaint.classified")
    assert event.data == {**decided, "severity": 3}
    changing.classify(complaint=complaint, by=agent, type="ATTITUDE", severity=3)
    assert Event.objects.filter(kind="complaint.classified").count() == 1
    changing.classify(complaint=complaint, by=agent, temper="")
    assert make.again(complaint).temper == ""


def test_a_crisis_rises_once_and_is_taken_back_by_hand(agent: Person) -> None:
    complaint = make.registered(agent)
    assert changing.classify(complaint=complaint, by=agent, severity=4).is_crisis
    assert changing.classify(complaint=complaint, by=agent, severity=4, is_crisis=False).is_crisis
    assert Event.objects.filter(kind="complaint.crisis").count() == 1
    assert changing.classify(complaint=complaint, by=agent, severity=2).is_crisis
    assert not changing.classify(complaint=complaint, by=agent, is_crisis=False).is_crisis


def test_wrong_decisions_are_refused(agent: Person, outsider: Person) -> None:
    complaint = make.registered(agent)
    for said, code in (({"type": ""}, "required"), ({"temper": "MILD"}, "not_a_choice")):
        with pytest.raises(Invalid, match=code):
            changing.classify(complaint=complaint, by=agent, **said)  # type: ignore[arg-type]
    with pytest.raises(NotPermitted):
        changing.classify(complaint=complaint, by=outsider, severity=2)
    with pytest.raises(NotNow, match="complaint_not_in_stage"):
        changing.classify(complaint=make.at("CLOSED", agent), by=agent, severity=2)
