"""What a queue shows of a complaint or suggestion."""

import re
from typing import Final

from yinuo.complaints.rules.texts import LONGEST_HEADLINE
from yinuo.core.text import mask

_SPACES: Final = re.compile(r"\s+")


def headline(label: str, text: str) -> str:
    """Its type and the first words of the text, numbers in it masked: 时效 货晚了两天还没到."""
    return f"{label} {brief(text)}"[:LONGEST_HEADLINE].strip()


def brief(text: str) -> str:
    """The first words of a text on one line, numbers in it masked, for a sentence that says them."""
    return mask.mask_phones(_SPACES.sub(" ", text).strip())[:LONGEST_HEADLINE].rstrip("。 ")
