"""What hangs on a case as JSON: statements, proposals, chores, call-backs, ratings, the lesson."""

from dataclasses import dataclass
from typing import Any, Final

from yinuo.complaints.models import Agreement, Chore, Complaint, Offer, OfferItem
from yinuo.complaints.queries import offers, rows_of
from yinuo.core.text import mask
from yinuo.staff.models import Person
from yinuo.tickets.models import Ticket

_WEIGHED: Final = ("has_long_relation", "may_buy_again", "demand", "degree", "at")
_STATEMENT: Final = ("id", "to_name", "to_department", "state", "asked_at", "due_at", "said_at")
_OFFER: Final = (
    "id", "round", "state", "is_refusal", "amount", "cost", "made_at", "told_at",
    "answered_at",
)  # fmt: skip
_ITEM: Final = ("id", "remedy", "label", "amount", "cost", "is_option", "is_chosen")
_PAYMENT: Final = ("fen", "way", "receipt", "at")
_AGREEMENT: Final = ("number", "sha256", "made_at", "signed_at", "way")
_CHORE: Final = ("department", "state", "due_at", "received_at", "done_at", "checked_at")
_RATING: Final = ("round", "overall", "result", "process", "treatment", "is_satisfied", "way", "at")


def copied(of: object, *names: str) -> dict[str, Any]:
    """These members as they are."""
    return {name: getattr(of, name) for name in names}


def staff_number(person: Person | None) -> str | None:
    """Who, as the API names people."""
    return person.staff_number if person else None


def chore(row: Chore, ticket: Ticket, *, in_full: bool) -> dict[str, Any]:
    """A department's task for ChoreOut."""
    hide = str if in_full else mask.mask_phones
    return {
        **copied(ticket, "ref", "number"),
        **copied(row, *_CHORE),
        "to": staff_number(ticket.given_to),
        "text": hide(row.text),
        "proof": hide(row.proof),
    }


@dataclass(frozen=True)
class Parts:
    """What hangs on a complaint; telephone numbers in words are masked unless `in_full`."""

    complaint: Complaint
    in_full: bool

    def text(self, value: Any) -> Any:
        """Words without numbers of telephones; what is no text as it is."""
        return mask.mask_phones(value) if isinstance(value, str) and not self.in_full else value

    def said(self, of: object, *names: str) -> dict[str, Any]:
        """These members, as words."""
        return {name: self.text(getattr(of, name)) for name in names}

    def all(self) -> dict[str, Any]:
        """Everything, as CaseOut has it."""
        case = self.complaint
        return {
            "moods": [copied(one, "feeling", "is_read", "at") for one in rows_of.moods(case)],
            "statements": self._statements(),
            "weighing": self._weighing(),
            "offers": self._offers(),
            "chores": self._chores(),
            "call_backs": [
                {**copied(one, "round", "way", "was_reached", "at"), **self.said(one, "note")}
                for one in rows_of.call_backs(case)
            ],
            "ratings": [
                {**copied(one, *_RATING), **self.said(one, "words", "left")} for one in rows_of.ratings(case)
            ],
            "lesson": self._lesson(),
        }

    def _statements(self) -> list[dict[str, Any]]:
        return [
            {
                **copied(one, *_STATEMENT),
                **self.said(one, "asks", "said", "waived_for"),
                "to": staff_number(one.to),
                "to_phone": one.to_phone if self.in_full else mask.mask_phone(one.to_phone),
            }
            for one in rows_of.statements(self.complaint)
        ]

    def _weighing(self) -> dict[str, Any] | None:
        row = rows_of.weighing(self.complaint)
        if row is None:
            return None
        said = {name: self._each(getattr(row, name)) for name in ("analysis", "effects")}
        return {**copied(row, *_WEIGHED), **self.said(row, "word_of_mouth"), **said}

    def _each(self, words: dict[str, str]) -> dict[str, str]:
        return {key: self.text(one) for key, one in words.items()}

    def _offers(self) -> list[dict[str, Any]]:
        signed = {one.offer_id: one for one in rows_of.agreements(self.complaint)}
        return [self._offer(one, signed.get(one.pk)) for one in offers.of_complaint(self.complaint)]

    def _offer(self, row: Offer, agreement: Agreement | None) -> dict[str, Any]:
        return {
            **copied(row, *_OFFER),
            **self.said(row, "opinion", "ground", "text", "answer", "unusual_for"),
            "made_by": staff_number(row.made_by),
            "items": [self._item(one) for one in offers.items_of(row)],
            "agreement": self._agreement(agreement) if agreement else None,
        }

    def _item(self, row: OfferItem) -> dict[str, Any]:
        paid = getattr(row, "payment", None)
        return {
            **copied(row, *_ITEM),
            **self.said(row, "words"),
            "payment": {**copied(paid, *_PAYMENT), "by": paid.by.staff_number} if paid else None,
        }

    def _agreement(self, row: Agreement) -> dict[str, Any]:
        name = row.signed_name if self.in_full else mask.mask_name(row.signed_name)
        return {**copied(row, *_AGREEMENT), "signed_name": name}

    def _chores(self) -> list[dict[str, Any]]:
        return [chore(one, one.ticket, in_full=self.in_full) for one in rows_of.chores(self.complaint)]

    def _lesson(self) -> dict[str, Any] | None:
        row = rows_of.lesson(self.complaint)
        if row is None:
            return None
        said = self.said(row, "cause", "change")
        return {**copied(row, "due_on", "at"), **said, "owner": row.owner.staff_number}
