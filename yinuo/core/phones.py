"""Telephone numbers as people write them, brought into one form (R027).

Stands in front of `phonenumbers`, which knows the world's numbering plans, but not 转, Chinese digits, short
numbers or a missing area code. Its geocoder and carrier tables are never loaded: they cost 110 MB.
"""

import re
from dataclasses import dataclass, replace
from enum import StrEnum

import phonenumbers

from yinuo.core import errors
from yinuo.core.text import fold

_SPOKEN = str.maketrans("〇零洞○一幺壹二两三四五六七拐八九勾", "000011122345677899")
_LABEL = re.compile(
    r"^(?:(?:联系|收货|提货|发货)?(?:手机|电话|座机|固话|固定电话|号码|号)+|tel|phone|mobile)\.?[: ]*"
)
_EXTENSION = re.compile(
    r"(?:转接?|分机号?|内线|;?ext(?:ension)?[.=]?|x|#)(?:转|分机|号|[: -])*(?P<extension>[0-9]{1,6})$"
)
_LAST_GROUP = re.compile(r"-(?P<extension>[0-9]{1,5})$")
_DASHES = re.compile(r"[\u2010-\u2015\u2212\u30fc~_.·•]")
_SPACES = re.compile(r"[\s()\[\]【】-]+")
_SEVERAL = re.compile(r"[/、,;|或和]|(?<=\d{11}) (?=1\d{10})")

_MOBILE = re.compile(r"1[3-9]\d{9}")
_BEFORE_MOBILE = re.compile(r"(?:179\d\d|12593|86|0)(?=1[3-9]\d{9}$)")
_SERVICE = re.compile(r"[48]00\d{7}|9[56]\d{3,4}")
_SHORT = re.compile(r"1[0-2]\d|1[0-2]\d{3}|11[68]\d{3}")
_AREA = re.compile(r"0(?:10|2\d|[3-9]\d\d)")
_ABROAD = re.compile(r"\+(?!86)|00(?!86)")
_HOME = re.compile(r"(?:\+|00)86")

_LONGEST_RAW = 100
_HOME_DIGITS = 11
_LONGEST_LOCAL = 8
_SHORTEST_LOCAL = 7
_LONGEST_SHORT = 6


class PhoneError(errors.DeskError, ValueError):
    """What cannot be a telephone number; `code` says why.

    phone_missing; phone_not_a_number; phone_too_short and phone_too_long (with `digits`, how many there are,
    and `expected`); phone_several (several numbers in one field); needs_area_code (local, area unknown).
    """

    status = 422


class PhoneKind(StrEnum):
    """What sort of number it is. UNKNOWN has the form of a number, but no numbering plan has assigned it."""

    MOBILE = "MOBILE"
    LANDLINE = "LANDLINE"
    SERVICE = "SERVICE"
    SHORT = "SHORT"
    UNKNOWN = "UNKNOWN"


@dataclass(frozen=True, slots=True)
class Phone:
    """A number in its one form: 13800006621, 0755-88551234, 0755-88551234转8011, 4008123456, +14155552671.

    `tail4` are its last four digits, without the extension; `e164` is None where no call from abroad gets in.
    """

    digits: str
    kind: PhoneKind
    tail4: str
    e164: str | None

    @property
    def extension(self) -> str:
        """The digits after 转, or nothing."""
        return self.digits.partition("转")[2]


def parse(raw: str, *, area: str = "") -> Phone:
    """The number in `raw`, in whatever form it is written (R027). Raises PhoneError.

    Spaces, dashes, brackets, full width, +86, 转/分机/ext, a label in front and Chinese digits (幺三八…) are
    understood. A local number of 7 or 8 digits needs `area`, the area code to assume, such as 0527.
    """
    text = _plain(raw[:_LONGEST_RAW])
    if not text:
        raise PhoneError("phone_missing")
    if len(raw) > _LONGEST_RAW:
        raise PhoneError("phone_not_a_number")
    number, extension = _extension_off(text, _EXTENSION)
    try:
        return _with_extension(_number(number, area), extension)
    except PhoneError:
        head, extension = _extension_off(number, _LAST_GROUP)
        if not extension or (found := _number_or_none(head, area)) is None:
            raise
        return _with_extension(found, extension)


def display(phone: Phone) -> str:
    """The number in groups, as it is read out: 138 0000 6621, 400 812 3456, 0755-88551234 转 8011."""
    number, turn, extension = phone.digits.partition("转")
    if number.startswith("+"):
        number = phonenumbers.format_number(
            phonenumbers.parse(number), phonenumbers.PhoneNumberFormat.INTERNATIONAL
        )
    elif _MOBILE.fullmatch(number):
        number = f"{number[:3]} {number[3:7]} {number[7:]}"
    elif _SERVICE.fullmatch(number) and len(number) > _LONGEST_SHORT:
        number = f"{number[:3]} {number[3:6]} {number[6:]}"
    return f"{number} 转 {extension}" if turn else number


def _plain(raw: str) -> str:
    text = _DASHES.sub("-", fold.fold(raw)).translate(_SPOKEN)
    return _LABEL.sub("", text).strip(" -,;.:。")


def _extension_off(text: str, pattern: re.Pattern[str]) -> tuple[str, str]:
    if found := pattern.search(text):
        return text[: found.start()].rstrip(" -,;"), found["extension"]
    return text, ""


def _with_extension(phone: Phone, extension: str) -> Phone:
    return replace(phone, digits=f"{phone.digits}转{extension}") if extension else phone


def _number_or_none(text: str, area: str) -> Phone | None:
    try:
        return _number(text, area)
    except PhoneError:
        return None


def _number(text: str, area: str) -> Phone:
    if sum(len(_SPACES.sub("", part)) >= _SHORTEST_LOCAL for part in _SEVERAL.split(text)) > 1:
        raise PhoneError("phone_several")
    digits = _SPACES.sub("", text)
    if not re.fullmatch(r"\+?[0-9]+", digits):
        raise PhoneError("phone_not_a_number")
    if _ABROAD.match(digits):
        return _abroad(re.sub(r"^00", "+", digits))
    if home := _HOME.match(digits):
        digits = digits[home.end() :]
        if not (_MOBILE.fullmatch(digits) or _SERVICE.fullmatch(digits) or digits.startswith("0")):
            digits = f"0{digits}"
    return _domestic(digits, area)


def _domestic(digits: str, area: str) -> Phone:
    if before := _BEFORE_MOBILE.match(digits):
        digits = digits[before.end() :]
    if _MOBILE.fullmatch(digits):
        return Phone(digits, PhoneKind.MOBILE, digits[-4:], f"+86{digits}")
    if _SERVICE.fullmatch(digits):
        abroad = f"+86{digits}" if len(digits) > _LONGEST_SHORT else None
        return Phone(digits, PhoneKind.SERVICE, digits[-4:], abroad)
    if _SHORT.fullmatch(digits):
        return Phone(digits, PhoneKind.SHORT, digits[-4:], None)
    if digits.startswith("0"):
        return _landline(digits)
    if digits[0] != "1" and _SHORTEST_LOCAL <= len(digits) <= _LONGEST_LOCAL:
        assumed = "0" + re.sub(r"\D", "", area).lstrip("0")
        if not _AREA.fullmatch(assumed):
            raise PhoneError("needs_area_code", digits=len(digits))
        return _landline(assumed + digits)
    for bare in (digits, digits.removeprefix("86")):
        if bare[:1] > "1" and _assigned(f"+86{bare}"):
            return _landline(f"0{bare}")
    raise _wrong_length(digits, _HOME_DIGITS)


def _landline(digits: str) -> Phone:
    area = _AREA.match(digits)
    if area is None:
        raise _wrong_length(digits, len(digits) if len(digits) > _LONGEST_SHORT else _HOME_DIGITS)
    local = digits[area.end() :]
    if _SHORT.fullmatch(local) or _SERVICE.fullmatch(local):
        return Phone(f"{area[0]}-{local}", PhoneKind.SHORT, local[-4:], None)
    if not _SHORTEST_LOCAL <= len(local) <= _LONGEST_LOCAL or local[0] in "01":
        raise _wrong_length(digits, len(area[0]) + _LONGEST_LOCAL)
    abroad = f"+86{digits[1:]}"
    assigned = _assigned(abroad)
    kind = PhoneKind.LANDLINE if assigned else PhoneKind.UNKNOWN
    return Phone(f"{area[0]}-{local}", kind, local[-4:], abroad if assigned else None)


def _wrong_length(digits: str, expected: int) -> PhoneError:
    if len(digits) == expected:
        return PhoneError("phone_not_a_number")
    code = "phone_too_short" if len(digits) < expected else "phone_too_long"
    return PhoneError(code, digits=len(digits), expected=expected)


def _assigned(e164: str) -> bool:
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(e164))
    except phonenumbers.NumberParseException:
        return False


_KINDS = {
    phonenumbers.PhoneNumberType.MOBILE: PhoneKind.MOBILE,
    phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE: PhoneKind.MOBILE,
    phonenumbers.PhoneNumberType.FIXED_LINE: PhoneKind.LANDLINE,
    phonenumbers.PhoneNumberType.TOLL_FREE: PhoneKind.SERVICE,
    phonenumbers.PhoneNumberType.SHARED_COST: PhoneKind.SERVICE,
    phonenumbers.PhoneNumberType.PREMIUM_RATE: PhoneKind.SERVICE,
}


def _abroad(digits: str) -> Phone:
    try:
        number = phonenumbers.parse(digits)
    except phonenumbers.NumberParseException as error:
        raise PhoneError("phone_not_a_number") from error
    e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    if not phonenumbers.is_possible_number(number) or phonenumbers.parse(e164) != number:
        raise PhoneError("phone_not_a_number")
    kind = _KINDS.get(phonenumbers.number_type(number), PhoneKind.UNKNOWN)
    return Phone(e164, kind, e164[-4:], None if kind is PhoneKind.UNKNOWN else e164)


def is_mobile(stored: str) -> bool:
    """Whether an SMS can reach this stored number; none can reach an empty one."""
    try:
        return bool(stored) and parse(stored).kind is PhoneKind.MOBILE
    except PhoneError:
        return False
