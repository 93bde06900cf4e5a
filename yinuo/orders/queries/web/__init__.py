"""Reads about orders that customers write themselves, and about what customers may see of any order."""

from yinuo.orders.queries.web.estimating import Estimate, estimate, read
from yinuo.orders.queries.web.finding import Page, for_guest, found, of_ref

__all__ = ["Estimate", "Page", "estimate", "for_guest", "found", "of_ref", "read"]
