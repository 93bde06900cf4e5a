"""A case led by the freight manual itself: what people do with it, verb by verb."""

from datetime import timedelta
from typing import Any, Final

from tests.factories import complaints as make
from yinuo.approvals import actions as approvals
from yinuo.approvals.models import Approval
from yinuo.complaints.actions import (
    accepting,
    approving,
    carrying,
    changing,
    ending,
    finding,
    following,
    moving,
    offering,
    paying,
    reopening,
    telling,
    weighing,
)
from yinuo.complaints.models import Chore, Complaint, Offer
from yinuo.complaints.queries import carrying as agreed
from yinuo.complaints.queries import offers
from yinuo.complaints.rules.offers import Wish
from yinuo.complaints.rules.stages import Stage
from yinuo.core import clock
from yinuo.promises.models import Promise
from yinuo.staff.models import Person
from yinuo.tickets import actions as tickets
from yinuo.tickets import queries as musts

FOUND: Final = {"cause_found": "排队", "motive": "急", "core_demand": "今天提走", "degree": "MOSTLY"}
FIVE: Final[dict[str, Any]] = {
    "has_long_relation": True, "may_buy_again": True, "word_of_mouth": "会说", "demand": "FAIR",
    "degree": "MOSTLY",
}  # fmt: skip
KEPT: Final = (
    "account", "type", "contact_name", "contact_phone", "official_from", "official_number", "official_due_at",
)  # fmt: skip
NO: Final[dict[str, Any]] = {"is_refusal": True, "reason": "objective", "ground": "合同第八条"}


class Case:
    """One complaint in the hands of `by`; `boss` agrees to what is beyond them."""

    def __init__(self, by: Person, boss: Person, **said: Any) -> None:
        self.by, self.boss, self.of = by, boss, make.registered(by, **said)

    @property
    def now(self) -> Complaint:
        """As it stands in the database."""
        return make.again(self.of)

    @property
    def stage(self) -> str:
        """Where it is."""
        return self.now.ticket.stage

    @property
    def offer(self) -> Offer:
        """The proposal that stands."""
        found = offers.standing(self.now)
        assert found is not None
        return Offer.objects.select_related("complaint__ticket").get(pk=found.pk)

    def due(self, key: str) -> Promise:
        """The latest promise of this key."""
        return Promise.objects.filter(ticket=self.of.pk, key=key).latest("round")

    def open(self) -> set[str]:
        """What somebody is due to do."""
        rows = Promise.objects.filter(ticket=self.of.pk, state=Promise.State.OPEN)
        return set(rows.values_list("key", flat=True))

    def understand(self) -> None:
        """Heard, restated, found out, weighed: to be proposed."""
        held, by = self.now, self.by
        for must in musts.musts(held.ticket):
            if must.by == "hand":
                tickets.do_must(held.ticket, step=must.step, key=must.key, by=by)
        accepting.acknowledge(complaint=held, by=by)
        accepting.restate(complaint=held, words=make.ACCOUNT, by=by)
        accepting.tell_wait(complaint=held, due_at=clock.now() + timedelta(hours=3), by=by)
        moving.advance(complaint=held, to=Stage.CLARIFY, by=by)
        self.find()

    def find(self) -> None:
        """What clarifying asks for."""
        for key, text in {"happened": make.ACCOUNT, "wish": make.WANTED, "agreed_time": "四点"}.items():
            finding.answer_question(complaint=self.now, key=key, text=text, by=self.by)
        finding.find(complaint=self.now, by=self.by, **FOUND)
        moving.advance(complaint=self.now, to=Stage.PROPOSE, by=self.by)

    def weigh(self) -> None:
        """The five questions."""
        weighing.weigh(complaint=self.now, by=self.by, **FIVE)

    def draft(self, *items: Wish, **said: Any) -> None:
        """A proposal that nobody has heard; 50 yuan unless said otherwise."""
        given = items or (() if said.get("is_refusal") else (Wish("refund_freight", 5000),))
        told = {"opinion": "司机迟到", "unusual_for": "老客户", **said}
        offering.make_offer(complaint=self.now, items=given, by=self.by, **told)

    def draft_more(self) -> None:
        """A better one before the customer has answered."""
        self.draft(Wish("refund_freight", 6000))

    def ask(self) -> None:
        """Whoever may agree is asked."""
        approving.ask_approval(offer=self.offer, by=self.by)

    def tell(self) -> None:
        """It is agreed to where that is needed, and told."""
        self.ask()
        for question in Approval.objects.filter(ticket=self.of.pk, state=Approval.State.ASKED):
            approvals.approve(question, by=self.boss)
        telling.tell_offer(offer=self.offer, way="PHONE", by=self.by)

    def offered(self) -> None:
        """Weighed, drafted, told."""
        self.weigh()
        self.draft()
        self.tell()

    def offered_unweighed(self) -> None:
        """Told without the five questions of this round."""
        self.draft()
        self.tell()

    def refused(self) -> None:
        """A reasoned no, told."""
        self.draft(**NO)
        self.tell()

    def accept(self) -> None:
        """The customer agrees."""
        telling.accept_offer(offer=self.offer, way="PHONE", by=self.by)

    def decline(self) -> None:
        """The customer wants something else."""
        telling.decline_offer(offer=self.offer, words="太少了", way="PHONE", by=self.by)

    def change_plan(self) -> None:
        """Not wanted any more while it is carried out."""
        carrying.change_plan(complaint=self.now, why="不要退款，要补发", by=self.by)

    def go_on(self) -> None:
        """What was missing is done, and it is moved by hand."""
        self.weigh()
        to = Stage.CALL_BACK if self.offer.is_refusal else Stage.CARRY_OUT
        moving.advance(complaint=self.now, to=to, by=self.by)

    def step_back(self) -> None:
        """Led on too early: found out anew."""
        moving.step_back(complaint=self.now, to=Stage.CLARIFY, why="还要再核实", by=self.by)

    def pay(self) -> None:
        """Money paid; the task is done and not checked."""
        for item in agreed.unpaid(self.now):
            paying.pay(item=item, fen=item.amount, way="微信", receipt=f"W{item.pk}", by=self.by)

    def check(self) -> None:
        """Every task checked: to be called back."""
        for chore in self.now.chores.filter(state=Chore.State.DONE).select_related("ticket"):
            carrying.check(chore=chore, by=self.by)

    def ring(self) -> None:
        """Nobody answers."""
        following.note_call_back(complaint=self.now, reached=False, way="PHONE", by=self.by)

    def reach(self) -> None:
        """In a meeting: reached, and nothing is said of how satisfied they are."""
        following.note_call_back(complaint=self.now, reached=True, way="PHONE", by=self.by, note="在开会")

    def praise(self) -> None:
        """Satisfied."""
        following.rate(complaint=self.now, way="PHONE", by=self.by, overall=5)

    def blame(self) -> None:
        """Not satisfied."""
        following.rate(complaint=self.now, way="PHONE", by=self.by, overall=1)

    def close(self) -> None:
        """Thanked and closed."""
        following.thank(complaint=self.now, by=self.by)
        ending.close(complaint=self.now, by=self.by)

    def withdraw(self) -> None:
        """Taken back."""
        ending.withdraw(complaint=self.now, by=self.by, reason="changed_mind")

    def reopen(self) -> None:
        """The customer comes back."""
        reopening.reopen(complaint=self.now, why=f"又坏了 {clock.now()}", by=self.by)

    def rename(self) -> None:
        """The customer wants something else; the rest of the register stays."""
        held = self.now
        kept = {name: getattr(held, name) for name in KEPT}
        wanted = f"{make.WANTED}，{clock.now():%H:%M:%S}"
        changing.change_details(
            complaint=held, version=held.ticket.version, by=self.by, **{**kept, "wanted": wanted}
        )
