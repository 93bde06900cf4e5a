"""Gateways for short messages: the list in its order, one page to set each up, a trial, where they push."""
