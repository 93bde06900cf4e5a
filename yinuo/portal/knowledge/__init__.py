"""What the company announces."""
