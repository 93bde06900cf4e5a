"""What a message centre delivers by SMPP: receipts, replies, answers to questions (R064)."""

from datetime import UTC, datetime
from typing import Any

import pytest
import smpp34

from tests.messaging.gateways.conftest import Heard, Make, message
from tests.servers.smsc import Smsc
from tests.servers.stern import QUERY, Stern
from yinuo.messaging import senders
from yinuo.messaging.senders.smpp import ears, inbound
from yinuo.messaging.senders.smpp.options import SmppOptions


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


def test_a_reply_of_which_a_part_never_comes(
    centre: Smsc, make: Make, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R093: what there is of it is read after a while, once it can be kept."""
    monkeypatch.setattr(inbound.Parts, "PATIENCE_SECONDS", 0.0)
    monkeypatch.setattr(ears, "IDLE_SECONDS", 0.05)
    sender = make(centre.port)
    assert isinstance(sender, senders.Listens)
    sender.attend()
    heard.faults = [RuntimeError("the database does not answer")]
    part = bytes((5, 0, 3, 9, 2)) + b"\1"
    assert centre.deliver(part + "前半".encode("utf-16-be"), data_coding=8, esm_class=0x40) == 0
    heard.wait_for(lambda: heard.replies)
    assert [one.text for one in heard.replies] == ["前半"]


def test_only_what_was_not_kept_comes_again(centre: Smsc, make: Make, heard: Heard) -> None:
    """R064: the second of two replies cannot be kept: the first is not told twice."""
    sender = make(centre.port)
    assert isinstance(sender, senders.Listens)
    sender.attend()
    assert centre.deliver(b"1") == 0
    heard.faults = [RuntimeError("the database does not answer")]
    assert centre.deliver(b"2") == 0x64
    assert centre.deliver(b"2") == 0
    assert [one.text for one in heard.replies] == ["1", "2"]


def test_no_text_holds_what_no_column_can(centre: Smsc, make: Make, heard: Heard) -> None:
    """A zero at the end, half an emoji: a space."""
    sender = make(centre.port)
    assert isinstance(sender, senders.Listens)
    sender.attend()
    assert centre.deliver(b"1\0", data_coding=3) == 0
    assert [one.text for one in heard.replies] == ["1 "]


def test_where_nobody_listens_nothing_is_taken(
    centre: Smsc, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R064: a trial in a web process swallows no receipt: the centre brings it again, to the worker."""
    monkeypatch.setattr(senders, "_on_receipts", senders._unheard)
    monkeypatch.setattr(senders, "_on_replies", senders._unheard)
    make(centre.port).send(message())
    assert centre.receipt("s-1") == 0x64
    assert centre.deliver(b"1") == 0x64


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
