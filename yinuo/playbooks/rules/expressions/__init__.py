"""The tiny language of conditions: comparison, and/or/not, `in`, field names, numbers, words. Never Python.

    order.payment == 'collect' and order.weight > 500
    ticket.stage in ('dispatched', 'accepted')

A number beside a money field is in yuan, beside a weight in kilograms, beside a volume in cubic metres.
Comparing a field without a value by size is false; `none` asks for exactly that.
"""

from yinuo.playbooks.rules.expressions.compiling import Expression, compile_expression
from yinuo.playbooks.rules.expressions.faults import ExpressionFault

__all__ = ["Expression", "ExpressionFault", "compile_expression"]
