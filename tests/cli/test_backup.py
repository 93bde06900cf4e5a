"""What `yinuo backup` leaves on record, and who asks for it."""

from pathlib import Path

import pytest

from tests.factories import tickets as make
from tests.frozen import Frozen
from yinuo.cli import doctor
from yinuo.core import db, events
from yinuo.core.models import Event
from yinuo.staff.models import Company

pytestmark = pytest.mark.django_db(transaction=True)


def test_doctor_asks_for_a_backup_of_a_desk_that_has_none_lately(
    frozen: Frozen, company: Company, say, tmp_path: Path
) -> None:
    """A new desk has time; then one is asked for, and after some days the next."""
    assert list(doctor.backups(0)) == []
    with db.transaction():
        events.record("staff.company_opened", subject=company)
    assert list(doctor.backups(0)) == []
    frozen.move(days=4)
    ((cause, remedy),) = doctor.backups(0)
    assert cause == "no backup was ever made"
    assert "yinuo backup" in remedy
    done = say("backup", tmp_path / "desk.tar")
    assert done.exit_code == 0, done.output
    assert list(doctor.backups(0)) == []
    noted = Event.objects.get(kind="desk.backed_up")
    assert noted.data["with_key"] is True
    assert noted.data["bytes"] == (tmp_path / "desk.tar").stat().st_size
    frozen.move(days=4)
    ((cause, _),) = doctor.backups(0)
    assert cause == "the last backup is 4 days, 0:00:00 old"


def test_nothing_is_left_of_a_backup_that_failed(company: Company, say, tmp_path: Path, monkeypatch) -> None:
    """A full disk, a folder that is gone: no file under the wanted name, none beside it."""
    make.ticket()
    done = say("backup", tmp_path / "nowhere" / "desk.tar")
    assert done.exit_code == 1
    assert list(tmp_path.iterdir()) == []
    assert not Event.objects.filter(kind="desk.backed_up").exists()
