"""`yinuo import`: lists from Excel or CSV, tried first, never twice."""

import pytest

from tests import ledger
from tests.factories import staff as make
from yinuo.core import sheets
from yinuo.core.models import CalendarDay
from yinuo.desk.settings import kinds
from yinuo.playbooks import actions as playbooks
from yinuo.playbooks.models import ReferenceTable
from yinuo.staff.models import Person, Role

pytestmark = pytest.mark.django_db
PEOPLE = "工号,姓名,角色\n8011,李敏,坐席\n8012,王芳,组长\n"
TARIFF = "起始片区,到达片区,每公斤(元),每立方米(元),最低收费(元)\n南京,苏州,0.8,160,120\n"
DAYS = "日期,安排,名称\n2027-01-01,放假,元旦\n"


@pytest.fixture
def file(tmp_path):
    def write(text, name="表.csv"):
        path = tmp_path / name
        path.write_text(text, encoding="gb18030")
        return path

    return write


def test_a_dry_run_says_what_would_happen_and_writes_nothing(say, company, file):
    done = say("import", "people", file(PEOPLE), "--dry-run")
    assert (done.exit_code, done.output) == (0, "would have added 2, changed 0, unchanged 0\n")
    assert not Person.objects.exists()


def test_the_same_file_twice_adds_nothing(say, company, file):
    assert say("import", "people", file(PEOPLE)).output == "added 2, changed 0, unchanged 0\n"
    events = len(ledger.kinds())
    assert say("import", "people", file(PEOPLE)).output == "added 0, changed 0, unchanged 2\n"
    assert len(ledger.kinds()) == events


def test_every_fault_is_named_with_row_and_column(say, company, file):
    done = say("import", "people", file(PEOPLE + "8013,,牙医\n"), "--language", "zh")
    assert done.exit_code == 1
    assert (
        done.output.splitlines()
        == [
            "表.csv:4 姓名: 请填写这一项。",
        ]
        or "表.csv:4 角色" in done.output
    )
    assert not Person.objects.exists()


@pytest.mark.parametrize("text", ["", "工号,名字\n1,2\n", "\x00\x01"])
def test_a_file_that_cannot_be_read_says_why(say, company, file, text):
    done = say("import", "people", file(text))
    assert done.exit_code == 1
    assert done.output.startswith("Error: file: ")


def test_it_is_done_in_the_name_and_with_the_rights_of_whom_it_is_for(say, company, file):
    administrator = make.person(Role.ADMINISTRATOR, staff_number="9000")
    make.person(Role.AGENT, staff_number="8099")
    assert say("import", "people", file(PEOPLE), "--by", "8099").exit_code == 1
    assert say("import", "people", file(PEOPLE), "--by", "9000").exit_code == 0
    event = ledger.last("staff.person_added")
    assert (event.actor_id, event.door) == (administrator.pk, "cli")
    unknown = say("import", "people", file(PEOPLE), "--by", "1")
    assert unknown.exit_code == 1


def test_days_and_tables_come_the_same_way(say, company, file):
    assert say("import", "days", file(DAYS), "--source", "2027 年通知").exit_code == 0
    assert CalendarDay.objects.get().source == "2027 年通知"
    done = say("import", "tariff", file(TARIFF), "--from", "2027-01-01", "--source", "新价")
    assert (done.exit_code, done.output) == (0, "added 1, changed 0, unchanged 0\n")
    table = ReferenceTable.objects.get()
    assert (table.kind, table.in_force_from.isoformat(), table.source) == ("tariff", "2027-01-01", "新价")
    wrong = say("import", "tariff", file(TARIFF.replace("0.8", "贵")), "--language", "zh")
    assert (wrong.exit_code, wrong.output) == (
        1,
        "表.csv:2 每公斤(元): “贵”不是金额。写元，最多两位小数，比如 20 或 20.50。\n",
    )
    assert say("import", "tariff", file(TARIFF), "--from", "soon").exit_code == 1


def test_days_without_their_source_are_refused(say, company, file):
    done = say("import", "days", file(DAYS))
    assert done.exit_code == 1
    assert "source" in done.output
    assert not CalendarDay.objects.exists()


@pytest.mark.parametrize("kind", kinds.KINDS)
def test_every_list_written_out_reads_back_as_no_change(say, company, file, tmp_path, kind, driver, agent):
    playbooks.install_pack("freight", by=None, with_samples=True)
    say("import", "days", file(DAYS), "--source", "x")
    wanted = kinds.KINDS[kind]
    path = tmp_path / "list.xlsx"
    lines = list(wanted.lines())
    assert lines
    path.write_bytes(sheets.write(wanted.titles, lines))
    assert (
        say("import", kind, path, "--source", "x").output == f"added 0, changed 0, unchanged {len(lines)}\n"
    )
