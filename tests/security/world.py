"""A desk at work with one of everything that an address can name, and everybody who may come to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.test import Client
from django.urls import reverse

from tests.factories import messaging as notices
from tests.factories import orders as make
from tests.factories import promises as promise_rows
from tests.factories import staff
from tests.factories import tickets as rows
from tests.messaging.pipeline import conftest as gateways
from tests.security import world_coming, world_complaints, world_messages
from yinuo.core import clock
from yinuo.core.models import CalendarDay, WorkingHours
from yinuo.desk import pending
from yinuo.messaging import actions as messages
from yinuo.messaging.models import Notice
from yinuo.messaging.senders import Reply
from yinuo.orders import actions as orders
from yinuo.orders import queries
from yinuo.orders.models import Order, PlaceName
from yinuo.playbooks import actions as playbooks
from yinuo.playbooks.models import PlaybookVersion, ReferenceTable
from yinuo.playbooks.rules import packs
from yinuo.promises import actions as promises
from yinuo.promises.models import Promise
from yinuo.staff import actions as people
from yinuo.staff.models import Person, RegionPost, Role, SignIn, Vehicle
from yinuo.tickets import actions as tickets
from yinuo.tickets.rules import Filters, View

NOBODY = "nobody"
ACTORS = (
    "agent",
    "team_leader",
    "dispatcher",
    "driver",
    "market_developer",
    "manager",
    "administrator",
    "auditor",
    "colleague",
    "outsider",
    NOBODY,
)
"""The nine roles, each within reach of what the agent owns; an agent of another team; nobody at all."""


@dataclass
class World:
    """The people by their part, a signed-in browser of each, and the arguments of addresses by target."""

    people: Mapping[str, Person]
    browsers: Mapping[str, Client]
    targets: Mapping[str, Mapping[str, Any]]
    facts: Mapping[str, Any]


def build(outside: world_messages.Servers) -> World:
    """Everything, on a day on which everybody works, with these servers outside."""
    version = _manual()
    who = _people()
    world_coming.prepare(who["driver"])
    browsers = {name: _browser(who.get(name)) for name in ACTORS}
    taken = _orders(who)
    targets = {name: {"ref": order.ticket.ref} for name, order in taken.items()}
    others, facts = _others(who, taken, version.source)
    others |= _incoming()
    outer = {**world_messages.targets(who, taken, outside), **world_coming.targets(who, taken)}
    complained = world_complaints.targets(who, taken)
    return World(who, browsers, {"-": {}, **targets, **others, **outer, **complained}, facts)


def _manual() -> PlaybookVersion:
    """The freight pack, published as `yinuo init` does, with its tables."""
    for kind, seed in make._pack()[1]:
        ReferenceTable.objects.create(
            kind=kind, version=1, rows=seed, in_force_from=date(2020, 1, 1), created_at=clock.now()
        )
    return playbooks.publish(packs.playbook_folder("freight"), by=None)


def _people() -> dict[str, Person]:
    staff.company()
    branch = staff.branch()
    region = staff.region(key="jiangning", name="江宁", branch=branch)
    day, night = staff.team(), staff.team(key="night", name="夜班组")
    phones = (f"139052700{number:02}" for number in range(1, 20))

    def one(role: str, number: str, name: str, **values: Any) -> Person:
        return staff.person(role, staff_number=number, name=name, branch=branch, phone=next(phones), **values)

    who = {
        "agent": one(Role.AGENT, "8011", "李敏", team=day),
        "team_leader": one(Role.TEAM_LEADER, "8001", "周芳", team=day),
        "dispatcher": one(Role.DISPATCHER, "8101", "吴刚"),
        "driver": one(Role.DRIVER, "8201", "王强"),
        "market_developer": one(Role.MARKET_DEVELOPER, "8301", "孙丽"),
        "manager": one(Role.MANAGER, "8401", "郑海"),
        "administrator": one(Role.ADMINISTRATOR, "8501", "何平"),
        "auditor": one(Role.AUDITOR, "8601", "许静"),
        "colleague": one(Role.COLLEAGUE, "8701", "冯涛"),
        "outsider": one(Role.AGENT, "8099", "沈洁", team=night),
    }
    for name in ("dispatcher", "driver", "market_developer"):
        RegionPost.objects.create(region=region, person=who[name], rank=1)
    staff.vehicle(driver=who["driver"], plate="苏N10001")
    one(Role.DRIVER, "8202", "刘洋")
    return who


def _browser(person: Person | None) -> Client:
    browser = Client(raise_request_exception=False)
    if person:
        said = {"staff_number": person.staff_number, "password": staff.PASSWORD}
        assert browser.post(reverse("sign-in"), said).status_code == 302
    return browser


def _orders(who: Mapping[str, Person]) -> dict[str, Order]:
    agent, driver = who["agent"], who["driver"]
    battery = make.draft(agent, goods_name="锂电池")
    transit = orders.depart(order=make.collected(agent), by=agent)
    delivered = orders.deliver(order=make.collected(agent), by=agent)
    settled = orders.deliver(order=make.collected(agent), by=agent)
    orders.collect_freight(order=settled, amount=settled.freight_left, by=agent)
    dispatched = make.dispatched(agent)
    assert dispatched.receiver == driver
    told = make.draft(agent, pieces="18")
    orders.fill_from_text(order=told, text="发汽车配件15件到南京站", by=agent)
    more = orders.accept(order=make.dispatched(agent), by=agent)
    return {
        "draft": make.draft(agent),
        "told": told,
        "more": orders.pick_up(order=more, by=agent, pieces=30),
        "battery": battery,
        "agreed": make.agreed(agent),
        "confirmed": make.confirmed(agent),
        "dispatched": dispatched,
        "collected": make.collected(agent),
        "transit": transit,
        "delivered": delivered,
        "settled": settled,
    }


def _others(
    who: Mapping[str, Person], taken: Mapping[str, Order], files: Mapping[str, str]
) -> tuple[dict[str, Any], dict[str, Any]]:
    order = taken["dispatched"]
    book, customer = queries.playbook_of(order.ticket), order.ticket.customer
    assert customer is not None
    post = RegionPost.objects.get(person=who["driver"])
    targets = {
        **_work(who, order),
        **_words(who, order),
        **_settings(who, post),
        "customer": {"ref": customer.ref},
        "pickup": {"view": "pickup"},
        "delivery": {"view": "delivery"},
        "addresses": {"use": "pickup"},
        "chapter": {"key": book.chapters[0].key},
        "version 1": {"number": 1},
        "versions 1 1": {"before": 1, "after": 1},
        "published": {
            "signed": pending.keep("playbook", {"files": _renamed(files), "base": 1}, by=who["administrator"])
        },
    }
    facts = {
        "branch": post.region.branch,
        "other_driver": Person.objects.get(staff_number="8202"),
        "cause": book.causes[1].key,
        "files": files,
        "customer": customer,
    }
    return targets, facts


def _work(who: Mapping[str, Person], order: Order) -> dict[str, Any]:
    """What hangs on a ticket beside its promises, and the agent's own list."""
    agent, ref = who["agent"], order.ticket.ref
    asked = orders.ask_discount(order=make.draft(agent), amount=25_00, reason="老客户", by=agent)
    cause = queries.playbook_of(order.ticket).causes[0].key
    exception = orders.note_exception(order=order, cause=cause, by=agent)
    lost = notices.notice(
        order.ticket,
        state=Notice.State.GIVEN_UP,
        error="no_such_number",
        wake_at=None,
        to_person=who["driver"],
    )
    saved = tickets.save_filter(name="提货", filters=Filters(), view=View.MINE, by=agent)
    return {
        "approval": {"pk": asked.ticket.approvals.get().pk},
        "free": {"ref": rows.ticket(team=agent.team).ref},
        "exception": {"ref": ref, "pk": exception.pk},
        "notice": {"pk": lost.pk},
        "filter": {"pk": saved.pk},
        **{f"message {part}": {"ref": ref, "part": part} for part in ("driver", "dispatcher", "customer")},
    }


def _words(who: Mapping[str, Person], order: Order) -> dict[str, Any]:
    """Promises in every state, one with a number in its reason, and a task."""
    agent, leader, now = who["agent"], who["team_leader"], clock.now()

    def word(label: str, hours: int) -> Promise:
        due = now + timedelta(hours=hours)
        return promises.give_word(ticket=order.ticket, label=label, due_at=due, by=agent)

    late = promise_rows.promise(
        order.ticket, now - timedelta(hours=2), now - timedelta(hours=1), key="late", broken_at=now
    )
    given, waiting = word("回电", 1), word("回信", 2)
    promises.pause(waiting, reason="customer_answer", by=agent)
    gone = promises.cancel(word("再问", 3), reason="客户用 13800006621 来电说不用了", by=agent)
    task = promises.open_task(title="核对运费", due_at=now + timedelta(hours=1), assignee=agent, by=leader)
    found: dict[str, Any] = {"promise": {"pk": given.pk}, "task": {"ref": task.ticket.ref}}
    found["promise gone"] = {"pk": gone.pk}
    found["promise lateness"] = {"pk": late.pk, "verb": "lateness"}
    for verb in ("keep", "move", "cancel", "pause"):
        found[f"promise {verb}"] = {"pk": given.pk, "verb": verb}
    found["promise resume"] = {"pk": waiting.pk, "verb": "resume"}
    for noun in ("done", "return", "drop"):
        found[f"task {noun}"] = {"ref": task.ticket.ref, "noun": noun}
    return found


def _settings(who: Mapping[str, Person], post: RegionPost) -> dict[str, Any]:
    """What is set up: people, places, days, names, an uploaded list."""
    agent = who["agent"]
    token, _ = people.create_token(person=agent, scopes=["tickets:read"], by=None)
    day = CalendarDay.objects.create(on=date(2026, 12, 25), kind=CalendarDay.Kind.CLOSED, name="盘点")
    name = PlaceName.objects.create(name="老仓库", place="江苏省 南京市 江宁区", used_at=clock.now())
    WorkingHours.objects.create(team_id=agent.team_id, week={"1": [["08:00", "12:00"]]})
    return {
        "sign-in": {"pk": SignIn.objects.get(person=agent).pk},
        "person": {"number": agent.staff_number},
        "token": {"number": agent.staff_number, "pk": token.pk},
        "branch": {"key": "suqian"},
        "region": {"key": "jiangning"},
        "team": {"key": "day"},
        "post": {"pk": post.pk},
        "vehicle": {"plate": Vehicle.objects.get(driver=who["driver"]).plate},
        "day": {"pk": day.pk},
        "name": {"pk": name.pk},
        "kept": {
            "name": "teams",
            "signed": pending.keep("list:teams", _sheet(), by=who["administrator"]),
        },
        "teams": {"name": "teams"},
        "goods": {"kind": "goods"},
        "goods 1": {"kind": "goods", "version": 1},
    }


def _incoming() -> dict[str, Any]:
    """A gateway that pushes, and a message of a number that nobody knows."""
    (row,) = messages.note_replies("gw", [Reply("r1", "13900008888", "你好", clock.now())])
    pushes = gateways.gateway(gateways.DOWN, is_active=False)
    return {"push": {"ref": pushes.ref}, "stranger": {"pk": row.pk}}


def _sheet() -> dict[str, Any]:
    """An uploaded list of teams with one new line, as the settings keep it."""
    row = {"number": 2, "cells": {"代码": "third", "名称": "第三组"}}
    return {"file": "teams.csv", "rows": [row], "source": "", "day": None}


def _renamed(files: Mapping[str, str]) -> dict[str, str]:
    """The manual under a new name, so that there is something to publish."""
    return {**files, "playbook.yaml": files["playbook.yaml"].replace("name: ", "name: 新", 1)}
