"""What became of a slip on its way: it left, it will not leave, it did not arrive (R037, R062–R064)."""

from yinuo.core.events import Deed
from yinuo.messaging.models import Notice
from yinuo.orders.actions import dispatching, holding
from yinuo.orders.models import Order
from yinuo.orders.rules import stages


def slip_went(deed: Deed) -> None:
    """Wired to notice.sent: the slip left, which is the order's time for the reports (R037).

    Records order.slip_sent {notice}, unless the order was ended or collected meanwhile: then nothing has to
    follow. A copy, or a slip that was replaced, says nothing.
    """
    if (held := _slip_of(deed)) is None:
        return
    held.slip, held.ordered_at = deed.subject, deed.subject.sent_at or deed.event.at
    holding.keep(held)
    if held.ticket.stage in stages.BEFORE_PICKUP:
        holding.record("slip_sent", held, by=None, notice=deed.subject.pk)


def slip_gave_up(deed: Deed) -> None:
    """Wired to notice.given_up: the slip will not leave; now the telephone has to do it (R063, R064).

    Records order.slip_failed {notice}.
    """
    if (held := _slip_of(deed)) is None:
        return
    holding.record("slip_failed", held, by=None, notice=deed.subject.pk)


def slip_was_lost(deed: Deed) -> None:
    """Wired to notice.lost: the network says that the slip did not arrive; the telephone has to do it (R064).

    Records order.slip_lost {notice}.
    """
    if (held := _slip_of(deed)) is not None:
        holding.record("slip_lost", held, by=None, notice=deed.subject.pk)


def _slip_of(deed: Deed) -> Order | None:
    """The order whose slip a notice is: the one it waits for, or one that was sent again in its place."""
    notice: Notice = deed.subject
    if notice.key != dispatching.SLIP or notice.to_role != "receiver":
        return None
    held = holding.hold(Order(pk=notice.ticket_id))
    is_ours = notice.to_person_id == held.receiver_id and notice.pk >= (held.slip_id or 0)
    return held if is_ours else None
