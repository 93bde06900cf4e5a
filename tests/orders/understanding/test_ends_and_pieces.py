"""Both ends of a lane, kinds of goods and what one piece weighs, as customers write them (R028–R034)."""

import pytest

from tests.orders.understanding.asking import SETTING
from yinuo.orders.rules import understanding


def said(text: str) -> dict[str, object]:
    return understanding.record(understanding.understand(text, SETTING), ())


@pytest.mark.parametrize(
    ("text", "origin", "destination"),
    [
        ("客服：货要送到哪里？\n客户：海宁许村到武汉汉正街\n客服：发什么？", "海宁许村", "武汉汉正街"),
        ("装货/徐州铜山 卸货/石家庄正定 铸件 4托", "徐州铜山", "石家庄正定"),
        ("装 徐州铜山 卸 石家庄正定 铸件 4托", "徐州铜山", "石家庄正定"),
        ("义乌廿三里→成都荷花池 袜子 18箱", "义乌廿三里", "成都荷花池"),
        ("五金发长沙 5箱", None, "长沙"),
        ("您来诸城昌城装 鸡肉 10吨 发合肥", "诸城昌城", "合肥"),
        ("到长沙雨花曲 哦不是 到长沙雨花区 从怀化走", "怀化", "长沙雨花区"),
        ("我是广州的阿华 佛山到南宁 铝材 2吨", "佛山", "南宁"),
        ("寄工具到西宁，从永康走 永康五金城三区 9箱", "永康五金城三区", "西宁"),
    ],
)
def test_each_end_is_told(text: str, origin: str | None, destination: str) -> None:
    record = said(text)
    assert (record["origin"], record["destination"]) == (origin, destination)


@pytest.mark.parametrize(
    ("text", "goods"),
    [
        ("佛山石湾 陶瓷 80箱 到太原", "陶瓷"),
        ("一批建材（岩棉板） 廊坊到太原 10吨", "岩棉板"),
        ("家具（易碎） 3件 赣州到南昌", "家具"),
        ("要发机器 一台包装机 从汕头到长沙", "包装机"),
        ("要发机器 3台 宁波到重庆", "机器"),
        ("酒店拖鞋 100箱 扬州到三亚", "酒店拖鞋"),
        ("石板已经装了 一般包装 含木架 5件", "石板"),
    ],
)
def test_only_goods_are_goods(text: str, goods: str) -> None:
    assert said(text)["goods"] == goods


@pytest.mark.parametrize(
    ("text", "pieces", "weight"),
    [
        ("货名/挂面 单箱重/12.5kg 数量/300箱", 300, 3750),
        ("品名 件数 单重\n涂料 10箱 24kg\n胶水 5箱 10kg", 15, 290),
        ("水泵18台 @42kg 台州到南昌", 18, 756),
        ("两台发电机 各重四百一十公斤 从福州到宁德", 2, 820),
        ("三托瓷砖 外加四个散箱 从淄博到保定", 7, None),
        ("机床三台 附件十箱 还有一卷电缆", 14, None),
        ("玻璃 数量：12块 到青岛", 12, None),
        ("变压器 就一个 从保定到石家庄", 1, None),
    ],
)
def test_pieces_and_what_each_weighs(text: str, pieces: int, weight: int | None) -> None:
    record = said(text)
    assert (record["pieces"], record["weight_kg"]) == (pieces, weight)
