"""The register at the desk."""

import re
from datetime import timedelta

import pytest

from tests.desk.tickets import parts
from tests.factories import complaints as make
from yinuo.core import clock

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("manual")]
LIST = "/complaints/"
REGION = {"HX-Request": "true", "HX-Target": "desk-region#complaints"}


def test_views_and_filters_cut_the_list(agent, driver, browse) -> None:
    crisis = make.registered(agent, severity=4)
    due = clock.now() + timedelta(days=5)
    letter = {"official_from": "江苏省邮政管理局", "official_number": "2026-118", "official_due_at": due}
    official = make.registered(agent, channel="OFFICIAL", **letter)
    damage = make.registered(agent, type="DAMAGE", respondent=driver)
    closed = make.at("CLOSED", agent)
    found, client = (crisis, official, damage, closed), browse(agent)

    def seen(query: str) -> set[str]:
        page = parts.text(client.get(f"{LIST}?{query}", headers=REGION))
        return {str(make.ticket(one)) for one in found if str(make.ticket(one)) in page}

    def names(*complaints) -> set[str]:
        return {str(make.ticket(one)) for one in complaints}

    assert seen("") == names(crisis, official, damage)
    assert seen("view=crisis") == names(crisis)
    assert seen("view=official") == names(official)
    assert seen("view=closed") == names(closed)
    assert seen("type=DAMAGE") == seen(f"respondent={driver.pk}") == names(damage)
    assert seen("severity=4") == names(crisis)
    assert seen("channel=OFFICIAL") == names(official)
    assert seen("stage=CLARIFY") == set()
    assert seen("whose=mine") == names(crisis, official, damage)
    assert seen("view=nonsense&type=nonsense&respondent=x") == names(crisis, official, damage)


def test_the_list_stands_whole_and_as_a_part(agent, browse) -> None:
    client = browse(agent)
    page = parts.text(client.get(LIST))
    assert "<html" in page
    assert "没有未结的投诉" in page
    assert 'aria-current="page"' in page
    assert parts.text(client.get(LIST, headers=REGION)).lstrip().startswith("<desk-region")


def test_a_row_says_what_matters_and_no_number(agent, mate, driver, browse) -> None:
    said = {"account": "打13800006621找我，司机骂人", "contact_name": "王建国", "severity": 3}
    make.registered(agent, respondent=driver, **said)
    page = parts.text(browse(mate).get(LIST))
    for shown in ("138****6621", "王强", "大损失", "受理", "李敏", "电话", "时效"):
        assert shown in page
    assert "13800006621" not in page
    assert "王建国" not in page


def test_suggestions_are_a_view_of_it(agent, browse) -> None:
    complaint, suggestion = make.registered(agent), make.suggested(agent)
    page = parts.text(browse(agent).get(f"{LIST}?kind=suggestion"))
    assert str(make.ticket(suggestion)) in page
    assert str(make.ticket(complaint)) not in page
    assert f"/suggestions/{suggestion.ticket.ref}/" in page


def test_an_outsider_and_whoever_it_is_about_see_none(agent, mate, outsider, browse) -> None:
    number = str(make.ticket(make.registered(agent, respondent=mate)))
    assert number in parts.text(browse(agent).get(LIST))
    for person in (outsider, mate):
        assert number not in parts.text(browse(person).get(LIST))


@pytest.mark.parametrize(
    ("role", "status"),
    [("AGENT", 200), ("TEAM_LEADER", 200), ("DISPATCHER", 200), ("MANAGER", 200), ("AUDITOR", 200),
     ("MARKET_DEVELOPER", 200), ("ADMINISTRATOR", 200), ("DRIVER", 403), ("COLLEAGUE", 403)],
)  # fmt: skip
def test_who_looks_through_the_list(everybody, browse, role, status) -> None:
    assert browse(everybody[role]).get(LIST).status_code == status


def test_the_menu_leads_there(agent, colleague, driver, browse) -> None:
    assert 'href="/complaints/"' in parts.text(browse(agent).get("/inquiries/"))
    assert 'href="/complaints/report/"' in parts.text(browse(colleague).get("/complaints/report/"))
    assert browse(driver).get("/complaints/report/").status_code == 403


def test_pages_follow_one_another(agent, browse) -> None:
    made = [make.registered(agent, form_key=f"f{number}") for number in range(31)]
    client = browse(agent)
    first = parts.text(client.get(LIST))
    assert str(make.ticket(made[30])) not in first
    address = first.split("cursor=")[1].split('"')[0]
    second = parts.text(client.get(f"{LIST}?cursor={address}"))
    assert str(make.ticket(made[30])) in second
    assert str(make.ticket(made[5])) not in second


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_whatever_stands_in_it(
    agent, browse, django_assert_max_num_queries, count
) -> None:
    for _ in range(count):
        make.registered(agent)
    client = browse(agent)
    client.get(LIST)
    with django_assert_max_num_queries(7):
        client.get(LIST, headers=REGION)


def test_a_cursor_that_is_none_is_refused(agent, browse) -> None:
    assert browse(agent).get(f"{LIST}?cursor=x").status_code == 422


def test_the_deadline_stands_beside_the_number(agent, browse) -> None:
    """It is what the list is sorted by, and the first that a narrow screen has to show."""
    case = make.registered(agent)
    page = parts.text(browse(agent).get(LIST))
    assert re.findall(r'<th scope="col"[^>]*>([^<]*)</th>', page)[:2] == ["编号", "时限"]
    row = page[page.index(f'id="c-{case.ticket.ref}"') :]
    assert "<desk-countdown" in row.split("</td>")[1]
