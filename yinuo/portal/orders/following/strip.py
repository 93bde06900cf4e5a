"""The strip on which the way of the goods is drawn: one bent line, and the point reached on it.

Numbers only, so that the page writes them as SVG attributes and needs no style and no script.
"""

from dataclasses import dataclass
from functools import cache
from itertools import accumulate, pairwise
from math import dist
from typing import Final

WIDTH: Final = 390
START: Final = (44.0, 66.0)
END: Final = (346.0, 138.0)
_BENT: Final = (START, (150.0, 30.0), (220.0, 190.0), END)
_PARTS: Final = 200


@dataclass(frozen=True)
class Strip:
    """`done` of 100 parts of the way lie behind; the point reached, and where its label and arrow stand."""

    done: int
    x: int
    y: int
    label: str = ""

    @property
    def label_width(self) -> int:
        """How wide the label's box is."""
        return 20 + sum(13 if ord(letter) > 255 else 7 for letter in self.label)

    @property
    def label_x(self) -> int:
        """Where the label's box begins: over the point, and never outside."""
        return min(max(self.x - self.label_width // 2, 8), WIDTH - 8 - self.label_width)

    @property
    def label_middle(self) -> int:
        """Where the label's words have their middle."""
        return self.label_x + self.label_width // 2

    @property
    def label_y(self) -> int:
        """Where the label's box begins, above the point."""
        return self.y - 56

    @property
    def text_y(self) -> int:
        """Where its words stand."""
        return self.label_y + 19

    @property
    def arrow(self) -> str:
        """The tip under the label, towards the point."""
        return f"M{self.x - 6} {self.label_y + 28}l6 8 6-8z"


def strip(share: float, label: str = "") -> Strip:
    """The strip with `share` (0 to 1) of the way behind."""
    share = min(max(share, 0.0), 1.0)
    x, y = _reached(round(share * 100))
    return Strip(round(share * 100), x, y, label)


def path() -> str:
    """The line itself."""
    (a, b), (c, d), (e, f), (g, h) = _BENT
    return f"M{a:g} {b:g}C{c:g} {d:g} {e:g} {f:g} {g:g} {h:g}"


@cache
def _reached(percent: int) -> tuple[int, int]:
    """The point at this share of the line's length."""
    points = [_at(part / _PARTS) for part in range(_PARTS + 1)]
    lengths = list(accumulate((dist(a, b) for a, b in pairwise(points)), initial=0.0))
    wanted = lengths[-1] * percent / 100
    nearest = min(range(len(points)), key=lambda index: abs(lengths[index] - wanted))
    return round(points[nearest][0]), round(points[nearest][1])


def _at(t: float) -> tuple[float, float]:
    weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3)
    x = sum(weight * point[0] for weight, point in zip(weights, _BENT, strict=True))
    y = sum(weight * point[1] for weight, point in zip(weights, _BENT, strict=True))
    return x, y
