"""The unit of work, its fair lock, and bulk writing in small steps."""

import threading
import time
from datetime import date, timedelta

import pytest
from django.db import connection

from yinuo.core import db
from yinuo.core.db.unit import FairLock
from yinuo.core.models import Serial


def test_the_lock_goes_to_who_waited_longest() -> None:
    lock, order = FairLock(), []
    lock.acquire()
    threads = []
    for number in range(5):

        def work(mine: int = number) -> None:
            lock.acquire()
            order.append(mine)
            lock.release()

        thread = threading.Thread(target=work)
        thread.start()
        threads.append(thread)
        while len(lock._waiting) <= number:
            time.sleep(0.001)
    lock.release()
    for thread in threads:
        thread.join()
    assert order == [0, 1, 2, 3, 4]


@pytest.mark.django_db
def test_an_inner_block_joins_the_outer_one() -> None:
    with pytest.raises(RuntimeError), db.transaction():
        with db.transaction():
            Serial.objects.create(series="x", day=date(2026, 1, 1))
        raise RuntimeError
    assert not Serial.objects.exists()
    assert not db.in_transaction()


@pytest.mark.django_db(transaction=True)
def test_small_steps_let_others_write_in_between() -> None:
    between: list[int] = []
    stop = threading.Event()

    def other() -> None:
        while not stop.is_set():
            with db.transaction():
                between.append(Serial.objects.count())
        connection.close()

    thread = threading.Thread(target=other)
    thread.start()
    days = [date(2026, 1, 1) + timedelta(days=number) for number in range(30)]
    count = db.in_small_steps(
        days, lambda day: Serial.objects.create(series="x", day=day), hold=0.001, rest=0.01
    )
    stop.set()
    thread.join()
    assert count == 30 == Serial.objects.count()
    assert len({seen for seen in between if 0 < seen < 30}) > 1


@pytest.mark.django_db
def test_one_that_fails_is_in_nobodys_way() -> None:
    def write(number: int) -> None:
        Serial.objects.create(series=str(number), day=date(2026, 1, 1))
        if number == 1:
            raise ValueError("this one")

    assert db.each_alone([0, 1, 2], write) == 2
    assert set(Serial.objects.values_list("series", flat=True)) == {"0", "2"}
