"""Going through the tokens of a text once, from left to right, and noting what is mentioned and of whom."""

from yinuo.orders.rules.understanding.hearing.listener import listen

__all__ = ["listen"]
