"""A gateway by SMPP 3.4 against a message centre on this machine (R063, R064, issue 4: senders)."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

import pytest
import smpp34
from pydantic import ValidationError

from tests.messaging.gateways.conftest import message
from tests.servers.smsc import PATIENCE, Smsc, smsc
from tests.servers.stern import QUERY, SUBMIT, Stern, stern
from yinuo.messaging import senders
from yinuo.messaging.rules import troubles
from yinuo.messaging.rules.turns import Turns
from yinuo.messaging.senders.smpp import inbound, outbound, session
from yinuo.messaging.senders.smpp.options import SmppOptions

LONG = "【启程货运】" + "货物已经到达火车站，请您尽快安排车辆前往提货。" * 6 + "8011"
Make = Callable[..., senders.Sender]


@pytest.fixture
def make() -> Iterator[Make]:
    """Senders that end with the test."""
    made: list[senders.Sender] = []

    def begin(port: int, per_second: int = 1000, **options: Any) -> senders.Sender:
        given = {"host": "127.0.0.1", "port": port, "system_id": "yinuo", "source": "10690001"} | options
        setup = senders.Setup("gateway-2", given, {"password": "secret"}, per_second)
        made.append(senders.made_of("smpp", setup))
        return made[-1]

    yield begin
    for sender in made:
        senders.close(sender)


@pytest.fixture
def centre() -> Iterator[Smsc]:
    """A message centre."""
    with smsc() as made:
        yield made


@pytest.fixture
def strict() -> Iterator[Stern]:
    """One that says no as it is told."""
    with stern() as made:
        yield made


class Heard:
    """What a session passed on."""

    def __init__(self) -> None:
        self.receipts: list[senders.Receipt] = []
        self.replies: list[senders.Reply] = []
        self.faults: list[Exception] = []
        self._changed = threading.Condition()

    def note_receipts(self, ref: str, some: Sequence[senders.Receipt]) -> None:
        assert ref == "gateway-2"
        self._note(self.receipts, some)

    def note_replies(self, ref: str, some: Sequence[senders.Reply]) -> None:
        assert ref == "gateway-2"
        self._note(self.replies, some)

    def _note(self, held: list[Any], some: Sequence[Any]) -> None:
        with self._changed:
            if self.faults:
                raise self.faults.pop(0)
            held += some
            self._changed.notify_all()

    def wait_for(self, done: Callable[[], object]) -> None:
        with self._changed:
            assert self._changed.wait_for(done, PATIENCE)


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> Heard:
    """Listens for the test."""
    made = Heard()
    monkeypatch.setattr(senders, "_on_receipts", senders._on_receipts)
    monkeypatch.setattr(senders, "_on_replies", senders._on_replies)
    senders.listen(made.note_receipts, made.note_replies)
    return made


def refused(sender: senders.Sender, sent: senders.Outgoing | None = None) -> senders.SendFailure:
    """Why it was not sent."""
    with pytest.raises(senders.SendFailure) as failure:
        sender.send(sent or message())
    return failure.value


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
    centre.statuses = [0, 0x0B, 0]
    answers = sender.send_many([message(), message(), message()])
    assert [getattr(one, "gateway_id", getattr(one, "code", "")) for one in answers] == [
        "s-2",
        "no_such_number",
        "s-4",
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
    centre.statuses = [0, 0x58]
    assert refused(make(centre.port), message(LONG)).code == "gateway_throttled"
    assert len(centre.taken) == 2


@pytest.mark.parametrize(
    ("status", "code", "said"),
    [
        (0x0E, "gateway_denied", "ESME_RINVPASWD"),
        (0x0D, "gateway_denied", "ESME_RBINDFAIL"),
        (0x05, "gateway_bound_already", "ESME_RALYBND"),
        (0x45, "gateway_refused", "ESME_RSUBMITFAIL"),
        (0x1234, "gateway_refused", "0x00001234"),
    ],
)
def test_not_let_in(strict: Stern, make: Make, status: int, code: str, said: str) -> None:
    """A wrong password is said as such; the message was not handed over."""
    strict.binds = [status] * 9
    failure = refused(make(strict.port))
    assert (failure.code, failure.said, failure.handed) == (code, said, "unreached")
    assert failure.permanent is False
    assert not [one for one, _body in strict.heard if one == SUBMIT]


def test_nobody_there_and_then_somebody(make: Make) -> None:
    """The session is begun again by itself."""
    with smsc() as first:
        port = first.port
    sender = make(port)
    failure = refused(sender)
    assert (failure.code, failure.handed) == ("gateway_down", "unreached")
    with smsc(port) as second:
        second.wait_for(lambda: second.sessions)
        assert _eventually(sender) == senders.Accepted("s-1")


def test_a_dropped_line_is_bound_again(strict: Stern, make: Make) -> None:
    """R063: what waits for an answer is told so, and is not sent by itself on the next line."""
    sender = make(strict.port)
    strict.deaf_to = {SUBMIT}
    waiting = _Waiting(sender)
    _until(lambda: [one for one, _body in strict.heard if one == SUBMIT])
    strict.deaf_to = set()
    strict.drop()
    failure = waiting.result()
    assert isinstance(failure, senders.SendFailure)
    assert (failure.code, failure.handed, failure.permanent) == ("gateway_broken", "unanswered", False)
    assert _eventually(sender).gateway_id == "1F4"
    assert len([one for one, _body in strict.heard if one == SUBMIT]) == 2


def test_no_answer_in_time(centre: Smsc, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("yinuo.messaging.senders.smpp.DEADLINE", 0.3)
    centre.mute = True
    failure = refused(make(centre.port))
    assert (failure.code, failure.handed, failure.permanent) == ("gateway_timeout", "unanswered", False)


def test_a_silent_line_is_tried_and_left(strict: Stern, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """A centre that answers no enquire_link is gone, whatever the line says."""
    monkeypatch.setattr(session, "ANSWER_SECONDS", 0.2)
    strict.deaf_to = {0x15}
    make(strict.port, enquire_seconds=1).send(message())
    _until(lambda: len([one for one, _body in strict.heard if one == 9]) > 1)


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


def test_receipts(centre: Smsc, make: Make, heard: Heard) -> None:
    """R064: delivered, lost with the network's word, still on its way; each acknowledged once it is kept."""
    make(centre.port).send(message())
    statuses = [
        centre.receipt("s-1"),
        centre.receipt("s-2", "UNDELIV", "0A1"),
        centre.receipt("s-3", "ENROUTE"),
        centre.deliver(b"-", esm_class=4, tlvs=_tlvs((0x001E, b"s-4\0"), (0x0427, b"\3"))),
    ]
    assert statuses == [0, 0, 0, 0]
    heard.wait_for(lambda: len(heard.receipts) == 4)
    at = datetime(2026, 11, 20, 2, 3, tzinfo=UTC)
    assert heard.receipts == [
        senders.Receipt("s-1", "delivered", "", at),
        senders.Receipt("s-2", "lost", "UNDELIV:0A1", at),
        senders.Receipt("s-3", "waiting", "ENROUTE", at),
        senders.Receipt("s-4", "lost", "EXPIRED"),
    ]


def _tlvs(*pairs: tuple[int, bytes]) -> list[Any]:
    return [smpp34.Tlv(tag, value) for tag, value in pairs]


@pytest.mark.parametrize(("form", "taken", "told"), [("hex", "1F4", "500"), ("decimal", "500", "1F4")])
def test_names_that_are_written_two_ways(form: Any, taken: str, told: str) -> None:
    """Some centres answer in hexadecimal digits and send receipts in decimal ones."""
    options = SmppOptions(host="x", system_id="y", receipt_ids=form)
    assert inbound.said_name(taken, options, receipt=False) == "500"
    assert inbound.said_name(told, options, receipt=True) == "500"
    assert inbound.said_name("a-b", options, receipt=True) == "a-b"


def test_replies(centre: Smsc, make: Make, heard: Heard) -> None:
    """Replies arrive without any message of ours: the session is attended to. Chinese, and in parts."""
    sender = make(centre.port, country="86")
    assert isinstance(sender, senders.Listens)
    sender.attend()
    part = bytes((5, 0, 3, 7, 2))
    assert centre.deliver(b"1", source="8613905270001") == 0
    assert centre.deliver("好的".encode("utf-16-be"), data_coding=8) == 0
    assert centre.deliver("收到".encode("gb18030"), data_coding=15) == 0
    assert centre.deliver(part + b"\2" + "后半".encode("utf-16-be"), data_coding=8, esm_class=0x40) == 0
    assert centre.deliver(part + b"\1" + "前半".encode("utf-16-be"), data_coding=8, esm_class=0x40) == 0
    heard.wait_for(lambda: len(heard.replies) == 4)
    assert [(one.address, one.text) for one in heard.replies] == [
        ("13905270001", "1"),
        ("13905270001", "好的"),
        ("13905270001", "收到"),
        ("13905270001", "前半后半"),
    ]
    assert len({one.gateway_id for one in heard.replies}) == 4


def test_what_cannot_be_kept_is_brought_again(centre: Smsc, make: Make, heard: Heard) -> None:
    """R064: the centre hears 'later' and delivers again; nothing is acknowledged that was not kept."""
    make(centre.port).send(message())
    heard.faults = [RuntimeError("the database does not answer")]
    assert centre.receipt("s-1") == 0x64
    assert centre.receipt("s-1") == 0
    assert [one.gateway_id for one in heard.receipts] == ["s-1"]


@pytest.mark.parametrize("body", [b"", b"\0", b"\0\1\1123\0\1\1", b"\0" * 12])
def test_what_is_no_delivery(body: bytes) -> None:
    with pytest.raises(inbound.Unreadable):
        inbound.read(body)


@pytest.mark.parametrize(
    ("number", "state", "code"), [(2, "delivered", ""), (5, "lost", "UNDELIV"), (1, "waiting", "ENROUTE")]
)
def test_asking_what_became_of_it(strict: Stern, make: Make, number: int, state: Any, code: str) -> None:
    """R064: by query_sm where the centre answers it."""
    strict.state = number
    sender = make(strict.port, can_query=True)
    assert isinstance(sender, senders.Asks)
    assert sender.can_ask
    receipt = sender.ask("1F4", "13905270001", datetime(2026, 11, 20, tzinfo=UTC))
    assert receipt == senders.Receipt("1F4", state, code)
    assert [body for one, body in strict.heard if one == QUERY] == [b"1F4\0\0\x0010690001\0"]


def test_closing_takes_leave(centre: Smsc, make: Make) -> None:
    """The centre hears unbind, and nobody sends any more."""
    sender = make(centre.port)
    sender.send(message())
    senders.close(sender)
    centre.wait_for(lambda: centre.ended == 1)
    failure = refused(sender)
    assert (failure.code, failure.handed) == ("gateway_broken", "unreached")
    assert not [one for one in threading.enumerate() if one.name in ("smpp", "smpp-ears") and one.is_alive()]


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


def _eventually(sender: senders.Sender) -> senders.Accepted:
    """Sends until the session stands again."""
    for _ in range(200):
        try:
            return sender.send(message())
        except senders.SendFailure:
            time.sleep(0.05)
    raise AssertionError("not bound again")


def _until(done: Callable[[], object]) -> None:
    for _ in range(400):
        if done():
            return
        time.sleep(0.05)
    raise AssertionError("never")


class _Waiting:
    """One message on its way, in a thread."""

    def __init__(self, sender: senders.Sender) -> None:
        self._sender = sender
        self._answer: object = None
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def _run(self) -> None:
        try:
            self._answer = self._sender.send(message())
        except senders.SendFailure as failure:
            self._answer = failure

    def result(self) -> object:
        self._thread.join(PATIENCE)
        return self._answer
