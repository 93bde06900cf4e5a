"""A conversation written down: what the agent asks labels what the customer answers (R053)."""

import re
from typing import Final

from yinuo.orders.rules.understanding.lexicon import Role
from yinuo.orders.rules.understanding.scanning import Token

_SPEAKER: Final = re.compile(
    r"(?P<agent>客服|坐席|话务员|接线员|小诺|业务员)|(?P<customer>客户|顾客|用户|发货人)"
)
_ASKS: Final = (
    (re.compile("收货.{0,8}(?:电话|号码|联系方式)"), "consignee.phone"),
    (re.compile("收货人.{0,4}(?:姓|叫|称呼|是谁|信息|名)"), "consignee.name"),
    (re.compile("电话|号码|联系方式"), "phone"),
    (re.compile("贵姓|怎么称呼|姓什么|您姓|尊姓"), "shipper.name"),
    (re.compile("什么货|货名|品名|发什么|寄什么|什么东西"), "goods"),
    (re.compile("(?:从|由).{0,6}到哪"), ""),
    (re.compile("(?:从|在)?哪.{0,4}(?:发|装|提|取)|装货地|提货地|发货地"), "place.from"),
    (re.compile("(?:到|发|送|去|往).{0,3}哪|收货地|目的地|送货地|哪儿呢|具体地址|详细地址"), "place.to"),
    (re.compile("几件|多少件|件数|多少箱|几箱|数量"), "pieces"),
    (re.compile("多重|重量|多少公斤|几吨|多少吨"), "weight"),
    (re.compile("几方|多少方|体积|方数"), "volume"),
    (re.compile("谁付|怎么付|付款|怎么结|结算|谁出|运费"), "payment"),
    (re.compile("(?:几点|什么时候|啥时候|哪天).{0,4}(?:提|拉|装|取)|提货时间"), "time.pickup"),
    (re.compile("(?:几点|什么时候|啥时候|哪天).{0,4}(?:到|送)|送货时间"), "time.delivery"),
)


def answered(text: str, tokens: list[Token]) -> list[Token]:
    """The tokens, every question of the agent as the label of the answer; other texts as they were."""
    marks = _speakers(text)
    if len(marks) < 3 or not any(is_agent for _, _, is_agent in marks):
        return tokens
    done = [token for token in tokens if token.end <= marks[0][0]]
    for (start, begins, is_agent), (until, _, _) in zip(
        marks, [*marks[1:], (len(text), 0, False)], strict=True
    ):
        if is_agent:
            said = [token for token in tokens if begins <= token.start and token.end <= until]
            asked = _question(text, start, until)
            tells = asked.role is Role.BREAK and any(token.role is Role.ATOM for token in said)
            done += [Token(Role.BREAK, start, begins), *said] if tells else [asked]
        else:
            done += [Token(Role.COLON, start, begins)] if done and done[-1].role is Role.LABEL else []
            done += [token for token in tokens if begins <= token.start and token.end <= until]
    return done


def _speakers(text: str) -> list[tuple[int, int, bool]]:
    """Where somebody begins to speak, where the words begin, and whether it is the agent."""
    return [
        (found.start(), found.end() + 1, found["agent"] is not None)
        for found in _SPEAKER.finditer(text)
        if text[found.end() : found.end() + 1] == ":"
        and text[max(0, found.start() - 1) : found.start()] in ("", "\n", " ")
    ]


def _question(text: str, start: int, end: int) -> Token:
    """A question as a label; what asks nothing ends what was before."""
    asked = text[start:end]
    for pattern, of in _ASKS:
        if pattern.search(asked):
            return Token(Role.LABEL, start, end, of) if of else Token(Role.BREAK, start, end)
    return Token(Role.BREAK, start, end)
