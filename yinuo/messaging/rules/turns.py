"""How fast a gateway may be used: its messages are spread evenly over each second."""


class Turns:
    """At most `per_second` turns a second; `take` gives the next one. Not for two threads at once."""

    def __init__(self, per_second: int) -> None:
        self._gap = 1 / max(per_second, 1)
        self._next = 0.0

    def take(self, now: float) -> float:
        """For how many seconds whoever comes at `now` (of a steady clock) waits for their turn."""
        turn = max(self._next, now)
        self._next = turn + self._gap
        return turn - now
