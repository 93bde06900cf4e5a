"""Orders at the desk: taking one (`taking/`), what is done with it (`moving/`), the lists, the follow-ups."""
