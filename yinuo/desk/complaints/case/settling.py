"""What can be done about a proposal and its agreement."""

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from yinuo.complaints.actions import (
    agreeing,
    approving,
    telling,
)
from yinuo.complaints.models import Agreement, Complaint, Offer
from yinuo.complaints.queries.carrying import accepted
from yinuo.core import refs
from yinuo.core.errors import NotFound, NotNow
from yinuo.desk.complaints.case import following as fields
from yinuo.desk.complaints.case import forms, offers
from yinuo.desk.complaints.case.dialogs import Act, Verb


def _offer(complaint: Complaint, pk: int) -> Offer:
    """The proposal that was seen: one that took its place since is not meant. Raises NotFound."""
    found = complaint.offers.filter(pk=pk).first()
    if found is None:
        raise NotFound("not_found")
    return found


def _agreement(act: Act) -> Agreement:
    offer = accepted(act.of)
    found = (
        Agreement.objects.select_related("offer__complaint").filter(offer=offer).first() if offer else None
    )
    if found is None:
        raise NotNow("offer_missing")
    return found


def _make_agreement(act: Act) -> object:
    offer = accepted(act.of)
    if offer is None:
        raise NotNow("offer_missing")
    return agreeing.make_agreement(offer=offer, by=act.by)


def _accept(act: Act) -> object:
    said = {**act.said}
    chosen = [int(said.pop("chosen"))] if said.get("chosen") else []
    return telling.accept_offer(offer=act.row, by=act.by, chosen=chosen, **said)


def _words_of(act: Act) -> str:
    return str(act.row.text)


VERBS: Final[dict[str, Verb]] = {
    "offer": Verb(
        gettext_noop("拟方案"),
        "file-pen",
        offers.offer,
        gettext_noop("方案已拟好。"),
        offers.OfferForm,
        initial=offers.initial,
        more=offers.more,
        wide=True,
        template="desk/complaints/case/offer.html",
    ),
    "refusal": Verb(
        gettext_noop("不予支持"),
        "ban",
        offers.refuse,
        gettext_noop("已拟好，等批准后再告诉客户。"),
        offers.RefusalForm,
        wide=True,
        tone="danger",
    ),
    "approval": Verb(
        gettext_noop("提交审批"),
        "badge-check",
        lambda act: approving.ask_approval(offer=act.row, by=act.by, note=act.said["note"]),
        gettext_noop("已提交；在您权限内的直接生效。"),
        forms.NoteForm,
        row=_offer,
        explain=_words_of,
    ),
    "telling": Verb(
        gettext_noop("告诉客户"),
        "phone-outgoing",
        lambda act: telling.tell_offer(offer=act.row, by=act.by, way=act.said["way"]),
        gettext_noop("已告诉客户。"),
        fields.TellForm,
        row=_offer,
        explain=_words_of,
        wide=True,
    ),
    "acceptance": Verb(
        gettext_noop("客户同意"),
        "circle-check",
        _accept,
        gettext_noop("客户同意了。"),
        fields.AcceptForm,
        row=_offer,
        explain=_words_of,
        wide=True,
    ),
    "declining": Verb(
        gettext_noop("客户不同意"),
        "frown",
        lambda act: telling.decline_offer(offer=act.row, by=act.by, **act.said),
        gettext_noop("已记下，再拟一个方案。"),
        fields.DeclineForm,
        row=_offer,
    ),
    "agreement": Verb(
        gettext_noop("出处理协议"),
        "file-text",
        _make_agreement,
        gettext_noop("协议已出，等客户签字。"),
        explain=lambda act: _("按客户同意的方案写成协议，编号、存证；签字后不能再改。"),
    ),
    "signature": Verb(
        gettext_noop("上传签好的纸质协议"),
        "upload",
        lambda act: agreeing.sign_on_paper(agreement=_agreement(act), by=act.by, **act.said),
        gettext_noop("已存档，协议不能再改。"),
        fields.PaperForm,
        initial=lambda act: {"form_key": refs.new()},
    ),
}
"""By noun."""
