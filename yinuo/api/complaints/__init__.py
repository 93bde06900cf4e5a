"""Complaints, suggestions, grumbles, and what departments and people complained about do for a complaint."""
