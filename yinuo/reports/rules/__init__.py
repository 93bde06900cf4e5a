"""What is counted and how, in its plainest form: formulas, ranges of days, tables of figures."""
