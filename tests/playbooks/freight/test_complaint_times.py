"""By when a complaint is answered, and what customers, drivers and colleagues are told."""

from datetime import timedelta

import pytest

from tests.playbooks.freight.conftest import CHAPTERS
from yinuo.complaints.rules import stages
from yinuo.messaging.rules import compose
from yinuo.playbooks.rules import schema, texts
from yinuo.playbooks.rules.vocabulary import VARIABLES

COMPLAINT = {name: variable.example for name, variable in VARIABLES.items()} | {"serial": "C261120004"}
NOTICES = [
    "complaint_received",
    "complaint_wait",
    "complaint_offer",
    "complaint_agreement",
    "complaint_done",
    "complaint_not_reached",
    "complaint_closed",
    "suggestion_received",
    "suggestion_answered",
    "praise_received",
    "praise_answered",
    "praise_told_driver",
    "complaint_chase",
    "complaint_crisis_sms",
    "statement_link",
]


def test_every_message_is_looked_at(freight: schema.Playbook) -> None:
    sent = {item.key for item in freight.notices if item.chapter in CHAPTERS and item.channel == "sms"}
    assert sent == set(NOTICES)


@pytest.mark.parametrize("key", NOTICES)
def test_messages_fit_with_the_signature(freight: schema.Playbook, key: str) -> None:
    """R070: one message where the manual says so, with usual values and the company's signature."""
    notice = freight.notice(key)
    made = compose(notice, COMPLAINT, signature="【启程货运】")
    assert made.fits, (made.text, made.measure)
    assert made.measure.units <= notice.limit
    assert "{" not in made.text


@pytest.mark.parametrize("key", [key for key in NOTICES if key not in ("statement_link", "complaint_chase")])
def test_messages_leave_without_a_link_and_a_name(freight: schema.Playbook, key: str) -> None:
    """A company that has not said its site, a complainant without a name: nothing gapes, nothing dangles."""
    bare = COMPLAINT | {"case_link": "", "customer": ""}
    text = freight.notice(key).text
    assert texts.gaps(text, bare) == ()
    told = texts.fill(text, bare)
    assert not told.startswith("，")
    assert "点 " not in told


def test_notices_of_the_desk_have_every_value(freight: schema.Playbook) -> None:
    for notice in (item for item in freight.notices if item.chapter in CHAPTERS and item.channel == "desk"):
        assert texts.gaps(notice.text, COMPLAINT) == (), notice.key
        assert len(texts.fill(notice.text, COMPLAINT)) <= 100, notice.key


def test_the_message_to_the_driver_is_the_manuals(freight: schema.Playbook) -> None:
    """R173 R174, to the letter; a copy goes to the fleet manager."""
    values = {
        "customer_word": "客户",
        "order_serial": "110310284",
        "shipper": "王先生",
        "pieces": "15件",
        "goods": "配件",
        "agent": "8011",
    }
    chase = freight.notice("complaint_chase")
    assert texts.fill(chase.text, values) == (
        "110310284王先生15件配件尚未提，已超时效，客户已来电催提货，请速处理。8011"
    )
    assert (chase.to, [copy.to for copy in chase.copy_to]) == (("driver",), ["dispatcher"])


def test_whom_a_complaint_is_about_never_reads_who_complains(freight: schema.Playbook) -> None:
    """R171, issue 6 part 7: neither name nor number of the complainant, nor the case's own page."""
    known = {"customer", "shipper", "shipper_name", "shipper_phone", "consignee_phone", "case_link", "wanted"}
    for notice in (item for item in freight.notices if "respondent" in item.to):
        assert not known & set(notice.variables), notice.key


@pytest.mark.parametrize(
    ("key", "on", "within", "clock"),
    [
        ("complaint_acknowledge", "complaint.registered", timedelta(minutes=20), "working"),
        ("complaint_same_day", "complaint.registered", timedelta(hours=4), "working"),
        ("complaint_refund_law", "complaint.moved", timedelta(days=15), "elapsed"),
        ("complaint_approval", "complaint.offer_asked", timedelta(minutes=30), "working"),
        ("complaint_call_back", "complaint.moved", timedelta(hours=8), "working"),
    ],
)
def test_every_deadline_warns_and_rises(
    freight: schema.Playbook, key: str, on: str, within: timedelta, clock: str
) -> None:
    """R155 R163 R166 R180 R218; domain B9."""
    promise = freight.promise(key)
    assert on in promise.on
    assert (promise.within, promise.clock) == (within, clock)
    assert promise.warn
    told = {role for level in promise.late for role in level.notify}
    assert "owner" in told
    assert told & {"team_leader", "manager"}


def test_the_authoritys_deadline_comes_first(freight: schema.Playbook) -> None:
    """Regulators' deadlines above all, from the date they set; the manager is told at once."""
    first = next(promise for promise in freight.promises if promise.chapter == "complaint_times")
    assert (first.key, first.due_from) == ("complaint_official", ("complaint.official_due_at",))
    assert "manager" in first.late[0].notify


def test_the_laws_deadline_is_that_of_the_law(freight: schema.Playbook) -> None:
    """R155 R163, domain B9: seven days, said in one place only."""
    promise = freight.promise("complaint_law")
    assert (promise.due_from, promise.within) == (("complaint.law_due_at",), None)
    (law,) = freight.legal_for("deadline", "time")
    assert law.within == timedelta(days=7)
    assert promise.warn
    assert {"owner", "team_leader", "manager"} <= set(promise.late[0].notify)


def test_the_word_to_the_customer_is_opened_by_hand(freight: schema.Playbook) -> None:
    """R155 R182."""
    word = freight.promise(stages.WORD)
    assert word.is_by_hand
    assert word.kinds == ("complaint",)
