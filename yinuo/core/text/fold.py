"""One form for texts that mean the same: width, script, case and spaces folded away.

The script is folded character by character, on purpose: a conversion that looks at whole phrases (乾坤 stays,
乾燥 becomes 干燥) would fold a piece of a text differently from the text, and the piece would not be found.
The result is for matching, never for reading.
"""

import re
import unicodedata
from functools import cache
from importlib import resources

_IDEOGRAPHS = re.compile("[\u4e00-\u9fff]+")


def fold(text: str) -> str:
    """`text` in half width, simplified characters and lower case, runs of spaces as one, none at the ends.

    Marks that cannot be seen (zero width, byte order, soft hyphen) are dropped. To fold twice changes
    nothing.
    """
    if _IDEOGRAPHS.fullmatch(text):  # nothing but the script can differ
        return simplify(text)
    seen = "".join(character for character in text if unicodedata.category(character) != "Cf")
    lowered = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", seen).casefold())
    return " ".join(simplify(lowered).split())


def simplify(text: str) -> str:
    """`text` with each traditional character replaced by its simplified form; its length stays."""
    return text.translate(_simplified())


@cache
def _simplified() -> dict[int, str]:
    table = resources.files(__package__).joinpath("simplified.txt").read_text(encoding="utf-8")
    pairs = "".join(line for line in table.splitlines() if not line.startswith("#"))
    return {ord(pairs[at]): pairs[at + 1] for at in range(0, len(pairs), 2)}
