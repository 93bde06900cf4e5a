"""Whether a word is meant: not when it is denied, asked about, only supposed, or somebody else's."""

import re
from typing import Final, Literal

Turn = Literal["said", "denied", "asked", "others"]

_REACH: Final = 24
_ENDS: Final = re.compile(r"[,。!?;\n]")
_STOPS: Final = re.compile(r"[。!?;\n]")
_DENIED_BEFORE: Final = re.compile(
    r"(?:没有?|未曾?|并未|并没有?|不会|不想|不打算|不准备|没打算|没想过?|不是|并非|不至于|不用|不必|不需要|无需|无须"
    r"|别|无|懒得|绝不|从不|从没|没必要|不要|先不|暂时不|暂不|不存在|不考虑|没考虑|谈不上|算不上|不算|不涉及|没造成|未造成|没啥"
    r"|没什么|没出|免得|以免|避免|防止|省得|不敢|没敢|唔会|唔使|冇|犯不着|用不着|不愿意?|不值得|不去|没去|不找|没人|无人|无一|不怕|不该)"
    r"(?:去|要|再|会|真的?|到|什么|把|你们?|我们?|他们?|有|是|人员?|造成|出现|发生|用|麻烦|找|打|给|向|让|上|闹|拿|的|想|因此|因为|任何|过|来|为此|"
    r"这(?:件|点)?小?事|说|搞|弄|叫|请|走|受|伤|亡|或|和|、|当|被|大|具体|严重|明显|身体|太|多)*$"
)
_DENIED_AFTER: Final = re.compile(
    r"^[^,。!?;\n]{0,4}(?:就算了|倒没有?|没必要|不至于|就不(?:必|用|去|打|找|了)|是没有的|没什么大?事|算不上|谈不上|倒不(?:用|必|会))"
)
_SUPPOSED: Final = re.compile(r"万一|假如|假设|如果|倘若|要是|的话|会不会|是否会|有没有可能|可能会|怕")
_ASKED: Final = re.compile(
    r"[吗么嘛呢?]|会不会|能不能|可不可以|是不是|是否|怎么(?:打|去|办|联系|找)|如何|有没有|多少"
)
_RHETORICAL: Final = re.compile(
    r"难道|非要|非得|逼我|要我|才(?:肯|行|管|处理|解决)|信不信|是不是(?:要|想|得|非)|等着|不怕"
)
_OTHERS: Final = re.compile(
    r"听说|听人说|听朋友|有人说|网上(?:说|看|有)|新闻(?:里|上|说|报道)|看到(?:新闻|网上|有人|报道|别人)|据说|别人家?|别家|同行|朋友(?:说|以前|上次|之前|劝|让|建议|叫)"
    r"|邻居(?:说|劝|让)|家人(?:说|劝|让)|老公(?:说|劝)|老婆(?:说|劝)|同事(?:说|劝|让|建议)|有人(?:劝|让|叫|建议)|以前那家|上家|另一家|前一家"
)


def turn_of(text: str, start: int, end: int) -> Turn:
    """How `text[start:end]` is meant, by the clause and the sentence that it stands in."""
    before = _ENDS.split(text[max(0, start - _REACH) : start])[-1]
    after = text[end : end + _REACH]
    if _DENIED_BEFORE.search(before) or _DENIED_AFTER.search(after):
        return "denied"
    if _OTHERS.search(before):
        return "others"
    rest = _STOPS.split(text[end : end + _REACH], maxsplit=1)[0]
    mark = text[end + len(rest) : end + len(rest) + 1]
    clause = before + text[start:end] + _ENDS.split(rest)[0]
    if _ASKED.search(clause + (mark if "," not in rest else "")) and not _RHETORICAL.search(clause):
        return "asked"
    return "said"


def is_supposed(text: str, start: int) -> bool:
    """Whether the clause before `start` only supposes (万一, 如果)."""
    return bool(_SUPPOSED.search(_ENDS.split(text[max(0, start - _REACH) : start])[-1]))
