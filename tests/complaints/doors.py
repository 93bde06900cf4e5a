"""Every verb of a complaint with calls that reach as far as they can, on a case where everything hangs."""

import inspect
import pkgutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from importlib import import_module
from typing import Any, Final, get_args

from tests.complaints.deciding import FIVE, FOUND
from tests.complaints.hung import World
from tests.factories import pictures
from yinuo.complaints import actions
from yinuo.complaints.actions import (
    accepting,
    agreeing,
    approving,
    calming,
    carrying,
    changing,
    chasing,
    ending,
    files,
    finding,
    following,
    hearing,
    learning,
    merging,
    moving,
    offering,
    paying,
    reopening,
    solving,
    telling,
    weighing,
)
from yinuo.complaints.rules import links
from yinuo.complaints.rules.offers import Wish
from yinuo.complaints.rules.stages import Stage
from yinuo.core import clock
from yinuo.customers.rules import Guest
from yinuo.staff.models import Person

Call = Callable[[], object]
Door = Callable[[World, Person | None, dict[str, Any]], Iterator[Call]]
CASE_PARTS: Final = {"complaint", "offer", "chore", "statement", "agreement", "item"}
"""The parameters by which a verb is given a case or what hangs on it."""
SPOT: Final = solving.Spot(
    restated="三点没到", found=FOUND, weighed=FIVE, gives=(Wish("sorry"),), opinion="道歉即可", way="PHONE",
    done="当场道歉", marks={"overall": 5}, has_agreed=True, did=("compared",),
    answers={"when": "今天下午", "wish": "道歉"},
)  # fmt: skip


def verbs() -> dict[str, Callable[..., object]]:
    """Every verb that is given a case: what the package exports, or its modules' functions of named arguments
    alone, as `module.name`.
    """
    found: dict[str, Callable[..., object]] = {}
    for module in pkgutil.iter_modules(actions.__path__):
        for name, verb in vars(import_module(f"{actions.__name__}.{module.name}")).items():
            if inspect.isfunction(verb) and not name.startswith("_") and _is_of_case(verb, module.name):
                found[f"{module.name}.{name}"] = verb
    return found


def _is_of_case(verb: Callable[..., object], module: str) -> bool:
    given = inspect.signature(verb).parameters
    is_named = all(one.kind in (one.KEYWORD_ONLY, one.VAR_KEYWORD) for one in given.values())
    return verb.__module__.endswith(f".{module}") and is_named and bool(CASE_PARTS & given.keys())


def takes_system(verb: Callable[..., object]) -> bool:
    """Whether the desk itself does it too."""
    by = inspect.signature(verb).parameters.get("by")
    return by is not None and type(None) in get_args(by.annotation)


def takes_guest(verb: Callable[..., object]) -> bool:
    """Whether the customer does it through their pages too."""
    return "guest" in inspect.signature(verb).parameters


def _one(call: Callable[[World, Person | None, dict[str, Any]], object]) -> Door:
    def door(world: World, by: Person | None, more: dict[str, Any]) -> Iterator[Call]:
        yield lambda: call(world, by, more)

    return door


def _to(verb: Callable[..., object], **said: str) -> Any:
    return lambda world, by, more: (
        partial(verb, complaint=world.complaint, to=to, by=by, **said) for to in Stage
    )


def _rate(world: World, by: Person | None, more: dict[str, Any]) -> Iterator[Call]:
    for mark in (5, 1):
        yield partial(following.rate, complaint=world.complaint, by=by, overall=mark, way="PHONE", **more)


def _hours(count: int) -> Any:
    return clock.now() + timedelta(hours=count)


def _person(by: Person | None) -> Person:
    """Whoever does what the desk itself never does."""
    assert by is not None
    return by


DOORS: Final[dict[str, Door]] = {
    "accepting.acknowledge": _one(lambda w, by, m: accepting.acknowledge(complaint=w.complaint, by=by)),
    "accepting.restate": _one(lambda w, by, m: accepting.restate(complaint=w.complaint, words="没到", by=by)),
    "accepting.tell_wait": _one(
        lambda w, by, m: accepting.tell_wait(complaint=w.complaint, due_at=_hours(2), by=by)
    ),
    "agreeing.make_agreement": _one(lambda w, by, m: agreeing.make_agreement(offer=w.offer, by=_person(by))),
    "agreeing.send_signing_code": _one(
        lambda w, by, m: agreeing.send_signing_code(
            agreement=w.agreement, guest=_guest(w, m), address="192.0.2.1"
        )
    ),
    "agreeing.sign_by_link": _one(
        lambda w, by, m: agreeing.sign_by_link(
            agreement=w.agreement, guest=_guest(w, m), name="王先生", code="000000"
        )
    ),
    "approving.ask_approval": _one(lambda w, by, m: approving.ask_approval(offer=w.offer, by=_person(by))),
    "calming.call_leader": _one(lambda w, by, m: calming.call_leader(complaint=w.complaint, by=by)),
    "chasing.chase": _one(lambda w, by, m: chasing.chase(complaint=w.complaint, by=by)),
    "calming.note_mood": _one(lambda w, by, m: calming.note_mood(complaint=w.complaint, feeling=1, by=by)),
    "carrying.add_chore": _one(
        lambda w, by, m: carrying.add_chore(
            complaint=w.complaint, department="finance", text="付款", due_at=_hours(4), by=_person(by)
        )
    ),
    "carrying.change_plan": _one(
        lambda w, by, m: carrying.change_plan(complaint=w.complaint, why="客户改了主意", by=by)
    ),
    "carrying.check": _one(lambda w, by, m: carrying.check(chore=w.chore, by=_person(by))),
    "carrying.done": _one(lambda w, by, m: carrying.done(chore=w.chore, proof="收据1", by=_person(by))),
    "carrying.drop": _one(lambda w, by, m: carrying.drop(chore=w.chore, reason="不要了", by=by)),
    "carrying.give_chores": _one(lambda w, by, m: carrying.give_chores(complaint=w.complaint, by=by)),
    "carrying.receive": _one(lambda w, by, m: carrying.receive(chore=w.chore, by=_person(by))),
    "carrying.return_chore": _one(
        lambda w, by, m: carrying.return_chore(chore=w.chore, why="没付", by=_person(by))
    ),
    "changing.change_details": _one(
        lambda w, by, m: changing.change_details(
            complaint=w.complaint, version=w.complaint.ticket.version, by=by, account="四点", wanted="道歉"
        )
    ),
    "changing.classify": _one(lambda w, by, m: changing.classify(complaint=w.complaint, by=by, type="OTHER")),
    "ending.close": _one(lambda w, by, m: ending.close(complaint=w.complaint, by=by)),
    "ending.close_unreached": _one(lambda w, by, m: ending.close_unreached(complaint=w.complaint, by=by)),
    "ending.withdraw": _one(
        lambda w, by, m: ending.withdraw(complaint=w.complaint, by=by, reason="客户说算了", **m)
    ),
    "files.add_file": _one(
        lambda w, by, m: files.add_file(complaint=w.complaint, sort="scan", file=pictures.picture(), by=by)
    ),
    "files.pass_on": _one(
        lambda w, by, m: files.pass_on(
            complaint=w.complaint, attachment=w.attachment, to="OUTSIDE", whom="保险公司", by=_person(by)
        )
    ),
    "finding.answer_question": _one(
        lambda w, by, m: finding.answer_question(complaint=w.complaint, key="when", text="今天", by=by)
    ),
    "finding.find": _one(lambda w, by, m: finding.find(complaint=w.complaint, **FOUND, by=by)),
    "following.note_call_back": _one(
        lambda w, by, m: following.note_call_back(complaint=w.complaint, reached=True, way="PHONE", by=by)
    ),
    "following.rate": _rate,
    "following.thank": _one(lambda w, by, m: following.thank(complaint=w.complaint, by=by)),
    "hearing.ask_statement": _one(
        lambda w, by, m: hearing.ask_statement(
            complaint=w.complaint, asks="几点放行", due_at=_hours(3), by=by, to_name="仓库"
        )
    ),
    "hearing.give_statement": _one(
        lambda w, by, m: hearing.give_statement(
            statement=w.statement, said="排队", by=by, slug="" if by else links.statement_slug(w.statement.pk)
        )
    ),
    "hearing.waive": _one(
        lambda w, by, m: hearing.waive(statement=w.statement, reason="联系不上", by=_person(by))
    ),
    "learning.learn": _one(
        lambda w, by, m: learning.learn(
            complaint=w.complaint, cause="排队", change="报备", owner=w.owner, due_on=_hours(99).date(), by=by
        )
    ),
    "merging.link_alike": _one(
        lambda w, by, m: merging.link_alike(complaint=w.complaint, other=w.other, by=_person(by))
    ),
    "merging.unlink_alike": _one(
        lambda w, by, m: merging.unlink_alike(complaint=w.complaint, other=w.other, by=_person(by))
    ),
    "merging.merge": _one(lambda w, by, m: merging.merge(complaint=w.complaint, into=w.other, by=by)),
    "merging.unmerge": _one(lambda w, by, m: merging.unmerge(complaint=w.complaint, by=by)),
    "moving.advance": _to(moving.advance),
    "moving.override": _one(
        lambda w, by, m: moving.override(
            complaint=w.complaint, step=w.step, key=w.undone, reason="refuses", by=_person(by)
        )
    ),
    "moving.step_back": _to(moving.step_back, why="还没问清"),
    "moving.transfer": _one(
        lambda w, by, m: moving.transfer(complaint=w.complaint, to=w.owner, reason="ill", by=by)
    ),
    "offering.make_offer": _one(
        lambda w, by, m: offering.make_offer(
            complaint=w.complaint, items=(Wish("sorry"),), opinion="道歉", by=by
        )
    ),
    "paying.pay": _one(
        lambda w, by, m: paying.pay(item=w.item, fen=0, way="CASH", receipt="收据1", by=_person(by))
    ),
    "reopening.reopen": _one(
        lambda w, by, m: reopening.reopen(complaint=w.complaint, why="又来了", by=by, **m)
    ),
    "solving.solve_on_spot": _one(
        lambda w, by, m: solving.solve_on_spot(complaint=w.complaint, spot=SPOT, by=_person(by))
    ),
    "telling.accept_offer": _one(
        lambda w, by, m: telling.accept_offer(offer=w.offer, way="PHONE", by=by, **m)
    ),
    "telling.decline_offer": _one(
        lambda w, by, m: telling.decline_offer(offer=w.offer, words="再多些", way="PHONE", by=by, **m)
    ),
    "telling.tell_offer": _one(
        lambda w, by, m: telling.tell_offer(offer=w.offer, way="PHONE", by=_person(by))
    ),
    "weighing.weigh": _one(lambda w, by, m: weighing.weigh(complaint=w.complaint, **FIVE, by=by)),
}
"""What is not here fails the test that every verb is."""


def _guest(world: World, more: dict[str, Any]) -> Guest:
    return more.get("guest") or Guest(ref="nobody")
