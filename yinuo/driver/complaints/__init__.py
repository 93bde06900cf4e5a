"""A complaint that a driver hears and passes on; nothing of the case afterwards."""
