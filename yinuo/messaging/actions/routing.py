"""The ways out: which gateways may be tried in which order, how fast, and how each of them fares.

Before a gateway was ever in use there is one way, the sender that the setting names.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from pydantic import ValidationError

from yinuo.core import clock, db, events
from yinuo.core.errors import DeskError
from yinuo.messaging import rules, senders
from yinuo.messaging.actions import recording
from yinuo.messaging.models import Gateway, Notice
from yinuo.messaging.queries import gateways

FRESH: Final = timedelta(seconds=10)
"""How exact `last_sent_at` is: a busy gateway's row is not written for every message."""

LONGEST_WAIT: Final = 60.0
"""For how many seconds a gateway that asks to be left alone is passed over, at the most."""


@dataclass(frozen=True)
class Way:
    """One way out: the ref or name it goes by, its sender, its row; `fault` is why there is no sender."""

    ref: str
    sender: senders.Sender | None
    gateway: Gateway | None = None
    fault: str = ""


@dataclass(frozen=True)
class Ways:
    """The ways that may be tried now, in their order, and all that are active."""

    order: tuple[Way, ...]
    active: dict[str, Way]

    @property
    def only(self) -> senders.Sender | None:
        """The setting's sender, where no gateway was ever in use."""
        return self.order[0].sender if self.order and self.order[0].gateway is None else None

    def after(self, tried: Sequence[str]) -> Way | None:
        """The next one that was not tried yet."""
        return next((way for way in self.order if way.ref not in tried), None)


def ways(now: datetime) -> Ways:
    """By rank; those that rest are passed over, unless all do: waiting would help nobody (R062).

    None at all where a gateway was in use and all are switched off: what is due waits, in the open, until one
    is switched on. Raises ImproperlyConfigured when no gateway is active and the setting names no sender.
    """
    rows = list(Gateway.objects.filter(is_active=True).order_by("rank", "id"))
    if not rows and gateways.is_missed():
        return Ways((), {})
    if not rows:
        sender = senders.chosen()
        only = Way(sender.name, sender)
        return Ways((only,), {only.ref: only})
    active = {row.ref: _way(row) for row in rows}
    awake = [row for row in rows if not rules.is_resting(row, now)]
    order = awake or sorted(rows, key=lambda row: row.resting_until or now)
    return Ways(tuple(active[row.ref] for row in order), active)


def _way(row: Gateway) -> Way:
    try:
        return Way(row.ref, senders.of(row), row)
    except DeskError as error:
        return Way(row.ref, None, row, error.code)
    except ValidationError:
        return Way(row.ref, None, row, "gateway_misset")


def admit(way: Way, notices: Sequence[Notice], now: datetime) -> list[Notice]:
    """Those that may be handed over to this gateway now, written down as such first: if this worker dies, it
    is known which gateway may have taken them. What goes over `per_second` waits for its turn, unharmed.
    """
    assert way.gateway is not None
    with db.transaction():
        row = Gateway.objects.select_for_update().get(pk=way.gateway.pk)
        full = rules.Allowance(row.tokens, row.filled_at, row.per_second).at(now)
        granted = full.granted(len(notices))
        left = full.less(granted)
        db.change(Gateway, {"id": row.pk}, tokens=left.tokens, filled_at=left.filled_at)
        for notice in notices[granted:]:
            recording.release(notice, now + max(left.until_next(), timedelta(milliseconds=50)))
        return [notice for notice in notices[:granted] if _begin(notice, way)]


def _begin(notice: Notice, way: Way) -> bool:
    """Note the gateway on the row, unless another worker has it by now."""
    again = {"perhaps_twice": True} if notice.trying else {}
    columns: dict[str, Any] = {"trying": way.ref, "route": notice.route, **again}
    return recording.change(notice, recording.under(notice.claimed_until), **columns)


def note(way: Way, answers: Sequence[senders.Accepted | senders.SendFailure]) -> None:
    """How the gateway fares: after repeated passing failures it rests, and is back once it takes a message.

    Records gateway.resting {gateway, error} and gateway.back {gateway}, subject the gateway.
    """
    if way.gateway is None or not answers or _nothing_new(way.gateway, answers):
        return
    with db.transaction():
        row = Gateway.objects.select_for_update().get(pk=way.gateway.pk)
        before = row.failures
        for answer in answers:
            _learn(row, answer)
        names = ("failures", "resting_until", "last_error", "last_failed_at", "last_sent_at")
        row.save(update_fields=names)
        was_down, is_down = (_is_down(failures) for failures in (before, row.failures))
        if is_down and not was_down:
            data = {"gateway": row.ref, "error": row.last_error}
            events.record("gateway.resting", subject=row, data=data)
        elif was_down and not is_down:
            events.record("gateway.back", subject=row, data={"gateway": row.ref})


def _is_down(failures: int) -> bool:
    return rules.rest_after(failures, clock.now()) is not None


def _nothing_new(row: Gateway, answers: Sequence[senders.Accepted | senders.SendFailure]) -> bool:
    """Whether all went well, as it did a moment ago."""
    if row.failures or row.resting_until or row.last_sent_at is None:
        return False
    all_well = all(isinstance(answer, senders.Accepted) for answer in answers)
    return all_well and timedelta(0) <= clock.now() - row.last_sent_at < FRESH


def _learn(row: Gateway, answer: senders.Accepted | senders.SendFailure) -> None:
    now = clock.now()
    if isinstance(answer, senders.Accepted):
        row.failures, row.resting_until, row.last_sent_at = 0, None, now
        return
    if answer.permanent:  # this speaks of the message, and shows that the gateway listens
        if answer.handed == "answered":
            row.failures, row.resting_until = 0, None
        return
    row.last_error, row.last_failed_at = answer.code[:60], now
    if answer.wait:  # it works, and wants to be left alone for a while
        row.resting_until = now + timedelta(seconds=min(answer.wait, LONGEST_WAIT))
        return
    row.failures += 1
    row.resting_until = rules.rest_after(row.failures, now) or row.resting_until
