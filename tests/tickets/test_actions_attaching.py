"""Photos of tickets: added, seen, removed, forgotten (issue 5, 3 and 7)."""

from datetime import timedelta

import pytest
from django.test import Client

from tests.factories import pictures
from tests.frozen import Frozen
from yinuo.cli import doctor
from yinuo.core import clock, keeping, uploads
from yinuo.core.errors import Invalid, NotFound, NotNow, NotPermitted
from yinuo.core.models import Event
from yinuo.staff.models import Person
from yinuo.tickets import actions, queries
from yinuo.tickets.models import Attachment, Ticket

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path


def attach(ticket: Ticket, by: Person | None, colour: str = "red", **more: str) -> Attachment:
    said = {"purpose": "pickup", "name": "门口.jpg", **more}
    return actions.attach(ticket, file=pictures.picture(colour=colour), by=by, **said)


def lies(row: Attachment) -> bool:
    return uploads.path_of(row.sha256).exists()


def test_a_photo_is_added_and_on_record(task: Ticket, agent: Person, recorded) -> None:
    row = attach(task, agent)
    assert (row.kind, row.width, row.height, row.name) == ("image/jpeg", 60, 40, "门口.jpg")
    assert lies(row)
    assert queries.attachments(task) == [row]
    assert queries.attachments(task, ["delivery"]) == []
    event = Event.objects.get(kind="ticket.photo_added")
    assert (event.subject_kind, event.subject_id, event.ticket_id) == ("attachment", row.pk, task.pk)
    assert event.data == {"purpose": "pickup"}


def test_a_form_that_comes_twice_adds_one(task: Ticket, free: Ticket, agent: Person) -> None:
    first = attach(task, agent, form_key="k1")
    assert attach(task, agent, "blue", form_key="k1") == first
    with pytest.raises(NotFound):
        attach(free, agent, form_key="k1")
    assert Event.objects.filter(kind="ticket.photo_added").count() == 1


def test_who_may_not_work_on_a_ticket_adds_nothing(task: Ticket, auditor: Person, driver: Person) -> None:
    for person in (auditor, driver):
        with pytest.raises(NotPermitted):
            attach(task, person)
    assert not Attachment.objects.exists()


def test_a_hostile_file_leaves_no_row(task: Ticket, agent: Person) -> None:
    with pytest.raises(Invalid) as refused:
        actions.attach(task, purpose="pickup", file=pictures.bomb(), by=agent)
    assert refused.value.code == "photo_too_many_pixels"
    with pytest.raises(Invalid):
        attach(task, agent, purpose="anything")
    assert not Attachment.objects.exists()


def test_a_ticket_has_forty_at_the_most(task: Ticket, agent: Person) -> None:
    first = attach(task, agent)
    Attachment.objects.bulk_create(
        Attachment(
            ticket=task,
            purpose="goods",
            kind="image/jpeg",
            name="",
            sha256=first.sha256,
            size=1,
            at=clock.now(),
        )
        for _ in range(39)
    )
    with pytest.raises(NotNow) as refused:
        attach(task, agent)
    assert refused.value.code == "too_many_photos"


def test_the_same_picture_of_two_tickets_goes_with_the_last(
    task: Ticket, free: Ticket, agent: Person
) -> None:
    first, second = attach(task, agent), attach(free, agent)
    assert first.sha256 == second.sha256
    path = uploads.path_of(first.sha256)
    actions.remove_attachment(first, by=agent)
    assert actions.discard_files(clock.now()) == 1
    assert path.exists()
    assert queries.attachments(task) == []
    actions.remove_attachment(second, by=agent)
    actions.remove_attachment(second, by=agent)
    assert actions.discard_files(clock.now()) == 1
    assert actions.discard_files(clock.now()) == 0
    assert not path.exists()
    assert Event.objects.filter(kind="ticket.photo_removed").count() == 2
    assert lies(attach(task, agent))


def test_others_do_not_remove_it_but_those_who_lead(
    task: Ticket, agent: Person, team_leader: Person, dispatcher: Person
) -> None:
    row = attach(task, agent)
    with pytest.raises(NotPermitted):
        actions.remove_attachment(row, by=dispatcher)
    assert actions.remove_attachment(row, by=team_leader).removed_at is not None


def test_a_forgotten_ticket_has_no_files(task: Ticket, agent: Person) -> None:
    row = attach(task, agent)
    Ticket.objects.filter(pk=task.pk).update(closed_at=clock.now(), stage="done")
    actions.forget(task.pk)
    actions.discard_files(clock.now())
    assert not lies(row)
    row.refresh_from_db()
    assert (row.name, row.sha256) == ("", "")
    assert row.removed_at is not None
    with pytest.raises(NotNow):
        attach(task, agent)


def test_photos_are_kept_as_long_as_the_setting_says(
    task: Ticket, free: Ticket, agent: Person, frozen: Frozen
) -> None:
    """Those of tickets under way and of held ones stay."""
    row, open_row = attach(task, agent), attach(free, agent)
    Ticket.objects.filter(pk=task.pk).update(closed_at=clock.now())
    frozen.move(days=366)
    keeping.work(clock.now())
    row.refresh_from_db()
    open_row.refresh_from_db()
    assert row.removed_at is not None
    assert open_row.removed_at is None
    assert not actions.attachments_to_forget(clock.now() - timedelta(days=400)).exists()


def test_whoever_sees_the_ticket_is_shown_the_photo(
    task: Ticket, agent: Person, driver: Person, browse_as
) -> None:
    row = attach(task, agent)
    answer = browse_as(agent).get(f"/attachments/{row.pk}/")
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content) == uploads.path_of(row.sha256).read_bytes()
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Content-Disposition"] == f'inline; filename="pickup-{row.pk}.jpg"'
    assert "sandbox" in answer["Content-Security-Policy"]
    foreign = browse_as(driver).get(f"/attachments/{row.pk}/")
    unknown = browse_as(driver).get(f"/attachments/{row.pk + 1}/")
    assert foreign.status_code == unknown.status_code == 404
    actions.remove_attachment(row, by=agent)
    assert browse_as(agent).get(f"/attachments/{row.pk}/").status_code == 404
    assert Client().get(f"/attachments/{row.pk}/").status_code == 302


def test_doctor_misses_a_file_that_is_gone(task: Ticket, agent: Person) -> None:
    row = attach(task, agent)
    assert list(doctor.photos(0)) == []
    uploads.discard(row.sha256)
    ((cause, remedy),) = doctor.photos(0)
    assert cause.startswith("1 of the newest photos")
    assert "backup" in remedy


@pytest.fixture
def browse_as():
    def signed_in(person: Person) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return signed_in
