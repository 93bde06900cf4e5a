"""The jobs: the list, one job, and what is said about it."""
