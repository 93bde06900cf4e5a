"""What customers and drivers do by themselves: web orders, links, questions, photos, jobs, the board, news.

Nobody who is signed in at the desk is a customer there: the portal's own guests are walked in
`tests/portal/test_walk.py`.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from tests.factories import inquiries as questions
from tests.factories import orders as make
from tests.factories import pictures, staff
from tests.factories import web as web_rows
from yinuo.core import clock
from yinuo.inquiries import actions as inquiries
from yinuo.knowledge import actions as knowledge
from yinuo.orders.actions import moving, web
from yinuo.orders.models import Order
from yinuo.orders.rules import jobs
from yinuo.staff import actions as people
from yinuo.staff import queries as company
from yinuo.staff.models import Company, Person, RegionPost, Role
from yinuo.tickets import actions as tickets
from yinuo.tickets.rules import links

Targets = Mapping[str, Mapping[str, Any]]
SITE = "https://desk.example.com"
FRAMING = "https://www.example.com"
PIN = "4826"


def prepare(driver: Person) -> None:
    """Before anybody signs in: a PIN ends the sign-ins that there are."""
    people.set_pin(driver, pin=PIN, by=None)


def targets(who: Mapping[str, Person], taken: Mapping[str, Order]) -> Targets:
    """The arguments of their addresses, by target."""
    Company.objects.update(site=SITE, embed_sites=[FRAMING])
    company.forget()
    return {
        **_reviewed(who["agent"]),
        **_wished(who["agent"]),
        **_asked(who, taken["dispatched"]),
        **_photos(who["driver"], taken),
        **_driven(who, taken),
        **_announced(who["administrator"]),
        **{f"link {name}": {"slug": links.track_slug(order.ticket.ref)} for name, order in taken.items()},
        "colour": {"colour": "2f6feb"},
        "provinces": {"code": "0"},
    }


def _reviewed(agent: Person) -> Targets:
    """Web orders: nobody's yet, in the agent's hands, with a question about the goods, ready to confirm."""
    named = {
        "web free": web_rows.placed(),
        "web taken": web_rows.taken(agent),
        "web battery": web_rows.taken(agent, goods_name="锂电池"),
        "web ready": web_rows.reviewed(agent),
    }
    slug = links.track_slug(named["web free"].ticket.ref)
    return {**{name: {"ref": order.ticket.ref} for name, order in named.items()}, "web link": {"slug": slug}}


def _wished(agent: Person) -> Targets:
    """A confirmed order whose shipper asks for something else."""
    order = make.confirmed(agent)
    version = order.ticket.version
    typed = {"delivery_needs": "要尾板车"}
    web.change_by_guest(order=order, guest=web_rows.GUEST, typed=typed, version=version)
    return {"wish": {"ref": order.ticket.ref, "index": 0}, "no wish": {"ref": order.ticket.ref, "index": 7}}


def _asked(who: Mapping[str, Person], order: Order) -> Targets:
    """Questions about an order: open, with the team leader, found out by them, answered."""
    agent = who["agent"]
    passed = questions.asked(agent, about=order.ticket)
    inquiries.pass_up(inquiry=passed, by=agent)
    found_out = questions.asked(agent, about=order.ticket)
    inquiries.pass_up(inquiry=found_out, by=agent)
    inquiries.check_answer(inquiry=found_out, answer="能到", by=who["team_leader"])
    named = {
        "inquiry": questions.asked(agent, about=order.ticket),
        "inquiry passed": passed,
        "inquiry checked": found_out,
        "inquiry answered": questions.answered(agent, about=order.ticket),
    }
    return {
        **{name: {"ref": one.ticket.ref} for name, one in named.items()},
        "answers of agent": {"staff_number": agent.staff_number},
    }


def _photos(driver: Person, taken: Mapping[str, Order]) -> Targets:
    """A photo of the goods on the vehicle, and the proof of a delivery."""
    on_board, delivered = taken["collected"].ticket, taken["delivered"].ticket
    goods = tickets.attach(on_board, purpose="pickup", file=pictures.picture(), by=driver)
    proof = tickets.attach(delivered, purpose="delivery", file=pictures.picture(colour="blue"), by=driver)
    return {
        "photo": {"pk": goods.pk},
        "job photo": {"ref": on_board.ref, "pk": goods.pk},
        "proof": {"ref": delivered.ref, "pk": proof.pk},
        "link proof": {"slug": links.track_slug(delivered.ref), "pk": proof.pk},
    }


def _driven(who: Mapping[str, Person], taken: Mapping[str, Order]) -> Targets:
    """The link of a job; a driver who is away and whose vehicle broke down; another driver's job."""
    driver, dispatcher, agent = who["driver"], who["dispatcher"], who["agent"]
    people.consent_position(driver, agree=True, version=people.NOTICE_VERSION)
    other = Person.objects.get(staff_number="8202")
    people.set_pin(other, pin=PIN, by=dispatcher)
    RegionPost.objects.create(region=RegionPost.objects.get(person=driver).region, person=other, rank=2)
    away = staff.person(
        Role.DRIVER, staff_number="8203", name="赵磊", branch=driver.branch, phone="13905270088"
    )
    vehicle = staff.vehicle(driver=away, plate="苏N30003")
    people.mark_absent(away, start=clock.now(), end=None, by=dispatcher)
    moving.vehicle_breaks_down(vehicle=vehicle, reason="水箱漏水", by=dispatcher)
    theirs = make.actions.dispatch(order=make.confirmed(agent), to=other, reason="first_busy", by=agent)
    job = taken["dispatched"].ticket.ref
    return {
        "job link": {"token": jobs.token(job, driver.pk, clock.now() + timedelta(hours=5))},
        "job of other": {"ref": theirs.ticket.ref},
        "driver": {"number": driver.staff_number},
        "driver away": {"number": away.staff_number},
        "vehicle of driver": {"plate": "苏N10001"},
        "vehicle broken": {"plate": vehicle.plate},
    }


def _announced(administrator: Person) -> Targets:
    """News for everybody, and for our own people alone."""

    def one(title: str, audience: str) -> Mapping[str, str]:
        said = knowledge.publish(
            title=title, body="正文", source="客服部", audience=audience, by=administrator
        )
        return {"ref": said.ref}

    return {"news": one("春节照常", "ALL"), "news of staff": one("换班", "STAFF")}
