"""How promises work, without a database, a clock or a request.

`watching` which event does what to which promise · `reckoning` when it is due · `chasing` what follows a due
time · `telling` why it is due then, in one line.
"""

from yinuo.promises.rules import chasing, reckoning, telling, watching

__all__ = ["chasing", "reckoning", "telling", "watching"]
