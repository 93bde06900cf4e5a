"""Words that stand where goods could and name none: how they are, how long, what one only talks about."""

import re
from typing import Final

_NUMBER: Final = r"[\d零一二两三四五六七八九十百千半.]+"
_WORDS: Final = """
    尺码 规格 型号 颜色 款式 材质 数量 品牌 单号 单据 短信 微信 彩信 照片 定位 电子版 合同 地方 退货
    退件 换货 易碎 平均 净重? 毛重? 皮重 绑好 打好 装好 包好 [外里内空]包装? 包装 集装箱 唔该 辛苦
    帮手 [快急零散]件 包干 一般(?:包装)? 含木架 [含带]包装 货源 种类 含税 不?含木托 师傅 老板早?
"""
_HOW: Final = (
    r"(?:[深浅]?[红黄蓝绿黑白灰紫粉棕橙咖银金米]|咖啡|卡其|天蓝|藏青|酒红)色",
    r"[大中小加特][大中小]?号|[长短男女新旧]款|[单双三两四多][人门层]位?|[左右前后]边|太[一-龥]",
    r"[几四三两这那]个?(?:地方|样子|人)|怕[一-龥]|防[潮雨震]|(?:全|纯)(?:实木|新|棉|铜|钢)",
    r"(?:阴凉|冷藏|冷冻|常温|避光|低温|干燥|密封)(?:储存|保存|运输|存放)?",
    r"(?:用|[加套裹包](?:了|上|着))[^品].{0,2}[箱膜袋托架带布桶绳棉纸包]",
)
_MEASURES: Final = (
    rf"(?!三七$){_NUMBER}|\d+[大中小]\d+[大中小]",
    rf"{_NUMBER}?[尺米吨]?(?:高柜|平柜|普柜|平板|高栏|厢车)",
    r"[每一]?[根支条卷张块片台件个箱包捆]?[长宽高厚重约是]?"
    rf"{_NUMBER} ?(?:米|m|公分|厘米|毫米|尺|寸)\d*[长宽高]?",
)
_NONE: Final = re.compile("|".join((*_WORDS.split(), *_HOW, *_MEASURES)))
_PACKING: Final = re.compile(
    r"缠绕膜|气泡膜|泡沫纸|打包带|铁笼|木托盘?|托盘|空[桶箱筐托瓶罐]"
    r"|(?:大|小)?(?:纸|木|铁|塑料|泡沫|周转|中转|编织|蛇皮)[箱筐框桶架笼袋]"
)
_BEGINS: Final = re.compile(
    r"带(?![鱼钢锯轮子材状式芯])|怕|按(?!摩|钮|键)|用(?!品)|需|平均|没|未|别|勿|靠(?!背|垫|枕)|拿(?!铁)|叫|让"
)
_TRAILING: Final = re.compile(
    r"(?<=[一-龥]{2})(?:缺货|没货|断货|到货|若干|这些|那些|等等|之类的?|什么的|啥的|各种"
    r"|要发|要寄|要运|要走|要拉|打包好|装好了?|包好了?|备好了?|\d+%(?:浓度)?)$"
)
_VARIANT: Final = re.compile(r"[单双大小长短左右新旧高低圆方厚薄粗细]")
_ONE: Final = re.compile(
    r"[床桌椅茶酒米面油药书鱼肉蛋树花灯钟画门窗布纸鞋衣裤帽鹅鸭鸡羊猪牛糖盐葱姜蒜枣梨桃藕笋醋煤纱轴砖瓦石砂沙"
    r"钢铁铜铝锌锡漆胶线绳鼓琴船虾蟹菜豆粉泵阀柜箱盒瓶桶伞碗盘锅]"
)


def is_none(said: str) -> bool:
    """Whether a word names no goods, wherever it stands: 蓝色, 单人位, 每根六米, 用纸箱."""
    return bool(_NONE.fullmatch(said)) or (len(said) == 1 and not _ONE.match(said))


def is_one(said: str) -> bool:
    """Whether a single character names goods: 茶, 床."""
    return bool(_ONE.fullmatch(said))


def packs(said: str) -> bool:
    """Whether a word names what goods are packed in; alone it is the goods."""
    return bool(_PACKING.fullmatch(said))


def says_how(said: str) -> bool:
    """Whether a word begins as what is done with goods, or how they are: 带玻璃门, 平均, 怕压."""
    return bool(_BEGINS.match(said))


def bare(said: str) -> str:
    """A name without what is said of the goods behind it: 椅子缺货."""
    return _TRAILING.sub("", said)


def is_variant(said: str, of: str) -> bool:
    """Whether a word is a sort of goods named before: 单槽 of 不锈钢水槽."""
    return 1 < len(said) <= 3 and bool(_VARIANT.match(said)) and said[-1] == of[-1:] and said not in of
