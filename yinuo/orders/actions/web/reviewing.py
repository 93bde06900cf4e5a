"""The review of a web order: who has it, what was checked, which points were changed (R077–R081)."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from yinuo.core import clock, db
from yinuo.core.errors import Fault, Invalid, NotNow, NotPermitted, fault
from yinuo.core.events import Deed
from yinuo.orders import may
from yinuo.orders.actions import drafting, holding, reckoning, reviewed
from yinuo.orders.models import Order, Stage
from yinuo.orders.queries import asking, judging
from yinuo.orders.rules import reading, web
from yinuo.orders.rules.stages import UNDER_REVIEW
from yinuo.playbooks.rules import schema
from yinuo.playbooks.rules.reasons import Reason
from yinuo.staff.models import Person
from yinuo.tickets import actions as tickets
from yinuo.tickets.models import Kind

LONGEST_NOTE = 200
TAKEN = "核单"


def take_review(*, order: Order, by: Person, form_key: str | None = None) -> Order:
    """Take a web order in hand: of two at the same moment one does, the other is told who (R077).

    The ticket becomes theirs; what the price has become since is a point to agree. Taking again what one has
    changes nothing. Records order.review_taken. Raises NotPermitted, NotNow: order_not_in_stage,
    review_taken {by}, already_taken {by} when somebody else owns it already.
    """
    if not may.review(by, order):
        raise NotPermitted("not_permitted")
    with db.transaction():
        held = holding.hold(order)
        if not reviewed.is_under(held):
            raise holding.not_now(held)
        row = held.web
        if row.reviewer_id == by.pk:
            return held
        if row.reviewer is not None:
            raise NotNow("review_taken", by=row.reviewer.name)
        row.reviewer, row.taken_at = by, clock.now()
        db.write(row, "reviewer", "taken_at")
        _own(held, by)
        if held.ticket.stage == Stage.FILLED:
            holding.move(held, Stage.REVIEWING, by)
        before = held.quoted_total
        reckoning.refresh(held, by)
        holding.keep(held)
        reviewed.note_price(held, before, by)
        holding.record("review_taken", held, by=by)
        reviewed.settle(held, by)
    return held


def _own(order: Order, by: Person) -> None:
    """The ticket becomes the reviewer's; one that is somebody else's only by those who lead."""
    ticket = order.ticket
    if ticket.owner is None:
        tickets.take(ticket, by=by)
    elif ticket.owner_id != by.pk:
        if by.role not in may.LEADING:
            raise NotNow("already_taken", by=ticket.owner.name)
        tickets.assign(ticket, to=by, reason=Reason("", TAKEN), by=by)


def follow_owner(deed: Deed) -> None:
    """Wired to ticket.assigned, taken and released: the review goes on in the new owner's hands, who may
    stand in (R078); where the ticket is nobody's any more, it waits for anybody.
    """
    ticket = deed.ticket
    if ticket.kind != Kind.ORDER or ticket.stage not in UNDER_REVIEW:
        return
    held = holding.hold(Order(pk=ticket.pk))
    row, owner = held.web, held.ticket.owner
    if row.reviewer_id in (None, held.ticket.owner_id):
        return
    if owner is None:
        _put_back(held, deed.by)
    elif may.review(owner, held):
        row.reviewer, row.taken_at = owner, clock.now()
        db.write(row, "reviewer", "taken_at")


def _put_back(order: Order, by: Person | None) -> None:
    """Nobody has the review of a held order in hand any more."""
    row = order.web
    row.reviewer, row.taken_at = None, None
    db.write(row, "reviewer", "taken_at")
    holding.move(order, Stage.FILLED, by, abandons=True)
    holding.record("review_released", order, by=by)


def release_review(*, order: Order, by: Person) -> Order:
    """Put a review back so that somebody else can take it; what was checked and changed stays.

    For whoever has it, and for those who lead. Records order.review_released. Raises NotPermitted, NotNow:
    order_not_in_stage, review_not_taken.
    """
    with db.transaction():
        held = holding.hold(order)
        if not reviewed.is_under(held):
            raise holding.not_now(held)
        if not may.release_review(by, held):
            raise NotPermitted("not_permitted")
        if held.web.reviewer_id is None:
            raise NotNow("review_not_taken")
        _put_back(held, by)
        tickets.release(ticket=held.ticket, reason=TAKEN, by=None)
    return held


def check(*, order: Order, key: str, ok: bool, note: str = "", by: Person) -> Order:
    """Answer one point of the checklist: it holds, or there is a problem (R079).

    Records order.checked {key, ok}, and order.found_problem or found_no_problem where that is what the order
    has become. Raises NotPermitted; Invalid at `key` or `note`; NotNow as `reviewed.hold`.
    """
    if not may.review(by, order):
        raise NotPermitted("not_permitted")
    if key not in web.CHECKS:
        raise Invalid(fault("key", "not_a_choice"))
    if len(note) > LONGEST_NOTE:
        raise Invalid(fault("note", "too_long", limit=LONGEST_NOTE, length=len(note)))
    with db.transaction():
        held = reviewed.hold(order, by)
        row, before = held.web, held.web.checks.get(key)
        found = {"ok": ok, "note": reading.clean(note), "by": by.pk, "at": clock.now().isoformat()}
        if before and (before["ok"], before["note"], before["by"]) == (ok, found["note"], by.pk):
            return held
        row.checks = {**row.checks, key: found}
        db.write(row, "checks")
        said = {"note": found["note"]} if found["note"] else None
        holding.record("checked", held, by=by, detail=said, key=key, ok=ok)
        reviewed.settle(held, by)
    return held


def change_point(*, order: Order, typed: Mapping[str, str], by: Person, version: int | None = None) -> Order:
    """Correct answers of a web order, each kept as before → after until the customer agreed to it (R081).

    Zones, screening and price follow; what was checked about a changed answer has to be checked anew, another
    price is a point of its own. Records order.point_changed {key} for each. Raises NotPermitted; Invalid with
    every fault; NotNow("stale") and as `reviewed.hold`.
    """
    if not may.review(by, order):
        raise NotPermitted("not_permitted")
    with db.transaction():
        held = reviewed.hold(order, by)
        if version is not None and version != held.ticket.version:
            raise drafting.stale(held, version)
        if apply(held, typed, by):
            reviewed.settle(held, by)
    return held


def apply(order: Order, typed: Mapping[str, str], by: Person | None) -> set[str]:
    """Let new answers stand in a held web order; says which elements changed. Raises Invalid."""
    playbook = asking.playbook_of(order.ticket)
    before, places, total = _shown(order, playbook), _places(order), order.quoted_total
    read = reading.read(asking.fields(playbook), typed, asking.setting(clock.now()))
    if read.faults:
        raise Invalid(*read.faults)
    changed, answers = drafting.fill(order, read)
    if "goods_name" in changed:
        order.goods_answers = {}
    chosen = drafting.choose_places(judging.judge(order), typed, changed)
    if faults := [*chosen, *_faults(order, playbook, changed)]:
        raise Invalid(*faults)
    changed |= {key for key, place in _places(order).items() if place != places[key]}
    if not changed:
        return changed
    judgement = reckoning.refresh(order, by, judging.judge(order))
    holding.keep(order)
    region = reckoning.region_of(judgement) or order.ticket.region
    holding.describe(order, region=region, answers=answers, version=order.ticket.version)
    holding.make_findable(order)
    _note_points(order, playbook, changed, {**before, **places}, by)
    reviewed.note_price(order, total, by)
    row = order.web
    row.checks = web.still_checked(row.checks, changed)
    db.write(row, "checks")
    return changed


def _faults(order: Order, playbook: schema.Playbook, changed: Iterable[str]) -> Iterable[Fault]:
    """What may not be left out, and wishes for a time that has passed."""
    items = {item.key: item for item in playbook.elements.get(asking.KIND, ())}
    for key in sorted(changed):
        item = items.get(key)
        value: Any = asking.value_of(order, key)
        if value in (None, "") and (key in web.REQUIRED or (item is not None and item.required)):
            yield fault(key, "required")
        elif isinstance(value, datetime) and value < clock.now():
            yield fault(key, "time_has_passed")


def _places(order: Order) -> dict[str, str]:
    return {key: str(getattr(order, key)) for key in web.PLACES}


def _shown(order: Order, playbook: schema.Playbook) -> dict[str, str]:
    """Every answer as it is read out."""
    now, items = clock.now(), playbook.elements.get(asking.KIND, ())
    return {item.key: asking.shown(item, asking.value_of(order, item.key), now) for item in items}


def _note_points(
    order: Order,
    playbook: schema.Playbook,
    changed: set[str],
    before: Mapping[str, str],
    by: Person | None,
) -> None:
    after = {**_shown(order, playbook), **_places(order)}
    labels = {item.key: item.label for item in playbook.elements.get(asking.KIND, ())}
    beside = {"pickup_place": "pickup_address", "delivery_place": "delivery_address"}
    for key in (key for key in (*labels, *sorted(web.PLACES)) if key in changed):
        if key in beside and beside[key] in changed:
            continue
        label = labels.get(beside.get(key, key), key)
        reviewed.note_point(order, key, label, before.get(key, ""), after.get(key, ""), by)
