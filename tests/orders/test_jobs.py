"""One-time links to a job (issue 5, 3 and 7): forged, expired, used, on another device, not theirs."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import orders as make
from tests.frozen import Frozen
from yinuo.core import clock, refs
from yinuo.core.errors import NotFound, NotNow, NotPermitted
from yinuo.core.models import Event
from yinuo.messaging.models import Notice
from yinuo.orders import actions
from yinuo.orders.actions import driving
from yinuo.orders.models import Order
from yinuo.orders.rules import jobs
from yinuo.staff import queries as staff
from yinuo.staff.models import Company, Person, UsedLink

REF = "k7m3pw9x2h"
SINCE = datetime(2024, 1, 2, tzinfo=UTC)
UNTIL = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)


@pytest.fixture
def sited(company: Company) -> Company:
    """A company that said under which site its desk is reached."""
    Company.objects.update(site="https://qc56.cn")
    staff.forget()
    return company


@pytest.fixture
def order(sited: Company, desk: Frozen, agent: Person, driver: Person, frozen: Frozen) -> Order:
    """An order whose slip the driver has."""
    return make.dispatched(agent)


def link(order: Order, driver: Person) -> str:
    return jobs.token(order.ticket.ref, driver.pk, clock.now() + jobs.LIFE)


def refusal(token: str) -> str:
    with pytest.raises((NotNow, NotFound)) as failure:
        driving.open_link(token)
    return failure.value.code


@given(
    st.integers(1, 10**9),
    st.integers(0, 600_000).map(lambda hours: SINCE + timedelta(hours=hours, seconds=7)),
    st.text(refs.ALPHABET, min_size=10, max_size=10),
)
def test_a_link_says_what_was_written(driver: int, until: datetime, ref: str) -> None:
    job = jobs.read(jobs.token(ref, driver, until))
    assert job is not None
    assert (job.ref, job.driver_id) == (ref, driver)
    assert timedelta(0) <= job.until - until < timedelta(hours=1)


def test_a_link_is_short() -> None:
    assert len(jobs.path(REF, 4711, UNTIL)) <= 31


def test_not_one_letter_can_be_changed() -> None:
    token = jobs.token(REF, 7, UNTIL)
    for at, letter in enumerate(token):
        other = "2" if letter != "2" else "3"
        assert jobs.read(token[:at] + other + token[at + 1 :]) is None
    for forged in ("", "x", token[:-1], token + "2", token.upper(), REF, "/" * 26, "一诺" * 13):
        assert jobs.read(forged) is None


def test_a_link_of_an_older_key_opens_while_the_key_is_known(settings) -> None:
    token = jobs.token(REF, 7, UNTIL)
    old, settings.SECRET_KEY = settings.SECRET_KEY, "another key"
    assert jobs.read(token) is None
    settings.SECRET_KEY_FALLBACKS = [old]
    assert jobs.read(token) is not None


@pytest.mark.django_db
def test_a_driver_opens_the_job_once(order: Order, driver: Person) -> None:
    """Looking uses nothing up; a second device with the same link is refused."""
    token = link(order, driver)
    assert driving.look_at_link(token) == (driver, order)
    assert driving.open_link(token) == (driver, order)
    assert refusal(token) == "link_used"
    event = Event.objects.get(kind="order.link_opened")
    assert (event.ticket_id, event.actor_id, event.data) == (order.pk, driver.pk, {"driver": driver.pk})
    assert token not in UsedLink.objects.get().digest


@pytest.mark.django_db
def test_a_link_lasts_a_day(order: Order, driver: Person, frozen: Frozen) -> None:
    token = link(order, driver)
    frozen.move(hours=23, minutes=59)
    assert driving.look_at_link(token)
    frozen.move(hours=1, minutes=1)
    assert refusal(token) == "link_expired"


@pytest.mark.django_db
def test_a_link_that_the_desk_never_made_opens_nothing(order: Order, driver: Person, agent: Person) -> None:
    until = clock.now() + jobs.LIFE
    for token in ("x" * 26, jobs.token(REF, driver.pk, until), jobs.token(order.ticket.ref, 10**6, until)):
        assert refusal(token) == "not_found"
    assert refusal(link(order, agent)) == "not_found"


@pytest.mark.django_db
def test_who_gave_the_job_back_opens_it_no_more(order: Order, driver: Person) -> None:
    token = link(order, driver)
    actions.decline(order=order, reason="full", by=driver)
    assert refusal(token) == "link_not_yours"
    assert not UsedLink.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_devices_at_the_same_moment(order: Order, driver: Person, together) -> None:
    token = link(order, driver)
    outcomes = together(*[lambda: driving.open_link(token)] * 4)
    codes = [getattr(one.error, "code", None) for one in outcomes]
    assert sorted(codes, key=str) == [None, "link_used", "link_used", "link_used"]


@pytest.mark.django_db
def test_a_driver_who_gets_the_slip_gets_the_link_in_a_text_of_its_own(order: Order, driver: Person) -> None:
    """R065, R070: the slip keeps its 70 characters; the link follows when the slip has left, and opens."""
    notice = Notice.objects.get(key="job_link")
    assert (notice.to_person_id, notice.ticket_id) == (driver.pk, order.pk)
    token = notice.text.partition("https://qc56.cn/j/")[2].split(" ")[0]
    assert driving.open_link(token) == (driver, order)
    slip = Notice.objects.get(key="slip")
    assert "/j/" not in slip.text


@pytest.mark.django_db
def test_without_a_site_there_is_no_link(desk: Frozen, agent: Person, driver: Person, frozen: Frozen) -> None:
    make.dispatched(agent)
    assert Notice.objects.filter(key="slip").exists()
    assert not Notice.objects.filter(key="job_link").exists()


@pytest.mark.django_db
def test_what_was_used_is_forgotten_when_it_is_of_no_use(
    order: Order, driver: Person, frozen: Frozen
) -> None:
    driving.open_link(link(order, driver))
    assert driving.forget_links(clock.now()) == 0
    frozen.move(days=8)
    assert driving.forget_links(clock.now()) == 1


@pytest.mark.django_db
def test_another_link_is_sent_where_the_first_was_used(
    order: Order, driver: Person, agent: Person, auditor: Person
) -> None:
    """By the desk, to whoever drives; one that waits to leave is not doubled."""
    first = Notice.objects.get(key="job_link")
    make.send()
    again = driving.send_link(order=order, by=agent)
    assert again.pk != first.pk
    assert driving.send_link(order=order, by=agent) == again
    assert again.to_person_id == driver.pk
    token = again.text.partition("https://qc56.cn/j/")[2].split(" ")[0]
    assert driving.open_link(token) == (driver, order)
    for person in (auditor, driver):
        with pytest.raises(NotPermitted):
            driving.send_link(order=order, by=person)
    assert Event.objects.filter(kind="order.link_sent").count() == 1


@pytest.mark.django_db
def test_no_link_where_nobody_drives_or_it_would_lead_nowhere(desk: Frozen, agent: Person) -> None:
    order = make.dispatched(agent)
    with pytest.raises(NotNow) as refused:
        driving.send_link(order=order, by=agent)
    assert refused.value.code == "site_needed"
    with pytest.raises(NotNow) as refused:
        driving.send_link(order=make.confirmed(agent), by=agent)
    assert refused.value.code == "order_not_in_stage"
