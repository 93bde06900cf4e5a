"""What the register says beside the customer's own words (R135, R139, R146, R149–R151), for everybody who
sees the case, at every stage: only what was filled in, personal data as the page's other texts are.
"""

from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from yinuo.complaints.models import Complaint
from yinuo.complaints.rules.goods import DECLARED, LOSS
from yinuo.core import money
from yinuo.core.text import mask
from yinuo.desk.complaints import forms, rows
from yinuo.desk.complaints.case import cards

CHOSEN: Final = ("cause", "manner", "temper", "organisation")
SUMS: Final = {DECLARED: gettext_noop("声明价值"), LOSS: gettext_noop("实际损失")}
Lines = list[tuple[str, str]]


def context(complaint: Complaint, *, in_full: bool) -> dict[str, Any]:
    """`respondent`: whom it is about, in words; `filled` and `goods`: labels and what stands there."""
    hide = cards.Hide(in_full)
    return {
        "respondent": rows.respondent(complaint),
        "filled": _filled(complaint, in_full=in_full),
        "goods": _goods(complaint, hide),
    }


def _filled(complaint: Complaint, *, in_full: bool) -> Lines:
    """Where the customer is, how the case is classed, whether whom it is about may be told."""
    address, label = complaint.contact_address, forms.LABELS["contact_address"]
    said = [(_(label), address if in_full else mask.mask_address(address))]
    said += [(forms.title_of(name), forms.label_of(name, getattr(complaint, name))) for name in CHOSEN]
    if complaint.may_tell:
        said.append((_("被投诉人"), _("可以知道是谁投诉的")))
    elif rows.respondent(complaint):
        said.append((_("被投诉人"), _("不能知道是谁投诉的")))
    return [one for one in said if one[1]]


def _goods(complaint: Complaint, hide: cards.Hide) -> Lines:
    """The block of product and goods, in the register's order; a sum of nothing was filled in too."""
    said: Lines = []
    for field, _cols in forms.GOODS_GROUP.fields:
        name = field.partition(".")[2]
        value = complaint.goods.get(name)
        if name in SUMS and value is not None:
            said.append((_(SUMS[name]), _("%(amount)s 元") % {"amount": money.format_yuan(value)}))
        elif value:
            said.append((_(forms.LABELS[field]), hide.text(value)))
    return said
