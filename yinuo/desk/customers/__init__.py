"""Whom we serve: the list, one customer, and the card beside the work."""
