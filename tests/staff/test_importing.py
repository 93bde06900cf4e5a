"""Tables from Excel: compared first, written in small steps, and never twice."""

import io

import pytest

from tests import ledger
from tests.factories import staff as make
from yinuo.core import sheets
from yinuo.core.errors import NotPermitted
from yinuo.core.sheets import Row
from yinuo.staff import actions, queries, rules
from yinuo.staff.models import Branch, Person, Region, RegionPost, Role, Team, Vehicle

PEOPLE = [
    {
        "工号": "8013",
        "姓名": "李敏",
        "角色": "坐席",
        "电话": "138 0000 6621",
        "班组": "日班组",
        "代班人工号": "8014",
    },
    {"工号": "8014", "姓名": "王芳", "角色": "组长", "电话": "", "班组": "day", "代班人工号": ""},
    {"工号": "8213", "姓名": "王强", "角色": "driver", "电话": "84388888", "班组": "", "代班人工号": ""},
]


def rows(*cells):
    return [Row(number, dict(row)) for number, row in enumerate(cells, start=2)]


def bring(kind, *cells, by=None, dry_run=False):
    return actions.import_rows(kind, rows(*cells), by=by, dry_run=dry_run)


@pytest.fixture
def three(team):
    cells = [row | {"角色": row["角色"].replace("driver", "DRIVER")} for row in PEOPLE]
    assert bring("people", *cells).added == 3
    return cells


def test_people_are_added_with_all_that_their_row_says(three):
    agent = Person.objects.get(staff_number="8013")
    assert (agent.name, agent.role, agent.phone) == ("李敏", Role.AGENT, "13800006621")
    assert (agent.team.key, agent.stand_in.staff_number, agent.is_active) == ("day", "8014", True)
    assert Person.objects.get(staff_number="8213").phone == "0527-84388888"
    assert not agent.has_usable_password()
    assert ledger.kinds().count("staff.person_added") == 3


def test_the_same_rows_twice_change_nothing(three):
    before = ledger.kinds()
    result = bring("people", *three)
    assert (result.added, result.changed, result.unchanged, result.faults) == (0, 0, 3, ())
    assert ledger.kinds() == before


def test_a_changed_cell_changes_its_person_only(three):
    three[0] |= {"电话": "13800006622", "代班人工号": ""}
    result = bring("people", *three)
    assert (result.added, result.changed, result.unchanged) == (0, 1, 2)
    agent = Person.objects.get(staff_number="8013")
    assert (agent.phone, agent.stand_in) == ("13800006622", None)


def test_a_column_that_is_missing_leaves_its_field_alone(three):
    result = bring("people", {"工号": "8013", "姓名": "李敏敏", "角色": "坐席"})
    assert result.changed == 1
    agent = Person.objects.get(staff_number="8013")
    assert (agent.name, agent.phone, agent.team.key) == ("李敏敏", "13800006621", "day")


def test_a_dry_run_says_the_same_and_writes_nothing(team):
    cells = [row | {"角色": "坐席"} for row in PEOPLE]
    dry = bring("people", *cells, dry_run=True)
    assert (dry.added, dry.changed, dry.unchanged, dry.faults) == (3, 0, 0, ())
    assert not Person.objects.exists()
    assert ledger.kinds() == []
    assert bring("people", *cells) == dry


def test_every_fault_is_told_with_its_row_and_nothing_is_written(team):
    result = bring(
        "people",
        PEOPLE[0] | {"代班人工号": "9999"},
        PEOPLE[1] | {"角色": "国王", "班组": "夜班组"},
        PEOPLE[2] | {"角色": "司机", "电话": "12", "代班人工号": "8213"},
        {"工号": "", "姓名": "", "角色": ""},
        PEOPLE[0] | {"代班人工号": ""},
    )
    assert [(fault.row, fault.column, fault.code) for fault in result.faults] == [
        (2, "代班人工号", "reference_unknown"),
        (3, "角色", "choice_unknown"),
        (3, "班组", "reference_unknown"),
        (4, "代班人工号", "stand_in_is_self"),
        (4, "电话", "phone_too_short"),
        (5, "工号", "required"),
        (5, "姓名", "required"),
        (5, "角色", "required"),
        (6, "工号", "row_twice"),
    ]
    assert not Person.objects.exists()


def test_people_leave_and_come_back_by_the_table(three):
    bring("people", three[0] | {"在职": "否"})
    assert not Person.objects.get(staff_number="8013").is_active
    bring("people", three[0] | {"在职": "是"})
    assert Person.objects.get(staff_number="8013").is_active
    bring("people", {"工号": "8099", "姓名": "沈洁", "角色": "坐席", "在职": "离职"})
    assert not Person.objects.get(staff_number="8099").is_active


def test_what_an_action_refuses_is_a_fault_of_its_row(administrator):
    last = {"工号": administrator.staff_number, "姓名": administrator.name, "角色": "管理员", "在职": "否"}
    result = bring("people", last)
    assert [(fault.row, fault.code) for fault in result.faults] == [(2, "last_administrator")]
    assert Person.objects.get(pk=administrator.pk).is_active


def test_a_whole_house_comes_from_five_tables(three):
    """R065 R066 R068: branches, regions and who serves them, with their rules."""
    bring("branches", {"代码": "suqian", "名称": "宿迁分公司", "电话": "", "接单对象": "车管"})
    bring("regions", {"代码": "sucheng", "名称": "宿城", "分公司": "宿迁分公司", "接单对象": ""})
    bring("teams", {"代码": "night", "名称": "夜班组"})
    bring("posts", {"区域": "宿城", "工号": "8213", "顺序": "2"})
    bring(
        "vehicles",
        {"车牌": "苏N·12345", "司机工号": "8213", "车型": "厢式", "载重(吨)": "1.5", "容积(立方米)": "9.25"},
    )
    assert Branch.objects.get().receiver_rule == "DISPATCHER"
    assert (Region.objects.get().branch.key, Region.objects.get().receiver_rule) == ("suqian", "")
    assert Team.objects.filter(key="night").exists()
    assert RegionPost.objects.get().rank == 2
    vehicle = Vehicle.objects.get()
    assert (vehicle.plate, vehicle.driver.staff_number) == ("苏N12345", "8213")
    assert (vehicle.load_g, vehicle.space_cm3, vehicle.most_orders) == (1_500_000, 9_250_000, 8)


@pytest.mark.parametrize("kind", list(rules.KINDS))
def test_what_is_written_out_reads_back_as_no_change(kind, three, driver, dispatcher, administrator):
    """The exported file of every table is a file that can be imported, and the same file adds nothing."""
    titles, lines = queries.sheet(kind)
    assert lines
    read = sheets.read(io.BytesIO(sheets.write(titles, lines)), needed=rules.KINDS[kind].needed())
    result = actions.import_rows(kind, read, by=administrator)
    assert (result.added, result.changed, result.unchanged, result.faults) == (0, 0, len(lines), ())


@pytest.mark.parametrize(
    ("kind", "cells", "column", "code"),
    [
        ("regions", {"代码": "x", "名称": "x", "分公司": "nowhere"}, "分公司", "reference_unknown"),
        ("posts", {"区域": "nowhere", "工号": "8201"}, "区域", "reference_unknown"),
        ("posts", {"区域": "sucheng", "工号": "8011"}, "工号", "post_role_unfit"),
        ("vehicles", {"车牌": "苏N1", "司机工号": "8011"}, "司机工号", "driver_is_no_driver"),
        ("branches", {"代码": "x", "名称": "x", "接单对象": "总裁"}, "接单对象", "choice_unknown"),
        ("branches", {"代码": "x", "名称": "x", "电话": "一二"}, "电话", "phone_too_short"),
    ],
)
def test_a_reference_must_fit(agent, driver, kind, cells, column, code):
    result = bring(kind, cells)
    assert [(fault.column, fault.code) for fault in result.faults] == [(column, code)]


@pytest.mark.parametrize("kind", list(rules.KINDS))
@pytest.mark.parametrize("role", ["AGENT", "TEAM_LEADER", "AUDITOR", "COLLEAGUE", "DRIVER"])
def test_who_does_not_set_up_imports_nothing(company, kind, role):
    with pytest.raises(NotPermitted):
        bring(kind, by=make.person(role))


def test_reading_takes_the_same_number_of_queries_for_any_number_of_rows(team, django_assert_max_num_queries):
    many = [
        {"工号": f"7{n:03}", "姓名": "某人", "角色": "坐席", "班组": "day", "代班人工号": "7000"}
        for n in range(1, 300)
    ]
    many.append({"工号": "7000", "姓名": "某人", "角色": "坐席"})
    with django_assert_max_num_queries(4):
        assert bring("people", *many, dry_run=True).added == 300
