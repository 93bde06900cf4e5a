"""The order form, step by step."""
