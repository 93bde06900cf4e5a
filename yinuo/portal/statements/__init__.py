"""Saying what one knows of a complaint, by the signed link of the request: drivers, whoever has no account."""
