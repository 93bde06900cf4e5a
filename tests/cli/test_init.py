"""`yinuo init`: a real desk, whole or not at all, once."""

import os
import subprocess
import sys
from datetime import UTC, datetime

import pytest
from django.test import override_settings

from yinuo.core import clock
from yinuo.playbooks import queries as playbooks
from yinuo.playbooks.models import ReferenceTable
from yinuo.staff.models import Branch, Company, Person, Role

SAID = (
    "init", "--name", "宁海货运有限公司", "--short-name", "宁海货运", "--hotline", "025-52108800",
    "--area-code", "025", "--pack", "freight", "--staff-number", "9000", "--admin-name", "方工",
    "--password", "a-long-word-7", "--yes",
)  # fmt: skip


@pytest.mark.django_db
def test_everything_that_was_said_is_set_up_and_nothing_else(say):
    """R333: the first administrator sets up everybody else."""
    done = say(*SAID)
    assert done.exit_code == 0, done.output
    company = Company.objects.get()
    assert (company.name, company.short_name, company.hotline) == (
        "宁海货运有限公司",
        "宁海货运",
        "025-52108800",
    )
    assert (company.area_code, company.pack, company.is_demo) == ("025", "freight", False)
    person = Person.objects.get()
    assert (person.staff_number, person.name, person.role) == ("9000", "方工", Role.ADMINISTRATOR)
    assert person.check_password("a-long-word-7")
    assert playbooks.published().playbook.slug == "freight"
    assert not Branch.objects.exists()
    assert set(ReferenceTable.objects.values_list("kind", flat=True)) == {"goods"}


@pytest.mark.django_db
def test_what_was_not_said_is_asked(say):
    typed = "y\n宁海货运有限公司\n宁海货运\n\n025\nfreight\n9000\n方工\nshort\na-long-word-7\na-long-word-7\n"
    done = say("init", typed=typed)
    assert done.exit_code == 0, done.output
    assert "Error: password: " in done.output
    assert (Company.objects.get().hotline, Person.objects.get().staff_number) == ("", "9000")


@pytest.mark.django_db
def test_a_folder_that_holds_a_company_is_left_alone(say):
    say(*SAID)
    again = say("init", "--name", "别的公司", *SAID[3:])
    assert again.exit_code == 1
    assert "already holds 宁海货运有限公司" in again.output
    assert Company.objects.get().name == "宁海货运有限公司"


@pytest.mark.django_db
def test_what_fails_leaves_nothing_and_can_be_said_again(say):
    bad = [*SAID[:-2], "12345678", "--yes"]
    refused = say(*bad)
    assert refused.exit_code == 1
    assert "password:" in refused.output
    assert not Company.objects.exists()
    assert not Person.objects.exists()
    assert say(*SAID).exit_code == 0


@pytest.mark.django_db
def test_a_demo_is_not_turned_into_a_real_desk(say):
    with override_settings(IS_DEMO=True):
        refused = say(*SAID)
    assert refused.exit_code == 1
    assert "holds a demo" in refused.output
    assert not Company.objects.exists()


@pytest.mark.django_db
def test_the_time_is_shown_and_must_be_right(say):
    with clock.fixed(datetime(2026, 11, 20, 2, 0, tzinfo=UTC)):
        refused = say(*SAID[:-1], typed="n\n")
    assert "Time zone Asia/Shanghai: it is 2026-11-20 10:00 there." in refused.output
    assert refused.exit_code == 1
    with clock.fixed(datetime(1970, 1, 1, tzinfo=UTC)):
        assert "clock is wrong" in say(*SAID).output
    assert not Company.objects.exists()


def test_a_real_start_makes_the_folder_and_the_second_is_refused(tmp_path):
    start = [
        sys.executable,
        "-c",
        "from yinuo.cli import main; main()",
        *SAID,
        "--data",
        str(tmp_path / "desk"),
    ]
    clean = {
        name: value for name, value in os.environ.items() if not name.startswith(("YINUO_", "DATABASE_"))
    }
    first = subprocess.run(start, env=clean, capture_output=True, text=True, check=False)
    assert first.returncode == 0, first.stderr
    assert "宁海货运有限公司 is set up" in first.stdout
    key = tmp_path / "desk" / "secret.key"
    assert key.stat().st_mode & 0o077 == 0
    second = subprocess.run(start, env=clean, capture_output=True, text=True, check=False)
    assert second.returncode == 1
    assert "already holds" in second.stderr
