"""The child's part: do the work of one job in this process, and leave what came of it beside the file."""

import errno
import json
import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from yinuo.core.errors import DeskError
from yinuo.core.jobs import kinds
from yinuo.core.models import Job

OUTCOME: Final = "outcome.json"
DONE: Final = 0
REFUSED: Final = 1
BROKE: Final = 3
"""The child's exit statuses: done; refused, and it would be again; broken, and worth another try."""
FULL: Final = (errno.ENOSPC, errno.EDQUOT)

log = logging.getLogger("yinuo.jobs")


def do(job: Job, folder: Path) -> int:
    """Do it, write `outcome.json` into `folder`; returns the exit status.

    The outcome has `result`, `file` (a name in the folder) and `file_name`; of what was refused, `error` (a
    short code) and `params`. A defect is logged with its traceback.
    """
    try:
        done = kinds.of(job.kind).do(job.params, job.by_id, folder)
    except DeskError as error:
        return _refused(folder, error.code, error.params)
    except Exception as error:
        if isinstance(error, OSError) and error.errno in FULL:
            return _refused(folder, "job_disk_full", {})
        log.exception("job %s (%s) broke", job.pk, job.kind)
        return BROKE
    file = done.file.relative_to(folder).as_posix() if done.file else ""
    _write(folder, {"result": dict(done.result), "file": file, "file_name": done.file_name})
    return DONE


def _refused(folder: Path, error: str, params: Mapping[str, Any]) -> int:
    _write(folder, {"error": error, "params": {key: str(value) for key, value in params.items()}})
    return REFUSED


def _write(folder: Path, outcome: Mapping[str, Any]) -> None:
    """All of it or nothing: the parent reads only what has the last name."""
    half = folder / f".{OUTCOME}"
    half.write_text(json.dumps(outcome, ensure_ascii=False), encoding="utf-8")
    half.replace(folder / OUTCOME)
