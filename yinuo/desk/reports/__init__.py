"""Pages of reports: figures with their charts, and the tickets behind them."""
