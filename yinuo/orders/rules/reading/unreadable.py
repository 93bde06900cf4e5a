"""What a reader raises when a text does not say what its field asks."""

from typing import Any


class Unreadable(ValueError):
    """A text that cannot be taken: the code of what is wrong and its parameters."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.params = params
