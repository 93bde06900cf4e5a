"""The reference tables: what is in force, what was, what is to come, and trying them out."""

from datetime import date

import pytest
from django.urls import reverse

from yinuo.desk.settings.kinds import TABLES
from yinuo.playbooks import actions


def page(answer):
    return answer.content.decode()


@pytest.mark.parametrize("kind", TABLES)
def test_a_table_shows_its_version_its_rows_and_its_history(admin, house, kind):
    shown = page(admin.get(reverse("settings-table", args=[kind])))
    assert "第 1 版" in shown
    assert "使用中" in shown
    assert "2020-01-01" in shown


@pytest.mark.parametrize("kind", TABLES)
def test_a_table_that_nobody_brought_offers_a_template(admin, company, kind):
    shown = page(admin.get(reverse("settings-table", args=[kind])))
    assert "这张表还没有内容" in shown
    assert reverse("settings-download", args=[kind]) + "?empty=1" in shown


def test_a_version_to_come_waits_in_the_history(admin, house, manager, frozen):
    row = {"from_zone": "南京", "to_zone": "苏州", "per_kg_fen": 90, "per_m3_fen": 17000, "min_fen": 12000}
    actions.replace_table("tariff", [row], in_force_from=date(2027, 1, 1), source="新价目", by=manager)
    url = reverse("settings-table", args=["tariff"])
    shown = page(admin.get(url))
    assert "未生效" in shown
    assert "南京郊区" in shown, "the old one is still in force"
    shown = page(admin.get(url, {"version": "2"}))
    assert "第 2 版" in shown
    assert "南京郊区" not in shown.partition("<tbody>")[2].partition("</tbody>")[0]


def test_rows_are_found_and_paged(admin, house):
    url = reverse("settings-table", args=["goods"])
    first = page(admin.get(url))
    assert "1–100 / 共" in first
    assert "101–" in page(admin.get(url, {"page": 2}))
    found = page(admin.get(url, {"q": "烟花"}))
    assert "礼花弹" in found
    assert "没有符合的行" in page(admin.get(url, {"q": "无此物"}))


@pytest.mark.parametrize("version", ["9", "0"])
def test_a_version_that_never_was_is_not_there(admin, house, version):
    assert admin.get(reverse("settings-table", args=["goods"]), {"version": version}).status_code == 404


def test_an_unknown_table_is_not_there(admin, house):
    assert admin.get(reverse("settings-table", args=["secrets"])).status_code == 404
    assert admin.get(reverse("settings-trial", args=["secrets"])).status_code == 404
    assert admin.get(reverse("settings-table-changes", args=["goods", 9])).status_code == 404


@pytest.mark.parametrize(("goods", "verdict"), [("烟花", "拒收"), ("锂电池", "先问"), ("棉被", "可收")])
def test_goods_are_tried_against_the_table(admin, house, goods, verdict):
    """R048 R049 R050: prohibited goods are refused, doubtful ones asked about."""
    shown = page(admin.get(reverse("settings-trial", args=["goods"]), {"goods_name": goods}))
    result = shown.partition('id="trial"')[2]
    assert verdict in result


@pytest.mark.parametrize(
    ("goods", "told"),
    [
        (
            "qi油",
            ["拒收", "读起来或看起来像", "<b>汽油</b>", "第5类 易燃液体", "依据：", "第 1 版"],
        ),
        ("汽油发电机3台", ["可收", "“汽油”不算，这里说的是“汽油发电机”。"]),
        ("炸药搬运机器人说明书", ["可收", "“炸药”不算，后面的“说明书”说明是另一样东西。"]),
        ("无酒精口红", ["“酒精”不算，名称里说了没有它。"]),
        ("机油", ["先问", "开箱查验", "要带单证：MSDS", "桶上有易燃标志吗？"]),
    ],
)  # fmt: skip
def test_a_trial_says_why(admin, house, goods, told):
    """R048 R049: which word of which row counts, and what was let pass."""
    shown = page(admin.get(reverse("settings-trial", args=["goods"]), {"goods_name": goods}))
    result = shown.partition('id="trial"')[2]
    for piece in told:
        assert piece in result


def test_the_goods_table_shows_how_each_row_counts(admin, house):
    """R049: category, source, papers and inspection stand in the table."""
    shown = page(admin.get(reverse("settings-table", args=["goods"]), {"q": "锂电池"}))
    for piece in ("类别", "位置", "要的单证", "开箱查验", "UN38.3 检测报告", "指导目录第6类"):
        assert piece in shown


def test_a_journey_is_priced_by_the_tables_in_force(admin, house, frozen):
    """R056 R060 R061: the price is broken down, charges at both ends included."""
    said = {
        "pickup_address": "江宁汽配城",
        "delivery_address": "苏州吴中",
        "weight_g": "200",
        "volume_cm3": "2",
    }
    shown = page(admin.get(reverse("settings-trial", args=["tariff"]), said))
    for piece in ("江苏省 南京市 江宁区", "次日到", "320 元", "汽配城装卸费", "420 元"):
        assert piece in shown


def test_a_price_is_tried_for_a_customer_of_an_agreement(admin, house, frozen):
    """R041 R056: every line with how it came about, whose price it is, and the version of each table."""
    said = {
        "pickup_address": "江宁百家湖",
        "delivery_address": "上海松江",
        "weight_g": "1000",
        "pieces": "20",
        "insured_value": "20000",
        "cash_on_delivery": "3000",
    }
    url = reverse("settings-trial", args=["services"])
    public = page(admin.get(url, said))
    for piece in (
        "1000公斤 × 0.85 元/公斤",
        "20000元 × 0.3%",
        "60 元",
        "15 元",
        "925 元",
        "保价与代收货款",
        "第 1 版",
    ):
        assert piece in public
    agreed = page(admin.get(url, said | {"agreement": "晨光家纺协议"}))
    for piece in ("1000公斤 × 0.82 元/公斤", "按协议“晨光家纺协议”计价，没有截止日期", "895 元"):
        assert piece in agreed
    elsewhere = page(admin.get(url, said | {"delivery_address": "苏州", "agreement": "晨光家纺协议"}))
    assert "里没有这条线的价格，按公开价" in elsewhere
    assert admin.get(url, said | {"agreement": "没有"}).status_code == 422


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"pickup_address": "北京朝阳", "delivery_address": "苏州"}, "不在服务区域里"),
        ({"pickup_address": "江宁", "delivery_address": "苏州"}, "算不出来"),
    ],
)
def test_what_the_tables_cannot_answer_is_said(admin, house, said, told):
    assert told in page(admin.get(reverse("settings-trial", args=["zones"]), said))


def test_a_trial_without_an_address_asks_for_it(admin, house):
    answer = admin.get(
        reverse("settings-trial", args=["tariff"]), {"pickup_address": "江宁", "weight_g": "重"}
    )
    assert answer.status_code == 422
    assert 'id="id_delivery_address-err"' in page(answer)
    assert 'id="id_weight_g-err"' in page(answer)
