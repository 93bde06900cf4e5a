"""Every verb of a case's page, by its own form: what it does, once, for whom, and when it is refused."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.complaints import carried, deciding
from tests.factories import complaints as make
from tests.frozen import Frozen
from tests.portal.complaints import cases, forms
from tests.portal.following.conftest import SHIPPER, STRANGER
from tests.portal.test_verifying import received as code_on
from yinuo.complaints.actions import agreeing
from yinuo.complaints.models import Agreement, Mood, Offer, Rating
from yinuo.complaints.rules.offers import Wish
from yinuo.complaints.rules.stages import Stage
from yinuo.core import clock
from yinuo.core.models import Event
from yinuo.staff.models import Person

Known = Callable[[str], Client]


def count(kind: str) -> int:
    return Event.objects.filter(kind=f"complaint.{kind}").count()


def test_agreeing_with_a_choice(theirs: Client, agent: Person) -> None:
    """R254: one of the options; a lost reply changes nothing; what was chosen stands on the page."""
    options = (Wish("money", 3_000, "", True), Wish("discount", 5_000, "", True))
    offer = cases.told(agent, Wish("sorry"), *options)
    address = f"{cases.base(offer.complaint)}/offer/"
    none = forms.press(theirs, address, "accept")
    assert none.status_code == 422
    assert "请在 2 个办法里选一个" in none.content.decode()
    wanted = offer.items.get(remedy="money")
    form = forms.filled(theirs.get(address).content.decode(), address, "accept", chosen=str(wanted.pk))
    for _ in range(2):
        assert theirs.post(address, form)["Location"] == f"{cases.base(offer.complaint)}/"
    offer = deciding.again(offer)
    assert (offer.state, offer.amount, count("offer_accepted")) == (Offer.State.ACCEPTED, 3_000, 1)
    event = Event.objects.get(kind="complaint.offer_accepted")
    assert (event.actor_id, event.door, event.data["way"]) == (None, "portal", "PAGE")
    page = theirs.get(f"{cases.base(offer.complaint)}/").content.decode()
    assert "您已同意" in page
    assert "50 元" not in page


@pytest.mark.parametrize(
    ("do", "words", "kept"), [("other", "想要退运费", "想要退运费"), ("refuse", "", "不同意这个方案。")]
)
def test_asking_for_something_else_and_refusing(
    theirs: Client, agent: Person, do: str, words: str, kept: str
) -> None:
    """R217 R219: what they want stands in their words; it is said once."""
    offer = cases.told(agent)
    address = f"{cases.base(offer.complaint)}/offer/"
    form = forms.filled(theirs.get(address).content.decode(), address, do, words=words)
    for _ in range(2):
        assert theirs.post(address, form).status_code == 302
    offer = deciding.again(offer)
    assert (offer.state, offer.answer, count("offer_declined")) == (Offer.State.DECLINED, kept, 1)
    late = theirs.post(address, {**form, "do": "accept"})
    assert late.status_code == 409
    assert "已经有了答复" in late.content.decode()


def test_something_else_needs_words(theirs: Client, agent: Person) -> None:
    """R217: what else is asked for; nothing is decided without."""
    offer = cases.told(agent)
    answer = forms.press(theirs, f"{cases.base(offer.complaint)}/offer/", "other")
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.content.decode()
    assert deciding.again(offer).state == Offer.State.TOLD


def test_a_form_about_a_replaced_offer_binds_to_nothing(theirs: Client, agent: Person) -> None:
    """R254: whoever reads an old page and presses has not agreed to the new offer."""
    offer = cases.told(agent)
    address = f"{cases.base(offer.complaint)}/offer/"
    form = forms.filled(theirs.get(address).content.decode(), address, "accept")
    newer = deciding.told(make.again(offer.complaint), agent, Wish("money", 1_000))
    answer = theirs.post(address, form)
    assert answer.status_code == 409
    assert "10 元" in answer.content.decode()
    assert "下面是最新的" in answer.content.decode()
    assert deciding.again(newer).state == Offer.State.TOLD


@pytest.mark.parametrize("had", [0, 1])
def test_an_offer_that_is_drawn_up_anew_is_taken_back(theirs: Client, agent: Person, had: int) -> None:
    """R254: while there is no new one, none is promised below; an answer that came before does not count."""
    offer = cases.told(agent)
    address = f"{cases.base(offer.complaint)}/offer/"
    if had:
        forms.press(theirs, address, "other", words="想要退运费")
        offer = deciding.told(make.again(offer.complaint), agent, Wish("money", 2_000))
    form = forms.filled(theirs.get(address).content.decode(), address, "accept")
    deciding.offered(make.again(offer.complaint), agent, Wish("money", 1_000))
    answer = theirs.post(address, form)
    assert answer.status_code == 409
    shows = answer.content.decode()
    assert "您刚才看的方案已经收回" in shows
    assert "下面是最新的" not in shows
    assert count("offer_accepted") == 0


@pytest.mark.parametrize("part", ["offer", "agreement", "agreement.pdf", "rate", "reopen", "withdraw"])
def test_what_binds_asks_for_the_proved_number(
    client: Client, known: Known, agent: Person, desk: Frozen, part: str
) -> None:
    """R202: neither the bare link nor another's number; and nothing happens."""
    offer = cases.told(agent)
    address = f"{cases.base(offer.complaint)}/{part}" + ("" if "." in part else "/")
    for browser in (client, known(STRANGER)):
        told = [browser.get(address)] + (
            [] if "." in part else [browser.post(address, {"do": "accept", "offer": offer.pk})]
        )
        for answer in told:
            assert answer.status_code == 403
            assert "138****6621" in answer.content.decode()
            assert offer.text not in answer.content.decode()
    assert deciding.again(offer).state == Offer.State.TOLD


def test_the_link_is_enough_where_nobody_s_number_stands(client: Client, agent: Person, desk: Frozen) -> None:
    """R005: an anonymous case is answered by whoever holds its link."""
    offer = cases.told(agent, is_anonymous=True, contact_phone="", contact_name="", by_ref=True)
    assert forms.press(client, f"{cases.base(offer.complaint)}/offer/", "accept").status_code == 302
    assert deciding.again(offer).state == Offer.State.ACCEPTED


def test_a_landline_is_told_to_ring(client: Client, agent: Person, desk: Frozen) -> None:
    """R202: no code reaches it, so no page pretends that one would."""
    offer = cases.told(agent, contact_phone="02584567788")
    page = client.get(f"{cases.base(offer.complaint)}/offer/")
    assert page.status_code == 403
    assert "收不到验证码" in page.content.decode()
    assert "/p/verify/?next=/c/" not in page.content.decode()


def test_reading_and_signing_the_agreement(theirs: Client, agent: Person) -> None:
    """R202: the paper, the code to the number of the case, the name; once; the PDF before and after."""
    offer = cases.told(agent)
    base = cases.base(offer.complaint)
    assert theirs.get(f"{base}/agreement/").status_code == 404
    forms.press(theirs, f"{base}/offer/", "accept")
    made = agreeing.make_agreement(offer=deciding.again(offer), by=agent)
    assert f"{base}/agreement/" in theirs.get(f"{base}/").content.decode()
    pdf = theirs.get(f"{base}/agreement.pdf")
    assert (pdf["Content-Type"], pdf.content[:5], pdf["Cache-Control"]) == (
        "application/pdf",
        b"%PDF-",
        "private, no-store",
    )
    address = f"{base}/agreement/"
    page = theirs.get(address).content.decode()
    assert made.number in page
    assert "50元" in page
    sent = theirs.post(address, forms.filled(page, address, "code", name="王建国"))
    assert "验证码已发出" in sent.content.decode()
    wrong = theirs.post(address, forms.filled(sent.content.decode(), address, "sign", code="000000"))
    assert wrong.status_code == 422
    form = forms.filled(wrong.content.decode(), address, "sign", code=code_on(SHIPPER))
    for _ in range(2):
        assert theirs.post(address, form)["Location"] == f"{base}/"
    made = Agreement.objects.get()
    assert (made.signed_name, made.signed_phone, made.way, count("agreement_signed")) == (
        "王建国",
        SHIPPER,
        "LINK",
        1,
    )
    assert "王建国 签于" in theirs.get(address).content.decode()
    assert theirs.get(f"{base}/agreement.pdf").content != pdf.content


def test_rating_how_fair_it_was(theirs: Client, agent: Person) -> None:
    """R165 R183: overall, result, process, treatment, words; once a round."""
    cases.playbook()
    case = carried.to_call_back(agent, contact_phone=SHIPPER)
    address = f"{cases.base(case)}/rate/"
    assert forms.press(theirs, address).status_code == 422
    said = {"overall": "5", "result": "4", "process": "3", "treatment": "5", "words": "谢谢"}
    form = forms.filled(theirs.get(address).content.decode(), address, **said)
    for _ in range(2):
        assert theirs.post(address, form).status_code == 302
    rating = Rating.objects.get()
    assert (rating.overall, rating.result, rating.process, rating.treatment) == (5, 4, 3, 5)
    assert (rating.words, rating.is_satisfied, rating.way, rating.by) == ("谢谢", True, "PAGE", None)
    assert "谢谢您的评价" in theirs.get(address).content.decode()
    assert "已评价" in theirs.get(f"{cases.base(case)}/").content.decode()
    assert theirs.post(address, {**form, "overall": "4"}).status_code == 409


def test_satisfied_and_then_not_done_after_all(theirs: Client, agent: Person) -> None:
    """R205: the money never came: said on the same page before the end, the last word counts."""
    cases.playbook()
    case = carried.to_call_back(agent, contact_phone=SHIPPER)
    address = f"{cases.base(case)}/rate/"
    assert forms.press(theirs, address, overall="5").status_code == 302
    assert "又有没办好的，告诉我们" in theirs.get(f"{cases.base(case)}/").content.decode()
    form = forms.filled(theirs.get(address).content.decode(), address, overall="5", left="钱没到")
    for _ in range(2):
        assert theirs.post(address, form).status_code == 302
    case, rating = make.again(case), Rating.objects.get()
    assert (case.ticket.stage, case.round, count("rated"), count("unsatisfied")) == (Stage.PROPOSE, 2, 2, 1)
    assert (rating.round, rating.overall, rating.left, rating.is_satisfied) == (1, 5, "钱没到", False)
    first = Event.objects.filter(kind="complaint.rated").earliest("id")
    assert first.data == {"overall": 5, "satisfied": True, "round": 1}
    assert "商量方案" in theirs.get(f"{cases.base(case)}/").content.decode()


def test_who_is_not_satisfied_gets_another_round(theirs: Client, agent: Person) -> None:
    """R165 R212: something is left, so it goes back to the proposal, one level higher."""
    cases.playbook()
    case = carried.to_call_back(agent, contact_phone=SHIPPER)
    form = forms.press(theirs, f"{cases.base(case)}/rate/", overall="4", left="钱还没到")
    assert form.status_code == 302
    case = make.again(case)
    assert (case.ticket.stage, case.round, case.level) == (Stage.PROPOSE, 2, 1)
    page = theirs.get(f"{cases.base(case)}/").content.decode()
    assert "商量方案" in page
    assert "/rate/" not in page


def test_rating_waits_for_the_end(theirs: Client, agent: Person) -> None:
    """R165: before the call-back there is no form; what is sent all the same is refused."""
    offer = cases.told(agent)
    address = f"{cases.base(offer.complaint)}/rate/"
    page = theirs.get(address).content.decode()
    assert "办完以后再请您评价" in page
    assert address not in {one.action for one in forms.forms(page)}
    assert theirs.post(address, {"overall": "5"}).status_code == 409
    assert not Rating.objects.exists()


def test_opening_it_again_within_the_set_time(theirs: Client, agent: Person, frozen: Frozen) -> None:
    """R212: what is left, in words; once; and no more after thirty days."""
    cases.playbook()
    case = carried.case(
        agent, Stage.CLOSED, outcome="SATISFIED", closed_at=clock.now(), contact_phone=SHIPPER
    )
    address = f"{cases.base(case)}/reopen/"
    assert forms.press(theirs, address).status_code == 422
    form = forms.filled(theirs.get(address).content.decode(), address, why="又迟到了")
    for _ in range(2):
        assert theirs.post(address, form).status_code == 302
    assert (make.again(case).ticket.stage, count("reopened")) == (Stage.PROPOSE, 1)
    other = carried.case(
        agent, Stage.CLOSED, outcome="SATISFIED", closed_at=clock.now(), contact_phone=SHIPPER
    )
    frozen.move(days=31)
    late = f"{cases.base(other)}/reopen/"
    assert late not in {one.action for one in forms.forms(theirs.get(late).content.decode())}
    refused = theirs.post(late, {"why": "又迟到了"})
    assert refused.status_code == 409


def test_whoever_comes_back_furious_calls_for_a_leader(theirs: Client, agent: Person) -> None:
    """R212: the words on the page are a point of the line: it rises, a leader is wanted."""
    cases.playbook()
    case = carried.case(
        agent, Stage.CLOSED, outcome="SATISFIED", closed_at=clock.now(), contact_phone=SHIPPER
    )
    Mood.objects.create(complaint=case, feeling=4, at=clock.now(), by=agent)
    assert forms.press(theirs, f"{cases.base(case)}/reopen/", why="你们骗子！气死我了").status_code == 302
    assert list(Mood.objects.order_by("id").values_list("feeling", "by")) == [(4, agent.pk), (1, None)]
    event = Event.objects.get(kind="complaint.mood_noted")
    assert (event.door, event.data) == ("portal", {"feeling": 1, "rising": True})


def test_taking_it_back_with_a_reason(theirs: Client, agent: Person) -> None:
    """R180: a reason of the customer's own, once; an agent's reasons are not offered."""
    offer = cases.told(agent)
    case = offer.complaint
    address = f"{cases.base(case)}/withdraw/"
    page = theirs.get(address).content.decode()
    assert "坐席劝说撤回" not in page
    assert forms.press(theirs, address).status_code == 422
    assert forms.press(theirs, address, reason="other").status_code == 422
    assert theirs.post(address, {"reason": "tired"}).status_code == 422
    form = forms.filled(page, address, reason="solved", note="司机来过了")
    for _ in range(2):
        assert theirs.post(address, form).status_code == 302
    case = make.again(case)
    assert (case.outcome, case.ticket.stage, count("withdrawn")) == ("WITHDRAWN", Stage.CLOSED, 1)
    assert "您撤回了这件投诉" in theirs.get(f"{cases.base(case)}/").content.decode()


def test_what_ended_otherwise_is_not_taken_back(theirs: Client, agent: Person) -> None:
    """R180: there is no form, and what is sent all the same is refused."""
    cases.playbook()
    case = carried.case(
        agent, Stage.CLOSED, outcome="SATISFIED", closed_at=clock.now(), contact_phone=SHIPPER
    )
    address = f"{cases.base(case)}/withdraw/"
    assert "不用再撤回" in theirs.get(address).content.decode()
    assert theirs.post(address, {"note": "算了"}).status_code == 409
