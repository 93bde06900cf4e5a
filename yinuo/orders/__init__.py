"""Freight orders: elements, screening, quote, read-back, confirmation, dispatch, tracking and chasing.

Not for the deadlines themselves, which are promises.
"""
