"""The session with a message centre: begun again by itself, left in good order (R063)."""

import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.messaging.gateways.conftest import Make, message, refused
from tests.servers import tls
from tests.servers.smsc import PATIENCE, Smsc, smsc
from tests.servers.stern import SUBMIT, Stern
from yinuo.messaging import senders
from yinuo.messaging.senders.smpp import session


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


def test_an_encrypted_line(centre: Smsc, make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A certificate that nobody vouches for is refused, and so is a centre that does not encrypt."""
    pair = tls.certificate(tmp_path)
    with tls.before(centre.port, pair) as port:
        failure = refused(make(port, tls=True))
        assert (failure.code, failure.handed) == ("gateway_tls", "unreached")
        monkeypatch.setenv("SSL_CERT_FILE", str(pair[0]))
        assert make(port, tls=True).send(message()) == senders.Accepted("s-1")
        assert refused(make(centre.port, tls=True)).handed == "unreached"


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


def test_closing_takes_leave(centre: Smsc, make: Make) -> None:
    """The centre hears unbind, and nobody sends any more."""
    sender = make(centre.port)
    sender.send(message())
    senders.close(sender)
    centre.wait_for(lambda: centre.ended == 1)
    failure = refused(sender)
    assert (failure.code, failure.handed) == ("gateway_broken", "unreached")
    assert not [one for one in threading.enumerate() if one.name in ("smpp", "smpp-ears") and one.is_alive()]


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
