"""Signing in and out, one's own account, preferences and presence."""
