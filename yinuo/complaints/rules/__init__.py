"""The business of complaints in its plainest form."""
