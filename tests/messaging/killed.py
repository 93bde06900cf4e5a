"""A worker of its own that is killed from outside in the middle of one step."""

import os
import signal
import subprocess
import sys

from django.conf import settings

from tests.messaging.test_kill import address

START = """
import django
django.setup()
from yinuo import wiring
from yinuo.core import clock
from yinuo.messaging import actions
actions.{step}(clock.now())
"""


class Worker:
    """One step of the loop, in a process; by the machine's own clock."""

    def __init__(self, step: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", START.format(step=step)],
            env={
                **os.environ,
                "DATABASE_URL": address(),
                "DJANGO_SETTINGS_MODULE": "yinuo.settings",
                "YINUO_SECRET_KEY": settings.SECRET_KEY,
                "YINUO_DATA": str(settings.DATA_DIR),
            },
        )

    def kill(self) -> None:
        """At once, from whatever thread."""
        self.process.send_signal(signal.SIGKILL)

    def ended(self) -> int:
        """How it ended."""
        return self.process.wait(60)
