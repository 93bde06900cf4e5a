"""Servers of the outside world for the tests: they speak the real protocols on this machine only."""
