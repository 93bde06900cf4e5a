"""The register as an Excel file (R133–R139), as it is cut and narrowed, for those who may take it along."""

from datetime import datetime
from typing import Final

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yinuo.complaints import may
from yinuo.complaints.actions import exporting as actions
from yinuo.complaints.models import Cause, Complaint, Outcome
from yinuo.complaints.queries import listing
from yinuo.complaints.rules.goods import SUMS
from yinuo.complaints.rules.texts import GOODS
from yinuo.core import clock, money, sheets
from yinuo.desk.access import DeskRequest, only
from yinuo.desk.complaints import forms, narrowing, rows

MOST_ROWS: Final = 5000
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@only(may.export)
@require_POST
def export(request: DeskRequest) -> HttpResponse:
    """The rows that the register shows, up to `MOST_ROWS`; that somebody took them is written down."""
    wanted = narrowing.NarrowForm(request.GET).wanted()
    found = listing.export(request.user, wanted, MOST_ROWS + 1)
    lines = [_line(one) for one in found[:MOST_ROWS]]
    if len(found) > MOST_ROWS:
        lines.append([_("只写了前 %(n)s 条，其余请筛选后再导出。") % {"n": MOST_ROWS}])
    actions.note_export(wanted, rows=min(len(found), MOST_ROWS), by=request.user)
    response = HttpResponse(sheets.write(_titles(), lines), content_type=XLSX)
    name = f"complaints-{clock.today():%Y%m%d}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _titles() -> list[str]:
    return [
        _("编号"), _("登记时间"), _("记录人"), _("来自"), _("类型"), _("原因"), _("严重程度"), _("公司名称"),
        _("客户"), _("电话"), _("地址"), _("事情经过"), _("客户要什么"), _("业务单号"), _("被投诉人"),
        _("转办单位"), _("转办编号"), _("办结期限"), _("环节"), _("负责人"), _("结果"),
        *(_(forms.LABELS[f"goods.{name}"]) for name in GOODS), _("声明价值（元）"),
        _("实际损失（元）"),
    ]  # fmt: skip


def _line(one: Complaint) -> list[sheets.writing.Cell]:
    shown, sums = rows.row(one), [one.goods.get(name) for name in SUMS]
    return [
        str(one.ticket),
        _moment(one.recorded_at),
        str(one.recorded_by or ""),
        shown.channel,
        shown.sort,
        _(str(Cause(one.cause).label)) if one.cause else "",
        shown.severe,
        one.contact_company,
        one.contact_name or shown.who,
        one.contact_phone,
        one.contact_address,
        one.account,
        one.wanted,
        str(one.about or ""),
        shown.whom,
        one.official_from,
        one.official_number,
        _moment(one.official_due_at),
        shown.stage,
        shown.owner,
        _(str(Outcome(one.outcome).label)) if one.outcome else "",
        *(str(one.goods.get(name, "")) for name in GOODS),
        *(money.format_yuan(fen) if fen is not None else "" for fen in sums),
    ]


def _moment(at: datetime | None) -> str:
    """2026-11-20 15:18 in the company's zone; empty for none."""
    return f"{clock.local(at):%Y-%m-%d %H:%M}" if at else ""
