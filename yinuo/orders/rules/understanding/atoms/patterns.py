"""Patterns put together from lists of words."""


def any_of(*words: str) -> str:
    """One of the pieces, separated by spaces, the longest first; a piece may be a pattern itself."""
    pieces = sorted(" ".join(words).split(), key=len, reverse=True)
    return f"(?:{'|'.join(dict.fromkeys(pieces))})"


def not_before(*words: str) -> str:
    """None of the pieces follows."""
    return f"(?!{any_of(*words)})" if " ".join(words).split() else ""
