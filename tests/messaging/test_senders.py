"""The gateway that pretends."""

from collections.abc import Callable

import pytest

from tests.races import Outcome
from yinuo.messaging import senders
from yinuo.messaging.models import PretendMessage
from yinuo.messaging.senders.pretend import PretendSender


def message(address: str = "13905270001", key: str = "k1") -> senders.Outgoing:
    """A slip on its way."""
    return senders.Outgoing(idempotency_key=key, address=address, text="110310284尚未提，请速处理。8011")


def test_the_setting_chooses(db: None) -> None:
    assert senders.chosen().name == "pretend"


def test_a_repeat_is_counted_and_shown_once(db: None) -> None:
    """R063: the same key is the same message; how often it came can be seen."""
    first = PretendSender().send(message())
    assert PretendSender().send(message()) == first
    row = PretendMessage.objects.get()
    assert (row.times, row.address) == (2, "13905270001")
    assert PretendSender().send(message(key="k2")) != first
    assert PretendMessage.objects.count() == 2


@pytest.mark.parametrize(
    ("address", "code", "permanent"),
    [("13900000000", "no_such_number", True), ("13900009999", "gateway_busy", False)],
)
def test_the_number_says_which_fault_is_tried(db: None, address: str, code: str, permanent: bool) -> None:
    """A fault can be tried by hand: …0000 is permanent, …9999 passes; nothing arrives."""
    with pytest.raises(senders.SendFailure) as failure:
        PretendSender().send(message(address))
    assert (failure.value.code, failure.value.permanent) == (code, permanent)
    assert not PretendMessage.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_same_key_from_four_workers(together: Callable[..., list[Outcome]]) -> None:
    """One row, and every time counted."""
    outcomes = together(*[lambda: PretendSender().send(message())] * 4)
    assert [outcome.error for outcome in outcomes] == [None] * 4
    assert PretendMessage.objects.get().times == 4
