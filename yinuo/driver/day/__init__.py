"""The driver's day: duty, figures, money and receipts handed in."""
