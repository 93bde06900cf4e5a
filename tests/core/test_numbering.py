"""R044: serial numbers without gap or double."""

import threading
from datetime import date

import pytest
from django.db import connection

from yinuo.core import db, numbering

DAY = date(2026, 11, 20)


def test_r044_number_has_the_day_and_at_least_three_digits() -> None:
    """R044: the sample's shape, yymmdd and a counter."""
    assert numbering.number("", DAY, 21) == "261120021"
    assert numbering.number("C", DAY, 1234) == "C2611201234"


@pytest.mark.django_db(transaction=True)
def test_r044_a_number_is_given_back_when_the_act_fails() -> None:
    """R044: no gap after a failure."""
    with db.transaction():
        assert numbering.allot("order", DAY) == 1
    with pytest.raises(RuntimeError), db.transaction():
        assert numbering.allot("order", DAY) == 2
        raise RuntimeError
    with db.transaction():
        assert numbering.allot("order", DAY) == 2


@pytest.mark.django_db(transaction=True)
def test_r044_many_at_once_get_each_number_once() -> None:
    """R044: gapless and without doubles under concurrency, also for the first of a day."""
    got: list[int] = []

    def work() -> None:
        for _ in range(10):
            with db.transaction():
                got.append(numbering.allot("order", DAY))
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(got) == list(range(1, 61))
