"""Complaints at every stage with all that hangs on them, suggestions, a displeasure, and what colleagues do.

The driver is complained about; a warehouse without an account is asked too. Cases without a name have no
number that could be proved: their link is enough. The links of the others are walked in
`tests/portal/complaints/test_guests.py`.
"""

from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from typing import Any, Final

from tests.complaints.deciding import FIVE, FOUND
from tests.factories import complaints as make
from tests.factories import pictures
from yinuo.complaints.actions import (
    agreeing,
    approving,
    carrying,
    ending,
    files,
    finding,
    following,
    hearing,
    merging,
    offering,
    suggesting,
    telling,
    weighing,
)
from yinuo.complaints.models import CallBack, Chore, Complaint, Corrective, Offer, Statement
from yinuo.complaints.rules import links as statement_links
from yinuo.complaints.rules.offers import Wish
from yinuo.complaints.rules.stages import Stage
from yinuo.core import clock
from yinuo.core.uploads import Box
from yinuo.orders.models import Order
from yinuo.staff.models import Person
from yinuo.tickets import actions as tickets
from yinuo.tickets import queries as tickets_queries
from yinuo.tickets.models import Channel
from yinuo.tickets.rules import links

Targets = dict[str, Mapping[str, Any]]
ACCOUNT: Final = f"{make.ACCOUNT}打 {make.PHONE} 找王先生。"
"""The customer's words have their number in them."""
APOLOGY: Final = (Wish("apology"),)
GIFTS: Final = (Wish("refund_freight", 5_00), Wish("redo", 5_00))
"""Within what an agent may give, also several times for one order."""


def targets(who: Mapping[str, Person], taken: Mapping[str, Order]) -> Targets:
    """The arguments of their addresses, by target."""
    agent = who["agent"]
    said = {"about": taken["dispatched"].ticket, "account": ACCOUNT}
    named = partial(make.registered, agent, respondent=who["driver"], **said)
    hidden = partial(make.registered, agent, is_anonymous=True, about=said["about"])
    return {
        **_begun(named, who),
        **_decided(named, agent),
        **_carried(named, agent),
        **_followed(named, agent),
        **_linked(named(), agent),
        **_of_nobody(hidden, agent),
        **_joined(named, agent),
        **_suggested(agent, said["about"]),
        **_reported(who["colleague"]),
        **_correctives(),
        "grumble": {"pk": make.grumbled(agent, ticket=said["about"]).pk},
    }


def _ref(of: Any, **more: Any) -> dict[str, Any]:
    return {"ref": of.ticket.ref, **more}


def _link(of: Any, **more: Any) -> dict[str, Any]:
    return {"slug": links.case_path(of.ticket.ref).removeprefix("/c/"), **more}


def _begun(registered: Any, who: Mapping[str, Person]) -> Targets:
    """At the acceptance, with everything done there, and while the driver and the warehouse are asked."""
    agent = who["agent"]
    ready, asked = registered(), registered()
    for step in tickets_queries.steps(ready.ticket):
        for must in step.must:
            tickets.do_must(ready.ticket, step=step.key, key=must.key, by=None, seen=True)
    make.onward(asked, Stage.CLARIFY, agent)
    ask = partial(
        hearing.ask_statement,
        complaint=make.again(asked),
        asks="请说明几点到的",
        due_at=clock.now() + timedelta(hours=2),
        by=agent,
    )
    driver, warehouse = ask(to=who["driver"]), ask(to_name="仓库")
    return {
        **_handed_in(registered(), who["driver"], warehouse, agent),
        "complaint": _ref(registered()),
        "complaint must": _ref(registered(), pk=0),
        "complaint ready": _ref(ready),
        "complaint clarify": _ref(asked),
        "complaint statement": _ref(asked, pk=driver.pk),
        "statement": {"pk": driver.pk},
        "statement link": {"slug": statement_links.statement_slug(warehouse.pk)},
    }


def _handed_in(case: Complaint, driver: Person, asked: Statement, agent: Person) -> Targets:
    """A picture as it came, one with a part blacked out, and what came with statements."""
    photo, covered = (
        tickets.attach(case.ticket, purpose="question", file=pictures.picture(colour=colour), by=None)
        for colour in ("red", "blue")
    )
    tickets.cover(covered, boxes=[Box(0, 0, 9, 9)], by=agent)
    given = hearing.ask_statement(
        complaint=case, asks="几点到的", due_at=clock.now() + timedelta(hours=2), by=agent, to=driver
    )
    passed = tickets.attach(asked.complaint.ticket, purpose="scan", file=pictures.picture(), by=agent)
    more: dict[str, Any] = {"attachment": passed, "to": "STATEMENT", "statement": asked, "by": agent}
    files.pass_on(complaint=asked.complaint, **more)
    files.pass_on(complaint=case, attachment=photo, to="STATEMENT", statement=given, by=agent)
    return {
        "complaint file": _ref(case, pk=photo.pk),
        "complaint covered": _ref(case, pk=covered.pk),
        "covered": {"pk": covered.pk},
        "statement file": {"pk": given.pk, "file": photo.pk},
        "statement link file": {"slug": statement_links.statement_slug(asked.pk), "file": passed.pk},
    }


def _weighed(case: Complaint, by: Person) -> Complaint:
    """Everything about it is known; ready for a proposal."""
    make.onward(case, Stage.CLARIFY, by)
    finding.find(complaint=make.again(case), by=by, **FOUND)
    weighing.weigh(complaint=make.again(case), by=by, **FIVE)
    make.onward(make.again(case), Stage.PROPOSE, by)
    return make.again(case)


def _approved(case: Complaint, by: Person, gifts: tuple[Wish, ...] = APOLOGY) -> Offer:
    """A proposal that may be told."""
    offer = offering.make_offer(complaint=_weighed(case, by), items=gifts, opinion="我方有过失", by=by)
    return approving.ask_approval(offer=offer, by=by)


def _told(case: Complaint, by: Person, gifts: tuple[Wish, ...] = APOLOGY) -> Offer:
    return telling.tell_offer(offer=_approved(case, by, gifts), way="PHONE", by=by)


def _accepted(case: Complaint, by: Person, gifts: tuple[Wish, ...] = APOLOGY) -> Offer:
    """What the customer agreed to; with nothing to carry out they are called back next."""
    return telling.accept_offer(offer=_told(case, by, gifts), way="PHONE", by=by)


def _decided(registered: Any, agent: Person) -> Targets:
    """From the findings to the customer's answer."""
    drafted, told = _weighed(registered(), agent), _told(registered(), agent)
    draft = offering.make_offer(complaint=drafted, items=APOLOGY, opinion="我方有过失", by=agent)
    approved = _approved(registered(), agent)
    return {
        "complaint weighed": _ref(_weighed(registered(), agent)),
        "complaint drafted": _ref(drafted, pk=draft.pk),
        "complaint approved": _ref(approved.complaint, pk=approved.pk),
        "complaint told": _ref(told.complaint),
        "complaint offer": _ref(told.complaint, pk=told.pk),
    }


def _carried(registered: Any, agent: Person) -> Targets:
    """Given to the departments: one task waits, one is done; money to be paid; an agreement to be signed."""
    offer, signing = _accepted(registered(), agent, GIFTS), _accepted(registered(), agent, GIFTS)
    agreeing.make_agreement(offer=signing, by=agent)
    given, done, owed = _task(offer), _task(signing), _task(offer, "refund_freight")
    carrying.done(chore=done, proof="10:20 提走，客户签收", by=agent)
    return {
        "complaint agreed": _ref(offer.complaint),
        "complaint chore": _ref(offer.complaint, pk=given.pk),
        "complaint chore done": _ref(signing.complaint, pk=done.pk),
        "complaint item": _ref(offer.complaint, pk=offer.items.get(remedy="refund_freight").pk),
        "complaint signing": _ref(signing.complaint),
        "complaint agreement": _ref(signing.complaint, pk=signing.pk),
        "chore": _ref(given),
        "chore done": _ref(done),
        "chore owed": _ref(owed),
        "chore task": _ref(given, noun="done"),
    }


def _task(offer: Offer, remedy: str = "redo") -> Chore:
    """What is to be done anew, or paid."""
    found = Chore.objects.select_related("complaint__ticket", "ticket", "item")
    return found.get(item__offer=offer, item__remedy=remedy)


def _followed(registered: Any, agent: Person) -> Targets:
    """From the call-back to the end, reached or not."""
    cases = {
        name: _accepted(registered(), agent).complaint for name in ("call", "rated", "thanked", "closed")
    }
    unreached = _accepted(registered(), agent).complaint
    for days in (3, 2, 1):
        at = clock.now() - timedelta(days=days)
        CallBack.objects.create(complaint=unreached, round=1, was_reached=False, way="PHONE", at=at, by=agent)
    for name in ("rated", "thanked", "closed"):
        following.rate(complaint=make.again(cases[name]), overall=5, way="PHONE", by=agent)
    for name in ("thanked", "closed"):
        following.thank(complaint=make.again(cases[name]), by=agent)
    ending.close(complaint=make.again(cases["closed"]), by=agent)
    found = {f"complaint {name}": _ref(case) for name, case in cases.items()}
    return {**found, "complaint unreached": _ref(unreached)}


def _linked(case: Complaint, agent: Person) -> Targets:
    """The link of whoever left a number, and their picture."""
    photo = tickets.attach(case.ticket, purpose="complaint", file=pictures.picture(), by=None)
    told, signing = _told(make.registered(agent), agent), _accepted(make.registered(agent), agent, GIFTS)
    agreeing.make_agreement(offer=signing, by=agent)
    return {
        "case": _link(case),
        "case photo": _link(case, pk=photo.pk),
        "case told": _link(told.complaint),
        "case signing": _link(signing.complaint),
    }


def _of_nobody(registered: Any, agent: Person) -> Targets:
    """The links of cases without a name: asked, signing, called back, closed."""
    case, closed = registered(), _accepted(registered(), agent).complaint
    photo = tickets.attach(case.ticket, purpose="complaint", file=pictures.picture(), by=None)
    signing = _accepted(registered(), agent, GIFTS)
    agreeing.make_agreement(offer=signing, by=agent)
    following.rate(complaint=make.again(closed), overall=5, way="PHONE", by=agent)
    following.thank(complaint=make.again(closed), by=agent)
    ending.close(complaint=make.again(closed), by=agent)
    return {
        "hidden": _link(case),
        "hidden photo": _link(case, pk=photo.pk),
        "hidden told": _link(_told(registered(), agent).complaint),
        "hidden signing": _link(signing.complaint),
        "hidden call": _link(_accepted(registered(), agent).complaint),
        "hidden closed": _link(closed),
    }


def _joined(registered: Any, agent: Person) -> Targets:
    """One that is joined with another, and one that was merged into that."""
    one, other, merged = registered(), registered(), registered()
    merging.link_alike(complaint=one, other=other, by=agent)
    merging.merge(complaint=merged, into=other, by=agent)
    return {
        "complaint joined": _ref(one, pk=other.pk),
        "complaint linked": _ref(one),
        "complaint merged": _ref(merged),
    }


def _suggested(agent: Person, about: Any) -> Targets:
    """A suggestion that waits, and one that was thanked for."""
    said = {"about": about, "contact_name": "王先生", "contact_phone": make.PHONE}
    thanked = suggesting.thank(suggestion=make.suggested(agent, **said), by=agent)
    return {"suggestion": _ref(make.suggested(agent, **said)), "suggestion thanked": _ref(thanked)}


def _reported(colleague: Person) -> Targets:
    """What a colleague wrote down."""
    return {"complaint reported": _ref(make.registered(colleague, channel=Channel.VISIT))}


def _correctives() -> Targets:
    """Causes that came again: one that waits, one with a plan, one that is done but not seen to work."""
    at = clock.now()
    kept = {"type": "TIME", "count": 3, "opened_at": at, "changed_at": at}
    known = {
        "corrective": {"cause": "DUTY"},
        "corrective planned": {"cause": "DETAIL", "what": "排队先报备"},
        "corrective done": {"cause": "HANDLING", "what": "排队先报备", "state": Corrective.State.DONE},
    }
    return {name: {"pk": Corrective.objects.create(**kept, **own).pk} for name, own in known.items()}
