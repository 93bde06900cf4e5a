"""A report as it is written to a file."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from yinuo.reports.rules import documents, measures
from yinuo.reports.rules.documents import Document, Section
from yinuo.reports.rules.scopes import Scope
from yinuo.reports.rules.tables import Row, Table
from yinuo.reports.rules.values import Value

OCTOBER = Scope(date(2026, 10, 1), date(2026, 10, 31))


def cells(due: int) -> dict[str, Value]:
    """Figures of the pick-up report: nine of ten in time, one late for an objective cause."""
    in_time = due * 9 // 10
    return {
        "due": Value(due),
        "in_time": Value(in_time),
        "late": Value(due - in_time),
        "objective": Value(1),
        "rate": Value(in_time, due - 1),
        "wait": Value(1500 * due, due),
    }


def table(names: Sequence[str] = ("王强", "刘洋"), *, due: int = 80) -> Table:
    """The pick-up report by driver."""
    report = measures.report("pickups")
    rows = [Row(str(number), name, cells(due - number)) for number, name in enumerate(names, start=1)]
    return Table(report, measures.grouping(report), OCTOBER, rows, cells(due), "都达到目标 95%")


def document(*sections: Section, one: Table | None = None) -> Document:
    """That report with its facts, or these sections."""
    made = one or table()
    return Document(
        title="及时提货率 2026 年 10 月",
        finding=made.finding,
        facts=[("期间", "2026-10-01 至 2026-10-31"), ("范围", "全公司"), ("导出", "周芳 8001")],
        sections=sections or [documents.section_of(made)],
        made_at=datetime(2026, 11, 20, 2, 0, tzinfo=UTC),
        figures=() if sections else documents.figures_of(made),
        notes=documents.notes_of(made),
    )
