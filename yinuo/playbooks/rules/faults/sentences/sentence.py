"""One fault in words."""

from typing import NamedTuple


class Sentence(NamedTuple):
    """What is wrong and what to do, in both languages; `{…}` are the fault's parameters."""

    zh: str
    zh_remedy: str
    en: str
    en_remedy: str
