"""What has a number in it and is no amount: identifiers, plates, floors, lorries, measures, names."""

import re
from typing import Final

from yinuo.orders.rules.understanding.atoms import numerals
from yinuo.orders.rules.understanding.atoms.found import TAKEN, Found
from yinuo.orders.rules.understanding.atoms.kinds import Kind, Other
from yinuo.orders.rules.understanding.atoms.patterns import any_of

Guards = tuple[tuple[str, re.Pattern[str]], ...]

_N: Final = rf"(?:{numerals.NUMBER})"
_SMALL: Final = r"(?:\d{1,4}|[一二两三四五六七八九十百零〇]{1,5})"

_NUMBERED: Final = any_of("""
    运单 订单 快递单 货运单 托运单 提货单 发货单 出货单 原单 流水 身份证 合同 批 编 序列? 工 提单 进仓
    入仓 账 银行卡 卡 柜 封 料 款 货 型 唛头? 单 查询 验证 提货 取件 取货 邀请 优惠 税 信用代码
""")
_PROVINCES: Final = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_UNITS_AHEAD: Final = any_of("x kgs? cbm ctns? pcs? rmb tel phone mobile mob plts? wx vx to and by about")

_LORRIES: Final = any_of("""
    货车 车(?!间|站|位|库|床|架|头|轮) 高栏 厢 平板 箱式 箱车 飞翼 冷藏 爬梯 板车 高低板 半挂 挂车 低栏
    低板 仓栅 面包 依维柯 拖头 全挂
""")
_MACHINES: Final = any_of("""
    货车 卡车 车(?!间|站|位|库|床|架) 厢货 叉车 吊车? 行车 高栏 平板 电梯 尾板 液压 地磅 千斤顶 葫芦 行吊
    航吊 货梯
""")
_NUMBERED_PLACES: Final = any_of("""
    楼 院 仓库? 库 门 dock 厂房 店 线 车间 车 桌 柜台 台 档口? 铺 机 厂 馆 桥 口 路 地块? 月台 码头 桩 门面
    厅 窗 房 室 段 大街 公馆 站台? 船 岗 门诊 宿舍 公寓 别墅 堆场 平台 冷库 园区 园 泊位 市场 工地 棚 基地
    卸货[台口区平] 装货[台口区平] 村 矿 井 坑 大门 铺面 仓位
""")
_GRADED: Final = any_of("""
    电池 干电池 汽油 柴油 钢 锌 铝 螺 锡 砂 沙 胶 料(?!场) 布 针 纱 石 油 铁 漆 足球 篮球 排球 球 轮 染 色
    碱 药 丝 管 工字 槽钢 机油 墨 刀 钻 水泥 砖 链 字 角钢
""")
_MEASURES: Final = any_of("""
    英寸 寸 吋 伏 瓦 千瓦 匹马力 马力 毫安时? 安时 安(?!全|排|装|徽|庆|康|顺|阳|达|吉|溪|丘|福) 赫兹 兆
    度(?!假) 目(?!前|的|标|测) 码(?!头|放|垛|货) 毫升 ml 毫米 mm 厘米 公分 cm 丝 平方米? 平米
    平(?=米|方|[^\\w]|的) ㎡ m2 公里 千米 km 里路 英尺 尺(?!寸) [vk](?![a-z]) kw kva? mah ah hz mpa gb tb
    岁 折 倍 级 节电 芯 线程 档 挡 % ‰ 厘 公尺 微米 克拉
""")
_AXES: Final = any_of("的 长 宽 高 厚 深 直径 以[上内下]")
_COUNTERS: Final = "件箱包袋托桶台个卷捆根支条"
_ORDERED: Final = any_of("""
    批 次 个 车 票 单 件 天(?!到|送) 期 人民医院 医院 中学 小学 大道 大街 工业区 代 方 层 名 排 联 步 项
    页 种 点 人 三方 遍 趟 位
""")
_WITH_ITS_PLACE: Final = any_of("""
    三台(?=县|山|阁) 四方(?=区|坪|台|城|街|达|光电) 六盘水 九台(?=区|市) 五台(?=县|山) 五块石 五角场
    四块玉 三块板 六套(?=乡|镇)
    [三四五六八]角(?=镇|湖|洲|塘|咀|龙|地|城|形|铁|钢|带|架|梯|锁|大楼|星|螺|阀|皮带|裤|包|粽|碑) 三板桥
    [三四]棵树 [三四六八双多两]方(?=物流|合同|协议|坪|达|谈|水|货运) 三元(?=桥|里|区|朱|坊) 三箱变 两江
    十堰 百色 三包(?=服务|政策|期)
""")
_BRANDS: Final = any_of("""
    三只松鼠 三元(?=牛奶|食品|奶) 七匹狼 [二三四五六七八九十两](?:件|门)套 九块九 两口子 三口之家 千斤顶
    双11 双十一 双12 双十二 京东618 618大促 七天(?=酒店|连锁) 八达岭
    (?<![一二两三四五六七八九十])万[一达科向象佳] 一条龙 一手(?!货) 一部分 一样的? 一片(?!子) 一对一
    一口气 一把手 十一(?=假期|长假|黄金周) 一件(?=代发|事) 一条心 一套房
""")

IDENTIFIERS: Final[Guards] = (
    ("identifier", re.compile(
        rf"{_NUMBERED}(?:编?号码?|码|编)(?:是|为|:|#|no\.?)? ?[a-z]{{0,6}}[-_]?\d[\da-z\-_]*"
    )),
    ("identifier", re.compile(
        r"(?:工号|单号|qq|邮编|货号|款号|(?:规格)?型号)[是为: ]*[a-z]{0,6}[-_]?\d[\da-z\-_.]*"
    )),
    ("identifier", re.compile(r"(?<!\d)\d{17}[\dx](?![\da-z])")),
    ("plate", re.compile(rf"[{_PROVINCES}][a-z][· \-]?[a-z\d]{{5,6}}(?![a-z\d])")),
    ("model", re.compile(r"(?:型号|规格|型)[是为: ]*(?!\d+[*×])[a-z\d][a-z\d.\-/#]*(?![*×])")),
)  # fmt: skip
"""Looked for before telephones."""

_HAN_DIGITS: Final = "一二两三四五六七八九十百零〇"
_NO_DAY: Final = (
    r"(?:3[2-9]|[4-9]\d|[1-9]\d{2,3}|三十[二三四五六七八九]|[四五六七八九]十[一二三四五六七八九]?"
    r"|[一二三四五六七八九]百[零〇一二三四五六七八九十]{0,4})"
)
"""A number that is no day of a month."""

_HOUSES: Final[Guards] = (
    ("place", re.compile(rf"{_SMALL}(?:号|#){_NUMBERED_PLACES}[\d\-]{{0,8}}(?!\d)")),
    ("measure", re.compile(rf"{_SMALL}(?:号|#) ?{_GRADED}")),
    ("place", re.compile(
        rf"{_SMALL}号?(?:栋|幢|座(?!机|椅)|号楼)(?:{_SMALL}(?:单元|门))?(?:[a-z]?\d{{2,4}}(?:室|号|房)?)?"
        rf"(?:{_SMALL}楼)?"
    )),
    ("place", re.compile(rf"{_SMALL}单元(?:{_SMALL}(?:室|楼|号))?")),
    ("place", re.compile(
        rf"(?<![*x×])(?:负|地下|b)?{_SMALL}(?:楼(?!梯|盘)|层(?!板|架)|室(?!内|外)|弄|号线|车间|号岗)"
        rf"(?:\d{{2,4}}(?:室|号)?)?"
    )),
    ("place", re.compile(
        rf"(?:(?<=[路街巷道弄段])|(?<=[路街巷道弄段] )(?![^号弄]{{1,6}}号[前之以上下早晚中到送发提要来拉装]))"
        rf"(?:{_SMALL}|\d{{1,5}}(?:-\d{{1,4}})?)(?:弄|号)(?:-\d+)?"
        rf"(?!前|之前|以前|上午|下午|早上|晚上|中午)(?:院|楼|内)?"
    )),
    ("place", re.compile(
        r"(?<=[区园村城庄坊里场站镇])\d{1,5}号(?![前之以上下早晚中到送发提要]|\d+点)"
    )),
    ("place", re.compile(
        rf"(?<![\d{_HAN_DIGITS}]){_NO_DAY}号(?:{_SMALL}号)?(?:院|内)?(?![{_HAN_DIGITS}\d])"
    )),
    ("place", re.compile(r"(?<=[村社])[一二三四五六七八九十\d]{1,3}(?:组|队|社|区)")),
    ("place", re.compile(
        r"(?:[a-z\d]{1,3}区)?[a-z]?\d{1,4}(?:-\d{1,4}){1,4}(?:室|号|房)|[a-z]\d{0,3}-\d{2,4}(?:室|号)?(?!\d)"
        r"|(?<!\d)\d{1,3}-\d{1,3}-\d{2,4}(?!\d)|[a-z]\d?(?:区|座|栋|幢)\d{0,4}(?:号|室)?"
    )),
)  # fmt: skip

GUARDS: Final[Guards] = (
    ("lorry", re.compile(
        r"(?:\d{1,2}(?:\.\d)?|[一二三四五六七八九]|十[一二三四五六七八九]?)米(?:[一二三四五六七八九]|\d)?半?长?的?"
        rf"(?:大|小|单排|双排)?{_LORRIES}(?:式|车|货车)*"
    )),
    ("lorry", re.compile(
        r"(?<![\d.长宽高])(?:[456789]米[2678]|1[37]米5?|[四五六七八九]米[二六七八]|十[三七]米五?)"
        r"(?![\d*x×乘长宽高])"
    )),
    ("lorry", re.compile(rf"{_N} ?(?:吨|t|方|立方)(?:的|级|位)?{_MACHINES}")),
    *_HOUSES,
    ("ordinal", re.compile(rf"第 ?{_SMALL} ?{_ORDERED}?")),
    ("measure", re.compile(rf"{_N} ?{_MEASURES}{_AXES}?")),
    ("measure", re.compile(
        rf"{_N} ?(?:米|m(?![\w³]))(?:\d{{1,2}}(?![\d{_COUNTERS}])"
        rf"|[一二三四五六七八九](?![十百千万{_COUNTERS}]))?"
        rf"(?:多|左右|来)?(?:{_AXES}|乘|\*)*"
    )),
    ("measure", re.compile(
        r"(?<![a-z\d])(?:4s店?|5g(?=手机|网|路由|基站|信号|设备|模块|通)|3[cd](?![a-z])|4k(?![a-z])|2b(?![a-z]))"
    )),
    ("model", re.compile(
        rf"(?<![a-z\d])(?<!\d )(?!{_UNITS_AHEAD}\.? ?:? ?\d)[a-z]{{1,6}}[\-_]?\d[\da-z]*(?:[\-_/.][\da-z]+)*"
    )),
    ("model", re.compile(r"(?<![\d.])(?!\d+[cd]?m3(?!\d))\d{1,4}[a-z]{1,3}\d{1,4}(?:[a-z]\d*)*(?![\w*])")),
    ("name", re.compile(_WITH_ITS_PLACE)),
    ("name", re.compile(_BRANDS)),
    ("year", re.compile(
        r"(?<!\d)(?:19|20)\d\d年?款|\d\d款|(?<!\d)(?:19|20)\d\d年(?!\d|底|初|前|末|[一二三四五六七八九十]{1,2}月)"
    )),
    ("lorry", re.compile(r"[三四六八]轮(?:车|摩托|电动车)?|[二两三四五六]轴|双桥车?")),
    ("past", re.compile(
        r"昨天|昨日|昨晚|大?前天|上个?(?:周|星期|礼拜)[一二三四五六日天]?|上个?月(?:\d{1,2}[号日])?|去年|刚才"
    )),
    ("number", re.compile(
        r"[三四五六七八九两双几](?:天|日)(?=游|酒店)|24小时(?=营业|客服|热线|值班|服务|便利|在)"
    )),
)  # fmt: skip
"""Looked for after telephones and sizes; what stands earlier in the list wins."""


def take(found: Found, guards: Guards) -> None:
    """Take what `guards` find, so that nothing in it is read as an amount."""
    for what, pattern in guards:
        for match in pattern.finditer(found.left):
            if match[0] and TAKEN not in match[0]:
                found.add(Other, match.start(), match.end(), kind=Kind.OTHER, what=what)
