"""What words say only together: a part of the body and a harm, a private thing and its telling.

Two parts that stand at most `REACH` characters from each other in one sentence make a hit of grade 4.
"""

from collections.abc import Iterator
from typing import Final

REACH: Final = 7
PAIRS: Final = (
    ("body", "harm", "injury"),
    ("person", "struck", "injury"),
    ("mine", "disclosed", "privacy"),
    ("weapon", "wielded", "safety"),
    ("machine", "ran", "safety"),
)
_STOPS: Final = ",。!?;\n"
Match = tuple[str, str, int, int]


def composed(text: str, parts: list[Match]) -> Iterator[Match]:
    """A hit for each pair of parts that belong together; `parts` are hits of the field `part`, in order."""
    for at, (_, value, start, end) in enumerate(parts):
        for _, other, begins, ends in parts[at + 1 :]:
            if begins > end + REACH:
                break
            between = text[end:begins]
            if begins < end or any(stop in between for stop in _STOPS):
                continue
            for first, second, crisis in PAIRS:
                if {value, other} == {first, second}:
                    yield "together", crisis, start, ends
