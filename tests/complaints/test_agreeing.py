"""The handling agreement: numbered, its PDF the same whoever makes it, signed once and then frozen (R202)."""

import re
from pathlib import Path

import pytest

from tests import papers as reading
from tests.complaints import deciding as make
from tests.factories import pictures
from tests.frozen import Frozen
from yinuo.complaints.actions import agreeing, carrying, ending
from yinuo.complaints.models import Agreement, AgreementPaper
from yinuo.complaints.queries import papers
from yinuo.complaints.rules.offers import Wish
from yinuo.core import clock
from yinuo.core.errors import DeskError, Invalid, NotFound, NotNow, NotPermitted
from yinuo.core.models import Event
from yinuo.customers.rules import Guest
from yinuo.messaging.actions import send_due
from yinuo.messaging.models import PretendMessage
from yinuo.staff.models import Person
from yinuo.tickets.models import Attachment

pytestmark = pytest.mark.usefixtures("frozen", "team_leader", "_connected")
PHONE = "13800006621"
GUEST = Guest(phone=PHONE)


@pytest.fixture
def _connected(_wired: None) -> None:
    make.connect()


@pytest.fixture
def made(agent: Person) -> Agreement:
    """An agreement about an apology and 120 yuan."""
    complaint = make.case(agent, restated="约好两点半，三点还没来提货")
    offer = make.accepted(complaint, agent, Wish("sorry"), Wish("money", 12_000, "误工"))
    return agreeing.make_agreement(offer=offer, by=agent)


def code_sent(agreement: Agreement, guest: Guest = GUEST) -> str:
    """The code on the customer's phone."""
    agreeing.send_signing_code(agreement=agreement, guest=guest, address="10.0.0.1")
    send_due(clock.now())
    found = re.search(r"\d{6}", PretendMessage.objects.filter(address=PHONE).latest("id").text)
    assert found
    return found[0]


def refusal(error: type[DeskError], agreement: Agreement, code: str, **said: object) -> str:
    given = {"guest": GUEST, "name": "王建国", "code": code, **said}
    with pytest.raises(error) as caught:
        agreeing.sign_by_link(agreement=agreement, **given)  # type: ignore[arg-type]
    return caught.value.code


def test_what_stands_in_it(made: Agreement, tmp_path: Path) -> None:
    """Head, number, both sides, the matter, each remedy with its sum, places to sign."""
    (tmp_path / "a.pdf").write_bytes(papers.paper(made))
    words = "".join(reading.pages(tmp_path / "a.pdf")).replace("\n", "")
    for part in (
        "投诉处理协议书",
        f"编号 {made.number}",
        "王先生",
        "约好两点半，三点还没来提货",
        "补偿金误工120元",
    ):
        assert part in words
    assert "乙方（客户签字）：" in words
    assert made.number == "A261120001"
    assert Event.objects.get(kind="complaint.agreement_made").data["number"] == made.number


def test_the_hash_is_of_the_paper(made: Agreement, frozen: Frozen) -> None:
    """Later it is the same to the byte, whatever would be drawn by then; changed bytes are noticed; one whose
    bytes were not kept is drawn again, and a changed word is noticed; erased words are gone.
    """
    frozen.move(days=30)
    again = Agreement.objects.get(pk=made.pk)
    assert papers.sha256(papers.paper(again)) == made.sha256
    again.content["sections"][2]["rows"][2][2] = "1200元"
    assert papers.sha256(papers.paper(again)) == made.sha256
    kept = AgreementPaper.objects.filter(agreement=made)
    kept.update(pdf="AAAA")
    with pytest.raises(NotNow, match="agreement_changed"):
        papers.paper(again)
    kept.delete()
    assert papers.sha256(papers.paper(Agreement.objects.get(pk=made.pk))) == made.sha256
    with pytest.raises(NotNow, match="agreement_changed"):
        papers.paper(again)
    again.content = {}
    with pytest.raises(NotFound, match="agreement_gone"):
        papers.paper(again)


def test_made_once(made: Agreement, agent: Person, driver: Person) -> None:
    """Made again it is the same; only of what the customer agreed to."""
    assert agreeing.make_agreement(offer=make.again(made.offer), by=agent).number == made.number
    open_ = make.told(make.case(agent), agent)
    with pytest.raises(NotNow, match="offer_not_in_state"):
        agreeing.make_agreement(offer=open_, by=agent)
    with pytest.raises(NotPermitted):
        agreeing.make_agreement(offer=open_, by=driver)


def test_signed_by_link(made: Agreement, tmp_path: Path) -> None:
    """With name and code from the customer's phone; frozen then; the same form twice signs once."""
    code = code_sent(made)
    signed = agreeing.sign_by_link(agreement=made, guest=GUEST, name="王建国", code=code)
    assert (signed.way, signed.signed_name, signed.signed_phone) == ("LINK", "王建国", PHONE)
    assert agreeing.sign_by_link(agreement=made, guest=GUEST, name="王建国", code=code).pk == made.pk
    assert refusal(NotNow, made, code, name="李四") == "agreement_frozen"
    assert refusal(NotNow, made, "000000") == "agreement_frozen"
    with pytest.raises(NotNow, match="agreement_frozen"):
        agreeing.send_signing_code(agreement=signed, guest=GUEST, address="10.0.0.1")
    assert Event.objects.filter(kind="complaint.agreement_signed").count() == 1
    (tmp_path / "s.pdf").write_bytes(papers.signed_paper(signed))
    words = "".join(reading.pages(tmp_path / "s.pdf")).replace("\n", "")
    assert made.sha256 in words
    assert "王建国" in words
    assert papers.sha256(papers.paper(signed)) == made.sha256


def test_no_code_no_signature(made: Agreement, agent: Person) -> None:
    """A wrong code, one for another agreement, another's case, no name: nothing is signed."""
    code = code_sent(made)
    assert refusal(Invalid, made, f"{(int(code) + 1) % 10**6:06}") == "code_wrong"
    assert refusal(NotFound, made, code, guest=Guest(phone="13900001111")) == "not_found"
    assert refusal(Invalid, made, code, name="") == "required"
    other = agreeing.make_agreement(offer=make.accepted(make.case(agent), agent), by=agent)
    assert refusal(Invalid, other, code) == "code_expired"
    assert not Agreement.objects.filter(signed_at__isnull=False).exists()


def test_the_link_alone_is_not_enough(agent: Person) -> None:
    """By the case's link too the code goes to the number that the complainant left."""
    complaint = make.case(agent)
    made = agreeing.make_agreement(offer=make.accepted(complaint, agent), by=agent)
    guest = Guest(ref=complaint.ticket.ref)
    code = code_sent(made, guest)
    assert agreeing.sign_by_link(agreement=made, guest=guest, name="王建国", code=code).signed_at
    landline = make.case(agent, contact_phone="051788001100")
    made = agreeing.make_agreement(offer=make.accepted(landline, agent), by=agent)
    with pytest.raises(NotNow, match="agreement_no_mobile"):
        agreeing.send_signing_code(agreement=made, guest=Guest(ref=landline.ticket.ref), address="10.0.0.1")


def test_signed_on_paper(made: Agreement, agent: Person, driver: Person) -> None:
    """The picture of the signed paper lies with the case under its hash; a second one is refused."""
    with pytest.raises(NotPermitted):
        agreeing.sign_on_paper(agreement=made, file=pictures.picture(), name="王建国", by=driver)
    signed = agreeing.sign_on_paper(
        agreement=made, file=pictures.picture(), name="王建国", by=agent, form_key="one"
    )
    assert signed.scan is not None
    assert (signed.way, signed.scan.ticket_id) == ("PAPER", made.offer.complaint_id)
    again = agreeing.sign_on_paper(
        agreement=made, file=pictures.picture(), name="王建国", by=agent, form_key="one"
    )
    assert again.signed_at == signed.signed_at
    with pytest.raises(NotNow, match="agreement_frozen"):
        agreeing.sign_on_paper(agreement=made, file=pictures.picture(), name="王建国", by=agent, form_key="2")
    assert made.offer.complaint.ticket.attachments.count() == 1


class Slow:
    """A picture that takes its time: the plan is changed while it is read."""

    def __init__(self, agreement: Agreement, by: Person) -> None:
        self.complaint, self.by = agreement.offer.complaint, by

    def read(self, size: int, /) -> bytes:
        carrying.change_plan(complaint=self.complaint, why="客户想要补发", by=self.by)
        return pictures.picture().read(size)


def test_a_plan_that_changes_while_the_paper_is_read(made: Agreement, agent: Person) -> None:
    """Refused after it, neither the picture nor its event stays."""
    with pytest.raises(NotNow, match="offer_replaced"):
        agreeing.sign_on_paper(agreement=made, file=Slow(made, agent), name="王建国", by=agent)
    assert not Attachment.objects.exists()
    assert not Event.objects.filter(kind="ticket.photo_added").exists()


def test_what_was_taken_back_or_planned_anew_is_signed_no_more(made: Agreement, agent: Person) -> None:
    """An agreement that binds nobody: neither by the code that was sent before, nor on paper."""
    code = code_sent(made)
    carrying.change_plan(complaint=made.offer.complaint, why="客户想要补发", by=agent)
    again = Agreement.objects.select_related("offer__complaint__ticket").get(pk=made.pk)
    assert refusal(NotNow, again, code) == "offer_replaced"
    with pytest.raises(NotNow, match="offer_replaced"):
        agreeing.send_signing_code(agreement=again, guest=GUEST, address="10.0.0.1")
    with pytest.raises(NotNow, match="offer_replaced"):
        agreeing.sign_on_paper(agreement=again, file=pictures.picture(), name="王建国", by=agent)
    assert not Attachment.objects.exists()


def test_nor_of_a_complaint_that_was_withdrawn(made: Agreement, agent: Person) -> None:
    ending.withdraw(complaint=made.offer.complaint, by=None, guest=GUEST)
    again = Agreement.objects.select_related("offer__complaint__ticket").get(pk=made.pk)
    assert refusal(NotNow, again, "123456") == "offer_replaced"
