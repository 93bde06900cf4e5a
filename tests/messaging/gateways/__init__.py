"""Gateways against servers that speak their protocols."""
