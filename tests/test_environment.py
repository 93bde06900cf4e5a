"""The tests' own ground: a folder of their own, a guarded ledger, a clock that stands still."""

import tempfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import Error

from tests.factories import staff as make
from yinuo.core import clock, db, events
from yinuo.core.models import Event


def test_no_test_touches_the_folder_of_a_desk():
    """Data, uploads and, on SQLite, the database lie in the system's temporary folder."""
    temporary = Path(tempfile.gettempdir()).resolve()
    assert settings.DATA_DIR.is_relative_to(temporary)
    assert settings.MEDIA_ROOT.is_relative_to(temporary)
    database = settings.DATABASES["default"]
    assert "postgresql" in database["ENGINE"] or Path(database["NAME"]).is_relative_to(temporary)


@pytest.mark.parametrize("turn", [1, 2])
@pytest.mark.django_db(transaction=True)
def test_the_ledger_is_empty_and_guarded_in_each_transactional_test(turn):
    assert not Event.objects.exists()
    person = make.person()
    with db.transaction():
        events.record("staff.signed_in", subject=person)
    with pytest.raises(Error):
        Event.objects.all().delete()
    assert Event.objects.count() == 1


def test_the_clock_stands_until_it_is_moved(frozen):
    start = clock.now()
    assert (clock.local(start).isoformat(), clock.now()) == ("2026-11-20T10:00:00+08:00", start)
    frozen.move(minutes=30)
    assert clock.now() - start == timedelta(minutes=30)
