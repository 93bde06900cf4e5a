"""Personal data with its telling part hidden, for lists, search and exports."""

import re

from yinuo.core.text import names

HIDDEN = "****"

_SHORTEST = 7
_TO_WIDE = 0xFEE0
"""From a half-width digit to the one in full width."""

_EXTENSION = re.compile(r"(?i)\s*(?:转|分机|ext\.?|[x#])\s*[\d-]+\s*$")
_AREA = re.compile(r"^\D*(0\d{2,3})\D+(?=\d{7,8}$)")
_ADMINISTRATIVE = re.compile(
    r"^(?:.{2,7}?(?:省|自治区|特别行政区))?(?:.{1,7}?(?:市|自治州|地区|盟))?"
    r"(?:.{1,7}?(?:自治县|新区|开发区|区|县|旗|市))?(?:.{1,7}?(?:街道|镇|乡))?"
)
_STREET = re.compile(r"(?<=.)(?:大道|大街|公路|国道|省道|胡同|路(?!.{0,2}区)|道(?!.{0,2}区)|街(?!道)|巷|弄)")
_D = "[0-9０-９]"
_S = "[ \xa0\u3000\u2010-\u2015\u2212－-]"
_DAY = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_DATED = rf"(?:\d\d{_DAY}\d{{3,4}}(?!\d)|20\d\d(?:{_DAY}(?!\d)|-\d\d?-\d))"
_NUMBER = re.compile(
    r"(?=[+＋0０1１8８])(?<!\d)(?:"
    # in one piece
    rf"(?:(?:[+＋]|[0０]{{2}})?[8８][6６]|[0０])?[1１][3-9３-９]{_D}{{9}}|[0０]{_D}{{2,3}}{_S}?{_D}{{7,8}}"
    # a mobile in groups; not a figure beside an order's number, a date or a time
    rf"|(?:(?:[+＋]|[0０]{{2}})[8８][6６]{_S}?|[8８][6６]|[0０])?(?!{_D}{{1,5}}{_S}{_DATED})"
    rf"[1１]{_S}?[3-9３-９](?:{_S}?{_D}){{9}}(?![:：][0-5]\d)"
    # a landline in groups
    rf"|(?P<area>[0０](?:[1１][0０]|[2２]{_D}|[3-9３-９]{_D}{{2}}))[)）]?{_S}?"
    rf"[2-9２-９]{_D}{{2,3}}{_S}?{_D}{{4}}"
    r")(?!\d)"
)
_WIDTH = str.maketrans("０１２３４５６７８９＋", "0123456789+")
_APART = r"[\s()（）._·/\u2010-\u2015\u2212－-]{0,3}"
_HOUSE = re.compile(r"\d+(?!\d|号?(?:路|街|大道|国道|省道|公路))|[一二三四五六七八九十百]+号(?!路|街)")


def mask_phone(phone: str) -> str:
    """138****1234; 0755-****1234; 400****3456. Extensions are hidden, of a short number two digits stay."""
    if not phone.strip():
        return ""
    extension = _EXTENSION.search(phone)
    number = phone[: extension.start()] if extension else phone
    end = "转**" if extension else ""
    digits = re.sub(r"\D", "", number)
    if area := _AREA.match(number):
        return f"{area[1]}-{HIDDEN}{digits[-4:]}{end}"
    if len(digits) < 7:
        return "***" + digits[3:][-2:] + end
    digits = re.sub(r"^(?:00)?86(?=1\d{10}$)", "", digits)
    shown = digits[:3] if len(digits) > 9 else ""
    return f"{shown}{HIDDEN}{digits[-4:]}{end}"


def mask_name(name: str) -> str:
    """王**, 王**先生. Where only surname and title are known nothing is left to hide: 王先生."""
    called = names.salutation(name)
    if not called.display:
        return ""
    if called.title and called.display == called.surname + called.title:
        return called.display
    if called.display.isascii():
        return f"{called.title} {(called.surname or called.display)[0]}**".lstrip()
    return f"{called.surname or called.display[0]}**{called.title}"


def mask_address(address: str) -> str:
    """The address down to the street, without house, building and room; at least ****.

    广东省深圳市南山区科技园南路12号A栋 is 广东省深圳市南山区科技园南路****. Without a street in it only the
    places that are administrative remain.
    """
    if not address.strip():
        return ""
    house = _HOUSE.search(address)
    before = address[: house.start()] if house else address
    administrative = _ADMINISTRATIVE.match(before)
    inner = administrative.end() if administrative else 0
    street = _STREET.search(before, inner)
    return before[: street.end() if street else inner] + HIDDEN


def mask_email(address: str) -> str:
    """z****@example.com; without an @ all of it is hidden."""
    name, at, domain = address.strip().rpartition("@")
    return f"{name[:1]}{HIDDEN}{at}{domain}" if at else HIDDEN if domain else ""


def mask_phones(text: str) -> str:
    """Words in which every telephone number is masked; whatever else they say stays.

    Also a number in full width or in groups, with one space or dash between two digits: 138 0000-6621.
    """
    return _NUMBER.sub(_masked, text)


def hide_phone(text: str, phone: str) -> str:
    """Words without this number, however its digits are spaced, with and without its area code."""
    area, _, local = phone.partition("转")[0].rpartition("-")
    if len(digits := re.sub(r"\D", "", local)) < _SHORTEST:
        return text
    spaced = [_APART.join(f"[{one}{chr(ord(one) + _TO_WIDE)}]" for one in part) for part in (area, digits)]
    before = f"(?:{spaced[0]}{_APART})?" if area else ""
    return re.sub(rf"(?<!\d){before}{spaced[1]}(?!\d)", HIDDEN, text)


def unmask_phones(text: str, original: str) -> str:
    """Words written over `mask_phones(original)`, with the numbers of the original in them again; a mask that
    stands for several of its numbers stays.
    """
    numbers: dict[str, set[str]] = {}
    for found in _NUMBER.finditer(original):
        numbers.setdefault(_masked(found), set()).add(found[0])
    for masked, meant in numbers.items():
        if len(meant) == 1:
            text = text.replace(masked, meant.pop())
    return text


def beginning(text: str, longest: int) -> str:
    """At most so much of a text; a number at the end goes as a whole, half of it would not be masked."""
    cut = (one.start() for one in _NUMBER.finditer(text) if one.start() < longest < one.end())
    return text[: next(cut, longest)]


def _masked(found: re.Match[str]) -> str:
    number = found[0].translate(_WIDTH)
    if found["area"] is None:
        return mask_phone(number)
    digits = re.sub(r"\D", "", number)
    length = len(found["area"])
    return mask_phone(f"{digits[:length]}-{digits[length:]}")
