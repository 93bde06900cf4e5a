"""The slip and the call after it: to whom, in which words, and what the call came to (R062–R071)."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from yinuo.core import clock, refs
from yinuo.core.errors import NotFound
from yinuo.desk.orders import fields, slipping
from yinuo.desk.orders.moving.dialogs import Dialog
from yinuo.orders import actions
from yinuo.orders import queries as orders
from yinuo.orders.actions import driving
from yinuo.orders.models import Order
from yinuo.orders.rules.receiving import Candidate, Hindrance
from yinuo.playbooks.rules import texts
from yinuo.staff import queries as staff
from yinuo.staff.models import Person, Role
from yinuo.tickets import queries as tickets
from yinuo.ui import forms as ui_forms

CALL_AGAIN: Final = timedelta(minutes=10)
CALL_PHRASE: Final = "call_driver"
HINDRANCES: Final = {
    Hindrance.ABSENT: gettext_noop("请假"),
    Hindrance.OFF_DUTY: gettext_noop("不在岗"),
    Hindrance.OUT: gettext_noop("车坏了"),
    Hindrance.FULL: gettext_noop("单已排满"),
    Hindrance.DECLINED: gettext_noop("这单不接"),
}
OUTCOMES: Final = (("reached", gettext_lazy("打通了，已说清")), ("no_answer", gettext_lazy("没打通")))


class DispatchForm(forms.Form):
    """Nobody named: whoever's turn it is by the rule. Another needs a reason."""

    to = forms.ChoiceField(label=gettext_lazy("发给"), required=False)
    note = fields.note()

    def clean(self) -> dict[str, Any]:
        """With the button that was pressed, where there are several."""
        return {**(super().clean() or {}), slipping.FITTING: self.data.get(slipping.FITTING, "")}


class CallForm(forms.Form):
    """What the call came to, and when to call again."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("电话结果"), choices=OUTCOMES, widget=forms.RadioSelect, initial="reached"
    )
    again_at = ui_forms.moment(gettext_lazy("没打通：什么时候再打"), required=False)
    note = fields.note(gettext_lazy("说了什么"), longest=300)
    receiver = forms.IntegerField(widget=forms.HiddenInput, required=False)
    form_key = forms.CharField(widget=forms.HiddenInput, max_length=40)


class DecliningForm(forms.Form):
    """Why they do not take it."""

    note = fields.note()
    receiver = forms.IntegerField(widget=forms.HiddenInput, required=False)


def dispatch_form(order: Order, person: Person, data: Any) -> forms.Form:
    """By rule, or to somebody else with a reason."""
    form = DispatchForm(data)
    form.fields["to"].choices = [("", _("按规则")), *receivers(order)]  # type: ignore[attr-defined]
    form.fields["reason"] = fields.reason(order, "choose_other_receiver", _("换人的原因"), required=False)
    form.order_fields(["to", "reason", "note"])
    return form


def receiver_form(order: Order, person: Person, data: Any) -> forms.Form:
    """To somebody else, with a reason."""
    form = dispatch_form(order, person, data)
    others = [choice for choice in receivers(order) if choice[0] != str(order.receiver_id)]
    form.fields["to"].choices = [("", _("请选择")), *others]  # type: ignore[attr-defined]
    form.fields["to"].required = form.fields["reason"].required = True
    form.fields["replaces"] = forms.IntegerField(
        widget=forms.HiddenInput, initial=order.receiver_id, required=False
    )
    return form


def receivers(order: Order, turn: Sequence[Candidate] | None = None) -> list[tuple[str, str]]:
    """Who may be named: those of the region in turn, then everybody else who drives or sends vehicles."""
    turn = orders.candidates(order) if turn is None else turn
    near = [(str(one.person_id), described(one)) for one in turn]
    known = {one.person_id for one in turn}
    rest = staff.people().filter(role__in=(Role.DRIVER, Role.DISPATCHER)).exclude(pk__in=known)
    return [*near, *((str(one.pk), f"{one.name} · {_(one.get_role_display())}") for one in rest)]


def described(one: Candidate) -> str:
    """张师傅 苏A·7K218 · 手上 3 单, and what stands in the way."""
    parts = [f"{one.name} {one.plate}".strip(), _("手上 %(n)s 单") % {"n": one.open_orders}]
    if not one.is_free:
        parts.append(_(HINDRANCES[one.hindrance]))
    return " · ".join(parts)


def dispatch(order: Order, by: Person, said: dict[str, Any]) -> Order:
    """Send the slip by rule, or to whom was named."""
    to = staff.people().get(pk=int(said["to"])) if said["to"] else None
    replaced = said.get("replaces")
    return actions.dispatch(
        order=order,
        by=by,
        to=to,
        reason=said["reason"],
        note=said["note"],
        replaces=staff.people(active=False).filter(pk=replaced).first() if replaced else None,
        **slipping.decision(said[slipping.FITTING]),
    )


def dispatch_context(order: Order, form: forms.Form) -> dict[str, Any]:
    """The slip as it would leave now; what is too long offers its choices as buttons."""
    try:
        return {**slipping.context(orders.slip_preview(order)), "chooses": True}
    except NotFound:
        return {}


def receiver_context(order: Order, form: forms.Form) -> dict[str, Any]:
    """The slip, without saying whose turn it is: somebody else is to be chosen."""
    return {**dispatch_context(order, form), "is_other": True}


def call_form(order: Order, person: Person, data: Any) -> forms.Form:
    """The next call, in ten minutes unless said otherwise."""
    again_at = clock.now() + CALL_AGAIN
    initial = {"form_key": refs.new(), "again_at": again_at, "receiver": order.receiver_id}
    return CallForm(data, initial=initial)


def note_call(order: Order, by: Person, said: dict[str, Any]) -> None:
    """Note what the call came to."""
    actions.note_driver_call(order=order, by=by, **said)


def call_context(order: Order, form: forms.Form) -> dict[str, Any]:
    """Whom to call and what to read out, with the values of today."""
    facts = tickets.facts(order.ticket)
    values = {name: value for name, value in facts.values.items() if isinstance(value, str)}
    try:
        phrase = orders.playbook_of(order.ticket).phrase(CALL_PHRASE)
    except KeyError:
        return {"whom": order.receiver, "pieces": []}
    return {"whom": order.receiver, "pieces": texts.pieces(phrase.text, values), "clause": phrase.clause}


def declining_form(order: Order, person: Person, data: Any) -> forms.Form:
    """Why they do not take it."""
    form = DecliningForm(data, initial={"receiver": order.receiver_id})
    form.fields["reason"] = fields.reason(order, "decline", _("原因"))
    form.order_fields(["reason", "note"])
    return form


def declining_context(order: Order, form: forms.Form) -> dict[str, Any]:
    """What follows."""
    name = order.receiver.name if order.receiver else ""
    return {"explanation": _("%(name)s不接以后，这单回到待派，不会再推荐给他。") % {"name": name}}


def link_context(order: Order, form: forms.Form) -> dict[str, Any]:
    """To whom, and how long it holds."""
    name = order.driver.name if order.driver else ""
    said = _("给 %(name)s 另发一条短信，里面的链接一天内有效，只能打开一次，只能办这一单。")
    return {"explanation": said % {"name": name}}


DIALOGS: Final = (
    Dialog(
        "dispatch", gettext_noop("派单"), gettext_noop("发出业务单"), dispatch,
        gettext_noop("业务单短信马上发出，发出后请打电话通知。"),
        form=dispatch_form, more=dispatch_context, template="desk/orders/dispatch.html", shows_personal=True,
    ),
    Dialog(
        "receiver", gettext_noop("换接收人"), gettext_noop("改派并发业务单"), dispatch,
        gettext_noop("已改派，业务单重新发出。"),
        form=receiver_form, more=receiver_context, template="desk/orders/dispatch.html", shows_personal=True,
    ),
    Dialog(
        "driver-call", gettext_noop("电话通知"), gettext_noop("记下结果"), note_call,
        gettext_noop("电话结果已记下。"), form=call_form, more=call_context,
        template="desk/orders/driver_call.html", shows_personal=True,
    ),
    Dialog(
        "declining", gettext_noop("司机不接"), gettext_noop("记为不接"),
        lambda order, by, said: actions.decline(order=order, by=by, **said),
        gettext_noop("已记为不接，请另派。"), form=declining_form, more=declining_context,
    ),
    Dialog(
        "job-link", gettext_noop("重发办单链接"), gettext_noop("发送"),
        lambda order, by, said: driving.send_link(order=order, by=by),
        gettext_noop("办单链接马上发出。"), more=link_context,
    ),
)  # fmt: skip
