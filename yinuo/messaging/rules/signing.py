"""Who speaks: the company's signature in front of a short message, the staff number at its end."""

import re
from typing import Final

_SIGNATURE: Final = re.compile(r"^\s*【[^【】]*】")
_BRACKETS: Final = "【】[]〔〕 　"


def signature(name: str) -> str:
    """What providers put in front of every message: 启程货运 → 【启程货运】; nothing for none."""
    inner = name.strip(_BRACKETS)
    return f"【{inner}】" if inner else ""


def bare(text: str) -> str:
    """The text without a signature in front."""
    return _SIGNATURE.sub("", text, count=1)


def signed(text: str, staff_number: str) -> str:
    """The text with the staff number at its end, where it does not stand already (R043, R327)."""
    if text.endswith(staff_number):
        return text
    stop = "" if text.endswith(("。", "！", "？", ".", "!", "?")) else "。"
    return f"{text}{stop}{staff_number}"
