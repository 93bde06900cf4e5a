"""A reference table from Excel: compared with what is in force, written as its next version, never twice."""

from datetime import date

import pytest

from tests.playbooks.test_table_sheets import PRICE
from yinuo.core.errors import Invalid, NotPermitted
from yinuo.core.models import Event
from yinuo.playbooks import actions, queries
from yinuo.playbooks.models import ReferenceTable

TODAY = date(2026, 11, 20)
WUXI = PRICE | {"到达片区": "无锡"}


def bring(by, *rows, dry_run=False, day=TODAY, source=""):
    lines = list(enumerate(rows, start=2))
    return actions.import_table(
        "tariff", lines, in_force_from=day, source=source, file="价.xlsx", by=by, dry_run=dry_run
    )


def test_a_file_becomes_the_next_version_with_its_source(manager, frozen):
    done = bring(manager, PRICE, WUXI, source="2026 年价目")
    assert (done.table.version, done.table.in_force_from, done.table.source) == (1, TODAY, "2026 年价目")
    assert [row.to_zone for row in queries.tariff().rows] == ["苏州", "无锡"]
    event = Event.objects.get(kind="playbook.table_replaced")
    assert (event.actor_id, event.data) == (manager.pk, {"kind": "tariff", "version": 1})


def test_a_dry_run_tells_the_same_and_writes_nothing(manager, frozen):
    bring(manager, PRICE)
    dry = bring(manager, PRICE | {"每公斤(元)": "0.9"}, WUXI, dry_run=True)
    assert (len(dry.changes.added), len(dry.changes.changed), dry.table) == (1, 1, None)
    assert ReferenceTable.objects.count() == 1


def test_the_same_file_twice_adds_nothing_on_any_later_day(manager, frozen):
    bring(manager, PRICE)
    for day in (TODAY, date(2026, 12, 24)):
        again = bring(manager, PRICE, day=day)
        assert (again.changes.is_empty, again.table) == (True, None)
    assert ReferenceTable.objects.count() == 1


def test_an_old_text_from_a_later_day_is_a_version_again(manager, frozen):
    bring(manager, PRICE)
    bring(manager, WUXI, day=date(2026, 12, 1))
    assert bring(manager, PRICE, day=date(2026, 12, 24)).table.version == 3


def test_one_fault_and_nothing_is_written(manager, frozen):
    done = bring(manager, PRICE, WUXI | {"每公斤(元)": "贵"})
    assert [(fault.line, fault.field) for fault in done.faults] == [(3, "每公斤(元)")]
    assert not ReferenceTable.objects.exists()


def test_an_empty_file_does_not_empty_the_table(manager, frozen):
    bring(manager, PRICE)
    with pytest.raises(Invalid) as refused:
        bring(manager)
    assert refused.value.code == "sheet_empty"


def test_a_source_that_is_too_long_is_refused(manager):
    with pytest.raises(Invalid) as refused:
        bring(manager, PRICE, source="长" * 201)
    assert refused.value.field == "source"


@pytest.mark.parametrize("role", ["agent", "team_leader", "dispatcher", "auditor", "colleague"])
def test_who_keeps_no_tables_imports_none(role, request):
    with pytest.raises(NotPermitted):
        bring(request.getfixturevalue(role), PRICE, dry_run=True)
