"""Codes that prove that a phone is in somebody's hand: how they look, how long they live, how often."""

import secrets
from datetime import timedelta
from typing import Final

from yinuo.core.throttling import Limit

KEY: Final = "code"
"""The key of the message that carries a code."""

DIGITS: Final = 6
LIFE: Final = timedelta(minutes=10)
MOST_TRIES: Final = 5
HIDDEN: Final = "●" * DIGITS
"""Stands for the digits wherever the message is kept; they are put in their place when it is handed over."""

TEXT: Final = "验证码{code}，10分钟内有效。请勿告诉他人，我们的员工也不会向您要。"
PER_PHONE: Final = (
    Limit("code_phone", 1, timedelta(minutes=1)),
    Limit("code_phone", 5, timedelta(hours=1)),
    Limit("code_phone", 10, timedelta(days=1)),
)
PER_ADDRESS: Final = Limit("code_address", 20, timedelta(hours=1))
PER_DEVICE: Final = Limit("code_device", 10, timedelta(hours=1))


def drawn() -> str:
    """A new code."""
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
