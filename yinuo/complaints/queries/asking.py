"""The checklist of a type of complaint: what was answered, what is still to be asked (R144, R311)."""

from dataclasses import dataclass

from yinuo.complaints.models import Complaint
from yinuo.complaints.queries import rows_of
from yinuo.playbooks.rules.schema import Question
from yinuo.tickets import queries as tickets


@dataclass(frozen=True)
class Asked:
    """One question of the checklist with the customer's answer; empty while there is none."""

    question: Question
    answer: str = ""


@dataclass(frozen=True)
class Coverage:
    """How much of the checklist is answered (R311): of all questions, and of those that must be."""

    answered: int
    asked: int
    required_left: tuple[str, ...]

    @property
    def percent(self) -> int:
        """The answered part in whole percent, rounded down; an empty checklist is covered."""
        return self.answered * 100 // self.asked if self.asked else 100


def questions(complaint: Complaint) -> tuple[Question, ...]:
    """The checklist of this type in the playbook that the case was opened under."""
    playbook = tickets.playbook_of(complaint.ticket)
    return playbook.questions_for(complaint.type.lower()) if playbook else ()


def checklist(complaint: Complaint) -> list[Asked]:
    """Every question of this type, in the manual's order, with what was answered. One statement at most."""
    listed = questions(complaint)
    said = {row.key: row.text for row in rows_of.answers(complaint)} if listed else {}
    return [Asked(question, said.get(question.key, "")) for question in listed]


def answer(complaint: Complaint, key: str) -> str:
    """What was answered to the question with this key; empty while nothing was."""
    return next((row.text for row in rows_of.answers(complaint) if row.key == key), "")


def coverage(listed: list[Asked]) -> Coverage:
    """How far a checklist is answered."""
    left = tuple(one.question.label for one in listed if one.question.required and not one.answer)
    return Coverage(sum(bool(one.answer) for one in listed), len(listed), left)


def unanswered(complaint: Complaint) -> tuple[str, ...]:
    """The labels of required questions without an answer."""
    return coverage(checklist(complaint)).required_left
