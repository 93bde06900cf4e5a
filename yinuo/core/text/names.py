"""How people are called: surname and title out of what a caller said (R025)."""

import re
import unicodedata
from dataclasses import dataclass

from yinuo.core.text import fold

COMPOUND = (
    "欧阳|太史|上官|端木|司马|东方|独孤|南宫|夏侯|诸葛|闻人|皇甫|尉迟|公羊|赫连|澹台|公冶|宗政|濮阳|"
    "淳于|单于|太叔|申屠|公孙|仲孙|轩辕|令狐|钟离|宇文|长孙|慕容|鲜于|闾丘|司徒|司空|西门|东郭|南门|"
    "呼延|百里|拓跋|纳兰|第五"
)
"""Surnames of two characters, as the alternatives of a pattern."""
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭洪曾肖萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟"
    "谭陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢"
    "安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单裴霍涂成苗谷盛曲翁冉骆蓝路游辛"
    "靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧"
    "闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚"
    "皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙浦"
    "丘扬季戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赖水印蔚凤尧苍揭斯矫逯亢况郗茅钮辜伦招邝留昌逄荀訾眭莘谯缑苌税佴仉户由"
)
"""Surnames of one character, roughly the most frequent first."""
COMMON = SURNAMES[:190]
"""The surnames that nine in ten people have."""
_COMPOUND = re.compile(COMPOUND)
_SINGLE = frozenset(SURNAMES)
_NEVER_ALONE = frozenset("阿")

_TITLE = re.compile(
    "(?:"
    "先生|小姐|女士|太太|夫人|老板娘|老板|总经理|经理|总监|董事长|主任|主管|科长|处长|局长|部长|厂长|"
    "店长|站长|队长|组长|院长|校长|所长|老师|医生|大夫|护士|律师|教授|博士|会计|师傅|司机|秘书|"
    "助理|同学|同志|叔叔|阿姨|大姐|大哥|大爷|大妈|嫂子"
    ")$"
)
_SHORT_TITLES = frozenset("总董工姐哥叔姨嫂弟妹爷婶伯队导")
_LATIN_TITLES = re.compile(r"(?i)^(mr|mrs|ms|miss|dr)\b\.?\s*(.+)$")
_SAID_BEFORE = re.compile(r"^(?:我|你好|您好|免贵姓|贵姓|姓|名叫|名字是|叫做?|这里是|是|[,，.。 ])+")
_NOTE = re.compile(r"\(.*$", re.DOTALL)
_BY_AGE = re.compile(r"^[老小大阿]")
_NOT_A_PERSON = re.compile(r"(?:公司|集团|物流|快递|货运|厂|店|行|部|处|中心|超市|商场|仓库)$")


@dataclass(frozen=True, slots=True)
class Salutation:
    """A person as called. `surname` and `title` are empty where they cannot be told; `display` is as said."""

    surname: str
    title: str
    display: str

    @property
    def spoken(self) -> str:
        """How to address them aloud: as called; a bare surname gets 先生/女士 (R025)."""
        if self.display and self.display == self.surname and _is_han(self.display):
            return f"{self.surname}先生/女士"
        return self.display


def salutation(raw: str) -> Salutation:
    """Surname, title and display of a person as said (R025): 王先生, 姓王, 王, 王建国先生, 欧阳女士, 李姐.

    Never fails: what is no known form is kept as said, without surname and title.
    """
    said = _tidy(raw)
    if latin := _LATIN_TITLES.match(said):
        return Salutation(latin[2].split()[-1], latin[1], said)
    introduced = _SAID_BEFORE.sub("", said)
    called = _tidy(introduced.removesuffix("的")) if introduced != said else said
    called = called or said
    name, title = _title_off(_NOTE.sub("", called))
    if not _is_han(name):
        return Salutation("", title if not name else "", called)
    return Salutation(_surname(name, titled=bool(title)), title, called)


def _tidy(raw: str) -> str:
    said = " ".join(unicodedata.normalize("NFKC", raw).split()).strip(",，.。、 ")
    return unicodedata.normalize("NFKC", re.sub(r"(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])", "", said))


def _title_off(called: str) -> tuple[str, str]:
    plain = fold.simplify(called)
    if (title := _TITLE.search(plain)) and title.start() <= 4:
        return called[: title.start()], called[title.start() :]
    if plain[-1:] in _SHORT_TITLES and (len(plain) == 2 or _COMPOUND.fullmatch(plain[:-1])):
        return called[:-1], called[-1]
    return called, ""


def _surname(name: str, *, titled: bool) -> str:
    plain = fold.simplify(name)
    if _COMPOUND.match(plain) and len(plain) <= 4:
        return name[:2]
    if len(plain) == 1:
        return "" if plain in _NEVER_ALONE else name
    if len(plain) == 2 and _BY_AGE.match(plain) and plain[1] in _SINGLE:
        return name[1]
    if len(plain) > (4 if titled else 3) or _NOT_A_PERSON.search(plain):
        return ""
    return name[0] if plain[0] in _SINGLE - _NEVER_ALONE else ""


def _is_han(text: str) -> bool:
    return bool(text) and all(
        "\u3400" <= character <= "\u9fff" or ord(character) > 0x1FFFF for character in text
    )
