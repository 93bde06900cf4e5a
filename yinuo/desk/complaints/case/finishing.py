"""What can be done from the carrying-out to the end."""

from collections.abc import Callable
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from yinuo.complaints.actions import carrying, ending, following, learning, paying, reopening
from yinuo.complaints.models import Chore, Complaint, OfferItem
from yinuo.complaints.queries import following as rounds
from yinuo.core import money
from yinuo.core.errors import NotFound
from yinuo.desk.complaints.case import following as fields
from yinuo.desk.complaints.case import forms
from yinuo.desk.complaints.case.dialogs import Act, Verb

_ITEMS: Final = OfferItem.objects.select_related("offer__complaint")


def _chore(complaint: Complaint, pk: int) -> Chore:
    found = complaint.chores.select_related("ticket", "item").filter(pk=pk).first()
    if found is None:
        raise NotFound("not_found")
    found.complaint = complaint
    return found


def _item(complaint: Complaint, pk: int) -> OfferItem:
    found = _ITEMS.filter(pk=pk, offer__complaint=complaint).first()
    if found is None:
        raise NotFound("not_found")
    return found


def _to_pay(act: Act) -> str:
    return _("%(label)s：%(yuan)s 元") % {"label": act.row.label, "yuan": money.format_yuan(act.row.amount)}


def _tries(act: Act) -> str:
    made = rounds.tries(act.of)
    return _("打不通的已经 %(made)s 次，要打满 %(wanted)s 次。") % {"made": made.made, "wanted": made.wanted}


def _rated(act: Act) -> str:
    """Once the customer was satisfied, that they may still say it is not done."""
    if rounds.rating(act.of) is None:
        return ""
    return _("客户说过满意。又说没办好的，照现在的话记：回到“提出方案”，再来一轮。")


def _on_chore(call: Callable[..., object]) -> Callable[[Act], object]:
    return lambda act: call(chore=act.row, by=act.by, **act.said)


def _on(call: Callable[..., object]) -> Callable[[Act], object]:
    """Call an action of the complaint with what the form says."""
    return lambda act: call(complaint=act.of, by=act.by, **act.said)


def _words_of(act: Act) -> str:
    return str(act.row.text) if act.row is not None else ""


VERBS: Final[dict[str, Verb]] = {
    "chore": Verb(
        gettext_noop("再派一件事"),
        "plus",
        _on(carrying.add_chore),
        gettext_noop("已派给部门。"),
        fields.ChoreForm,
        wide=True,
    ),
    "chore-received": Verb(
        gettext_noop("签收"),
        "hand",
        _on_chore(carrying.receive),
        gettext_noop("已签收。"),
        row=_chore,
        explain=_words_of,
    ),
    "chore-done": Verb(
        gettext_noop("办完了"),
        "check",
        _on_chore(carrying.done),
        gettext_noop("已办完，等坐席核对。"),
        fields.ProofForm,
        row=_chore,
        explain=_words_of,
    ),
    "chore-checked": Verb(
        gettext_noop("核对无误"),
        "badge-check",
        _on_chore(carrying.check),
        gettext_noop("已核对。"),
        row=_chore,
        explain=lambda act: f"{act.row.text}\n{act.row.proof}",
    ),
    "chore-again": Verb(
        gettext_noop("没办好，退回"),
        "undo-2",
        _on_chore(carrying.return_chore),
        gettext_noop("已退回部门。"),
        fields.AgainForm,
        row=_chore,
        explain=_words_of,
    ),
    "chore-dropped": Verb(
        gettext_noop("不用办了"),
        "ban",
        lambda act: carrying.drop(
            chore=act.row, by=act.by, reason=act.said["reason"], note=act.said.get("note", "")
        ),
        gettext_noop("已取消。"),
        forms.DropForm,
        row=_chore,
        explain=_words_of,
        tone="danger",
    ),
    "payment": Verb(
        gettext_noop("记付款"),
        "banknote",
        lambda act: paying.pay(item=act.row, by=act.by, **act.said),
        gettext_noop("付款已记下。"),
        fields.PayForm,
        row=_item,
        explain=_to_pay,
        initial=lambda act: {"fen": money.format_yuan(act.row.amount)},
    ),
    "call": Verb(
        gettext_noop("记回访"),
        "phone-outgoing",
        _on(following.note_call_back),
        gettext_noop("回访已记下。"),
        fields.CallForm,
        explain=_tries,
    ),
    "rating": Verb(
        gettext_noop("客户评价"),
        "badge-check",
        _on(following.rate),
        gettext_noop("评价已记下。"),
        fields.RateForm,
        explain=_rated,
        wide=True,
    ),
    "thanks": Verb(
        gettext_noop("感谢客户"),
        "handshake",
        _on(following.thank),
        gettext_noop("已记下：谢过客户了。"),
        explain=lambda act: _("谢谢客户告诉我们，投诉是礼物。"),
    ),
    "closing": Verb(
        gettext_noop("客户满意，结案"),
        "badge-check",
        _on(ending.close),
        gettext_noop("已结案。"),
        tone="ok",
    ),
    "unreached": Verb(
        gettext_noop("多次联系不上，结案"),
        "phone-off",
        _on(ending.close_unreached),
        gettext_noop("已结案，不算满意。"),
        explain=_tries,
        tone="danger",
    ),
    "withdrawal": Verb(
        gettext_noop("客户撤回"),
        "undo-2",
        lambda act: ending.withdraw(
            complaint=act.of, by=act.by, reason=act.said["reason"], note=act.said.get("note", "")
        ),
        gettext_noop("已按客户撤回结案。"),
        forms.WithdrawForm,
        tone="danger",
    ),
    "reopening": Verb(
        gettext_noop("重新打开"),
        "undo-2",
        _on(reopening.reopen),
        gettext_noop("已重新打开。"),
        fields.ReopenForm,
    ),
    "lesson": Verb(
        gettext_noop("总结教训"),
        "book-open",
        _on(learning.learn),
        gettext_noop("教训已写下。"),
        fields.LessonForm,
        wide=True,
    ),
}
"""By noun."""
