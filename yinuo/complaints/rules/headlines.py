"""What a queue shows of a complaint or suggestion."""

import re
from typing import Final

from yinuo.complaints.rules.texts import LONGEST_HEADLINE
from yinuo.core.text import mask

_SPACES: Final = re.compile(r"\s+")


def headline(label: str, text: str) -> str:
    """Its type and the first words of the text, numbers in it masked: 时效 货晚了两天还没到."""
    return mask.mask_phones(f"{label} {_SPACES.sub(' ', text)}")[:LONGEST_HEADLINE].strip()
