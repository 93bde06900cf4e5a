"""Money that the driver collects beside the freight: 装卸费100、代收货款3000 (R041)."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from yinuo.core import money

_SHORT: Final[Mapping[str, str]] = {
    "代收货款": "代收",
    "代收款": "代收",
    "货到付款": "代收",
    "回单费": "回单费",
}
_ALONE: Final = (
    "代收|装卸|提货|送货|上楼|下楼|搬运|保价|保险|包装|等候|进仓|吊装|叉车|仓储|木架|打包|过磅|上门|加急|送装|"
    "压车|放空|路桥|停车|垫付|提|送|装|保|代"
)
"""Names that say what they are without 费 behind them."""
_FEE: Final = re.compile(
    rf"(?P<name>[\u4e00-\u9fff]{{1,7}}?(?:费|款|金|税)|{_ALONE})(?P<amount>\d{{1,7}}(?:\.\d{{1,2}})?)元?"
    r"(?![\d.点时号层楼月日天人个件箱托台米小分:：-])"
)
_BRIEF: Final[Mapping[str, str]] = {"提货": "提", "送货": "送", "装卸": "装", "保价": "保", "代收": "代"}
_BETWEEN: Final = "、，, 。加"
_NO_SUFFIX: Final = re.compile(rf"({_ALONE})费")


@dataclass(frozen=True)
class Fee:
    """One sum to collect: what for, and how much in fen."""

    name: str
    fen: int

    @property
    def plain_name(self) -> str:
        """The name in its shortest form: 装卸费, 装卸 and 装 are one, as are 代收货款 and 代收."""
        return brief_name(self.name)


def spoken_fees(fees: Iterable[Fee]) -> str:
    """装卸费100、代收货款3000."""
    return "、".join(f"{fee.name}{money.format_yuan(fee.fen)}" for fee in fees)


def short_fees(fees: Iterable[Fee]) -> str:
    """装卸100代收3000."""
    return "".join(f"{short_name(fee.name)}{money.format_yuan(fee.fen)}" for fee in fees)


def brief_fees(fees: Iterable[Fee]) -> str:
    """装100代收3000: one character where that is understood beside the others."""
    return "".join(f"{brief_name(fee.name)}{money.format_yuan(fee.fen)}" for fee in fees)


def short_name(name: str) -> str:
    """装卸费 → 装卸, 代收货款 → 代收; a name that would not be understood alone stays."""
    return _SHORT.get(name) or _NO_SUFFIX.sub(r"\1", name)


def brief_name(name: str) -> str:
    """装卸费 → 装, 提货费 → 提."""
    return _BRIEF.get(short_name(name), short_name(name))


def fees_off(text: str) -> tuple[tuple[Fee, ...], str]:
    """The sums at the beginning of a text, and what follows them."""
    found: list[Fee] = []
    rest = text.lstrip(_BETWEEN)
    while fee := _FEE.match(rest):
        found.append(Fee(fee["name"], money.parse_yuan(fee["amount"])))
        rest = rest[fee.end() :].lstrip(_BETWEEN)
    return tuple(found), rest if found else text
