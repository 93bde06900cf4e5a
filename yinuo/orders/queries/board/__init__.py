"""The dispatcher's board.

`board` what it shows to somebody · `parts` what that is made of · `reads` what it asks of the database.
"""

from yinuo.orders.queries.board.board import Board
from yinuo.orders.queries.board.parts import Load, Page, Row, Standing, Waiting

__all__ = ["Board", "Load", "Page", "Row", "Standing", "Waiting"]
