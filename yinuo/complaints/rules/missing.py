"""What a complaint does not say yet (R144): customers leave out or forget what matters, or hide it."""

import re
from typing import Final

_NUMBER: Final = r"[0-9一二两三四五六七八九十]+"
_TIME: Final = re.compile(
    rf"今[天早晚日]|昨[天晚日]|前[天晚]|刚[刚才]|上午|中午|下午|早上|晚上|凌晨|傍晚|夜里|周[一二三四五六日末]|星期[一二三四五六日天]"
    rf"|礼拜|上[周月]|本[周月]|月初|月底|{_NUMBER}\s*(?:点|时|号|日|月|天前|小时前|分钟前)|[0-9]{{1,2}}[:：][0-9]{{2}}"
    r"|[0-9]{1,4}[-/.][0-9]{1,2}"
)
_PLACE: Final = re.compile(
    r"[省市区县镇乡村街巷弄]|路(?!上)|小区|大厦|广场|仓库|货场|网点|门店|店里|楼下|楼上|门口|现场|车站|机场|码头|工地"
    r"|学校|医院|酒店|家里|[0-9]+[栋幢楼室]"
)


def says_when(text: str) -> bool:
    """Whether a text speaks of a moment or a day."""
    return _TIME.search(text) is not None


def says_where(text: str) -> bool:
    """Whether a text speaks of a place."""
    return _PLACE.search(text) is not None
