"""People who work here: roles, branches, regions, teams, vehicles, who is on duty now, and signing in.

Not for what they work on.
"""
