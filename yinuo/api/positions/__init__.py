"""Where vehicles are, as a tracking server forwards it."""
