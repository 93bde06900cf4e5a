"""The ledger as an Excel file, as it is narrowed, for those who may take it along."""

from datetime import datetime
from typing import Final

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yinuo.core import clock, sheets
from yinuo.core.text import mask
from yinuo.desk.access import DeskRequest, only
from yinuo.desk.promises import narrowing, rows
from yinuo.promises import actions, may, queries
from yinuo.promises.models import Promise

MOST_ROWS: Final = 5000
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@only(may.export_ledger)
@require_POST
def export(request: DeskRequest) -> HttpResponse:
    """The rows that the ledger shows, up to `MOST_ROWS`; that somebody took them is written down."""
    form = narrowing.NarrowForm(request.GET, request.user)
    wanted = form.wanted(request.GET.get("state", ""))
    found = list(queries.export(request.user, wanted, MOST_ROWS + 1))
    lines = [_line(one) for one in found[:MOST_ROWS]]
    if len(found) > MOST_ROWS:
        cut = _("只写了前 %(n)s 条，其余请缩小到期时间的范围再导出。") % {"n": MOST_ROWS}
        lines.append([cut])
    actions.note_export(wanted, rows=min(len(found), MOST_ROWS), by=request.user)
    response = HttpResponse(sheets.write(_titles(), lines), content_type=XLSX)
    name = f"promises-{clock.today():%Y%m%d}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _titles() -> list[str]:
    return [
        _("工单"), _("承诺"), _("条款"), _("怎么来的"), _("负责人"), _("班组"), _("司机"), _("区域"),
        _("开始"), _("到期"), _("结束"), _("状态"), _("晚了（分钟）"), _("晚的原因"), _("客观原因"),
        _("结束原因"),
    ]  # fmt: skip


def _line(one: Promise) -> list[sheets.writing.Cell]:
    shown, late = rows.row(one), rows.lateness(one, clock.now())
    return [
        str(one.ticket),
        shown.label,
        one.clause,
        shown.way,
        str(one.assignee) if one.assignee else "",
        one.team.name if one.team else "",
        str(one.driver) if one.driver else "",
        one.region.name if one.region else "",
        *(_moment(at) for at in (one.opened_at, one.due_at, one.ended_at)),
        shown.state,
        int(late.total_seconds()) // 60 if late else None,
        shown.reason,
        _("是") if one.late_is_objective else "",
        mask.mask_phones(one.end_reason),
    ]


def _moment(at: datetime | None) -> str:
    """2026-11-20 15:18 in the company's zone; empty for none."""
    return f"{clock.local(at):%Y-%m-%d %H:%M}" if at else ""
