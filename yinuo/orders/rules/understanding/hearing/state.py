"""What one who listens keeps in mind from word to word."""

from dataclasses import dataclass, field
from typing import Final

from yinuo.orders.rules.understanding.hearing.row import LIGHT
from yinuo.orders.rules.understanding.lexicon import Role
from yinuo.orders.rules.understanding.mentions import CONSIGNEE, SHIPPER, Contact, Heard
from yinuo.orders.rules.understanding.scanning import Token

_KEEPS_NEAR: Final = LIGHT | {Role.ME, Role.THEM, Role.CALLED, Role.LABEL, Role.COMMA}
_KEEPS_HINT: Final = LIGHT | {
    Role.COMMA,
    Role.BREAK,
    Role.CALLED,
    Role.PERSON,
    Role.LABEL,
    Role.PLACE,
    Role.RECEIVE,
    Role.MINE,
    Role.UNLOAD,
}
_ENDS_ADDRESS: Final = frozenset({"COUNT", "WEIGHT", "VOLUME", "EACH"})
_OOPS_LASTS: Final = 3


@dataclass
class State:
    """Whose turn it is, what is expected, and whether it takes back something said."""

    heard: Heard = field(default_factory=Heard)
    clause: int = 0
    is_mine: bool = False
    skips_phone: bool = False
    label: str = ""
    is_field: bool = False
    current: Contact | None = None
    expected: str = ""
    is_guess: bool = False
    near: str = ""
    hint: str = ""
    side: str = ""
    fee: str = ""
    fee_said: str = ""
    fee_clause: int = -1
    money: tuple[int, int, int] | None = None
    is_total: bool = False
    is_denied: bool = False
    denied_goods: bool = False
    oops_left: int = 0
    oops_kind: str = ""
    oops_done: set[str] = field(default_factory=set)

    def passed(self, token: Token) -> None:
        """What fades when a token has been heard."""
        role = token.role
        if role not in _KEEPS_NEAR:
            self.near = ""
        if role not in _KEEPS_HINT and not (token.atom and token.atom.kind.value == "PHONE"):
            self.hint = ""
        if token.atom is not None and token.atom.kind.value in _ENDS_ADDRESS and self.label.endswith(".any"):
            self.label, self.is_field, self.side = "", False, ""
        if role is Role.SUM:
            self.is_total = True
        elif role in (Role.COMMA, Role.BREAK):
            self.clause += 1
            self.is_total = False
            self.is_denied = False
            self.oops_left = max(0, self.oops_left - 1)
            if self.label == "goods" and token.of == ",":
                self.label, self.is_field = "", False
            if role is Role.BREAK or not self.is_field:
                self.side = ""
        if role is Role.BREAK:
            self.label, self.is_field, self.expected, self.fee, self.side = "", False, "", "", ""
            self.money = None
            self.skips_phone = False
            if self.current and self.current.is_of_line and not (self.current.name or self.current.phone):
                self.current = None

    def turned(self, party: str) -> str:
        """The party that 我 or 那边 means: the other one where the one who speaks receives."""
        if not self.is_mine:
            return party
        return CONSIGNEE if party == SHIPPER else SHIPPER

    def begin_oops(self) -> None:
        """What follows stands in place of what was said of the same kind."""
        self.oops_left = _OOPS_LASTS
        self.oops_done = set()
        self.oops_kind = ""
        self.is_denied = False

    def take_oops(self, what: str) -> bool:
        """Whether a mention of this kind takes back one before; each kind once."""
        kind = what[:5]
        if not self.oops_left or what in self.oops_done or (self.oops_kind and kind != self.oops_kind):
            return False
        self.oops_done.add(what)
        self.oops_kind = kind
        return True

    def take_denial(self) -> bool:
        """Whether what is mentioned now was denied; one denial is for one thing."""
        was, self.is_denied = self.is_denied, False
        return was
