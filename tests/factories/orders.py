"""Orders on their way: the freight pack in force, drafts as an agent types them, and further."""

from datetime import date
from functools import cache
from typing import Any

from tests.factories.tickets import OPENED_AT
from yinuo.core import clock
from yinuo.messaging import actions as messaging
from yinuo.orders import actions, queries
from yinuo.orders.models import Order
from yinuo.playbooks.models import PlaybookVersion, ReferenceTable
from yinuo.playbooks.rules import loading, packs, schema, tables
from yinuo.staff.models import Person

TYPED = {
    "shipper_name": "王先生",
    "pickup_phone": "138 0000 6621",
    "goods_name": "汽车配件",
    "pickup_address": "江宁汽配城B区12号",
    "delivery_address": "南京站货场3号门",
    "packing": "纸箱",
    "pieces": "15件",
    "volume": "2.2方",
    "weight": "200公斤",
    "payment": "到付",
    "consignee_name": "马先生",
    "consignee_phone": "025-84567788",
}
"""The order of the manual's sample slip (R072), as the caller says it."""


@cache
def _pack() -> tuple[dict[str, Any], tuple[tuple[str, list[dict[str, Any]]], ...]]:
    loaded = loading.load(loading.read_folder(packs.playbook_folder("freight")))
    assert loaded.playbook is not None, loaded.faults
    kinds = []
    for file, text in packs.tables("freight").items():
        seed = tables.read_seed(file, text)
        assert isinstance(seed, tables.Seed), seed
        kinds.append((seed.kind, [row.model_dump(mode="json") for row in seed.table.rows]))
    return loaded.playbook.model_dump(mode="json", by_alias=True), tuple(kinds)


def freight() -> PlaybookVersion:
    """The freight pack in force: its playbook and its tables, as the rows that publishing leaves."""
    content, kinds = _pack()
    for kind, rows in kinds:
        ReferenceTable.objects.create(
            kind=kind, version=1, rows=rows, in_force_from=date(2020, 1, 1), created_at=OPENED_AT
        )
    return PlaybookVersion.objects.create(
        slug="freight",
        number=1,
        name="货运客服手册",
        published_at=OPENED_AT,
        source={},
        content=content,
        chapters={},
        checksum="freight-1",
        is_current=True,
    )


def elements() -> list[dict[str, Any]]:
    """What the freight playbook asks of an order."""
    return list(_pack()[0]["elements"]["order"])


def playbook(**sections: Any) -> PlaybookVersion:
    """The freight playbook with some sections replaced, put in force as the next version."""
    changed = schema.Playbook.model_validate({**_pack()[0], **sections})
    content = changed.model_dump(mode="json", by_alias=True)
    number = PlaybookVersion.objects.count() + 1
    PlaybookVersion.objects.filter(is_current=True).update(is_current=False)
    return PlaybookVersion.objects.create(
        slug="freight",
        number=number,
        name="货运客服手册",
        published_at=OPENED_AT,
        source={},
        content=content,
        chapters={},
        checksum=f"freight-{number}-{sorted(sections)}",
        is_current=True,
    )


def draft(by: Person, **typed: str) -> Order:
    """A draft with everything asked; name an element to say something else, or nothing."""
    said = {key: text for key, text in {**TYPED, **typed}.items() if text}
    return actions.open_draft(by=by, phone="13800006621", typed=said)


def agreed(by: Person, **typed: str) -> Order:
    """A draft that can be confirmed: screened, read back, its price accepted."""
    return agree(draft(by, **typed), by)


def agree(order: Order, by: Person) -> Order:
    """What the customer has to say to a draft before it can be confirmed."""
    questions = queries.judge(order).screening.questions
    if questions:
        order = actions.answer_screening(order=order, answers={ask.key: "no" for ask in questions}, by=by)
    order = actions.read_back(order=order, keys=queries.to_read_back(order), by=by)
    assert order.quoted_total is not None
    return actions.accept_price(order=order, total=order.quoted_total, by=by)


def confirmed(by: Person, **typed: str) -> Order:
    """An order with its number."""
    return actions.confirm(order=agreed(by, **typed), by=by)


def dispatched(by: Person, **typed: str) -> Order:
    """An order whose slip has left."""
    order = actions.dispatch(order=confirmed(by, **typed), by=by)
    send()
    return queries.of_ticket(type(order.ticket).objects.get(pk=order.pk))


def collected(by: Person, **typed: str) -> Order:
    """An order whose goods are on the vehicle."""
    order = actions.accept(order=dispatched(by, **typed), by=by)
    return actions.pick_up(order=order, by=by)


def send() -> int:
    """Let the outbox send what is due."""
    return messaging.send_due(clock.now(), 50)


def again(order: Order) -> Order:
    """The order as it stands in the database."""
    return queries.of_ticket(type(order.ticket).objects.get(pk=order.pk))
