"""What a dialog shows and nobody touches stays as it stands, also for who sees its numbers hidden."""

import re
from datetime import UTC, datetime
from typing import Any, Final

import pytest

from tests.complaints import carried
from tests.desk.complaints.walking import ask, kept, press, said, url
from tests.desk.tickets import parts
from tests.factories import complaints as make
from yinuo.complaints.actions import finding, weighing
from yinuo.complaints.models import Complaint, Offer, OfferItem, Weighing
from yinuo.desk.complaints.case.dialogs import Verb
from yinuo.desk.complaints.case.verbs import VERBS
from yinuo.staff.models import Person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk")]
REWRITES: Final = ("restate", "wait", "class", "details", "findings", "weighing", "offer")
"""The dialogs that write anew what stands in them."""
WHO: Final = ("agent", "team_leader")
"""Who owns it and reads it in full, and who sees it masked and is not asked what the register says."""
ADDS: Final = {"statement", "upload", "cover", "spot", "payment", "signature"}
"""Those that add something, once."""
LINES: Final = "司机 13955556678 没接\n后来 025-84001234 打回来"
CALLED: Final = "打 13955556678 没人接"
RIVER: Final = "+8613800006621 是江边仓库"
DUE: Final = datetime(2026, 11, 25, 15, 59, 59, tzinfo=UTC)
STARS: Final = "这里有遮住的号码，存了就找不回来。先点“显示完整资料”，再写全。"
MADE: Final = ("opinion", "text", "amount", "cost", "is_refusal", "ground")


@pytest.fixture
def case(agent: Person) -> Complaint:
    """Everything said of a case, with numbers, line breaks, sums and seconds in it."""
    goods = {"name": CALLED, "symptoms": LINES, "declared_value": 60050, "loss": 0}
    official: dict[str, Any] = {"official_from": "12345", "official_number": "T1", "official_due_at": DUE}
    one = make.at(
        "PROPOSE", agent, account=LINES, goods=goods, respondent_department="江北车队", severity=3, **official
    )
    Complaint.objects.filter(pk=one.pk).update(
        restated=LINES, restated_at=DUE, told_until=DUE, is_crisis=True
    )
    found = {"cause_found": LINES, "motive": CALLED, "core_demand": RIVER, "responsible": CALLED}
    finding.find(complaint=one, **found, degree="MOSTLY", by=agent)
    weighing.weigh(
        complaint=one, has_long_relation=True, may_buy_again=False, word_of_mouth=LINES, demand="FAIR",
        degree="MOSTLY", analysis={"known": f"{CALLED}\n{RIVER}"}, effects={"company_media": RIVER}, by=agent,
    )  # fmt: skip
    made = carried.offer(one, state="DRAFT", opinion=LINES, text=LINES, amount=5_050, cost=5_050)
    OfferItem.objects.create(offer=made, remedy="refund_freight", label="退还运费", amount=5_050, cost=5_050)
    OfferItem.objects.create(offer=made, remedy="apology", label="道歉", words=CALLED)
    return make.again(one)


def stands(case: Complaint) -> list[Any]:
    """Every column of the case and of its weighing, and what the newest proposal says."""
    offer = Offer.objects.filter(complaint=case).latest("pk")
    said = (
        [getattr(offer, name) for name in MADE],
        sorted(offer.items.values_list("remedy", "words", "amount", "cost")),
    )
    rows = (model.objects.filter(pk=case.pk).values().get() for model in (Complaint, Weighing))
    return [*rows, said]


def sent_back(client: Any, case: Complaint, noun: str, **typed: str) -> Any:
    """Open a dialog, type, press its button, as a browser sends it."""
    form = ask(client, url(case, noun))
    areas = re.findall(
        r'<textarea name="([^"]+)"', parts.text(client.get(url(case, noun), headers=parts.DIALOG))
    )
    filled = {
        name: value.replace("\n", "\r\n" if name in areas else "")
        for name, value in form.filled(**typed).items()
    }
    return client.post(form.action, filled, headers=parts.DIALOG)


def has_initial(verb: Verb) -> bool:
    return verb.initial is not Verb.__dataclass_fields__["initial"].default


@pytest.mark.parametrize(
    ("noun", "role"),
    [(noun, role) for noun in REWRITES for role in WHO if (noun, role) != ("details", "team_leader")],
)
def test_sent_back_untouched_it_changes_nothing(
    case: Complaint, browse: Any, request: pytest.FixtureRequest, noun: str, role: str
) -> None:
    person: Person = request.getfixturevalue(role)
    client, before = browse(person), stands(case)
    shows = parts.text(client.get(url(case, noun), headers=parts.DIALOG))
    assert ("13955556678" in shows) == (role == "agent" and noun not in ("class", "wait"))
    typed = {"is_confirmed": "on"} if noun == "restate" else {}
    sent = sent_back(client, case, noun, **typed)
    assert sent.status_code == 204, said(sent)
    assert stands(case) == before


def test_every_dialog_that_is_filled_at_first_is_known() -> None:
    """Whoever adds one says here what it does with what stands in it."""
    assert {noun for noun, verb in VERBS.items() if has_initial(verb)} == {*REWRITES, *ADDS}


def test_who_writes_over_hidden_numbers_keeps_them(case: Complaint, team_leader: Person, browse: Any) -> None:
    """Each of them is one that stands there."""
    known = ask(browse(team_leader), url(case, "weighing")).values["known"]
    assert sent_back(browse(team_leader), case, "weighing", known=f"先{known}").status_code == 204
    assert Weighing.objects.get(pk=case.pk).analysis == {"known": f"先{CALLED}{RIVER}"}


@pytest.mark.parametrize("typed", ["只打 138****6621", "改打 139****0000"])
def test_stars_are_never_stored(agent: Person, team_leader: Person, browse: Any, typed: str) -> None:
    """Of two numbers that look the same, and of one that does not stand there, the person decides in full."""
    case, client = make.at("CLARIFY", agent), browse(team_leader)
    found = {"motive": "急", "core_demand": "提走", "degree": "MOSTLY"}
    both = "13800006621 和 13811116621 都打过"
    finding.find(complaint=case, cause_found=both, **found, by=agent)
    refused = press(client, url(case, "findings"), cause_found=typed)
    assert (refused.status_code, said(refused)) == (422, [STARS])
    assert kept(refused, url(case, "findings"))["cause_found"] == typed
    assert make.again(case).cause_found == both
    assert client.post(f"/desk/{case.ticket.ref}/personal/").status_code in (204, 302)
    assert ask(client, url(case, "findings")).values["cause_found"] == both
    assert press(client, url(case, "findings"), cause_found="只打 13811116621").status_code == 204
    assert make.again(case).cause_found == "只打 13811116621"


def test_who_reads_it_in_full_may_hide_a_number(case: Complaint, agent: Person, browse: Any) -> None:
    assert sent_back(browse(agent), case, "findings", motive="打 139****6678 没人接").status_code == 204
    assert make.again(case).motive == "打 139****6678 没人接"


def test_what_was_revealed_meanwhile_is_not_written_over(
    case: Complaint, team_leader: Person, browse: Any
) -> None:
    """The dialog was opened masked and is sent after the data were shown in another tab."""
    client, before = browse(team_leader), stands(case)
    form = ask(client, url(case, "findings"))
    assert client.post(f"/desk/{case.ticket.ref}/personal/").status_code in (204, 302)
    assert client.post(form.action, form.values, headers=parts.DIALOG).status_code == 204
    assert stands(case) == before
