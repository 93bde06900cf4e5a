"""Where files lie that the desk made: `files/<year and month>/` in its folder, under names nobody guesses.

They are made in a folder of their own (`files/.making/…`) and moved when whole, so a file under its last name
is never half of one. They are deleted after a while (YINUO_FILE_DAYS); the job's row stays.
"""

import logging
import os
import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import mkdtemp
from typing import Final

from django.conf import settings

from yinuo.core import clock, db, refs
from yinuo.core.errors import NotFound
from yinuo.core.models import Job

MAKING: Final = ".making"
ABANDONED_SECONDS: Final = 24 * 3600

log = logging.getLogger("yinuo.jobs")


def root() -> Path:
    """The folder of all such files; made when missing, for the desk's own user only."""
    path = Path(settings.DATA_DIR) / "files"
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def new_folder(job: Job) -> Path:
    """An empty folder to make a job's file in. Raises OSError."""
    making = root() / MAKING
    making.mkdir(mode=0o700, exist_ok=True)
    return Path(mkdtemp(prefix=f"{job.pk}-", dir=making))


def throw_away(folder: Path) -> None:
    """Delete a folder and what was made in it."""
    shutil.rmtree(folder, ignore_errors=True)


def keep(made: Path) -> str:
    """Move a file that is whole to where it stays; returns its path in the desk's folder. Raises OSError."""
    month = root() / f"{clock.today():%Y%m}"
    month.mkdir(mode=0o700, exist_ok=True)
    with made.open("rb") as file:
        os.fsync(file.fileno())
    made.chmod(0o600)
    kept = month / f"{refs.new()}{made.suffix}"
    made.replace(kept)
    return kept.relative_to(settings.DATA_DIR).as_posix()


def path_of(job: Job) -> Path:
    """The file that a job made. Raises NotFound("file_gone") when it was deleted or there never was one."""
    path = Path(settings.DATA_DIR) / job.file
    if not job.file or not path.is_file():
        raise NotFound("file_gone")
    return path


def has_file(job: Job) -> bool:
    """Whether what the job made can still be had."""
    return bool(job.file) and (Path(settings.DATA_DIR) / job.file).is_file()


def discard(name: str) -> None:
    """Delete one file by its path in the desk's folder; nothing where it is gone already."""
    if name:
        (Path(settings.DATA_DIR) / name).unlink(missing_ok=True)


def forget_files(now: datetime) -> int:
    """Delete the files of jobs that ended longer ago than YINUO_FILE_DAYS, and what no row speaks of.

    Returns how many rows lost their file.
    """
    span = timedelta(days=settings.YINUO_FILE_DAYS)
    old = list(Job.objects.filter(ended_at__lt=now - span).exclude(file=""))
    for job in old:
        discard(job.file)
    db.in_small_steps(old, lambda job: Job.objects.filter(pk=job.pk).update(file=""))
    for path in _abandoned(clock.real_now().timestamp() - ABANDONED_SECONDS):
        log.info("%s was made by nobody who is left; deleted", path.name)
        throw_away(path) if path.is_dir() else path.unlink(missing_ok=True)
    return len(old)


def _abandoned(before: float) -> Iterator[Path]:
    """Unfinished folders, and kept files whose row was never written, last touched before that second."""
    yield from (path for path in root().glob(f"{MAKING}/*") if _touched_at(path) < before)
    for path in root().glob("[0-9]*/*"):
        if _touched_at(path) < before and not Job.objects.filter(file=_name(path)).exists():
            yield path


def _touched_at(path: Path) -> float:
    """In seconds; now for what another worker deleted meanwhile."""
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return clock.real_now().timestamp()


def _name(path: Path) -> str:
    return path.relative_to(settings.DATA_DIR).as_posix()
