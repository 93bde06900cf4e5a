"""The register as a file (R133–R137)."""

import io
from urllib.parse import urlencode

import pytest

from tests.factories import complaints as make
from yinuo.core import sheets
from yinuo.core.models import Event

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("manual")]
EXPORT = "/complaints/export/"


def test_every_field_of_the_register_is_taken_along(agent, team_leader, driver, browse) -> None:
    goods = {"name": "刹车片", "declared_value": 120050, "loss": 9950}
    where = {"contact_company": "=宏远汽配", "contact_address": "汽配城3号"}
    complaint = make.registered(agent, cause="DUTY", respondent=driver, goods=goods, **where)
    make.registered(agent, type="OTHER")
    answer = browse(team_leader).post(f"{EXPORT}?type=TIME")
    (line,) = _read(answer.content)
    assert line["编号"] == make.ticket(complaint).number
    assert line["记录人"] == str(agent)
    assert (line["公司名称"], line["地址"], line["电话"]) == ("=宏远汽配", "汽配城3号", make.PHONE)
    assert (line["事情经过"], line["客户要什么"]) == (make.ACCOUNT, make.WANTED)
    assert (line["被投诉人"], line["原因"], line["品名"]) == ("王强", "义务缺失", "刹车片")
    assert (line["声明价值（元）"], line["实际损失（元）"]) == ("1200.50", "99.50")
    taken = Event.objects.get(kind="register.exported")
    assert taken.data == {"rows": 1, "wanted": {"view": "open", "whose": "all", "type": "TIME"}}


def test_what_an_address_carries_beside_is_not_written_down(agent, team_leader, browse) -> None:
    """An event is for ever: a name or number in the address, or in place of a choice, never comes into it."""
    make.registered(agent)
    names = {
        "q": "欧阳雪峰",
        "phone": make.PHONE,
        "channel": make.PHONE,
        "stage": "欧阳雪峰",
        "severity": "2",
    }
    browse(team_leader).post(f"{EXPORT}?{urlencode(names)}")
    taken = Event.objects.get(kind="register.exported")
    assert taken.data == {"rows": 1, "wanted": {"view": "open", "whose": "all", "severity": 2}}


def test_nobody_takes_along_what_they_do_not_see(agent, outsider, team_leader, manager, browse) -> None:
    make.registered(outsider)
    make.registered(agent, respondent=team_leader)
    make.registered(agent)
    assert len(_read(browse(team_leader).post(EXPORT).content)) == 1
    assert len(_read(browse(manager).post(EXPORT).content)) == 3


@pytest.mark.parametrize(
    ("role", "status"),
    [("TEAM_LEADER", 200), ("MANAGER", 200), ("ADMINISTRATOR", 200), ("AGENT", 403), ("AUDITOR", 403),
     ("MARKET_DEVELOPER", 403), ("DRIVER", 403), ("COLLEAGUE", 403)],
)  # fmt: skip
def test_who_takes_it_along(everybody, browse, role, status) -> None:
    client = browse(everybody[role])
    assert client.post(EXPORT).status_code == status
    if status == 200:
        assert client.get(EXPORT).status_code == 405
        assert "导出 Excel" in client.get("/complaints/").content.decode()


def _read(content: bytes) -> list[dict[str, str]]:
    return [row.cells for row in sheets.read(io.BytesIO(content))]
