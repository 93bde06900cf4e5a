"""Questions of customers."""

from typing import Any

from yinuo.core import refs
from yinuo.inquiries import actions
from yinuo.inquiries.models import Inquiry, Type
from yinuo.inquiries.queries import loading
from yinuo.staff.models import Person
from yinuo.tickets.models import Channel, Ticket

PHONE = "13800006621"


def asked(by: Person | None, **values: Any) -> Inquiry:
    """A caller asks where the goods are, unless said otherwise."""
    given: dict[str, Any] = {
        "type": Type.STATE,
        "question": "我的货到哪里了",
        "channel": Channel.PHONE,
        "contact_name": "王先生",
        "contact_phone": PHONE,
        "form_key": refs.new(),
    }
    return actions.ask(by=by, **given | values)


def answered(by: Person, text: str = "正在配送，下午到", **values: Any) -> Inquiry:
    """A question that was answered while the caller listened."""
    return actions.answer(inquiry=asked(by, **values), text=text, way="SAID", by=by)


def again(inquiry: Inquiry) -> Inquiry:
    """The inquiry as it stands in the database."""
    return loading.fresh(inquiry.pk)


def ticket(inquiry: Inquiry) -> Ticket:
    """Its ticket as it stands in the database."""
    return Ticket.objects.get(pk=inquiry.pk)
