"""A gateway by SMPP 3.4 against a message centre on this machine (R063, R064, issue 4: senders)."""

from dataclasses import replace
from typing import Any

import pytest
from aiosmpplib import SubmitSm
from pydantic import ValidationError

from tests.messaging.gateways.conftest import Make, message, refused
from tests.servers.smsc import Smsc
from tests.servers.stern import Stern
from yinuo.messaging import senders
from yinuo.messaging.rules import troubles
from yinuo.messaging.rules.turns import Turns
from yinuo.messaging.senders.smpp import outbound
from yinuo.messaging.senders.smpp.options import SmppOptions
from yinuo.messaging.senders.smpp.session import Session

LONG = "【启程货运】" + "货物已经到达火车站，请您尽快安排车辆前往提货。" * 6 + "8011"


def test_a_message_is_handed_over(centre: Smsc, make: Make) -> None:
    """R063: bound, sent as UCS-2, a receipt asked for."""
    assert make(centre.port, country="86").send(message()) == senders.Accepted("s-1")
    (taken,) = centre.taken
    assert (taken.source, taken.target, taken.coding) == ("10690001", "8613905270001", 8)
    assert taken.text == message().text


def test_one_session_for_all_messages(centre: Smsc, make: Make) -> None:
    sender = make(centre.port)
    assert [sender.send(message()).gateway_id for _ in range(3)] == ["s-1", "s-2", "s-3"]
    assert len(centre.sessions) == 1


@pytest.mark.parametrize("long", ["udh", "sar", "payload"])
def test_a_long_text(centre: Smsc, make: Make, long: str) -> None:
    """R070: in as many parts as the desk counted, each with its name; or whole as a payload."""
    accepted = make(centre.port, long=long).send(message(LONG))
    assert "".join(one.text for one in centre.taken) == LONG
    if long == "payload":
        assert accepted == senders.Accepted("s-1")
        return
    assert accepted == senders.Accepted("s-1", ("s-2", "s-3"))
    assert [len(one.text) for one in centre.taken] == [67, 67, len(LONG) - 134]
    if long == "udh":
        heads = [one.data[:6] for one in centre.taken]
        assert {head[:4] for head in heads} == {heads[0][:4]}
        assert heads[0][:3] == bytes((5, 0, 3))
        assert [head[4:] for head in heads] == [bytes((3, at)) for at in (1, 2, 3)]
    else:
        named = [one.parameters for one in centre.taken]
        assert len({bytes(one[0x020C]) for one in named}) == 1
        assert [(one[0x020E], one[0x020F]) for one in named] == [(b"\3", bytes((at,))) for at in (1, 2, 3)]


def test_plain_letters_go_in_septets(centre: Smsc, make: Make) -> None:
    make(centre.port).send(message("OK 8011"))
    assert (centre.taken[0].coding, centre.taken[0].text) == (0, "OK 8011")


def test_several_at_once(centre: Smsc, make: Make) -> None:
    """One answer for each, in their order, though one is refused."""
    sender = make(centre.port)
    assert isinstance(sender, senders.ManySender)
    sender.send(message())
    targets = ["13905270001", "13905270002", "13905270003"]
    centre.nobody = {targets[1]}
    answers = sender.send_many([replace(message(), address=target) for target in targets])
    names = {one.target: f"s-{at}" for at, one in enumerate(centre.taken, 1)}
    assert [getattr(one, "gateway_id", getattr(one, "code", "")) for one in answers] == [
        names[targets[0]],
        "no_such_number",
        names[targets[2]],
    ]


@pytest.mark.parametrize(
    ("status", "code", "permanent", "wait", "said"),
    [
        (0x58, "gateway_throttled", False, 3, "ESME_RTHROTTLED"),
        (0x14, "gateway_throttled", False, 3, "ESME_RMSGQFUL"),
        (0x0B, "no_such_number", True, None, "ESME_RINVDSTADR"),
        (0x01, "message_refused", True, None, "ESME_RINVMSGLEN"),
        (0x08, "gateway_refused", False, None, "ESME_RSYSERR"),
    ],
)
def test_what_the_centre_says_decides(
    centre: Smsc, make: Make, status: int, code: str, permanent: bool, wait: float | None, said: str
) -> None:
    """R063: throttled waits as long as agreed; a number that does not exist is for good."""
    centre.statuses = [status]
    sender = make(centre.port, wait_seconds=3)
    failure = refused(sender)
    assert (failure.code, failure.permanent, failure.wait, failure.said) == (code, permanent, wait, said)
    assert failure.handed == "answered"
    assert sender.send(message()) == senders.Accepted("s-2")


@pytest.mark.parametrize(
    ("status", "code"),
    [(0x455, "message_refused"), (0x456, "gateway_throttled"), (0x457, "gateway_refused")],
)
def test_codes_of_the_centre_s_own(strict: Stern, make: Make, status: int, code: str) -> None:
    """A status that the standard does not name ends no session."""
    strict.submits = [status]
    sender = make(strict.port, permanent=["0x455"], throttled=["456"])
    failure = refused(sender)
    assert (failure.code, failure.said) == (code, f"0x{status:08X}")
    assert sender.send(message()).gateway_id == "1F4"
    assert len([one for one, _body in strict.heard if one == 9]) == 1


def test_the_parts_after_a_refused_one_are_not_sent(centre: Smsc, make: Make) -> None:
    """R063: and as the first is on its way, no other gateway gets the message."""
    centre.statuses = [0, 0x58]
    failure = refused(make(centre.port), message(LONG))
    assert (failure.code, failure.handed) == ("gateway_throttled", "unanswered")
    assert len(centre.taken) == 2


def test_a_line_that_ends_between_two_parts(
    strict: Stern, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R063: the first part was taken: it may have arrived."""
    sender = make(strict.port)
    sender.send(message())
    true_next = Session._next

    def cut(self: Session, part: SubmitSm, seconds: float, is_later: bool) -> Any:
        if is_later:
            self._writer = None
        return true_next(self, part, seconds, is_later)

    monkeypatch.setattr(Session, "_next", cut)
    failure = refused(sender, message(LONG))
    assert (failure.code, failure.handed) == ("gateway_broken", "unanswered")


def test_the_pace(centre: Smsc, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """At most so many a second, each part counted: the turns are spread evenly."""
    turns = Turns(4)
    assert [turns.take(100.0), turns.take(100.0), turns.take(100.1), turns.take(109.0)] == pytest.approx(
        [0, 0.25, 0.4, 0]
    )
    naps: list[float] = []
    true_take = Turns.take
    monkeypatch.setattr(Turns, "take", lambda self, now: naps.append(true_take(self, now)) or 0.0)
    make(centre.port, per_second=5).send(message(LONG))
    assert [round(nap, 1) for nap in naps] == [0.0, 0.2, 0.4]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"host": "http://x/"}, "host"),
        ({"host": ""}, "host"),
        ({"port": 0}, "port"),
        ({"system_id": ""}, "system_id"),
        ({"system_id": "a" * 16}, "system_id"),
        ({"long": "split"}, "long"),
        ({"permanent": ["xyz"]}, "permanent"),
        ({"country": "abc"}, "country"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_a_fault_in_the_settings_names_its_field(changed: dict[str, Any], field: str) -> None:
    with pytest.raises(ValidationError) as faults:
        SmppOptions.model_validate({"host": "x", "system_id": "y"} | changed)
    assert [str(fault["loc"][0]) for fault in faults.value.errors()] == [field]


@pytest.mark.parametrize(
    ("address", "forbidden"),
    [
        ("169.254.169.254", True),
        ("fe80::1%eth0", True),
        ("224.0.0.1", True),
        ("10.1.2.3", False),
        ("::1", False),
    ],
)
def test_addresses_at_which_no_centre_is(address: str, forbidden: bool) -> None:
    """A gateway may stand in the house, but not where a machine only talks to itself."""
    assert troubles.is_forbidden(address) is forbidden


def test_parts_count_as_the_desk_counts() -> None:
    """R070: a character of two units is never cut."""
    options = SmppOptions(host="x", system_id="y", source="1")
    text = "货" * 66 + "🚚" + "到" * 70
    made = outbound.parts(message(text), options)
    assert "".join(bytes(one._encoded_message)[6:].decode("utf-16-be") for one in made) == text
    assert len(made) == 3
