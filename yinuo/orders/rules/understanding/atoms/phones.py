"""Telephone numbers in running text, written or spoken; `core.phones` is the judge (R027, R040)."""

import re
from collections.abc import Iterator
from typing import Final

from yinuo.core import phones
from yinuo.orders.rules.understanding.atoms.found import TAKEN, Found
from yinuo.orders.rules.understanding.atoms.kinds import Kind, Phone

_HAN: Final = "〇零洞一幺二两三四五六七拐八九勾"
_SPOKEN: Final = str.maketrans(dict(zip(_HAN, "0001122345677899", strict=True)))
_HAN_RUN: Final = re.compile(rf"[{_HAN}][\d{_HAN} ,、\-]{{5,}}")
_AHEAD: Final = (
    r"(?<![\d.])(?<![\d]-)(?<!(?<!tel)(?<!hone)(?<!mob)(?<!bile)(?<![^a-z][tpmwv])(?<![wv]x)[a-z])"
)
_BEHIND: Final = r"(?![\d%])(?!\.\d)(?! ?(?:kg|公斤|元|块|件|箱))"
_GAP: Final = r"[ \-.·]{0,3}"
_MOBILE: Final = re.compile(
    rf"{_AHEAD}(?:(?:\(?\+|00)?86\)?[ \-]{{0,2}}|0)?"
    rf"(?:1{_GAP}[3-9]{_GAP}\d(?:{_GAP}\d){{8}}|1[3-9]\d[ ,、\-]{{1,2}}\d{{4}}[ ,、\-]{{1,2}}\d{{4}})"
    rf"{_BEHIND}"
)
_LANDLINE: Final = re.compile(
    rf"{_AHEAD}(?:(?:\+|00)86[ \-]?)?(?:[(\[]0?(?:10|2\d|[3-9]\d\d)[)\]]|0(?:10|2\d|[3-9]\d\d)){_GAP}"
    rf"[2-9](?:{_GAP}\d){{6,7}}{_BEHIND}"
)
_SERVICE: Final = re.compile(rf"{_AHEAD}[48]00(?:{_GAP}\d){{7}}{_BEHIND}")
_ABROAD: Final = re.compile(r"(?<![\d+])\+(?!86)[1-9](?:[ \-]?\d){7,13}(?!\d)")
_LOCAL: Final = re.compile(
    rf"{_AHEAD}[2-9]\d{{2,3}}[ \-]?\d{{4}}{_BEHIND}(?! ?(?:\d|吨|方|斤|个|号楼|单|年|托|[*x]))"
)
_EXTENSION: Final = re.compile(
    r"[ ,、(]{0,2}(?:转接?|分机号?|内线|ext(?:ension)?\.?|#)(?:转|分机|号|是|[: \-])*"
    rf"(?P<digits>[\d{_HAN}]{{1,6}})(?!\d)\)?|-(?P<group>\d{{3,5}})(?![\d\-])"
)
_CORRECTED: Final = re.compile(
    r"[ ,。]*[哦呃啊嗯哎诶]?[ ,。]*(?:不对不对|不对|错了|说错了|不是|不)[ ,。]*"
    r"(?:应该是|后面是|后[三四]位是?|最后是?|尾号是?|是)?[ ,。]*"
    rf"(?P<tail>[\d{_HAN}]{{3,6}})(?![\d{_HAN}十百千个件箱])"
)
_CUE: Final = re.compile(r"(?:电话|座机|固话|手机|联系方?式?|联系|致电|拨|打|号码|热线|tel|phone)[^\d]{0,6}$")
_NO_PHONE: Final = re.compile(
    r"(?:单号?|编号|工号|证号?|账号|卡号|编码|流水号?|批号|密码|邮编|qq|货值|[¥$]) ?[:是为]? ?$"
)
_DATE: Final = re.compile(r"20[2-3]\d(?:0[1-9]|1[0-2])[0-3]\d")
_CUE_LENGTH: Final = 12


def take(found: Found, area_code: str) -> None:
    """Take every telephone number; a local one where the area is known or a word before it says telephone."""
    for text in _texts(found.left):
        for pattern in (_MOBILE, _LANDLINE, _SERVICE, _ABROAD, _LOCAL):
            for match in pattern.finditer(text):
                if TAKEN in found.left[match.start() : match.end()]:
                    continue
                sureness = 1.0 if pattern is not _LOCAL else _sureness_of_local(text, match, area_code)
                if sureness:
                    _keep(found, text, match, area_code, sureness)


def _texts(left: str) -> Iterator[str]:
    """The text as written, and where digits were spoken also the text with these as digits."""
    yield left
    if _HAN_RUN.search(left):
        yield _HAN_RUN.sub(_as_digits, left)


def _as_digits(run: re.Match[str]) -> str:
    return run[0].translate(_SPOKEN)


def _sureness_of_local(text: str, match: re.Match[str], area_code: str) -> float:
    before = text[max(0, match.start() - _CUE_LENGTH) : match.start()]
    if _NO_PHONE.search(before):
        return 0.0
    if _CUE.search(before):
        return 0.9
    return 0.6 if area_code and not _DATE.fullmatch(match[0]) else 0.0


def _keep(found: Found, text: str, match: re.Match[str], area_code: str, sureness: float) -> None:
    before = text[max(0, match.start() - _CUE_LENGTH) : match.start()]
    if _NO_PHONE.search(before):
        return
    digits = _judged(match[0], area_code)
    if not digits:
        return
    end = match.end()
    after = _EXTENSION.match(text, end)
    if after and (after["digits"] or digits.startswith(("0", "1"))):
        number = (after["digits"] or after["group"]).translate(_SPOKEN)
        digits, end = f"{digits}转{number}", after.end()
    elif (after := _CORRECTED.match(text, end)) and len(after["tail"]) < len(re.sub(r"\D", "", digits)):
        tail = after["tail"].translate(_SPOKEN)
        digits, end, sureness = digits[: -len(tail)] + tail, after.end(), min(sureness, 0.8)
    found.add(Phone, match.start(), end, kind=Kind.PHONE, digits=digits, sureness=sureness)


def _judged(said: str, area_code: str) -> str:
    """The number in its one form; a local number stays as it is where no area is known."""
    try:
        return phones.parse(said.replace("、", " ").replace(",", " "), area=area_code).digits
    except phones.PhoneError as error:
        if error.code == "needs_area_code":
            return re.sub(r"\D", "", said)
        return ""
