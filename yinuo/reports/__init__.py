"""Measures of what was done: facts kept as it happens, figures with their formula, files, schedules."""
