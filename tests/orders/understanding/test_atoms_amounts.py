"""Pieces, weight, volume, money and sizes in running text (R029–R031, R036)."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.orders.understanding.asking import SETTING, amounts, atoms_of, each
from tests.orders.understanding.test_atoms_numerals import said
from yinuo.orders.rules.understanding import atoms
from yinuo.orders.rules.understanding.atoms import Amount, Each, Kind, Rank, Size

PIECES = (
    "一二两三四十百千万半多来几0123456789.,-~点个件箱吨方斤公块元每号米*x长宽高"
    "前月日周明后天上下午:到共重第 \n"
)


@pytest.mark.parametrize(
    ("text", "pieces", "unit"),
    [
        ("五箱汽车配件", 5, "箱"), ("货有15 件", 15, "件"), ("5个纸箱", 5, "箱"), ("两个木箱", 2, "箱"),
        ("俩箱子", 2, "箱"), ("3大箱", 3, "箱"), ("毛衣25大包", 25, "包"), ("2托盘货", 2, "托"),
        ("两板", 2, "托"), ("三捆钢管", 3, "捆"), ("廿五袋水泥", 25, "袋"), ("10 CTNS", 10, "箱"),
        ("3pallets", 3, "托"), ("20pcs", 20, "件"), ("13樘", 13, "樘"), ("件数：18", 18, ""),
        ("件    数：９", 9, ""), ("PKGS：45", 45, ""), ("共15，送到", 15, ""), ("茶几×2", 2, ""),
        ("办公桌十张", 10, "张"), ("1,200件", 1200, "件"), ("三百六十五件", 365, "件"), ("6匹布", 6, "匹"),
    ],
)  # fmt: skip
def test_pieces(text: str, pieces: int, unit: str) -> None:
    """R029: pieces with every counter, in digits and in Chinese, or where a word before says so."""
    (count,) = amounts(text, Kind.COUNT)
    assert (count.value, count.unit, count.approximate) == (pieces, unit, False)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("十来件", 10, 10), ("二十几件", 20, 20), ("二十多箱", 20, 20), ("大概有三十件左右", 30, 30),
        ("不到50箱", 50, 50), ("三四十件", 30, 40), ("七八个纸箱", 7, 8), ("百来件", 100, 100),
        ("20箱左右", 20, 20), ("将近一百包", 100, 100),
    ],
)  # fmt: skip
def test_about_so_many_pieces(text: str, low: int, high: int) -> None:
    """R029: what was said to be about so many is marked."""
    (count,) = amounts(text, Kind.COUNT)
    assert (count.low, count.high, count.approximate) == (low, high, True)


@pytest.mark.parametrize(
    "text", ["20-30箱", "20~30箱", "20到30箱", "二十至三十箱", "20箱到30箱", "20箱-30箱"]
)
def test_a_range(text: str) -> None:
    """R029: two bounds are a range and no number."""
    (count,) = amounts(text, Kind.COUNT)
    assert (count.low, count.high, count.value, count.is_range) == (20, 30, None, True)


@pytest.mark.parametrize(
    ("text", "grams"),
    [
        ("两吨半", 2_500_000), ("一吨二", 1_200_000), ("2吨6", 2_600_000), ("半吨", 500_000),
        ("吨半货", 1_500_000), ("百来斤", 50_000), ("三百斤", 150_000), ("两千三百公斤", 2_300_000),
        ("1.5T", 1_500_000), ("500KGS", 500_000), ("１２００ｋｇ", 1_200_000), ("一吨二百公斤", 1_200_000),
        ("2吨300公斤", 2_300_000), ("二点五吨", 2_500_000), ("重量470，明天", 470_000),
        ("毛重：320", 320_000), ("吨位：12", 12_000_000), ("GW：990kg", 990_000), ("四公斤半", 4_500),
        ("三百来公斤", 300_000), ("十几吨", 10_000_000), ("1,200公斤", 1_200_000),
    ],
)  # fmt: skip
def test_weight(text: str, grams: int) -> None:
    """R031: weight in every unit and in speech's short forms."""
    (weight,) = amounts(text, Kind.WEIGHT)
    assert weight.value == grams


@pytest.mark.parametrize(
    ("text", "cm3"),
    [
        ("三个半方", 3_500_000), ("三方五", 3_500_000), ("半个方", 500_000), ("一方多", 1_000_000),
        ("2.2立方米", 2_200_000), ("2.2 m³", 2_200_000), ("0.5 CBM", 500_000), ("6个立方", 6_000_000),
        ("六个多方", 6_000_000), ("体积：18M3", 18_000_000), ("方：3.1", 3_100_000),
        ("两方半木材", 2_500_000), ("零点八方", 800_000), ("2㎥", 2_000_000),
    ],
)  # fmt: skip
def test_volume(text: str, cm3: int) -> None:
    """R030: volume in every unit and in speech's short forms."""
    (volume,) = amounts(text, Kind.VOLUME)
    assert volume.value == cm3


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("运费三百二", 32_000), ("上楼费另加五十", 5_000), ("代收三千二", 320_000),
        ("代收货款两万一千五", 2_150_000), ("装卸费150，", 15_000), ("¥1,200.5", 120_050),
        ("三十五块六", 3_560), ("3块五毛", 350), ("3.2万元", 3_200_000), ("保价2w", 2_000_000),
        ("货值三万", 3_000_000), ("代收货款叁仟元整", 300_000), ("卸货费我这边出60", 6_000),
        ("运费500到付", 50_000), ("200块钱", 20_000), ("代收货款改成4500，", 450_000),
        ("3万2的货", 3_200_000),
    ],
)  # fmt: skip
def test_money(text: str, fen: int) -> None:
    """R036 R041: money with its unit, or without one behind a word that says it is money."""
    (money,) = amounts(text, Kind.MONEY)
    assert money.value == fen


@pytest.mark.parametrize(
    ("text", "kind", "value", "per"),
    [
        ("每箱20斤3箱", Kind.WEIGHT, 10_000, "箱"), ("3箱每箱20斤", Kind.WEIGHT, 10_000, "箱"),
        ("大米200袋，25公斤一袋", Kind.WEIGHT, 25_000, "袋"),
        ("单件25kg，共40件", Kind.WEIGHT, 25_000, "件"), ("44箱每箱5套", Kind.COUNT, 5, "箱"),
        ("24瓶/箱，共20箱", Kind.COUNT, 24, "箱"), ("共3托，一托40箱", Kind.COUNT, 40, "托"),
        ("木架四个 一个架子三百来公斤", Kind.WEIGHT, 300_000, "架"),
        ("12袋 袋子大概一个30公斤", Kind.WEIGHT, 30_000, "个"), ("25kg装大米40袋", Kind.WEIGHT, 25_000, ""),
        ("每件0.1方 10件", Kind.VOLUME, 100_000, "件"), ("每件1.2*0.8*0.9米 2件", Kind.SIZE, 864_000, "件"),
        ("180一方，两吨", Kind.MONEY, 18_000, "方"), ("200块一吨，要5吨", Kind.MONEY, 20_000, "吨"),
        ("5元/件", Kind.MONEY, 500, "件"), ("每吨两百", Kind.MONEY, 20_000, "吨"),
    ],
)  # fmt: skip
def test_for_each_one(text: str, kind: Kind, value: int, per: str) -> None:
    """R029 R031: what counts for each one is told from what counts for all."""
    assert each(text) == (kind, value, per)


def test_one_box_is_the_whole_order() -> None:
    """R031: 一箱30公斤 is one box of thirty kilograms where nothing else is counted."""
    assert atoms_of("一箱30公斤的货", Each) == []
    assert amounts("一箱30公斤的货", Kind.COUNT)[0].value == 1


def test_outer_and_inner() -> None:
    """R029: of boxes and what is in them the boxes are outside; pallets are outside boxes."""
    boxes, sets = amounts("44箱，220套", Kind.COUNT)
    assert boxes.rank > sets.rank
    (pallets,) = amounts("3托", Kind.COUNT)
    assert pallets.rank is Rank.LOAD > boxes.rank


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("1.2*0.8*0.9米", (1200, 800, 900)), ("长1米2宽80公分高90", (1200, 800, 900)),
        ("120x80x90cm", (1200, 800, 900)), ("1200×800×900mm", (1200, 800, 900)),
        ("1米2乘80公分乘90", (1200, 800, 900)), ("60cm x 40cm x 35cm", (600, 400, 350)),
        ("1.2米长、0.8米宽、0.9米高", (1200, 800, 900)), ("长宽高1.2,0.8,0.9米", (1200, 800, 900)),
        ("120*80*90", (1200, 800, 900)), ("1.2×0.8×0.9", (1200, 800, 900)),
        ("1200*800*900", (1200, 800, 900)), ("尺寸80×60×50", (800, 600, 500)),
        ("长一米二、宽八十公分、高九十公分", (1200, 800, 900)), ("60*50*40厘米10箱", (600, 500, 400)),
    ],
)  # fmt: skip
def test_sizes(text: str, sides: tuple[int, int, int]) -> None:
    """R030: length, width and height in every way people write them."""
    (size,) = atoms_of(text, Size)
    assert size.sides == sides


@pytest.mark.parametrize(
    "text",
    [
        "55寸电视", "五号电池", "4米2的车", "九米六高栏", "13号楼", "3号仓库", "2栋301", "五楼",
        "型号AB-1200", "93号汽油", "第二批", "100%棉", "G60高速", "京东618", "一个人搬", "一起发", "一下",
        "三轮车", "七天酒店", "一号线", "万达广场", "三星手机", "五金百货", "千斤顶", "两江新区", "六合区",
        "七里河", "八一路", "九龙坡", "三元里", "五道口", "四川", "三台县", "四方区", "一个电话",
        "叫辆13米的车", "三只松鼠", "七匹狼", "三方物流", "2026年", "几件货", "第三件事", "3吨叉车",
        "5个平方", "不方便", "三点方便", "一条路", "M8螺丝", "一样的",
    ],
)  # fmt: skip
def test_numbers_that_are_no_amounts(text: str) -> None:
    """R029 R031: sizes of things, grades, lorries, houses, names and turns of speech are no amounts."""
    assert [one for one in atoms_of(text, Amount) if one.sureness > 0.5] == []
    assert atoms_of(text, Each) == []


@given(
    st.integers(min_value=1, max_value=99_999),
    st.sampled_from(["件", "箱", "包", "托", "袋", "捆", "桶", "套", "卷", "ctns"]),
    st.booleans(),
)
def test_any_count_reads_back(pieces: int, unit: str, spoken: bool) -> None:
    """R029: every number of pieces, in digits and in Chinese, among other words."""
    text = f"我要发{said(pieces) if spoken else pieces}{unit}，谢谢"
    assert [one.value for one in amounts(text, Kind.COUNT)] == [pieces]


@given(
    st.decimals(min_value=Decimal("0.001"), max_value=Decimal("99999.999"), places=3),
    st.sampled_from(
        [
            ("公斤", 1000, Kind.WEIGHT),
            ("吨", 1_000_000, Kind.WEIGHT),
            ("斤", 500, Kind.WEIGHT),
            ("方", 1_000_000, Kind.VOLUME),
        ]
    ),
)
def test_any_measure_reads_back(amount: Decimal, unit: tuple[str, int, Kind]) -> None:
    """R030 R031: every weight and volume, to the gram and the cm³."""
    word, size, kind = unit
    (read,) = amounts(f"大件{amount}{word}，到付", kind)
    assert abs(read.low - amount * size) <= Decimal("0.5")


@given(st.text(max_size=120))
def test_no_text_is_refused(text: str) -> None:
    """R045: any text has atoms in order, none overlapping, each the piece of the text it says it is."""
    end = 0
    for one in atoms.find(text, SETTING):
        assert end <= one.start < one.end <= len(text)
        assert one.said == text[one.start : one.end]
        end = one.end


@given(
    st.lists(
        st.sampled_from(PIECES),
        max_size=40,
    )
)
def test_no_heap_of_such_characters_is_refused(pieces: list[str]) -> None:
    """R045: nor does any heap of the characters that numbers, units and times are made of."""
    text = "".join(pieces)
    for one in atoms.find(text, SETTING):
        assert one.said == text[one.start : one.end]
