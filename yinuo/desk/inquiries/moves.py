"""What this person may do next with a question: the one step that leads on, and the others."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from yinuo.inquiries import may
from yinuo.inquiries.models import Inquiry
from yinuo.inquiries.rules import Stage
from yinuo.knowledge import may as knowledge_may
from yinuo.messaging import may as messaging_may
from yinuo.staff.models import Person
from yinuo.ui import links


@dataclass(frozen=True)
class Move:
    """A button or a line of the menu; `page` when it leads to a page of its own instead of a dialog."""

    label: str
    url: str
    icon: str
    tone: str = ""
    key: str = ""
    page: bool = False


@dataclass(frozen=True)
class Verb:
    """How an act is called, drawn and permitted; the address carries its noun."""

    label: str
    icon: str
    key: str
    may: Callable[[Person, Inquiry], bool]


def _send(person: Person, inquiry: Inquiry) -> bool:
    return may.answer(person, inquiry) and messaging_may.send(person)


def _keep(person: Person, inquiry: Inquiry) -> bool:
    is_checked = bool(inquiry.checked_answer and inquiry.checked_at)
    return is_checked and may.check(person, inquiry) and knowledge_may.keep_answer(person)


VERBS: Final[dict[str, Verb]] = {
    "answer": Verb(gettext_noop("答复"), "circle-check", "r", may.answer),
    "promise": Verb(gettext_noop("答应几点答复"), "handshake", "b", may.answer),
    "leader": Verb(gettext_noop("问组长"), "users", "p", may.answer),
    "check": Verb(gettext_noop("交回查实的答案"), "badge-check", "e", may.check),
    "link": Verb(gettext_noop("发查货链接"), "link", "u", _send),
    "correction": Verb(gettext_noop("答错了，更正"), "triangle-alert", "", may.answer),
    "further": Verb(gettext_noop("客户接着问"), "message-circle-question", "", may.answer),
    "keep": Verb(gettext_noop("留给以后问的"), "book-open", "", _keep),
    "closing": Verb(gettext_noop("完结"), "circle-check", "", may.answer),
}

_STEPS: Final[dict[str, tuple[str, ...]]] = {
    Stage.OPEN: ("answer", "promise", "leader"),
    Stage.CHECKING: ("answer", "promise", "leader"),
    Stage.WITH_LEADER: ("check", "promise"),
    Stage.CHECKED: ("answer", "promise"),
}
_OTHERS: Final[dict[str, tuple[str, ...]]] = {
    Stage.OPEN: ("further", "closing"),
    Stage.CHECKING: ("further", "closing"),
    Stage.WITH_LEADER: ("further", "closing"),
    Stage.CHECKED: ("keep", "leader", "further", "closing"),
    Stage.ANSWERED: ("keep", "correction", "closing"),
    Stage.CLOSED: ("keep", "correction"),
}


def steps(inquiry: Inquiry, person: Person) -> list[Move]:
    """The next steps, the one that leads on first and marked."""
    nouns = [noun for noun in _next(inquiry) if VERBS[noun].may(person, inquiry)]
    return [_move(inquiry, noun, tone="" if at else "primary") for at, noun in enumerate(nouns)]


def others(inquiry: Inquiry, person: Person) -> list[Move]:
    """The lines of the menu."""
    nouns = _OTHERS.get(inquiry.ticket.stage, ())
    return [_move(inquiry, noun, key="") for noun in nouns if VERBS[noun].may(person, inquiry)]


def _next(inquiry: Inquiry) -> Iterator[str]:
    stage = Stage(inquiry.ticket.stage)
    if stage in (Stage.ANSWERED, Stage.CLOSED):
        if inquiry.about_id and inquiry.link_sent_at is None and inquiry.contact_phone:
            yield "link"
        yield "further"
    yield from _STEPS.get(stage, ())


def _move(inquiry: Inquiry, noun: str, *, tone: str = "", key: str | None = None) -> Move:
    verb = VERBS[noun]
    url = links.to(f"inquiry-{noun}", inquiry.ticket.ref)
    return Move(_(verb.label), url, verb.icon, tone, verb.key if key is None else key)
