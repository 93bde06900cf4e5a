"""Statements: asked once of each, given once by whom it was asked of, waived by a leader."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.complaints import clarifying as make
from tests.complaints.clarifying import at_work
from tests.factories import pictures, tickets
from tests.frozen import Frozen
from yinuo.complaints.actions import evidence, hearing, holding, moving, settling
from yinuo.complaints.models import Complaint, Statement
from yinuo.complaints.queries import files, respondent
from yinuo.complaints.rules import links
from yinuo.complaints.rules.stages import Stage
from yinuo.core import clock, db, uploads
from yinuo.core.errors import Invalid, NotFound, NotNow, NotPermitted
from yinuo.core.models import Event
from yinuo.staff.models import Person
from yinuo.tickets.models import Ticket

__all__ = ["at_work"]
pytestmark = pytest.mark.usefixtures("at_work")
ASKS = "13800006621 王先生说三点还没到，请说明桥北到货场的经过"


def upload(name: str, content: bytes = b"", colour: str = "red") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content or pictures.picture(colour=colour).read())


def ask(held: Complaint, by: Person, to: Person | None, asks: str = ASKS, **named: str) -> Statement:
    due_at = clock.now() + timedelta(hours=4)
    return hearing.ask_statement(complaint=held, to=to, asks=asks, due_at=due_at, by=by, **named)


def test_the_driver_is_heard_and_clarifying_may_end(agent: Person, driver: Person) -> None:
    held = make.case(agent, respondent=driver, done=True)
    held = moving.advance(complaint=held, to=Stage.CLARIFY, by=agent)
    assert "heard" not in make.done(held)
    asked = ask(held, agent, driver)
    assert ask(held, agent, driver).pk == asked.pk
    with pytest.raises(NotNow) as refused:
        ask(held, agent, driver, "还有什么要说明")
    assert refused.value.code == "statement_open"
    given = hearing.give_statement(statement=asked, said="桥北卸货排队，没有提前报备", by=driver)
    assert (given.state, given.said) == ("GIVEN", "桥北卸货排队，没有提前报备")
    assert "heard" in make.done(held)
    kinds = ["complaint.statement_asked", "complaint.statement_given", "ticket.must_done"]
    recorded = Event.objects.filter(ticket_id=held.pk, kind__in=kinds).order_by("id")
    assert [event.kind for event in recorded] == kinds
    assert recorded[0].data == {"statement": asked.pk, "to": driver.pk}


def test_what_was_said_stands(agent: Person, driver: Person) -> None:
    asked = ask(make.case(agent, Stage.CLARIFY, respondent=driver), agent, driver)
    hearing.give_statement(statement=asked, said="排队", by=driver)
    assert hearing.give_statement(statement=asked, said="排队", by=driver).said == "排队"
    with pytest.raises(NotNow) as refused:
        hearing.give_statement(statement=asked, said="没有排队", by=driver)
    assert refused.value.code == "statement_given"
    assert Event.objects.filter(kind="complaint.statement_given").count() == 1


def test_another_request_takes_the_tick_back(agent: Person, driver: Person, colleague: Person) -> None:
    held = make.case(agent, Stage.CLARIFY, respondent=driver)
    hearing.give_statement(statement=ask(held, agent, driver), said="排队", by=driver)
    later = ask(held, agent, colleague, "仓库几点放行？")
    assert "heard" not in make.done(held)
    hearing.give_statement(statement=later, said="两点", by=colleague)
    assert "heard" in make.done(held)


def test_a_witness_is_not_the_one_complained_about(agent: Person, driver: Person, colleague: Person) -> None:
    held = make.case(agent, Stage.CLARIFY, respondent=driver)
    hearing.give_statement(statement=ask(held, agent, colleague), said="两点", by=colleague)
    assert "heard" not in make.done(held)


def test_nobody_but_the_one_asked_gives_a_statement(
    agent: Person, driver: Person, manager: Person, team_leader: Person
) -> None:
    asked = ask(make.case(agent, Stage.CLARIFY, respondent=driver), agent, driver)
    for by in (agent, manager, team_leader):
        with pytest.raises(NotPermitted):
            hearing.give_statement(statement=asked, said="替他说", by=by)
    for slug in ("", links.statement_slug(asked.pk + 1), links.statement_slug(asked.pk)[:-1] + "!"):
        with pytest.raises(NotFound):
            hearing.give_statement(statement=asked, said="替他说", by=None, slug=slug)


def test_whoever_has_no_account_answers_by_the_link(agent: Person) -> None:
    held = make.case(agent, Stage.CLARIFY, respondent_name="老张")
    asked = ask(held, agent, None, to_name="老张", to_phone="139 0527 0099")
    assert asked.to_phone == "13905270099"
    slug = links.statement_slug(asked.pk)
    assert respondent.by_slug(slug).is_open
    hearing.give_statement(statement=asked, said="已经离职，当天堵车", by=None, slug=slug)
    read = respondent.by_slug(slug)
    assert (read.is_open, read.said) == (False, "已经离职，当天堵车")
    assert "heard" in make.done(held)


def test_a_leader_waives_and_late_words_are_refused(
    agent: Person, driver: Person, team_leader: Person
) -> None:
    held = make.case(agent, Stage.CLARIFY, respondent=driver)
    asked = ask(held, agent, driver)
    with pytest.raises(NotPermitted):
        hearing.waive(statement=asked, reason="联系不上", by=agent)
    waived = hearing.waive(statement=asked, reason="联系不上", by=team_leader)
    assert (waived.state, waived.waived_for) == ("WAIVED", "联系不上")
    assert "heard" in make.done(held)
    with pytest.raises(NotNow) as refused:
        hearing.give_statement(statement=asked, said="我来说明", by=driver)
    assert refused.value.code == "statement_waived"


def test_no_leader_waives_in_their_own_case(team_leader: Person, driver: Person, manager: Person) -> None:
    asked = ask(make.case(team_leader, Stage.CLARIFY, respondent=driver), team_leader, driver)
    with pytest.raises(NotNow) as refused:
        hearing.waive(statement=asked, reason="联系不上", by=team_leader)
    assert refused.value.code == "complaint_override_own"
    assert hearing.waive(statement=asked, reason="联系不上", by=manager).state == "WAIVED"


def test_everything_wrong_with_a_request_is_said_at_once(agent: Person) -> None:
    held = make.case(agent, Stage.CLARIFY)
    with pytest.raises(Invalid) as refused:
        hearing.ask_statement(complaint=held, asks=" ", due_at=clock.now(), by=agent, to_phone="12")
    found = {(one.field, one.code) for one in refused.value.faults}
    assert {("asks", "required"), ("due_at", "promise_due_past"), ("to_name", "required")} < found
    assert "to_phone" in {field for field, _ in found}


def test_whoever_left_is_asked_by_the_link_only(agent: Person, driver: Person) -> None:
    Person.objects.filter(pk=driver.pk).update(is_active=False)
    driver.refresh_from_db()
    with pytest.raises(Invalid) as refused:
        ask(make.case(agent, Stage.CLARIFY), agent, driver)
    assert refused.value.code == "statement_to_gone"


def test_after_the_decision_nobody_is_asked_and_of_a_closed_case_nothing_said(
    agent: Person, driver: Person
) -> None:
    with pytest.raises(NotNow):
        ask(make.case(agent, Stage.CARRY_OUT), agent, driver)
    held = make.case(agent, Stage.CLARIFY)
    asked = ask(held, agent, driver)
    Ticket.objects.filter(pk=held.pk).update(stage=Stage.CLOSED, closed_at=clock.now())
    with pytest.raises(NotNow) as refused:
        hearing.give_statement(statement=asked, said="排队", by=driver)
    assert refused.value.code == "complaint_not_in_stage"
    assert respondent.requests(driver) == []


def test_a_respondent_named_later_has_to_be_heard(agent: Person, driver: Person) -> None:
    held = make.case(agent, done=True)
    held = moving.advance(complaint=held, to=Stage.CLARIFY, by=agent)
    assert "heard" in make.done(held)
    with db.transaction():
        named = holding.hold(held)
        holding.put(named, respondent=driver)
        settling.settle(named, agent)
    assert "heard" not in make.done(held)


def test_what_a_leader_let_go_is_not_asked_for_again(
    agent: Person, driver: Person, team_leader: Person
) -> None:
    held = make.case(agent, Stage.CLARIFY, respondent=driver)
    moving.override(complaint=held, step="look", key="heard", reason="refuses", by=team_leader)
    ask(held, agent, driver)
    assert "heard" in make.done(held)


def test_the_one_asked_reads_what_is_needed_and_no_word_of_the_customer(
    agent: Person, driver: Person, mate: Person, frozen: Frozen
) -> None:
    about = tickets.ticket(number="261120021", waybill="YD1", headline="王先生 13800006621")
    held = make.case(agent, Stage.CLARIFY, respondent=driver, about=about)
    asked = ask(held, agent, driver)
    read = respondent.requests(driver)[0]
    assert (read.order_number, read.waybill, read.due_at) == ("261120021", "YD1", asked.due_at)
    shown = f"{read.asks}{read.complainant}{read.complainant_phone}"
    for hidden in ("王", "13800006621", "6621", "三点还没来"):
        assert hidden not in shown
    assert "桥北" in shown
    with pytest.raises(NotFound):
        respondent.request(mate, asked.pk)
    Complaint.objects.filter(pk=held.pk).update(may_tell=True)
    told = respondent.request(driver, asked.pk)
    assert (told.asks, told.complainant, told.complainant_phone) == (ASKS, "王先生", "13800006621")


@pytest.mark.parametrize("slug", ["", "x", "0" * 12, "-1abcdefghjkmn", "１abcdefghjkmn", "1" * 60])
def test_what_the_desk_never_made_opens_nothing(slug: str) -> None:
    assert links.statement_id_of(slug) is None
    with pytest.raises(NotFound):
        respondent.by_slug(slug)


def test_a_link_opens_its_own_request_under_present_and_former_keys(settings: object) -> None:
    slug = links.statement_slug(71)
    assert links.statement_id_of(slug) == 71
    assert links.statement_id_of("0" + slug) is None
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another"  # type: ignore[attr-defined]
    assert links.statement_id_of(slug) == 71
    assert links.statement_slug(71) != slug
    settings.SECRET_KEY_FALLBACKS = []  # type: ignore[attr-defined]
    assert links.statement_id_of(slug) is None


def test_what_proves_it_is_kept_with_its_hash(agent: Person, driver: Person) -> None:
    asked = ask(make.case(agent, Stage.CLARIFY, respondent=driver), agent, driver)
    handed = evidence.read([upload("一.jpg"), upload("又是它.jpg"), upload("单.pdf", pictures.pdf())])
    hearing.give_statement(statement=asked, said="排队", by=driver, files=handed)
    kept = files.given(asked)
    assert [(one.purpose, one.kind, one.by, one.name) for one in kept] == [
        ("statement", "image/jpeg", driver, "一.jpg"),
        ("statement", "application/pdf", driver, "单.pdf"),
    ]
    assert all(len(one.sha256) == 64 and uploads.path_of(one.sha256).exists() for one in kept)
    given = Event.objects.get(kind="complaint.statement_given")
    assert given.data == {"statement": asked.pk, "files": 2}
    hearing.give_statement(
        statement=asked, said="排队", by=driver, files=evidence.read([upload("二.jpg", colour="blue")])
    )
    assert len(files.given(asked)) == 2


def test_no_evidence_without_the_right_to_speak(agent: Person, driver: Person) -> None:
    """Whoever is not asked, after it was waived, or with no words: nothing of the file stays."""
    asked = ask(make.case(agent, Stage.CLARIFY, respondent=driver), agent, driver)
    handed = evidence.read([upload("一.jpg")])
    with pytest.raises(NotPermitted):
        hearing.give_statement(statement=asked, said="替他说", by=agent, files=handed)
    with pytest.raises(Invalid):
        hearing.give_statement(statement=asked, said=" ", by=driver, files=handed)
    with pytest.raises(Invalid) as many:
        hearing.give_statement(statement=asked, said="排队", by=driver, files=handed * 7)
    assert many.value.code == "too_many_files"
    Ticket.objects.filter(pk=asked.complaint_id).update(stage=Stage.CLOSED, closed_at=clock.now())
    with pytest.raises(NotNow):
        hearing.give_statement(statement=asked, said="排队", by=driver, files=handed)
    assert not files.given(asked)
    assert not asked.complaint.ticket.attachments.exists()
