"""What customers' texts say, read with this company's clock, calendar and area code."""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from typing import Any

from yinuo.core import clock
from yinuo.core.calendar import queries as hours
from yinuo.orders.models import Order, OrderText
from yinuo.orders.queries import asking, judging, readying
from yinuo.orders.rules import reading, understanding
from yinuo.orders.rules.understanding import Understanding
from yinuo.playbooks.rules import schema
from yinuo.staff import queries as staff


def understand(text: str, now: datetime | None = None) -> Understanding:
    """What a text says of an order, at `now`."""
    at = clock.local(now or clock.now())
    setting = understanding.Setting(at, staff.company().area_code, hours.hours_of())
    return understanding.understand(text, setting)


def record(text: str, now: datetime | None = None) -> dict[str, Any]:
    """What a text says as plain data, its goods screened by the table in force (`yinuo order parse`)."""
    heard = understand(text, now)
    return understanding.record(heard, judging.in_force(now or clock.now()).goods)


def stored(heard: Understanding, filled: Collection[str]) -> dict[str, Any]:
    """What was understood as an order keeps it beside the text (`OrderText.understood`)."""
    typed = heard.typed()
    return {
        "intent": heard.intent,
        "elements": [
            {
                "key": one.key,
                "typed": typed.get(one.key, ""),
                "start": one.start,
                "end": one.end,
                "sure": round(one.sureness * 100),
            }
            for one in heard.elements
        ],
        "fees": [[fee.name, fee.fen] for fee in heard.fees],
        "filled": sorted(filled),
        "unread": [list(span) for span in heard.unread],
        "missing": list(heard.missing),
    }


def newest(order: Order) -> OrderText | None:
    """The text from which a draft was last filled; costs nothing where there is none."""
    return order.texts.first() if order.ticket.pk and order.ticket.answers.get(readying.READ) else None


def as_typed(said: Mapping[str, str], playbook: schema.Playbook, at: datetime) -> dict[str, str]:
    """What a text said at `at`, as the inputs hold it once it was read: comparable with what stands there."""
    listed = {element.key: element for element in playbook.elements.get(asking.KIND, ())}
    read = reading.read(asking.fields(playbook), said, asking.setting(at))
    return {key: asking.typed(listed[key], value) for key, value in read.values.items() if key in listed}


def examples() -> Iterator[OrderText]:
    """Texts of confirmed orders, the newest first, with what turned out to be meant."""
    confirmed = OrderText.objects.filter(order__confirmed_at__isnull=False)
    return confirmed.order_by("-id").iterator(chunk_size=100)
