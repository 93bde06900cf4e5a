"""Invented customers, goods and places for generated tickets."""

import random
from dataclasses import dataclass

SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红梅建国文斌晓东海燕志远思雨"
TITLES = ("先生", "女士")
WORDS = "宏远晨光金陵江北秦淮栖霞紫金长江六合雨花高淳溧水东方华夏永兴顺达恒通瑞丰安泰鼎盛"
TRADES = (
    "汽配",
    "家纺",
    "电子",
    "建材",
    "五金",
    "陶瓷",
    "食品",
    "机电",
    "服饰",
    "文具",
    "家具",
    "灯饰",
    "纸业",
    "茶庄",
)
GOODS = (
    "汽车配件", "床上用品", "电子元件", "瓷砖", "五金件", "陶瓷餐具", "干货", "电机", "服装", "文具",
    "办公家具", "灯具", "卷纸", "茶叶", "图书", "玩具", "轴承", "水泵", "地板", "窗帘",
)  # fmt: skip
NEAR = (
    ("江宁", "江宁区大明路汽配城"), ("浦口", "浦口区桥北路建材市场"), ("六合", "六合区雄州工业园"),
    ("鼓楼", "鼓楼区中央门工业园"), ("秦淮", "秦淮区大光路"), ("栖霞", "栖霞区仙林大道"),
    ("雨花台", "雨花台区软件大道"),
    ("高淳", "高淳区古檀大道"), ("建邺", "建邺区江东中路"), ("玄武", "玄武区南京站货场"),
    ("溧水", "溧水区永阳路"),
)  # fmt: skip
FAR = (
    ("苏州", "苏州市吴中区东吴南路物流园"), ("无锡", "无锡市新吴区长江路"), ("上海", "上海市松江区九亭镇"),
    ("杭州", "杭州市余杭区良渚街道"), ("合肥", "合肥市包河区徽州大道"), ("常州", "常州市武进区湖塘镇"),
)  # fmt: skip


FAR_SHARE = 0.3
PAYMENTS = ("prepaid", "collect", "collect", "monthly", "on_receipt")
PHONES = "1990"
CONSIGNEE_PHONES = "1991"


@dataclass(frozen=True)
class Told:
    """An invented customer."""

    name: str
    company: str
    address_as: str


@dataclass(frozen=True)
class Said:
    """What an invented customer wants carried, as an agent types it."""

    pickup: str
    delivery: str
    is_far: bool
    goods: str
    pieces: int
    weight_kg: int
    volume_m3: str
    payment: str


def customer(dice: random.Random) -> Told:
    """Somebody with a name, perhaps of a company."""
    surname = dice.choice(SURNAMES)
    name = surname + "".join(dice.choice(GIVEN) for _ in range(dice.choice((1, 2))))
    start = dice.randrange(0, len(WORDS) - 1, 2)
    company = WORDS[start : start + 2] + dice.choice(TRADES) if dice.random() < 0.7 else ""
    return Told(name, company, surname + dice.choice(TITLES))


def consignee(dice: random.Random) -> str:
    """Somebody who receives goods, as people are spoken of."""
    return dice.choice(SURNAMES) + dice.choice(TITLES)


def phone(index: int) -> str:
    """The index-th number of the range kept for generated customers."""
    return f"{PHONES}{index:07d}"


def consignee_phone(dice: random.Random) -> str:
    """A number of the range kept for those who receive."""
    return f"{CONSIGNEE_PHONES}{dice.randrange(10**7):07d}"


def order(dice: random.Random) -> Said:
    """Some goods from near to near or far."""
    (_, pickup), (_, delivery) = dice.choice(NEAR), dice.choice(NEAR)
    is_far = dice.random() < FAR_SHARE
    if is_far:
        delivery = dice.choice(FAR)[1]
    pieces = dice.randrange(1, 60)
    return Said(
        pickup=f"{pickup} {dice.randrange(1, 400)} 号",
        delivery=f"{delivery} {dice.randrange(1, 400)} 号",
        is_far=is_far,
        goods=dice.choice(GOODS),
        pieces=pieces,
        weight_kg=pieces * dice.randrange(3, 20),
        volume_m3=f"{pieces * dice.randrange(2, 12) / 100:.2f}",
        payment=dice.choice(PAYMENTS),
    )
