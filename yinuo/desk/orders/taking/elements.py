"""The left side of the order form: the elements in groups, with what is known of each answer (R053)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from yinuo.core import clock
from yinuo.desk.orders import details
from yinuo.orders import queries as orders
from yinuo.orders.queries import asking
from yinuo.orders.queries.filling import Asked, State
from yinuo.playbooks.rules import schema
from yinuo.ui import faults, moments

OUT_OF_AREA: Final = "out_of_area"
ICONS: Final = {"pickup": "warehouse", "delivery": "map-pin", "goods": "package", "fees": "banknote"}
NARROW: Final = frozenset({"pickup", "delivery"})
"""The groups that stand side by side; the others have the whole width."""

COLS_NARROW: Final = {"person": 5, "phone": 7, "address": 12, "text": 12}
COLS_WIDE: Final = {"goods": 4, "payment": 6, "pieces": 2, "weight": 2, "volume": 2, "choice": 2, "money": 2}
AFFIXES: Final = {
    "pieces": gettext_noop("件"),
    "weight": gettext_noop("公斤"),
    "volume": gettext_noop("方"),
    "money": gettext_noop("元"),
}
INPUT_MODES: Final = {
    "phone": "tel",
    "pieces": "numeric",
    "weight": "decimal",
    "volume": "decimal",
    "money": "decimal",
}
SEGMENTS: Final = frozenset({"payment", "yesno"})
WISHES: Final = ("尽快", "今天12:00前", "今天18:00前", "明天12:00前", "明天18:00前", "后天12:00前")
"""What a wished time is often said as, in the words that the reader of times knows."""

UNASKED: Final = frozenset({State.MISSING, State.EMPTY})
SETTLED: Final = frozenset({State.OK, State.DECLINED})


@dataclass(frozen=True)
class Note:
    """A line under a field: what the desk found out."""

    text: str
    tone: str = "ok"
    icon: str = "check"


@dataclass(frozen=True)
class Field:
    """One element as it stands on the form."""

    asked: Asked
    value: str
    cols: int
    affix: str = ""
    mode: str = ""
    lookup: str = ""
    fault: str = ""
    notes: tuple[Note, ...] = ()
    choices: tuple[tuple[str, str], ...] = ()
    place_column: str = ""
    places: tuple[tuple[str, str], ...] = ()

    @property
    def key(self) -> str:
        """The element's key, which is its input's name."""
        return self.asked.element.key

    @property
    def is_segments(self) -> bool:
        """Whether all choices stand side by side."""
        return self.asked.element.type in SEGMENTS

    @property
    def is_time(self) -> bool:
        """Whether it takes a time as people say it."""
        return self.asked.element.type == "time"

    @property
    def may_decline(self) -> bool:
        """Whether the order goes on when the customer will not say."""
        declined = self.asked.element.when_declined
        return declined is not None and declined.then != "cannot_take" and self.asked.state != State.DECLINED


@dataclass(frozen=True)
class Setting:
    """How the form is being shown.

    `typed` is what was just posted, shown as it was typed where it is at fault; all of it with `keeps_typed`,
    while somebody else's version stands in its way. `shows_missing` after an attempt to confirm. `receiver`
    is whose turn it is, None where that is not told; `addresses_of` the query that finds usual addresses.
    """

    typed: Mapping[str, str] = field(default_factory=dict)
    keeps_typed: bool = False
    shows_missing: bool = False
    receiver: str | None = ""
    addresses_of: str = ""


@dataclass(frozen=True)
class Group:
    """Elements that belong together; `ask` is what to ask next in it, `is_next` where the conversation is.

    `more` are those seldom said, folded away until one of them has something in it (`is_open`).
    """

    key: str
    title: str
    icon: str
    ask: str
    is_next: bool
    fields: list[Field] = field(default_factory=list)
    more: list[Field] = field(default_factory=list)
    is_open: bool = False


def groups(form: orders.Form, setting: Setting) -> list[Group]:
    """The form's groups with their elements in asking order."""
    upcoming = next_asked(form.elements)
    found = []
    for key, title in details.GROUPS.items():
        asked = [one for one in form.elements if one.element.group == key]
        if not asked:
            continue
        turn = next_asked(asked) or asked[0]
        fields = [_field(form, one, setting) for one in asked]
        more = [one for one in fields if key not in NARROW and _is_seldom(one.asked.element)]
        shown = [one for one in fields if one not in more]
        is_open = any(one.value or one.fault for one in more)
        found.append(Group(key, _(title), ICONS[key], turn.ask, turn is upcoming, shown, more, is_open))
    return found


def _is_seldom(element: schema.Element) -> bool:
    """Whether the form can do without it at first sight."""
    return not element.required and element.importance == "normal"


def next_asked(elements: Iterable[Asked]) -> Asked | None:
    """What the manual asks next: what is required and open, then what matters and is open."""
    open_ = [one for one in elements if one.state in UNASKED]
    required = (one for one in open_ if one.element.required)
    return next(required, None) or next((one for one in open_ if one.element.importance != "normal"), None)


def verified(elements: Iterable[Asked]) -> tuple[int, int]:
    """How many of the required elements are in order, and how many there are."""
    required = [one for one in elements if one.element.required]
    return sum(one.state in SETTLED for one in required), len(required)


def _field(form: orders.Form, one: Asked, setting: Setting) -> Field:
    element = one.element
    wrong = one.fault if one.fault and (setting.shows_missing or one.fault.code != "required") else None
    is_kept = element.key in setting.typed and (wrong is not None or setting.keeps_typed)
    cols = COLS_NARROW.get(element.type, 6) if element.group in NARROW else COLS_WIDE.get(element.type, 3)
    return Field(
        asked=one,
        value=setting.typed[element.key] if is_kept else _value(form, one),
        cols=cols,
        affix=_(AFFIXES[element.type]) if element.type in AFFIXES else "",
        mode=INPUT_MODES.get(element.type, ""),
        lookup=_lookup(element.key, setting.addresses_of),
        fault=faults.text(wrong.code, wrong.params) if wrong else "",
        notes=tuple(_notes(form, one, setting)),
        choices=tuple((choice.key, choice.label) for choice in element.choices)
        or ((("yes", _("要")), ("no", _("不要"))) if element.type == "yesno" else ()),
        place_column=element.key.replace("address", "place"),
        places=orders.place_choices(form, element.key),
    )


def _value(form: orders.Form, one: Asked) -> str:
    """What the input holds; a time in words that can be read again on another day."""
    value = asking.value_of(form.order, one.element.key)
    if one.element.type == "time" and value is not None and not isinstance(value, str):
        at = clock.local(value)
        return f"{at.month}月{at.day}日{at:%H:%M}"
    return one.value


def _lookup(key: str, addresses_of: str) -> str:
    """Where the options for what is typed come from."""
    if key == "pickup_phone":
        return reverse("order-callers")
    use = {"pickup_address": "pickup", "delivery_address": "delivery"}.get(key)
    return f"{reverse('order-addresses', args=[use])}{addresses_of}" if use and addresses_of else ""


def _notes(form: orders.Form, one: Asked, setting: Setting) -> Iterable[Note]:
    key, state = one.element.key, one.state
    if state == State.DECLINED:
        yield Note(_("客户不愿说，已记下"), "warn", "hand")
    elif one.suggestion:
        yield Note(
            _("按地址要收 %(fee)s，不填就按这个算") % {"fee": one.suggestion}, "warn", "triangle-alert"
        )
    if learnt := orders.learnt_place(form, key):
        yield Note(_("按以往的选择：%(place)s") % {"place": learnt}, "info", "history")
    if key == "pickup_address" and state == State.OK:
        yield Note(pickup_note(form, setting.receiver), "ok", "map-pin")
    elif key == "delivery_address" and state == State.OK:
        if said := journey_note(form):
            yield Note(said, "warn" if form.is_late_wish else "ok", "route")
    elif state == State.REFUSED and key in ("pickup_address", "delivery_address"):
        yield Note(
            _("照这样说：「%(words)s」") % {"words": phrase(form, OUT_OF_AREA)},
            "warn",
            "message-circle-question",
        )
    elif one.element.type == "time" and state == State.OK:
        value = asking.value_of(form.order, key)
        if value is not None and not isinstance(value, str):
            yield Note(moments.full(value, form.judgement.now), "ok", "clock")


def pickup_note(form: orders.Form, receiver: str | None) -> str:
    """江宁片区，可以上门提，张师傅负责; without whose turn it is where nobody asks that (None)."""
    region = form.order.ticket.region
    if region is None:
        row = form.judgement.pickup.row
        return _("%(city)s，可以上门提") % {"city": row.city if row else ""}
    said = _("%(region)s区域，可以上门提") % {"region": region.name}
    if receiver is None:
        return said
    whose = _("%(name)s负责") % {"name": receiver} if receiver else _("现在没有人能接单")
    return _("，").join((said, whose))


def journey_note(form: orders.Form) -> str:
    """同城当日，约 22 公里，最早 11 月 20 日 16:00 送到."""
    journey = form.judgement.journey
    if journey is None:
        return ""
    parts = [journey.lane.label]
    if journey.lane.km:
        parts.append(_("约 %(km)s 公里") % {"km": journey.lane.km})
    if journey.waits_for_departure:
        parts.append(_("当天不发车了"))
    if journey.waits_for_opening:
        parts.append(_("到时没人送货，开门再送"))
    at = moments.short(journey.arrives_at, form.judgement.now)
    late = _("比客户要的晚，先说明") if form.is_late_wish else ""
    return _("，").join(part for part in (*parts, _("%(at)s 前送到") % {"at": at}, late) if part)


def phrase(form: orders.Form, key: str) -> str:
    """A sentence of the manual with today's values; empty when the manual has none of that key."""
    try:
        return form.said(key)
    except KeyError:
        return ""
