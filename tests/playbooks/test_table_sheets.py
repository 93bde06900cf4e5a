"""Reference tables in Excel: written for people, read back the same, every fault with its row and column."""

import io

import pytest

from yinuo.core import sheets
from yinuo.playbooks.rules import faults, packs, tables

SEEDS = {
    seed.kind: seed
    for file, text in packs.tables("freight").items()
    if isinstance(seed := tables.read_seed(file, text), tables.Seed)
}
LANE = {"起始片区": "南京", "到达片区": "苏州", "公里": "220", "时效(小时)": "24", "对客户说": "次日到"}
PRICE = {
    "起始片区": "南京",
    "到达片区": "苏州",
    "每公斤(元)": "0.8",
    "每立方米(元)": "160",
    "最低收费(元)": "120",
}


def read(kind, *rows):
    return tables.sheets.read(kind, list(enumerate(rows, start=2)), "表.xlsx")


def told(kind, *rows):
    return [(fault.line, fault.field, fault.code) for fault in read(kind, *rows).faults]


@pytest.mark.parametrize("kind", SEEDS)
def test_what_is_written_out_reads_back_the_same(kind):
    """R048 R051 R056 R060 R061: the tables are kept in Excel without loss."""
    rows = SEEDS[kind].table.rows
    file = sheets.write(tables.sheets.titles(kind), tables.sheets.lines(kind, rows))
    again = sheets.read(io.BytesIO(file), needed=tables.sheets.needed(kind))
    back = tables.sheets.read(kind, [(row.number, row.cells) for row in again])
    assert back.faults == ()
    assert back.rows == rows
    assert tables.compare(kind, rows, back.rows).is_empty


def test_money_is_written_in_yuan_and_kept_in_fen():
    (row,) = read("tariff", PRICE).rows
    assert (row.per_kg_fen, row.per_m3_fen, row.min_fen) == (80, 16000, 12000)


def test_days_are_read_as_people_write_them():
    for said in ("2027-01-05", "2027/1/5", "2027年1月5日", "2027.01.05"):
        (row,) = read("tariff", PRICE | {"开始日期": said}).rows
        assert row.valid_from.isoformat() == "2027-01-05"


def test_an_empty_cell_has_the_usual_value():
    (row,) = read("zones", {"省": "江苏省", "市": "苏州市", "片区": "苏州", "提货": "否", "服务": ""}).rows
    assert (row.served, row.pickup, row.delivery, row.aliases) == (True, False, True, ())


@pytest.mark.parametrize(
    ("kind", "row", "column", "code"),
    [
        ("tariff", PRICE | {"每公斤(元)": "八毛"}, "每公斤(元)", "money.wrong"),
        ("tariff", PRICE | {"每公斤(元)": "0.805"}, "每公斤(元)", "money.wrong"),
        ("tariff", PRICE | {"最低收费(元)": ""}, "最低收费(元)", "field.missing"),
        ("tariff", PRICE | {"开始日期": "2027-02-30"}, "开始日期", "date.wrong"),
        ("tariff", PRICE | {"开始日期": "2027-02-03", "结束日期": "2027-01-01"}, "", "row.backwards"),
        ("lanes", LANE | {"公里": "很远"}, "公里", "value.not_number"),
        ("lanes", LANE | {"时效(小时)": "0"}, "时效(小时)", "value.range"),
        ("lanes", LANE | {"截单时间": "下午"}, "截单时间", "time.wrong"),
        (
            "zones",
            {"省": "江苏省", "市": "苏州市", "片区": "苏州", "服务": "大概"},
            "服务",
            "value.not_one_of",
        ),
        ("goods", {"品名": "烟花", "结论": "不行"}, "结论", "value.not_one_of"),
        (
            "surcharges",
            {"代码": "A 1", "名称": "费", "收什么": "装货", "金额(元)": "1"},
            "代码",
            "value.pattern",
        ),
    ],
)
def test_every_fault_names_its_row_and_column(kind, row, column, code):
    assert told(kind, row) == [(2, column, code)]


STEP = PRICE | {"公斤起": "1000", "每公斤(元)": "0.7"}


@pytest.mark.parametrize(
    ("kind", "rows", "told_of"),
    [
        ("tariff", (PRICE, STEP), []),
        ("tariff", (PRICE, STEP, STEP | {"公斤起": "3000", "每公斤(元)": "0.6"}), []),
        ("tariff", (PRICE, PRICE | {"协议": "宏远", "每公斤(元)": "0.9"}), []),
        ("tariff", (STEP,), [(2, "公斤起", "row.step_alone")]),
        ("tariff", (PRICE, STEP | {"协议": "宏远"}), [(3, "公斤起", "row.step_alone")]),
        ("tariff", (PRICE, STEP | {"每公斤(元)": "0.9"}), [(3, "每公斤(元)", "row.step_dearer")]),
        (
            "tariff",
            (PRICE, PRICE | {"方起": "5", "每立方米(元)": "161"}),
            [(3, "每立方米(元)", "row.step_dearer")],
        ),
        ("services", ({"服务": "保价", "名称": "保价费", "费率(%)": "0.3"},), []),
        (
            "services",
            ({"服务": "保价", "名称": "保价费", "费率(%)": "0.305"},),
            [(2, "费率(%)", "percent.wrong")],
        ),
        (
            "services",
            ({"服务": "保价", "名称": "保价费", "费率(%)": "三"},),
            [(2, "费率(%)", "value.not_number")],
        ),
        (
            "services",
            ({"服务": "代收货款", "名称": "手续费", "费率(%)": "1", "最低(元)": "10", "最高(元)": "5"},),
            [(2, "", "row.no_room")],
        ),
        (
            "services",
            ({"服务": "保价", "名称": "费", "费率(%)": "0.3"},) * 2,
            [(3, "开始日期", "row.repeated")],
        ),
        ("agreements", ({"协议": "宏远", "公开价减(%)": "101"},), [(2, "公开价减(%)", "value.range")]),
        ("lanes", (LANE | {"发车": "天天", "班期(周几)": "一三五"},), []),
        ("lanes", (LANE | {"班期(周几)": "135"},), [(2, "班期(周几)", "value.pattern")]),
    ],
)
def test_prices_that_cannot_be(kind, rows, told_of):
    """R056: a step needs a price to begin with, and must not be dearer; rates are percent."""
    assert told(kind, *rows) == told_of


def test_what_the_price_tables_mean_in_excel():
    """R041 R056 R061: percent, 每吨, days; what is left empty is as before."""
    (service,) = read("services", {"服务": "保价", "名称": "保价费", "费率(%)": "0.3%", "最低(元)": "5"}).rows
    assert (service.what, service.rate, service.min_fen, service.max_fen) == ("insurance", 30, 500, None)
    said = {"代码": "crane", "名称": "吊装费", "收什么": "卸货", "金额(元)": "30", "按什么收": "每吨"}
    (charge,) = read("surcharges", said).rows
    assert (charge.per, charge.fen, charge.min_fen) == ("ton", 3000, 0)
    (lane,) = read("lanes", LANE | {"发车": "天天", "结束日期": "2026-12-31"}).rows
    assert (lane.departs, lane.delivers, lane.weekdays) == ("daily", "workdays", "")
    (price,) = read("tariff", PRICE).rows
    assert (price.agreement, price.from_kg, price.from_m3) == ("", 0, 0)


def test_goods_are_kept_with_papers_and_how_they_count():
    """R048 R049: how a row counts and what has to come along, in words people write."""
    said = {
        "品名": "锂电池", "结论": "先问", "位置": "结尾", "管哪些": "第5类；酒精",
        "除外": "残留、空", "须有": "全新",
        "可否认": "是", "谐音也算": "否", "要的单证": "MSDS；检测报告", "开箱查验": "是",
    }  # fmt: skip
    (row,) = read("goods", said).rows
    assert (row.where, row.over, row.unless) == ("end", ("第5类", "酒精"), ("残留", "空"))
    assert row.given == ("全新",)
    assert (row.deniable, row.by_sound, row.inspect) == (True, False, True)
    assert row.papers == ("MSDS", "检测报告")
    (plain,) = read("goods", {"品名": "汽油", "结论": "拒收"}).rows
    assert (plain.where, plain.deniable, plain.by_sound, plain.inspect) == ("in", False, True, False)


def test_a_word_may_count_at_two_places_of_a_name_but_not_twice_at_one():
    """R049: nobody could say which of two rows counts."""
    brush = {"品名": "刷子", "结论": "可收", "位置": "结尾"}
    assert told("goods", {"品名": "工具", "别名": "刷子", "结论": "可收"}, brush) == []
    assert told("goods", {"品名": "工具", "别名": "刷子", "结论": "可收", "位置": "结尾"}, brush) == [
        (3, "品名", "row.repeated")
    ]


def test_a_fault_of_a_choice_names_the_words_people_write():
    (fault,) = read("goods", {"品名": "烟花", "结论": "不行"}).faults
    assert faults.render(fault) == "表.xlsx:2：结论：不能写“不行”。只能写：拒收、先问、可收。"


def test_two_rows_about_the_same_thing_are_a_fault():
    assert told("lanes", LANE, LANE) == [(3, "开始日期", "row.repeated")]


def test_a_misspelt_title_is_a_fault_and_no_silent_loss():
    (fault,) = read("tariff", PRICE | {"结束日": "2027-01-01"}).faults
    assert (fault.line, fault.field, fault.code) == (0, "结束日", "field.unknown")
    assert "是不是“结束日期”" in faults.render(fault)


def test_a_new_version_is_told_row_by_row():
    old = read("tariff", PRICE, PRICE | {"到达片区": "无锡"}).rows
    new = read("tariff", PRICE | {"每公斤(元)": "0.9"}, PRICE | {"到达片区": "上海"}).rows
    changes = tables.compare("tariff", old, new)
    assert [row.to_zone for row in changes.added] == ["上海"]
    assert [row.to_zone for row in changes.removed] == ["无锡"]
    assert [(change.row.to_zone, change.cells) for change in changes.changed] == [
        ("苏州", (("每公斤(元)", "0.80", "0.90"),))
    ]
    assert changes.same == 0


def test_another_order_of_rows_is_no_change():
    rows = read("tariff", PRICE, PRICE | {"到达片区": "无锡"}).rows
    assert tables.compare("tariff", rows, rows[::-1]).is_empty
