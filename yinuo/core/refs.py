"""Opaque short references: what addresses and API paths carry before (and beside) a number."""

import secrets

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
LENGTH = 10


def new() -> str:
    """Ten characters without look-alikes, starting with a letter so that no number can equal it (48 bits)."""
    return secrets.choice(ALPHABET[8:]) + "".join(secrets.choice(ALPHABET) for _ in range(LENGTH - 1))
