"""Saying what one knows of a complaint, by the signed link of the request, without an account."""
