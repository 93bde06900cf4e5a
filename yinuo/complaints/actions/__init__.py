"""The only door to a change of a complaint."""
