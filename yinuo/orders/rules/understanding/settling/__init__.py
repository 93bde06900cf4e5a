"""Out of everything that was mentioned: what counts, one reading in which each piece is used once."""

from yinuo.orders.rules.understanding.settling.assembling import settle

__all__ = ["settle"]
