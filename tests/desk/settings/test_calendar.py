"""Working hours and days, and the line above every page while next year is unknown."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from tests import ledger
from yinuo.core import clock
from yinuo.core.calendar import actions, queries
from yinuo.core.models import CalendarDay, WorkingHours

DIALOG = {"HX-Request": "true", "HX-Target": "div#dialog"}
WEEK = {f"day{day}": "08:30-12:00；13:30-17:30" for day in range(1, 6)} | {"keeps_holidays": "on"}


def page(answer):
    return answer.content.decode()


def test_the_company_works_several_spells_a_day(admin, company):
    """R019: the hours of the desk, several spells a day."""
    assert "08:30-17:30" in page(admin.get(reverse("settings-hours")))
    assert admin.post(reverse("settings-company-hours"), WEEK).status_code == 302
    assert len(queries.hours_of().week[1]) == 2
    assert 6 not in queries.hours_of().week
    assert ledger.last("calendar.changed").data == {"what": "hours", "team": None}
    assert "08:30-12:00；13:30-17:30" in page(admin.get(reverse("settings-hours")))


def test_a_team_has_hours_of_its_own_and_gives_them_up(admin, team):
    url = reverse("settings-team-hours", args=[team.key])
    assert 'value="08:30-17:30"' in page(admin.get(url)), "starts with the company's"
    assert admin.post(url, {"day6": "20:00-02:00"}).status_code == 302
    hours = queries.hours_of(team.pk)
    assert (list(hours.week), hours.keeps_holidays) == ([6], False)
    admin.post(reverse("settings-team-hours-drop", args=[team.key]))
    assert not WorkingHours.objects.filter(team_id=team.pk).exists()


@pytest.mark.parametrize(("typed", "said"), [("早上", "时间段要写成"), ("08:30-08:30", "时间段要写成")])
def test_hours_that_cannot_be_read_are_refused_and_stay_in_the_field(admin, company, typed, said):
    answer = admin.post(reverse("settings-company-hours"), WEEK | {"day3": typed}, headers=DIALOG)
    assert answer.status_code == 422
    assert said in page(answer)
    assert f'value="{typed}"' in page(answer)
    assert not WorkingHours.objects.exists()


def test_a_week_without_any_hour_is_refused(admin, company):
    answer = admin.post(reverse("settings-company-hours"), {"day1": ""}, headers=DIALOG)
    assert answer.status_code == 422
    assert "没有任何上班时间" in page(answer)


def test_a_day_is_entered_for_the_company_or_a_team_and_taken_out(admin, team, frozen):
    url = reverse("settings-day-new")
    assert admin.post(url, {"on": "2026-12-31", "works": "no", "name": "盘点"}).status_code == 302
    values = {"on": "2026-12-31", "works": "yes", "name": "值班", "spells": "10:00-12:00", "team": team.pk}
    assert admin.post(url, values).status_code == 302
    company, own = CalendarDay.objects.order_by("id")
    assert (company.team_id, company.kind) == (None, "CLOSED")
    assert (own.team_id, own.kind, own.spells) == (team.pk, "WORKING", [["10:00", "12:00"]])
    shown = page(admin.get(reverse("settings-days")))
    assert "盘点" in shown
    assert "10:00-12:00" in shown
    admin.post(reverse("settings-day-remove", args=[company.pk]))
    assert CalendarDay.objects.get() == own
    assert ledger.kinds().count("calendar.changed") == 3


@pytest.mark.parametrize(
    ("values", "field"),
    [({"on": "31.12."}, "on"), ({"name": ""}, "name"), ({"works": "yes", "spells": "nachts"}, "spells")],
)
def test_a_day_that_cannot_be_is_refused(admin, company, values, field):
    typed = {"on": "2026-12-31", "works": "no", "name": "盘点"} | values
    answer = admin.post(reverse("settings-day-new"), typed, headers=DIALOG)
    assert answer.status_code == 422
    assert f'id="id_{field}-err"' in page(answer)


@pytest.mark.parametrize("year", ["", "2026", "1", "99999", "abc", "２０２６"])
def test_a_year_is_shown_with_its_official_days(admin, company, frozen, year):
    shown = page(admin.get(reverse("settings-days"), {"year": year}))
    assert "工作日历" in shown
    if year in ("", "2026"):
        assert "国庆节" in shown


def test_a_year_without_its_notice_says_so(admin, company, frozen):
    assert "这一年还没有公布" in page(admin.get(reverse("settings-days"), {"year": "2027"}))


def test_from_december_every_page_asks_those_who_can_enter_next_year(
    browse, manager, agent, auditor, company
):
    """R019: while the days of next year are missing, due times across the year are provisional."""
    text = "2027 年的放假安排还没有录入"
    before = datetime(2026, 11, 30, 15, 59, tzinfo=UTC)
    after = datetime(2026, 11, 30, 16, 0, tzinfo=UTC)
    cases = (before, manager, False), (after, manager, True), (after, agent, False), (after, auditor, False)
    for at, person, seen in cases:
        with clock.fixed(at):
            assert (text in page(browse(person).get(reverse("account")))) == seen
    with clock.fixed(after):
        client = browse(manager)
        assert reverse("settings-upload", args=["days"]) in page(client.get(reverse("customers")))
        entry = actions.DayEntry(date(2027, 1, 1), False, "元旦")
        actions.import_days(entries=[entry], source="2027 年通知", by=manager)
        assert text not in page(client.get(reverse("account")))


def test_before_december_the_line_costs_no_query(admin, company, frozen, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert queries.banner(clock.today()) is None
