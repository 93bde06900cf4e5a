"""A gateway that only pretends: the message lands in a table, which the in-page telephone shows.

Known by its idempotency key: a repeat is counted in `times` and shown once. To try faults without a
gateway, the number itself says what goes wrong: one that ends in 0000 does not exist (permanent), one that
ends in 9999 is busy (passing).
"""

from django.db.models import F

from yinuo.core import clock, db
from yinuo.messaging.models import PretendMessage
from yinuo.messaging.senders import Accepted, Outgoing, SendFailure

NO_SUCH_NUMBER = "0000"
BUSY_NUMBER = "9999"


class PretendSender:
    """Takes everything, except from numbers with which a fault is tried."""

    name = "pretend"

    def send(self, message: Outgoing) -> Accepted:
        """Keep the message; a repeat under the same key only raises `times`."""
        if message.address.endswith(NO_SUCH_NUMBER):
            raise SendFailure("no_such_number", permanent=True)
        if message.address.endswith(BUSY_NUMBER):
            raise SendFailure("gateway_busy", permanent=False)
        with db.transaction():
            _keep(message)
        return Accepted(gateway_id=message.idempotency_key)


def _keep(message: Outgoing) -> None:
    row = PretendMessage(
        idempotency_key=message.idempotency_key,
        address=message.address,
        text=message.text,
        at=clock.now(),
    )
    kept, is_first = db.insert_once(row, "idempotency_key")
    if not is_first:
        PretendMessage.objects.filter(pk=kept.pk).update(times=F("times") + 1)
