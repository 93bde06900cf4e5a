"""Handing messages over to gateways: one after the other until one takes it, each try noted with its reason.

A message that a gateway may have taken (no answer came, or the worker died) stays with that gateway, under
its key, until it says yes or no: nobody gets the same message by two gateways. If it never answers, the
message is given up in public, and the telephone has to do it.
"""

import logging
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta

from yinuo.core import clock, secrets
from yinuo.messaging import senders
from yinuo.messaging.actions import recording, routing
from yinuo.messaging.actions.recording import Outcome
from yinuo.messaging.actions.routing import Way, Ways
from yinuo.messaging.models import Notice
from yinuo.messaging.rules import codes

Answer = senders.Accepted | senders.SendFailure
log = logging.getLogger("yinuo.messaging")


@dataclass
class _Going:
    """A message on its way through the gateways; `is_open` while one of an earlier attempt may have it."""

    notice: Notice
    way: Way
    is_open: bool
    tried: list[str] = field(default_factory=list)
    failures: list[senders.SendFailure] = field(default_factory=list)


def hand_over(ways: Ways, notices: Sequence[Notice]) -> list[Outcome]:
    """Hand these over, several at a time; returns what came of each. What goes too fast is given back."""
    outcomes: list[Outcome] = []
    going: list[_Going] = []
    for notice in notices:
        way = ways.active.get(notice.trying) if notice.trying else ways.order[0]
        if way is None:  # switched off meanwhile: it will never say whether it has it
            outcomes.append(failed(notice, "sender_silent", is_permanent=True))
        else:
            going.append(_Going(notice, way, is_open=bool(notice.trying)))
    while going:
        further: list[_Going] = []
        for way in dict.fromkeys(one.way for one in going):
            few = [one for one in going if one.way is way]
            for one, outcome in _round(ways, way, few):
                further += [one] if outcome is None else []
                outcomes += [outcome] if outcome else []
        going = further
    return outcomes


def _round(ways: Ways, way: Way, few: Sequence[_Going]) -> list[tuple[_Going, Outcome | None]]:
    """One gateway, several messages; no outcome for those that the next one is to take."""
    of = {one.notice.pk: one for one in few}
    notices = routing.admit(way, [one.notice for one in few], clock.now())
    answers = ask(way, notices)
    routing.note(way, answers)
    return [
        (of[notice.pk], _judge(ways, of[notice.pk], answer))
        for notice, answer in zip(notices, answers, strict=True)
    ]


def ask(way: Way, notices: Sequence[Notice]) -> list[Answer]:
    """What the gateway answers to each of these, at the same time; no transaction, no lock."""
    sender = way.sender
    if sender is None:
        return [senders.SendFailure(way.fault, permanent=False, handed="unreached") for _ in notices]
    if isinstance(sender, senders.ManySender):
        return many(sender, notices)
    if len(notices) < 2:
        return [single(sender, notice) for notice in notices]
    with ThreadPoolExecutor(len(notices), thread_name_prefix="sender") as pool:
        return list(pool.map(lambda notice: single(sender, notice), notices))


def single(sender: senders.Sender, notice: Notice) -> Answer:
    """The answer to one message; a defect of the sender leaves open whether it left."""
    try:
        return sender.send(outgoing(notice))
    except senders.SendFailure as failure:
        return failure
    except Exception:
        log.exception("sender %s failed on notice %s", sender.name, notice.pk)
        return senders.SendFailure("sender_error", permanent=False, handed="unanswered")


def many(sender: senders.ManySender, notices: Sequence[Notice]) -> list[Answer]:
    """The answers to several in one call."""
    try:
        return list(sender.send_many([outgoing(notice) for notice in notices])) if notices else []
    except Exception:
        log.exception("%s failed on %s notices", type(sender).__name__, len(notices))
        return [senders.SendFailure("sender_error", permanent=False, handed="unanswered")] * len(notices)


def outgoing(notice: Notice) -> senders.Outgoing:
    """The message as a sender takes it; the digits of a code are put in their place here."""
    text, values = notice.text, notice.values
    if notice.key == codes.KEY:
        values = secrets.unseal(values.get("sealed", ""))
        text = text.replace(codes.HIDDEN, values.get("code", codes.HIDDEN))
    return senders.Outgoing(notice.idempotency_key, notice.address, text, key=notice.key, values=values)


def accepted(notice: Notice, way: Way, answer: senders.Accepted) -> Outcome:
    """The gateway took it, now: what it costs, and when its receipt must be there."""
    now, row = clock.now(), way.gateway
    expects = row.receipt_seconds if row else None
    return Outcome(
        notice,
        notice.claimed_until,
        now,
        way.ref,
        answer.gateway_id[: recording.LONGEST_ID],
        other_ids=tuple(name[: recording.LONGEST_ID] for name in answer.other_ids),
        cost=row.part_price * notice.parts if row else None,
        receipt_at=now + timedelta(seconds=expects) if expects else None,
    )


def failed(
    notice: Notice,
    error: str,
    *,
    is_permanent: bool = False,
    is_open: bool = False,
    wait: float | None = None,
) -> Outcome:
    """It was not taken, now."""
    return Outcome(
        notice,
        notice.claimed_until,
        clock.now(),
        error=error,
        is_permanent=is_permanent,
        is_open=is_open,
        wait=wait,
    )


def _judge(ways: Ways, one: _Going, answer: Answer) -> Outcome | None:
    """What the answer means; none when the next gateway is to be tried at once."""
    notice = one.notice
    if isinstance(answer, senders.Accepted):
        return accepted(notice, one.way, answer)
    said = {"said": answer.said} if answer.said else {}
    recording.note_try(notice, one.way.ref, answer.code, **said)
    if answer.permanent and not answer.elsewhere:
        return failed(notice, answer.code, is_permanent=True)
    if answer.handed == "unanswered" or (one.is_open and not _is_verdict(answer)):
        return failed(notice, answer.code, is_open=True, wait=answer.wait)
    one.is_open, notice.trying = False, ""  # it said no: the next may have it
    one.tried.append(one.way.ref)
    one.failures.append(answer)
    following = ways.after(one.tried)
    if following is None:
        return _in_vain(one)
    one.way = following
    return None


def _is_verdict(failure: senders.SendFailure) -> bool:
    """Whether a gateway speaks of this very message; that it is busy, shut or broken says nothing of an
    earlier try.
    """
    return failure.handed == "answered" and (failure.permanent or failure.code == "gateway_refused")


def _in_vain(one: _Going) -> Outcome:
    """Nobody took it now; where all of them asked for time, it waits as long as the shortest."""
    passing = [failure for failure in one.failures if not failure.permanent]
    waits = [failure.wait for failure in passing if failure.wait]
    wait = min(waits) if waits and len(waits) == len(passing) else None
    code = (passing or one.failures)[-1].code
    return failed(one.notice, code, is_permanent=not passing, wait=wait)
