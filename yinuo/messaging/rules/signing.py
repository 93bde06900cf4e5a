"""Who speaks: the company's signature in front of a short message, the staff number at its end."""

import re
from typing import Final

from yinuo.playbooks.rules import schema

STOP_WORDS: Final = "拒收请回复R"
"""What stands at the end of every commercial message; it counts."""

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


def refusable(notice: schema.Notice) -> schema.Notice:
    """A commercial notice with the words by which one refuses further ones, in every form of it."""
    steps = tuple(
        step.model_copy(update={"text": step.text + STOP_WORDS}) if step.text else step
        for step in notice.shorten
    )
    return notice.model_copy(update={"text": notice.text + STOP_WORDS, "shorten": steps})
