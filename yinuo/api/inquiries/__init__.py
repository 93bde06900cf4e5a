"""Questions of customers."""
