"""Where a text names a person: with a title, by age, or bare where a name is expected (R025, R039)."""

import re
from typing import Final

from yinuo.core.text import names

_STOPS: Final = (
    r"(?=$|[^\u4e00-\u9fff]|收|签|电|手机|的|来|在|那|这|说|要|接|联系|号码|处|自提|吧|啊|哈|呢|提|家|和|"
    r"跟|是|发|寄|付|转|现|到|月结|回单|您|你|我|给|让|负责|叫|就|号|了|幺|零[一二三四五六七八九]|"
    r"一[三五七八九] ?[一二三四五六七八九零幺])"
)
_SURNAMES: Final = names.SURNAMES.replace("阿", "")
_SURNAME: Final = f"(?:{names.COMPOUND}|[{_SURNAMES}])"
_COMMON: Final = f"(?:{names.COMPOUND}|[{names.COMMON}])"
_LONG: Final = (
    "(?:先生|小姐|女士|太太|老板娘|老板|总经理|经理|总监|董事长|主任|主管|科长|处长|局长|部长|厂长|店长|站长|队长|组长|班长|"
    "院长|校长|所长|村长|会长|老师|医生|大夫|护士|律师|教授|博士|会计|出纳|师傅|司机|秘书|助理|同学|同志|叔叔|阿姨|大姐|大哥|大爷|大妈|"
    "大叔|大嫂|嫂子|工程师|工头|库管|仓管|采购|掌柜|姑娘|小哥|师母|女仕|生生|妹子|伯伯|婆婆|爷爷|奶奶|姐姐|哥哥|师父|老弟|兄|连长|政委|书记|主席|医师|技师|店主|总管|教练|胖子|大叔|干事|老叔|队医|业务|文员|跟单|行长|镇长|园长|馆长|船长|领班|保管)"
)
_SHORT: Final = "[总董工姐哥叔姨嫂弟妹爷婶伯队导生厂科处局院所校姑妈]"
_GIVEN: Final = r"[^\W\d_a-z的了是在和跟给叫我你他她它这那收发]"
_TITLED: Final = re.compile(f"{_SURNAME}{_GIVEN}{{0,2}}?{_LONG}")
_NEAR_TITLED: Final = re.compile(f"(?:{_SURNAME}{_LONG}|{_COMMON}{_GIVEN}{{1,2}}{_LONG})")
_SHORT_TITLED: Final = re.compile(f"{_SURNAME}{_SHORT}{_STOPS}")
_AGED: Final = re.compile(f"(?:[老小大]{_COMMON}|阿(?:{_GIVEN}|[a-z]+)){_STOPS}")
_ANY_TITLED: Final = re.compile(f"{_GIVEN}(?:{_LONG}|{_SHORT}{_STOPS})|[老小]{_GIVEN}{_STOPS}")
_LATIN_TITLED: Final = re.compile(
    r"(?:mr|mrs|ms|miss|dr)\.? ?[a-z]+(?: [a-z]+)?|[a-z]{2,8}(?:哥|姐|总|先生|女士|小姐|老师)(?![一-龥])"
)
_BARE: Final = re.compile(f"(?:(?:{names.COMPOUND}){_GIVEN}{{1,2}}?|[{_SURNAMES}]{_GIVEN}{{1,2}}?){_STOPS}")
_BARE_LONG: Final = re.compile(f"[{_SURNAMES}]{_GIVEN}{{1,2}}(?=$|[^\\u4e00-\\u9fff])")
_ALONE: Final = re.compile(f"{_SURNAME}(?=$|[^\\u4e00-\\u9fff])")
_SIGNED: Final = re.compile(f"(?:{names.COMPOUND}|[{names.COMMON}]){_GIVEN}{{1,2}}(?= *(?:\\n|$))")
_SURNAMED: Final = re.compile(f"(?:{names.COMPOUND}|[{_SURNAMES}]){_STOPS}")
_ANY_SURNAMED: Final = re.compile(f"(?:{names.COMPOUND}|{_GIVEN}){_STOPS}")
_ANY: Final = re.compile(r"[\u4e00-\u9fff·]{2,12}(?=$|[^\u4e00-\u9fff])|[a-z][a-z. ]{1,30}[a-z](?![a-z\d])")
_NOT_NAMES: Final = re.compile(
    r"应该|什么|不填|暂无|没有|待定|自己|本人|先生|女士|师傅$|老板$|电话|手机|现付|到付|月结|包装|公司|运费|发货|收货|地址|同上|方便|高速|安排|何时|时候|毛重|成都|常规|^[我你他她它这那哪各每几]|^对方"
    r"^(?:小姐|小时|小心|小区|小件|小票|大家|大概|大约|大件|大姐|大哥|大车|大货|大箱|大包|老师|老板|老乡|老家|阿姨|小车|小货|小包|小箱)"
)
_NOT_PEOPLE: Final = re.compile(
    r"^[我你他她它这那哪各每几和跟给叫找的个先帮替]|^(?:店老板|店长|厂长|客服|货运|物流|公司|门店|门卫|店长|车队)|^(?:老[板师乡婆公表家人客规地]|小[姐妹区时心包箱件票]|阿[姨拉]|老[叔舅妈爸爹姑]|老丈人)$"
)
_HEADED: Final = re.compile(
    r"(?:手|技|加|化|施|员|职|人|完|打|做|木|电|车|民|特)工$|^(?:学|花|卫|先|医|产|养|再|新|人|民)生$|花"
)
_COMPANY: Final = re.compile(
    r"(?:公司|集团|厂|店|行|部|处|中心|超市|商场|仓库|印务|教育|机电|医院|学校|大学|工厂|门市|机械|办公|电子|服饰|门窗|铝业|塑业|纺织|百货|家具|建材|五金|化工|食品|专卖|贸易|商贸|科技|实业|物流|床品|烘焙|副食|批发部|水产|果行|粮油|鲜花|茶行|布行|面料|皮具|鞋业|钢材|建设|农资|药房|诊所|库|站|所|局|院|馆|档口)$"
)


def titled(text: str, at: int, *, follows_text: bool) -> int:
    """Where a person with a title that begins at `at` ends (王先生, 李姐, 老刘, 阿强); 0 for none.

    `follows_text`: right behind other words only a long title is taken for one.
    """
    if text[at] not in _FIRSTS:
        return 0
    found = (_NEAR_TITLED if follows_text else _TITLED).match(text, at) or _LATIN_TITLED.match(text, at)
    if (
        found
        and text[at] not in _MOST_COMMON
        and not _COMPOUND.match(text, at)
        and any(
            text[inner] in _MOST_COMMON and _TITLED.match(text, inner)
            for inner in range(at + 1, found.end() - 2)
        )
    ):
        return 0
    if not found and not follows_text:
        found = _SHORT_TITLED.match(text, at) or _AGED.match(text, at)
        if found and (
            _HEADED.search(found[0]) or _NOT_NAMES.search(found[0]) or _NOT_PEOPLE.search(found[0])
        ):
            return 0
    if found and _TRADES.match(found[0]):
        return 0
    if found and any(
        text[inner - 1] in _POSTS and not _COMPOUND.match(text, inner - 1) and text[inner] in _FIRSTS
        for inner in range(at + 1, found.end() - 1)
    ):
        return 0
    return found.end() if found else 0


def titled_anyhow(text: str, at: int) -> int:
    """The same where a name is expected, whatever the surname: 伦生, 小矫; 0 for none."""
    found = _ANY_TITLED.match(text, at)
    return found.end() if found and not (_HEADED.search(found[0]) or _NOT_PEOPLE.search(found[0])) else 0


def signed(text: str, at: int) -> int:
    """Where a bare name that has a line for itself ends, as below a letter; 0 for none."""
    found = _SIGNED.match(text, at)
    return found.end() if found and not _NOT_NAMES.search(found[0]) and not is_company(found[0]) else 0


def named(text: str, at: int) -> int:
    """Where a bare name that begins at `at`, where one is expected, ends; 0 for none."""
    if text[at] not in _FIRSTS:
        return 0
    for pattern in (_BARE_LONG, _BARE):
        found = pattern.match(text, at)
        if found and not _NOT_NAMES.search(found[0]) and not is_company(found[0]):
            return found.end()
    return 0


def short_named(text: str, at: int) -> int:
    """The same, cut where a verb may begin: 张三收."""
    found = _BARE.match(text, at) if text[at] in _FIRSTS else None
    return found.end() if found and not _NOT_NAMES.search(found[0]) and not is_company(found[0]) else 0


def surnamed(text: str, at: int) -> int:
    """Where a surname alone ends, said as one: 我姓王."""
    found = _SURNAMED.match(text, at)
    return found.end() if found else 0


def any_surnamed(text: str, at: int) -> int:
    """The same behind 姓, however rare."""
    found = _ANY_SURNAMED.match(text, at)
    return found.end() if found else 0


def alone(text: str, at: int) -> int:
    """Where a surname that stands all alone ends: 13567290441 沈."""
    found = _ALONE.match(text, at)
    return found.end() if found else 0


def anyone(text: str, at: int) -> int:
    """Where any name written into a field for names ends: 阿里木江, Tom Smith; 0 for none."""
    found = _ANY.match(text, at)
    return found.end() if found and not is_company(found[0]) and not _NOT_NAMES.search(found[0]) else 0


def is_company(name: str) -> bool:
    """Whether a name is of a company rather than a person."""
    return bool(_COMPANY.search(name))


_TRADES: Final = re.compile(
    r"(?:安装|施工|包装|水电|管道|门窗|高空|金属|石材|店|厂|汽修|家装|钢构|焊接|云梯|储运|司仪)(?:师傅|工|主管|主任|工头|队长|老板|经理)"
)
_POSTS: Final = frozenset("部厂店处房院校科队组室司")
_COMPOUND: Final = re.compile(names.COMPOUND)
_MOST_COMMON: Final = frozenset(names.SURNAMES[:100])
_FIRSTS: Final = frozenset(names.SURNAMES + names.COMPOUND.replace("|", "")) | frozenset(
    "老小大阿abcdefghijklmnopqrstuvwxyz"
)
