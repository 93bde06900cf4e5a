"""Two people fill in the same dialog: whoever comes second sees both, loses nothing, and decides."""

from typing import Any

import pytest

from tests.desk.complaints.walking import ask, do, kept, said, url
from tests.desk.orders import browsing
from tests.desk.tickets import parts
from tests.factories import complaints as make
from yinuo.complaints.models import Complaint
from yinuo.staff.models import Person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk")]
FOUND = {"cause_found": "排队没报备", "motive": "急着装车", "core_demand": "今天提走", "degree": "MOSTLY"}
WEIGHED = {
    "has_long_relation": "1", "may_buy_again": "1", "word_of_mouth": "汽配城里都认识", "demand": "FAIR",
    "degree": "MOSTLY",
}  # fmt: skip
CHANGED = {
    "details": ("CLARIFY", "wanted", "今天提走就行", "不要了", {}),
    "class": ("CLARIFY", "type", "DAMAGE", "CHARGES", {}),
    "findings": ("CLARIFY", "cause_found", "司机睡过了", "车坏在路上", FOUND),
    "weighing": ("PROPOSE", "word_of_mouth", "没有人知道", "会发朋友圈", WEIGHED),
}
"""By dialog: the stage, a field of it, what the first and the second write, and what else it needs."""
BOTH = {
    "details": "客户要什么（没提就写“客户没提”） · 你写的 不要了 · 现在是 今天提走就行",
    "class": "类型 · 你写的 费用 · 现在是 货损货差",
    "findings": "查明的原因 · 你写的 车坏在路上 · 现在是 司机睡过了",
    "weighing": "C 争执的结果会有怎样的口碑 · 你写的 会发朋友圈 · 现在是 没有人知道",
}


def sent(client: Any, case: Complaint, form: browsing.Form, noun: str, **typed: str) -> Any:
    return client.post(url(case, noun), form.filled(**typed), headers=parts.DIALOG)


@pytest.fixture(params=CHANGED)
def noun(request: pytest.FixtureRequest) -> str:
    """Each dialog."""
    return str(request.param)


def test_the_second_sees_both_and_decides(agent: Person, browse: Any, noun: str) -> None:
    """Nothing is overwritten unseen; sent once more, the second's words count."""
    stage, name, first, second, more = CHANGED[noun]
    case, client = make.at(stage, agent), browse(agent)
    opened = ask(client, url(case, noun))
    do(client, case, noun, **more | {name: first})
    refused = sent(client, case, opened, noun, **more | {name: second})
    assert refused.status_code == 422
    assert said(refused) == ["别人刚刚改过这一条。请看两个版本，再决定保留哪一个。"]
    assert f"<ul><li>{BOTH[noun]}</li></ul>" in parts.text(refused)
    again = kept(refused, url(case, noun))
    assert again[name] == second
    assert client.post(url(case, noun), again, headers=parts.DIALOG).status_code == 204
    assert ask(client, url(case, noun)).values[name] == second


def test_a_crisis_that_rose_meanwhile_is_seen(agent: Person, browse: Any) -> None:
    """Who did not know of it decides again."""
    case, client = make.at("CLARIFY", agent), browse(agent)
    opened = ask(client, url(case, "class"))
    do(client, case, "class", is_crisis="on")
    refused = sent(client, case, opened, "class", temper="IRRITABLE")
    assert refused.status_code == 422
    assert "<li>危机 · 你写的 否 · 现在是 是</li>" in parts.text(refused)
    assert make.again(case).is_crisis


def test_the_same_words_twice_are_no_conflict(agent: Person, browse: Any, noun: str) -> None:
    """Both wrote the same, or a button was pressed twice."""
    stage, name, first, _second, more = CHANGED[noun]
    case, client = make.at(stage, agent), browse(agent)
    opened = ask(client, url(case, noun))
    do(client, case, noun, **more | {name: first})
    assert sent(client, case, opened, noun, **more | {name: first}).status_code == 204
