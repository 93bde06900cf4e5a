"""Playing a complaint as people would: the same actions at their moments, from the call to the end."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from yinuo.approvals import actions as approvals
from yinuo.approvals.models import Approval
from yinuo.cli.demo import day
from yinuo.cli.demo.playing import Moment, Steps
from yinuo.complaints.actions import (
    accepting,
    approving,
    calming,
    carrying,
    ending,
    finding,
    following,
    hearing,
    learning,
    moving,
    offering,
    paying,
    registering,
    solving,
    telling,
    weighing,
)
from yinuo.complaints.models import Chore, Complaint, Degree, Offer, Weighing
from yinuo.complaints.queries import carrying as agreed
from yinuo.complaints.queries import offers
from yinuo.complaints.rules.headlines import brief
from yinuo.complaints.rules.offers import Wish
from yinuo.complaints.rules.stages import Stage
from yinuo.core import clock, events
from yinuo.customers.rules import Guest
from yinuo.orders.queries import told as orders
from yinuo.staff import queries as staff
from yinuo.staff.models import Person, Role
from yinuo.tickets import actions as tickets
from yinuo.tickets import queries as tickets_queries
from yinuo.tickets.models import Channel, Ticket

STEPS: Final[Steps] = (
    ("registered", 0), ("calmed", 5), ("asked", 8), ("heard", 30), ("understood", 40), ("offered", 48),
    ("approved", 55), ("told", 60), ("agreed", 63), ("received", 80), ("carried", 140), ("called", 200),
    ("closed", 203),
)  # fmt: skip
"""How a complaint goes on: minutes since it came in."""
ON_THE_SPOT: Final[Steps] = (("registered", 0), ("solved", 9))
MANAGER: Final = "9001"
FEN: Final = 100
BY_PHONE: Final = "PHONE"
PAID_BY: Final = "微信"
TAKEN: Final = ("type", "cause", "severity", "account", "wanted", "temper", "goods")


class Case:
    """One complaint on its way, as the pack tells it; each method is what a person does at that moment."""

    def __init__(self, known: list[dict[str, Any]], form_key: str, row: Mapping[str, Any]) -> None:
        self.row, self.form_key = row, form_key
        self.customer = known[row["customer"] - 1]
        self.by = staff.person_by_number(row["by"]) if row.get("by") else None
        self.complaint: Complaint
        self.owner: Person

    def moments(self, begin: datetime) -> Iterator[Moment]:
        """What happens when, from `begin` on, up to and with the step that the row names, or to the last."""
        for step, minutes in ON_THE_SPOT if self.row.get("spot") else STEPS:
            yield begin + timedelta(minutes=minutes), getattr(self, step)
            if step == self.row.get("upto"):
                return

    @property
    def offer(self) -> Offer:
        """What stands as the proposal of this round."""
        if (offer := offers.standing(self.complaint)) is None:
            raise RuntimeError(f"nothing is offered in {self.form_key}")
        return offer

    def registered(self) -> None:
        """The customer rings, or writes it on the page themselves; it has its number and its owner."""
        said = {name: self.row[name] for name in TAKEN if name in self.row}
        phone, about = self.customer["phones"][0], self._about()
        said |= {"contact_name": self.customer["address_as"], "contact_phone": phone, "about": about}
        said |= {"respondent": self._respondent(about), **self._official()}
        guest = None if self.by else Guest(phone=phone)
        with events.entered_by("portal" if guest else "desk"):
            self.complaint = registering.register(
                channel=self.row.get("channel", Channel.WEB if guest else Channel.PHONE),
                by=self.by,
                guest=guest,
                form_key=self.form_key,
                **said,
            )
        if owner := self.complaint.ticket.owner:
            self.owner = owner

    def calmed(self) -> None:
        """Heard out, restated, told until when to wait (R155, R156, R186); a leader called where it burns."""
        held, owner = self.complaint, self.owner
        calming.note_mood(complaint=held, feeling=self.row.get("mood", 3), by=owner)
        self._tick(held, owner)
        accepting.acknowledge(complaint=held, by=owner)
        accepting.restate(complaint=held, words=self.row["account"], by=owner)
        accepting.tell_wait(complaint=held, due_at=clock.now() + timedelta(hours=3), by=owner)
        if level := self.row.get("level"):
            calming.call_leader(complaint=held, by=owner, level=level, note="有人受伤，还在拍视频")

    def asked(self) -> None:
        """Understood so far; whom it is about is asked to say what happened (R171)."""
        held, owner = self.complaint, self.owner
        moving.advance(complaint=held, to=Stage.CLARIFY, by=owner)
        if held.respondent is not None:
            hearing.ask_statement(
                complaint=held,
                to=held.respondent,
                asks=f"{brief(held.account)}。请说明当时的情况。",
                due_at=clock.now() + timedelta(minutes=90),
                by=owner,
            )

    def heard(self) -> None:
        """They say it."""
        for statement in self.complaint.statements.select_related("to"):
            hearing.give_statement(statement=statement, said=self.row["said"], by=statement.to)

    def understood(self) -> None:
        """Everything asked, and the cause found (R190, R311)."""
        owner = self.owner
        for key, text in self._answers().items():
            finding.answer_question(complaint=self.complaint, key=key, text=text, by=owner)
        finding.find(complaint=self.complaint, by=owner, **self._found())
        moving.advance(complaint=self.complaint, to=Stage.PROPOSE, by=owner)

    def offered(self) -> None:
        """The five questions, then the proposal or a reasoned no; asked for where it is beyond the agent."""
        owner = self.owner
        weighing.weigh(complaint=self.complaint, by=owner, **self._weighed())
        no = {"is_refusal": True, **self.row["refuse"]} if "refuse" in self.row else {}
        offer = offering.make_offer(
            complaint=self.complaint,
            items=self._gives(),
            by=owner,
            unusual_for=self.row.get("unusual", "long_customer"),
            **{"opinion": self.row["found"], **no},
        )
        approving.ask_approval(offer=offer, by=owner)

    def approved(self) -> None:
        """Whoever is asked agrees."""
        waiting = Approval.objects.filter(ticket=self.complaint.ticket, state=Approval.State.ASKED)
        for approval in waiting.select_related("ticket", "asked_by"):
            approvals.approve(approval, by=self._leader(approval.role))

    def told(self) -> None:
        """The customer hears it."""
        telling.tell_offer(offer=self.offer, way=BY_PHONE, by=self.owner)

    def agreed(self) -> None:
        """And agrees; the departments have their tasks with it (R204)."""
        if not self.offer.is_refusal:
            telling.accept_offer(offer=self.offer, way=BY_PHONE, by=self.owner, words="可以，就这么办")

    def received(self) -> None:
        """The first of the departments has its task in hand."""
        for chore in self._chores(Chore.State.GIVEN)[:1]:
            carrying.receive(chore=chore, by=self.owner)

    def carried(self) -> None:
        """Paid, done, and checked by whoever owns the case (R205)."""
        for item in agreed.unpaid(self.complaint):
            paying.pay(item=item, fen=item.amount, way=PAID_BY, receipt=self._receipt(), by=self.owner)
        for chore in self._chores(Chore.State.GIVEN, Chore.State.RECEIVED):
            carrying.done(chore=chore, proof="已办好，客户确认", by=self.owner)
        for chore in self._chores(Chore.State.DONE):
            carrying.check(chore=chore, by=self.owner)

    def called(self) -> None:
        """Called back and asked how satisfied they are (R163–R165, R183)."""
        held, owner = self.complaint, self.owner
        following.note_call_back(complaint=held, reached=True, way=BY_PHONE, by=owner)
        if "mark" in self.row:
            calming.note_mood(complaint=held, feeling=self.row["mark"], by=owner)
            following.rate(complaint=held, way=BY_PHONE, by=owner, **self._marks())

    def closed(self) -> None:
        """Thanked, ended, and what is to be learned of it written down (R220, R416)."""
        held, owner = self.complaint, self.owner
        following.thank(complaint=held, by=owner)
        ending.close(complaint=held, by=owner)
        if lesson := self.row.get("lesson"):
            due_on = clock.today() + timedelta(days=14)
            learning.learn(complaint=held, **lesson, owner=self._leader(), due_on=due_on, by=owner)

    def solved(self) -> None:
        """All of it while the customer is on the line (R177, R182)."""
        gives = self._gives()
        spot = solving.Spot(
            restated=self.row["account"],
            found=self._found(),
            weighed=self._weighed(),
            gives=gives,
            opinion=self.row["found"],
            way=BY_PHONE,
            done="已当场办好，客户确认",
            marks=self._marks(),
            has_agreed=True,
            answers=self._answers(),
            paid={one.remedy: (PAID_BY, self._receipt()) for one in gives if one.fen},
            did=("calmed",),
        )
        solving.solve_on_spot(complaint=self.complaint, spot=spot, by=self.owner)

    def _about(self) -> Ticket | None:
        """The order of today that it is about."""
        key = f"{day.FORM_KEY}{self.row['scene']}" if "scene" in self.row else ""
        return Ticket.objects.filter(form_key=key).first() if key else None

    def _respondent(self, about: Ticket | None) -> Person | None:
        """Whom it is about: somebody by their number, or whoever drives the order."""
        who = self.row.get("respondent", "")
        if who != "order":
            return staff.person_by_number(who) if who else None
        order = orders.of_ticket(about) if about else None
        return order.driver if order else None

    def _official(self) -> dict[str, Any]:
        """What a hotline gave with it."""
        official = dict(self.row.get("official", {}))
        if days := official.pop("days", 0):
            official["official_due_at"] = clock.now() + timedelta(days=days)
        return official

    def _tick(self, held: Complaint, by: Person) -> None:
        """What the manual wants ticked by hand in this stage."""
        for must in tickets_queries.musts(held.ticket):
            if must.by == "hand":
                tickets.do_must(held.ticket, step=must.step, key=must.key, by=by)

    def _answers(self) -> dict[str, str]:
        return {"happened": self.row["account"], "wish": self.row["wanted"], **self.row.get("answers", {})}

    def _found(self) -> dict[str, Any]:
        wanted, degree = self.row["wanted"], self.row.get("degree", Degree.MOSTLY)
        motive = "要个说法，不要再有下次"
        return {"cause_found": self.row["found"], "motive": motive, "core_demand": wanted, "degree": degree}

    def _weighed(self) -> dict[str, Any]:
        return {
            "has_long_relation": "level" in self.customer,
            "may_buy_again": True,
            "word_of_mouth": "同行之间会说",
            "demand": self.row.get("demand", Weighing.Demand.FAIR),
            "degree": self.row.get("degree", Degree.MOSTLY),
        }

    def _gives(self) -> list[Wish]:
        return [Wish(remedy, yuan * FEN) for remedy, yuan in self.row.get("gives", {}).items()]

    def _marks(self) -> following.Marks:
        mark = self.row["mark"]
        return {"overall": mark, "result": mark, "process": 4, "treatment": 5}

    def _receipt(self) -> str:
        return f"WX{self.complaint.pk:08d}"

    def _chores(self, *states: str) -> list[Chore]:
        return list(
            self.complaint.chores.filter(state__in=states).select_related("complaint__ticket", "ticket")
        )

    def _leader(self, role: str = Role.TEAM_LEADER) -> Person:
        """Who leads the owner's team, or the manager."""
        if role == Role.MANAGER or self.owner.team_id is None:
            return staff.person_by_number(MANAGER)
        return staff.leaders(self.owner.team_id)[0]
