"""How the register form looks: its groups, the proposals beside them, what is alike and what is missing."""

from collections.abc import Mapping
from typing import Any, Final

from django import forms as django_forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from yinuo.complaints.queries import proposing
from yinuo.complaints.queries.alike import Candidate
from yinuo.desk.complaints import forms, proposals, rows, sheet
from yinuo.desk.tickets import rows as ticket_rows
from yinuo.desk.tickets import script
from yinuo.orders import queries as orders
from yinuo.staff.models import Person
from yinuo.tickets import actions as ticket_actions
from yinuo.tickets import may as tickets_may
from yinuo.tickets.models import Ticket
from yinuo.ui import links

MISSING: Final = {
    "when": gettext_noop("什么时候发生的"),
    "where": gettext_noop("在哪里"),
    "order": gettext_noop("哪一单"),
    "contact": gettext_noop("联系电话"),
    "wanted": gettext_noop("客户要什么"),
    "respondent": gettext_noop("投诉的是谁"),
    "pictures": gettext_noop("货物照片"),
    "declared_value": gettext_noop("声明价值"),
    "inspection": gettext_noop("收货时怎么查验的"),
    "product": gettext_noop("商品的品名、批号、使用情况"),
}
WHY: Final = {
    "order": gettext_noop("同一单"),
    "phone": gettext_noop("同一个人"),
    "respondent": gettext_noop("投诉同一人"),
    "text": gettext_noop("说的差不多"),
}


def context(person: Person, given: sheet.Sheet, form: django_forms.Form | None) -> dict[str, Any]:
    """Everything of the page; `form` only when something was refused."""
    if given.about is not None and tickets_may.see_in_full(person, given.about):
        ticket_actions.see_personal(given.about, by=person)
    read = proposals.of(given.proposed, given.said)
    return {
        "said": given.said,
        "kept": given.kept,
        "form": form or _form(given),
        "is_complaint": given.is_complaint,
        "kinds": [(str(key), _(label), key == given.said["kind"]) for key, label in forms.SORTS.items()],
        "seems": _seems(given),
        "found": [line(one, person) for one in given.found],
        "order": _order(given.about, person),
        "is_any_new": any(not one.is_taken for one in read.values()),
        "is_crisis": given.is_complaint and proposals.is_crisis(given.proposed, given.said),
        "crisis_words": proposals.words(given.proposed, "severity"),
        "alike": [_alike(one, person) for one in given.alike],
        "missing": [_(MISSING[one]) for one in given.missing if one in MISSING],
        "recorder": person,
        "moments": script.of_call(person, given.said["contact_name"]),
        **_groups(form or _form(given), given, read),
    }


def _form(given: sheet.Sheet) -> django_forms.Form:
    """What stands in the fields, not judged."""
    return (forms.RegisterForm if given.is_complaint else forms.SuggestForm)(initial=given.said)


def _groups(
    form: django_forms.Form, given: sheet.Sheet, read: Mapping[str, proposals.Proposal]
) -> dict[str, Any]:
    """The fields in their groups, each with its width and the proposal for it."""
    if not given.is_complaint:
        return {"fields": forms.bounds(form, forms.SUGGEST_FIELDS)}
    groups = [
        (_(one.title), _(one.ask), [(form[name], cols, read.get(name)) for name, cols in one.fields])
        for one in forms.GROUPS
    ]
    goods = forms.bounds(form, forms.GOODS_GROUP.fields)
    is_open = any(bound.value() or bound.errors for bound, _cols in goods)
    official = forms.bounds(form, forms.OFFICIAL_GROUP.fields) if given.is_official else []
    return {
        "groups": groups,
        "goods": goods,
        "is_goods_open": is_open or _is_claim(given),
        "official": official,
    }


def _is_claim(given: sheet.Sheet) -> bool:
    """Whether goods were damaged or lost: then their block is asked for."""
    return (given.said["type"] or given.proposed.get("type")) == "DAMAGE"


def _seems(given: sheet.Sheet) -> tuple[str, str] | None:
    """What the text reads like, where it is something else than was chosen: key and words."""
    read = str(given.proposed.get("kind", ""))
    if given.is_complaint and read == "suggestion":
        return ("SUGGESTION", _("听起来是建议，不是投诉。"))
    if given.said["kind"] == "SUGGESTION" and proposing.is_grave(given.proposed):
        return (sheet.COMPLAINT, _("听起来是投诉，而且很严重：记下就登记为投诉，马上通知经理。"))
    return None


def line(ticket: Ticket, person: Person) -> dict[str, Any]:
    """One order of several that were found."""
    return {
        "ticket": ticket,
        "who": ticket_rows.customer_name(ticket, person),
        "stage": ticket_rows.stage_label(ticket),
        "tone": ticket_rows.stage_tone(ticket),
    }


def _order(about: Ticket | None, person: Person) -> dict[str, Any] | None:
    """The order it is about, and who drove: perhaps it is they who are complained about."""
    if about is None:
        return None
    order = orders.of_ticket(about)
    return {**line(about, person), "driver": order.driver or order.receiver}


def _alike(found: Candidate, person: Person) -> dict[str, Any]:
    """An earlier complaint of perhaps the same matter, and why it is shown."""
    return {
        "row": rows.row(found.complaint),
        "why": [_(WHY[one]) for one in found.why],
        "url": links.to("complaint", found.complaint.ticket.ref),
        "is_open": found.complaint.ticket.closed_at is None,
    }
