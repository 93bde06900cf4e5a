"""A customer proves their number, on this device only."""

import re

import pytest
from django.test import Client

from tests.factories import customers as make
from tests.frozen import Frozen
from yinuo.core import clock
from yinuo.customers import actions as customers
from yinuo.messaging import actions
from yinuo.messaging.models import Notice, PretendMessage
from yinuo.staff.models import Company

pytestmark = pytest.mark.django_db
PHONE = "13800006621"


def received(phone: str = PHONE) -> str:
    """The code that stands on the phone."""
    actions.send_due(clock.now())
    found = re.search(r"\d{6}", PretendMessage.objects.filter(address=phone).latest("id").text)
    assert found
    return found[0]


def prove(client: Client, phone: str = PHONE) -> None:
    """Go through the page."""
    assert client.post("/p/verify/", {"do": "send", "phone": phone}).status_code == 200
    answer = client.post("/p/verify/", {"do": "check", "phone": phone, "code": received(phone)})
    assert answer.status_code == 302


def test_a_proved_number_opens_this_browser_for_thirty_days(
    client: Client, company: Company, frozen: Frozen
) -> None:
    """The cookie is signed and out of the reach of scripts; the page shows the number masked."""
    page = client.get("/p/verify/?next=/p/order/").content.decode()
    assert 'name="phone"' in page
    assert 'name="code"' not in page
    sent = client.post("/p/verify/", {"do": "send", "phone": "138 0000 6621", "next": "/p/privacy/"})
    assert 'autocomplete="one-time-code"' in sent.content.decode()
    answer = client.post(
        "/p/verify/", {"do": "check", "phone": PHONE, "code": received(), "next": "/p/privacy/"}
    )
    assert (answer.status_code, answer["Location"]) == (302, "/p/privacy/")
    cookie = client.cookies["yinuo_guest"]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", 30 * 86400)
    page = client.get("/p/verify/").content.decode()
    assert "138****6621" in page
    assert PHONE not in page


def test_a_forged_or_old_cookie_is_nobody(client: Client, company: Company) -> None:
    """A change of one letter, another cookie's value, nonsense: the page asks anew."""
    prove(client)
    good = client.cookies["yinuo_guest"].value
    for bad in (good[:-1] + ("a" if good[-1] != "a" else "b"), "x", "", client.cookies["yinuo_device"].value):
        other = Client()
        other.cookies["yinuo_guest"] = bad
        assert "138****6621" not in other.get("/p/verify/").content.decode()


def test_another_device_needs_its_own_code(client: Client, company: Company) -> None:
    """What one browser proved says nothing of another."""
    prove(client)
    assert "138****6621" not in Client().get("/p/verify/").content.decode()


def test_signing_out_forgets_the_number(client: Client, company: Company) -> None:
    """The next page knows nobody."""
    prove(client)
    assert client.post("/p/verify/out/").status_code == 302
    assert "138****6621" not in client.get("/p/verify/").content.decode()
    assert client.get("/p/verify/out/").status_code == 405


def test_a_wrong_code_says_how_many_tries_are_left(client: Client, company: Company) -> None:
    """In words, at the field, and the number stays."""
    client.post("/p/verify/", {"do": "send", "phone": PHONE})
    code = received()
    wrong = f"{(int(code) + 1) % 10**6:06}"
    answer = client.post("/p/verify/", {"do": "check", "phone": PHONE, "code": wrong})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "还可以试 4 次" in page
    assert f'value="{PHONE}"' in page
    assert 'role="alert"' in page


def test_the_answer_is_the_same_for_known_and_unknown(client: Client, company: Company) -> None:
    """Nobody learns here who is a customer: words, status and length are the same, and both get a message."""
    make.customer(phone=PHONE)
    answers = [Client().post("/p/verify/", {"do": "send", "phone": one}) for one in (PHONE, "13900007788")]
    token = re.compile(r'value="[A-Za-z0-9]{64}"|value="1\d{10}"')
    said = [token.sub("", answer.content.decode()) for answer in answers]
    assert said[0] == said[1]
    assert Notice.objects.count() == 2


def test_too_often_says_when_and_loses_nothing(client: Client, company: Company, frozen: Frozen) -> None:
    """Words instead of a riddle in pictures: anyone can pass by waiting."""
    client.post("/p/verify/", {"do": "send", "phone": PHONE})
    answer = client.post("/p/verify/", {"do": "send", "phone": PHONE})
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) == 61
    page = answer.content.decode()
    assert "61 秒" in page
    assert PHONE in page


@pytest.mark.parametrize("phone", ["", "12", "a" * 5000, "\0", "0527-84388888", "13800006621、13900007788"])
def test_what_is_no_mobile_number_is_said_at_the_field(client: Client, company: Company, phone: str) -> None:
    """And no code is sent."""
    answer = client.post("/p/verify/", {"do": "send", "phone": phone})
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.content.decode()
    assert not Notice.objects.exists()


def test_the_privacy_notice_stands_by_version(client: Client, company: Company) -> None:
    """PIPL 17: what, for what, how long, which rights; older versions can be read (B5)."""
    assert "还没有公布" in client.get("/p/privacy/").content.decode()
    customers.publish_notice(text="## 收集什么\n- 姓名\n- 电话\n\n只用来送货。", by=None)
    customers.publish_notice(text="第二版 <b>", text_en="Second", by=None)
    assert "&lt;b&gt;" in client.get("/p/privacy/").content.decode()
    first = client.get("/p/privacy/?version=1").content.decode()
    assert "<li>姓名</li><li>电话</li>" in first
    assert client.get("/p/privacy/?version=9").status_code == 404
    assert "Second" in client.get("/p/privacy/", headers={"Accept-Language": "en"}).content.decode()


def test_asking_again_too_soon_leaves_room_for_the_code_that_comes(client: Client, company: Company) -> None:
    """Who presses twice in a minute still types in what was sent."""
    client.post("/p/verify/", {"do": "send", "phone": PHONE})
    again = client.post("/p/verify/", {"do": "send", "phone": PHONE, "code": ""})
    assert again.status_code == 429
    assert 'name="code"' in again.content.decode()
    proved = client.post("/p/verify/", {"do": "check", "phone": PHONE, "code": received()})
    assert proved.status_code == 302


def test_one_line_has_many_addresses_of_ipv6(company: Company) -> None:
    """Whoever makes up the last half of an address is the same; the neighbour's network is another."""
    asked = [
        Client(REMOTE_ADDR=f"2001:db8:1:2::{n:x}").post(
            "/p/verify/", {"do": "send", "phone": f"1380000{n:04}"}
        )
        for n in range(21)
    ]
    assert [answer.status_code for answer in asked] == [200] * 20 + [429]
    other = Client(REMOTE_ADDR="2001:db8:1:3::1").post("/p/verify/", {"do": "send", "phone": PHONE})
    assert other.status_code == 200
