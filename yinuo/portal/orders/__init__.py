"""Ordering, and following what was ordered."""
