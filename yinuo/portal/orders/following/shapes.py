"""What stands on the live page, as its template draws it."""

from dataclasses import dataclass
from datetime import datetime

from yinuo.portal.orders.following.strip import Strip


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
class Act:
    """Something that can be done from here."""

    label: str
    url: str
    is_main: bool = False


@dataclass(frozen=True)
class Driver:
    """Who carries the goods: how they are called, their masked number, the vehicle, where to ring."""

    called: str
    phone: str
    plate: str
    url: str


@dataclass(frozen=True)
class Proof:
    """A picture of the delivery."""

    url: str
    label: str
    is_signature: bool


@dataclass(frozen=True)
class Place:
    """A point on a map, in degrees."""

    lat: float
    lon: float


@dataclass(frozen=True)
class Shown:
    """The live page."""

    number: str
    web_number: str
    waybill: str
    state: str
    tone: str
    saying: str
    steps: tuple[tuple[str, str], ...]
    strip: Strip | None
    start: str
    end: str
    place: Place | None
    arrival_label: str
    arrival: str
    basis: str
    is_late: bool
    distance: str
    driver: Driver | None
    lines: tuple[Line, ...]
    facts: tuple[tuple[str, str], ...]
    proofs: tuple[Proof, ...]
    acts: tuple[Act, ...]
    hint: str
    answered: tuple[tuple[str, str, str], ...]
