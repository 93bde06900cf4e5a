"""What stands on the page of a case, as its template draws it."""

from dataclasses import dataclass
from datetime import datetime

from yinuo.ui import pictures as files


@dataclass(frozen=True)
class Row:
    """One case in the list of one's own."""

    number: str
    what: str
    when: str
    state: str
    tone: str
    url: str


@dataclass(frozen=True)
class Line:
    """Something that happened, in words."""

    icon: str
    tone: str
    title: str
    at: datetime
    when: str
    body: str


@dataclass(frozen=True)
class Given:
    """One remedy of an offer: what it is, how much, words to it; whether it is an option, the chosen one."""

    id: int
    label: str
    amount: str
    words: str
    is_option: bool
    is_chosen: bool


@dataclass(frozen=True)
class Offered:
    """What was offered, or a no with its reason, and what became of it."""

    text: str
    ground: str
    state: str
    tone: str
    items: tuple[Given, ...]
    answer: str
    is_refusal: bool
    is_open: bool

    @property
    def options(self) -> tuple[Given, ...]:
        """Those of which one is to be chosen (R254)."""
        return tuple(one for one in self.items if one.is_option)


@dataclass(frozen=True)
class Paper:
    """The agreement: its number, when it was signed and by whom; empty while it is not."""

    number: str
    signed: str


@dataclass(frozen=True)
class Body:
    """Somebody outside to whom the law lets people turn."""

    label: str
    text: str
    contact: str
    law: str


@dataclass(frozen=True)
class Act:
    """Something that can be done from here."""

    label: str
    url: str
    is_main: bool = False


@dataclass(frozen=True)
class Shown:
    """The page of a complaint, a suggestion or praise."""

    number: str
    kind: str
    state: str
    tone: str
    saying: str
    due: str
    steps: tuple[tuple[str, str], ...]
    owner: str
    said: tuple[tuple[str, str], ...]
    pictures: tuple[str, ...]
    passed: tuple[files.Shown, ...]
    asked: int
    offer: Offered | None
    paper: Paper | None
    rated: str
    result: str
    next_level: str
    bodies: tuple[Body, ...]
    lines: tuple[Line, ...]
    acts: tuple[Act, ...]
    note: str = ""
