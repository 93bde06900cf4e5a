"""Tickets over the API: queues, search, one ticket, its events, notes."""
