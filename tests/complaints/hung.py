"""A complaint on which everything hangs: an offer, its remedy and agreement, a task, a statement."""

from dataclasses import dataclass
from datetime import timedelta

from tests.complaints import clarifying, deciding
from tests.factories import tickets as make
from yinuo.complaints.models import Agreement, Chore, Complaint, Offer, OfferItem, Rating, Statement
from yinuo.complaints.rules.stages import Stage
from yinuo.core import clock
from yinuo.staff.models import Person
from yinuo.tickets.models import Attachment, Kind


@dataclass(frozen=True)
class World:
    """A case at one stage with an offer, its remedy and agreement, a task, a statement; and another case."""

    complaint: Complaint
    offer: Offer
    item: OfferItem
    agreement: Agreement
    chore: Chore
    statement: Statement
    attachment: Attachment
    other: Complaint
    owner: Person
    mate: Person
    step: str = ""
    undone: str = ""


def world(stage: Stage, owner: Person, mate: Person, undone: str = "", state: str = "TOLD") -> World:
    """Everything done at `stage` but the must `undone`; `mate` is complained about and asked to speak.

    `state` is the offer's. An APPROVED one is a reasoned no. Where it is a DRAFT, the statement was given;
    where it is TOLD at the call-back, the customer was satisfied.
    """
    deciding.playbook()
    held = clarifying.case(owner, stage, respondent=mate, mood=3)
    clarifying.finish(held.ticket, undone)
    now = clock.now()
    offer = Offer.objects.create(
        complaint=held, round=1, state=state, is_refusal=state == "APPROVED", text="道歉", ground="nature",
        opinion="按规定", made_at=now, made_by=owner,
    )  # fmt: skip
    asked = {"to": mate, "asks": "经过", "asked_at": now, "due_at": now + timedelta(hours=4)}
    task = make.ticket(kind=Kind.TASK, owner=owner, team=owner.team, barred=mate)
    chore = {"department": "finance", "text": "付款", "due_at": now, "given_at": now, "done_at": now}
    if (stage, state) == (Stage.CALL_BACK, "TOLD"):
        Rating.objects.create(complaint=held, round=1, overall=5, is_satisfied=True, way="PHONE", at=now)
    return World(
        complaint=held,
        offer=offer,
        item=OfferItem.objects.create(offer=offer, remedy="sorry", label="道歉", is_chosen=True),
        agreement=Agreement.objects.create(offer=offer, number=f"A{held.pk}", made_at=now),
        chore=Chore.objects.create(complaint=held, ticket=task, state=Chore.State.DONE, **chore),
        statement=Statement.objects.create(
            complaint=held, state="GIVEN" if state == "DRAFT" else "ASKED", **asked
        ),
        attachment=Attachment.objects.create(
            ticket=held.ticket, purpose="question", kind="image/jpeg", width=60, height=40, size=1, at=now
        ),
        other=clarifying.case(owner, Stage.ACCEPT, respondent=mate),
        owner=owner,
        mate=mate,
        step=clarifying.STEPS[stage][0] if stage in clarifying.STEPS else "",
        undone=undone,
    )
