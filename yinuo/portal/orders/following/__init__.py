"""Following an order, changing it, rating it."""
