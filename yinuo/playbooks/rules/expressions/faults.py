"""What can be wrong with a condition."""


class ExpressionFault(ValueError):
    """A condition that cannot be understood; `code` and `params` say why (see `rules.faults`)."""

    def __init__(self, code: str, **params: str) -> None:
        super().__init__(code)
        self.code = code
        self.params = params
