"""Asking, and the answers."""
