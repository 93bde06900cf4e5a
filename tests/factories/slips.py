"""Random orders as customers give them, for the slip: not tame, nothing of them real."""

from random import Random

from yinuo.orders.rules.slip import Elements, Fee


def listed(text: str) -> list[str]:
    """Words with spaces between them."""
    return text.split()


SURNAMES = list(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢"
)
COMPOUND = ["欧阳", "司马", "诸葛", "上官"]
TITLES = [
    "先生",
    "先生",
    "先生",
    "先生",
    "女士",
    "女士",
    "小姐",
    "老板",
    "经理",
    "师傅",
    "总",
    "姐",
    "哥",
    "工",
    "主任",
    "会计",
]
GIVEN = [
    "建国",
    "芳",
    "伟",
    "秀英",
    "敏",
    "磊",
    "志强",
    "晓燕",
    "丽",
    "海涛",
    "国庆",
    "婷婷",
    "军",
    "玉兰",
    "浩然",
    "雪",
]
SHOPS = ["宏达五金店", "永兴商行", "鑫源物资", "顺发汽配"]
AREAS = ["025", "0755", "020", "021", "0571", "0512", "0527", "0579", "010", "028", "0731"]
GOODS = listed(
    "汽配 配件 五金 服装 家具 布料 轮胎 茶叶 瓷砖 灯具 水果 纸箱 电缆 门窗 轴承 电机 水泵 玩具 鞋子 图书 "
    "汽车配件 五金配件 机械设备 电子产品 日用百货 塑料制品 办公家具 装修材料 健身器材 家用电器 电动工具 "
    "不锈钢水槽 塑料颗粒 包装材料 打印机配件 汽车发动机 空调外机 实木茶几 婴儿推车 太阳能路灯 医疗器械 "
    "3M胶带 5号电池盒 PVC管 LED灯具 304不锈钢管 A4复印纸 太阳能热水器 汽车变速箱总成 儿童安全座椅 "
    "高低床床架 水泵、阀门、管件 服装和鞋帽 电缆桥架及配件 铝合金门窗型材 新鲜蔬菜水果 工业润滑设备零件 "
    "不锈钢厨房设备配套件 "
)
CITIES = {
    "南京": ["江宁区", "鼓楼区", "秦淮区", "栖霞区", "雨花台区", "浦口区"],
    "苏州": ["吴中区", "姑苏区", "相城区", "昆山市"],
    "广州": ["白云区", "天河区", "番禺区", "花都区"],
    "深圳": ["宝安区", "龙岗区", "南山区", "龙华区"],
    "杭州": ["萧山区", "余杭区", "拱墅区"],
    "上海": ["浦东新区", "闵行区", "嘉定区", "松江区"],
    "成都": ["武侯区", "双流区", "郫都区"],
    "长沙": ["雨花区", "岳麓区", "长沙县"],
}
ROADS = listed(
    "金箔路 中央路 建设路 人民路 解放大道 东吴南路 机场路 科学大道 文一西路 宝安大道 星湖街 将军大道 "
    "三元里大道 青年路 迎宾路 长江路 胜太路 双龙大道 工业三路 和平街 "
)
SPOTS = listed(
    "汽配城 火车站 五金市场 物流园 建材市场 国际商贸城 小商品城 服装城 家具市场 客运站 高铁站 万达广场 "
    "粮油批发市场 石材城 万家物流中心 红星美凯龙 开发区管委会 职业技术学院 人民医院 钢材市场 "
    "农副产品批发市场 "
)
TOWNS = ["东山街道", "石井街道", "沙井街道", "大朗镇", "花桥镇", "北七家镇", "", "", "", ""]
DEADLINES = listed(
    "15点前送达 明天下午三点前送达 明天上午送到 周五前送到 今天下午5点前送达 明天12点前送达 后天上午送达 "
    "下午四点半前送到 月底前送到 11月23日9点前送达 明早八点前送到 下周一上午送达 今晚8点前送到 "
    "明天14:30前送达 18点前送达 中午12点前送到 "
)
NOTES = listed(
    "易碎轻放 带尾板 到前先打电话 要回单 勿压 走西门 提前半小时电话 需要搬上三楼 怕湿 送货上门 轻拿轻放 "
    "进仓要预约 2号门卸货 找仓库老周 白天送 "
)
FEES = [
    ("装卸费", 0.5),
    ("提货费", 0.25),
    ("送货费", 0.25),
    ("上楼费", 0.1),
    ("进仓费", 0.08),
    ("保价费", 0.08),
]
PAYMENTS = ["先付", "到付", "到付", "先付", "月结", "回单付"]


def order(seed: int) -> Elements:
    """The order number `seed`, always the same."""
    random = Random(seed)
    city = random.choice(list(CITIES))
    other = city if random.random() < 0.45 else random.choice(list(CITIES))
    return Elements(
        serial=f"26{random.randint(1, 12):02d}{random.randint(1, 28):02d}{random.randint(1, 999):03d}",
        agent=str(random.randint(8001, 8099)),
        shipper=person(random),
        shipper_phone=phone(random),
        goods=random.choice(GOODS),
        pieces=pieces(random),
        weight_g=weight(random),
        volume_cm3=volume(random),
        origin=place(random, city),
        destination=place(random, other),
        consignee=person(random),
        consignee_phone=phone(random),
        payment=random.choice(PAYMENTS),
        fees=fees(random),
        reminder=reminder(random),
    )


def person(random: Random) -> str:
    """王先生, 李姐, 王建国, 欧阳女士, now and then a shop."""
    surname = random.choice(COMPOUND) if random.random() < 0.02 else random.choice(SURNAMES)
    draw = random.random()
    if draw < 0.62:
        return surname + random.choice(TITLES)
    if draw < 0.92:
        return surname + random.choice(GIVEN)
    if draw < 0.96:
        return f"老{surname[0]}"
    return random.choice(SHOPS) if draw > 0.985 else surname


def phone(random: Random) -> str:
    """Mostly mobiles; some landlines with area code, a few with an extension."""
    draw = random.random()
    if draw < 0.93:
        return f"1{random.randint(3, 9)}{random.randint(0, 999_999_999):09d}"
    area = random.choice(AREAS)
    local = (
        random.randint(20_000_000, 89_999_999)
        if len(area) == 3 or area in ("0755", "0571", "0512")
        else random.randint(2_000_000, 8_999_999)
    )
    return f"{area}-{local}" + (f"转{random.randint(1, 9999)}" if draw > 0.99 else "")


def pieces(random: Random) -> int:
    """A few, or some tens; hundreds and thousands now and then."""
    draw = random.random()
    if draw < 0.8:
        return random.randint(1, 9) if draw < 0.3 else random.randint(10, 60)
    return random.randint(61, 400) if draw < 0.95 else random.randint(1000, 4000)


def weight(random: Random) -> int:
    """Kilograms in round figures, tons, sometimes to the half kilogram."""
    draw = random.random()
    if draw < 0.3:
        return random.choice([random.randint(1, 19) * 5, random.randint(5, 95)]) * 1000
    if draw < 0.7:
        return random.choice([random.randint(10, 99) * 10, random.randint(2, 19) * 50]) * 1000
    if draw < 0.8:
        return random.randint(100, 999) * 1000 + random.choice([0, 0, 0, 500])
    return random.randint(10, 120) * 100_000


def volume(random: Random) -> int:
    """Cubic metres, mostly to one place of decimals."""
    draw = random.random()
    if draw < 0.68:
        return random.randint(1, 99) * 100_000
    return random.randint(1, 30) * 1_000_000 if draw < 0.92 else random.randint(5, 300) * 10_000


def place(random: Random, city: str) -> str:
    """As said: city, district, road and number; a market; the city alone with a market; a town."""
    district, road = random.choice(CITIES[city]), random.choice(ROADS)
    number, spot, town = random.randint(1, 888), random.choice(SPOTS), random.choice(TOWNS)
    return random.choice(
        [
            f"{city}{district}{road}{number}号",
            f"{city}市{district}{town}{road}{number}号",
            f"{district}{road}{number}号{random.randint(1, 9)}栋",
            f"{city}{district}{spot}",
            f"{city}{spot}",
            f"{spot}",
            f"{spot}",
            f"{district.rstrip('区市县')}{spot}",
            f"{road}{number}号",
            f"{city}{district.rstrip('区市县')}",
            f"{spot}{random.choice('ABC')}区{random.randint(1, 40)}号",
        ]
    )


def fees(random: Random) -> tuple[Fee, ...]:
    """Extra charges in three of ten, money for the goods in one of ten."""
    found: list[Fee] = []
    if random.random() < 0.3:
        names = random.choices(
            [name for name, _ in FEES], [share for _, share in FEES], k=1 if random.random() < 0.8 else 2
        )
        found += [
            Fee(name, random.choice([20, 30, 50, 80, 100, 150, 200]) * 100) for name in dict.fromkeys(names)
        ]
    if random.random() < 0.1:
        found.append(
            Fee("代收货款", random.choice([680, 1500, 3000, 12800, random.randint(100, 30000)]) * 100)
        )
    return tuple(found)


def reminder(random: Random) -> str:
    """In six of ten: mostly by when to deliver, sometimes a word to the driver, sometimes both."""
    if random.random() > 0.6:
        return ""
    draw = random.random()
    if draw < 0.7:
        return random.choice(DEADLINES)
    return random.choice(NOTES) if draw < 0.92 else f"{random.choice(DEADLINES)}，{random.choice(NOTES)}"
