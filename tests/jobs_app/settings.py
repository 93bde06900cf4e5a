"""The desk's settings with the tests' kinds of work."""

from yinuo.settings import *  # noqa: F403  (all of them, as they are)
from yinuo.settings import INSTALLED_APPS as DESK

INSTALLED_APPS = [*DESK, "tests.jobs_app"]
