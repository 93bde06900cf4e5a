"""What a report says in one sentence: the finding that stands in the title of its card."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from yinuo.reports.rules.measures.parts import Column, Grouping, Report
from yinuo.reports.rules.tables import Row
from yinuo.reports.rules.values import LEAST_CASES, Value


def say(report: Report, grouping: Grouping, rows: Sequence[Row], totals: Mapping[str, Value]) -> str:
    """The finding, in the reader's language: the worst row, or that there are too few cases to say."""
    first = report.columns[0]
    if not totals[first.key].over:
        return _("这段时间没有记录")
    column = report.column(report.main)
    if column.target is None:
        return _lost(rows, totals, column) if grouping.key == "area" else _share(column, totals[column.key])
    if totals[column.key].is_too_few:
        return _("不满 %(least)s 件，不算比率") % {"least": LEAST_CASES}
    if grouping.is_time:
        return _share(column, totals[column.key])
    return _against_target(column, rows)


def _against_target(column: Column, rows: Sequence[Row]) -> str:
    """How many are below the target, and who is furthest."""
    shares = [(row.cells[column.key].share, row.label) for row in rows]
    known = [(share, label) for share, label in shares if share is not None]
    below = sorted((share, label) for share, label in known if share * 100 < (column.target or 0))
    if not known:
        return _("每一项都不满 %(least)s 件，不分开算比率") % {"least": LEAST_CASES}
    if not below:
        return _("都达到目标 %(target)s%%") % {"target": column.target}
    share, label = below[0]
    said = {"count": len(below), "target": column.target, "label": label, "share": percent(share)}
    return _("%(count)s 项低于目标 %(target)s%%，%(label)s最低：%(share)s") % said


def _lost(rows: Sequence[Row], totals: Mapping[str, Value], column: Column) -> str:
    """Where the most goods are asked about that we do not get."""
    most = max(rows, key=_lost_of)
    count = _lost_of(most)
    if not count:
        return _share(column, totals[column.key])
    said = {"label": most.label, "count": count, "all": most.cells["contacts"].over}
    return _("%(label)s没成交的最多：%(all)s 单里 %(count)s 单") % said


def _lost_of(row: Row) -> int:
    return row.cells["contacts"].over - row.cells["shipped"].over


def _share(column: Column, value: Value) -> str:
    if value.share is None:
        return _("不满 %(least)s 件，不算比率") % {"least": LEAST_CASES}
    said = {"label": _(column.label), "share": percent(value.share), "over": value.over, "under": value.under}
    return _("%(label)s %(share)s（%(over)s ÷ %(under)s）") % said


def percent(share: float) -> str:
    """A share as people read it: 92.6%."""
    return f"{share * 100:.1f}%"
