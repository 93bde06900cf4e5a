"""Work too long for a request: asked for as a row, done by the worker in a child process, its file kept.

`ask` writes the row; `work_due` is the worker's step: claim, child process, record. What a kind of work does
is registered by the wiring; this package knows none. Not for anything that leaves the desk: that is the
outbox of messaging.
"""

from yinuo.core.jobs.asking import ask, asked_by, label_of, one_of
from yinuo.core.jobs.doing import do
from yinuo.core.jobs.files import forget_files, has_file, path_of
from yinuo.core.jobs.kinds import Done, Work, register
from yinuo.core.jobs.working import work_due

__all__ = [
    "Done",
    "Work",
    "ask",
    "asked_by",
    "do",
    "forget_files",
    "has_file",
    "label_of",
    "one_of",
    "path_of",
    "register",
    "work_due",
]
