"""Codes that prove a phone: sent, throttled, checked, used once, and kept nowhere in the open."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from tests import races
from tests.frozen import Frozen
from yinuo.core import clock, phones, throttling
from yinuo.core.errors import Invalid, TooMany
from yinuo.core.models import Attempt, Event, EventDetail
from yinuo.messaging import actions
from yinuo.messaging.models import Code, Notice, PretendMessage
from yinuo.messaging.rules import codes
from yinuo.staff.models import Company

pytestmark = pytest.mark.django_db
PHONE = phones.parse("13800006621")
OTHER = phones.parse("13900007788")


def _send(
    phone: phones.Phone = PHONE, purpose: str = "portal", address: str = "10.0.0.1", device: str = "a"
) -> Code:
    return actions.send_code(phone=phone, purpose=purpose, address=address, device=device)


def _received(phone: phones.Phone = PHONE) -> str:
    """What stands on the phone after the worker's step."""
    actions.send_due(clock.now())
    text = PretendMessage.objects.filter(address=phone.digits).latest("id").text
    found = re.search(r"\d{6}", text)
    assert found
    return found[0]


def _wrong(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06}"


def _fault(code: str, phone: phones.Phone = PHONE, purpose: str = "portal") -> tuple[str, Any]:
    with pytest.raises(Invalid) as caught:
        actions.check_code(phone=phone, purpose=purpose, code=code)
    assert caught.value.field == "code"
    return caught.value.code, caught.value.params.get("left")


def test_a_code_reaches_the_phone_and_proves_it_once(company: Company, frozen: Frozen) -> None:
    """It is six digits in one message; a second use is refused."""
    _send()
    code = _received()
    notice = Notice.objects.get()
    assert (notice.parts, notice.ticket_id, notice.state) == (1, None, Notice.State.SENT)
    actions.check_code(phone=PHONE, purpose="portal", code=f" {code[:3]} {code[3:]} ")
    assert _fault(code) == ("code_expired", None)


def test_the_digits_stand_nowhere_in_the_open(company: Company, frozen: Frozen) -> None:
    """Before it leaves they are sealed, afterwards gone: rows, events and their details hold none of them."""
    _send()
    before = Notice.objects.get()
    assert codes.HIDDEN in before.text
    code = _received()
    after = Notice.objects.get()
    said = f"{before.text}{before.values}{after.text}{after.values}{list(Code.objects.values_list('digest'))}"
    said += f"{list(Event.objects.values_list('data'))}{list(EventDetail.objects.values_list('values'))}"
    assert code not in said
    assert after.values == {}


def test_a_wrong_code_says_how_many_tries_are_left(company: Company, frozen: Frozen) -> None:
    """Four, three, two, one, none; then even the right one is refused."""
    _send()
    code = _received()
    lefts = [_fault(_wrong(code)) for _ in range(4)]
    assert lefts == [("code_wrong", left) for left in (4, 3, 2, 1)]
    assert _fault(_wrong(code))[0] == "code_used_up"
    assert _fault(code)[0] == "code_used_up"


def test_the_last_try_may_be_the_right_one(company: Company, frozen: Frozen) -> None:
    """Five tries are five."""
    _send()
    code = _received()
    for _ in range(4):
        _fault(_wrong(code))
    actions.check_code(phone=PHONE, purpose="portal", code=code)


def test_a_code_is_good_for_ten_minutes_one_phone_and_one_purpose(company: Company, frozen: Frozen) -> None:
    """And a later one puts an end to it."""
    _send()
    code = _received()
    assert _fault(code, OTHER)[0] == "code_expired"
    assert _fault(code, purpose="pin")[0] == "code_expired"
    frozen.move(minutes=2)
    _send()
    later = _received()
    if later != code:
        assert _fault(code)[0] == "code_wrong"
    frozen.move(minutes=10)
    assert _fault(later)[0] == "code_expired"


@pytest.mark.parametrize("said", ["", "12345", "1234567", "‮123456", "abcdef", "1" * 100_000, "\0"])
def test_what_is_no_code_is_a_wrong_code(company: Company, frozen: Frozen, said: str) -> None:
    """Whatever is typed, it costs one try and nothing breaks."""
    _send()
    assert _fault(said) == ("code_wrong", 4)


@pytest.mark.parametrize("raw", ["0527-84388888", "400 812 3456", "110"])
def test_only_a_mobile_number_can_take_a_code(company: Company, raw: str) -> None:
    """Anything else is said at the field."""
    with pytest.raises(Invalid) as caught:
        _send(phones.parse(raw))
    assert (caught.value.field, caught.value.code) == ("phone", "phone_not_mobile")
    assert not Attempt.objects.exists()


def test_a_phone_gets_one_a_minute_five_an_hour_ten_a_day(company: Company) -> None:
    """The answer says when to try again; a refused try counts for nothing."""
    with Frozen(datetime(2026, 11, 20, 2, 0, tzinfo=UTC)) as frozen:
        sent, waits = 0, []
        for minute in range(24 * 60):
            try:
                _send(address=f"10.1.{minute // 250}.{minute % 250}", device=f"d{minute}")
                sent += 1
            except TooMany as refused:
                waits.append(refused.retry_after)
            if minute == 58:
                assert sent == 5
            frozen.move(minutes=1)
        assert sent == 10
        assert all(0 < wait <= 24 * 3600 for wait in waits)


def test_an_address_asks_twenty_times_an_hour_and_a_device_ten(company: Company, frozen: Frozen) -> None:
    """For however many phones."""
    for number in range(10):
        _send(phones.parse(f"138000066{number:02}"), address=f"10.2.0.{number}", device="one")
    with pytest.raises(TooMany):
        _send(phones.parse("13800006650"), address="10.2.0.99", device="one")
    for number in range(20):
        _send(phones.parse(f"139000066{number:02}"), address="10.3.0.1", device="")
    with pytest.raises(TooMany):
        _send(phones.parse("13900006650"), address="10.3.0.1", device="")


@pytest.mark.django_db(transaction=True)
def test_two_at_once_send_one(company: Company, together: Callable[..., list[races.Outcome]]) -> None:
    """A flood at one moment gets no more through than one after the other."""
    _outcomes = together(*[lambda: _send() for _ in range(4)])
    assert Code.objects.count() <= 1
    assert Notice.objects.count() == Code.objects.count()


@pytest.mark.django_db(transaction=True)
def test_a_code_used_twice_at_once_proves_once(
    company: Company, together: Callable[..., list[races.Outcome]]
) -> None:
    """One of two browsers gets in."""
    _send()
    code = _received()
    outcomes = together(
        *[lambda: actions.check_code(phone=PHONE, purpose="portal", code=code) for _ in range(3)]
    )
    assert sum(one.error is None for one in outcomes) == 1


def test_what_could_not_leave_in_time_does_not_leave(company: Company, frozen: Frozen) -> None:
    """A code that expired while the gateway was away is not sent: it would only confuse."""
    _send()
    frozen.move(minutes=11)
    actions.send_due(clock.now())
    notice = Notice.objects.get()
    assert (notice.state, notice.error, notice.values) == (Notice.State.GIVEN_UP, "code_too_late", {})
    assert not PretendMessage.objects.exists()


def test_codes_are_forgotten_when_they_expired(company: Company, frozen: Frozen) -> None:
    """The rows, what the pretended telephone shows, and after a day the tries."""
    _send()
    _received()
    assert actions.forget_codes(clock.now()) == 0
    frozen.move(minutes=10)
    assert actions.forget_codes(clock.now()) == 1
    assert not Code.objects.exists()
    assert not PretendMessage.objects.exists()
    assert throttling.forget_attempts(clock.now()) == 0
    frozen.move(days=1)
    assert throttling.forget_attempts(clock.now()) == 3
    assert not Attempt.objects.exists()
