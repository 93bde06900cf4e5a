"""Complaining, suggesting, praising, and following what became of it (R005, R123, R131)."""
