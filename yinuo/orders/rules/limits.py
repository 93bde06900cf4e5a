"""The most that one order may be of: what the form takes, and what is typed into it (R029–R031, R036)."""

from typing import Final

MOST_PIECES: Final = 99_999
MOST_WEIGHT_G: Final = 100_000_000
MOST_VOLUME_CM3: Final = 1_000_000_000
MOST_MONEY_FEN: Final = 1_000_000_000
