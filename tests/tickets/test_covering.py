"""Blacking out parts of a picture: a new version, the original unchanged and on record (issue 6, 3)."""

import io
from collections.abc import Callable

import pytest
from PIL import Image

from tests.factories import pictures
from yinuo.core import uploads
from yinuo.core.errors import Invalid, NotNow, NotPermitted
from yinuo.core.models import Event
from yinuo.core.uploads import Box
from yinuo.staff.models import Person
from yinuo.tickets import actions, queries
from yinuo.tickets.models import Attachment, Ticket

pytestmark = pytest.mark.django_db
BOX = Box(10, 5, 20, 10)


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def photo(task: Ticket, agent: Person) -> Attachment:
    return actions.attach(task, purpose="photo", file=pictures.picture(), by=agent, name="门口.jpg")


def pixels(row: Attachment) -> Callable[[tuple[int, int]], tuple[int, int, int]]:
    shown = Image.open(io.BytesIO(uploads.path_of(row.sha256).read_bytes()))
    return lambda at: shown.getpixel(at)


def test_the_part_is_black_in_a_version_of_its_own(photo: Attachment, agent: Person) -> None:
    before = uploads.path_of(photo.sha256).read_bytes()
    made = actions.cover(photo, boxes=[BOX], by=agent)
    assert (made.original_id, made.purpose, made.name) == (photo.pk, "photo", "门口.jpg")
    assert made.sha256 != photo.sha256
    assert uploads.path_of(photo.sha256).read_bytes() == before
    at = pixels(made)
    assert all(max(at(place)) < 30 for place in ((12, 7), (20, 10), (27, 13)))
    assert at((50, 30))[0] > 200
    event = Event.objects.get(kind="ticket.photo_covered")
    assert event.data == {"purpose": "photo", "original": photo.pk, "boxes": [[10, 5, 20, 10]]}
    assert (event.subject_id, event.actor_id) == (made.pk, agent.pk)


def test_covered_again_the_parts_add_up_or_begin_anew(photo: Attachment, agent: Person) -> None:
    first = actions.cover(photo, boxes=[BOX], by=agent)
    more = actions.cover(first, boxes=[Box(40, 20, 15, 15)], by=agent)
    assert more.original_id == photo.pk
    at = pixels(more)
    assert max(at((20, 10))) < 30
    assert max(at((47, 27))) < 30
    anew = actions.cover(photo, boxes=[Box(40, 20, 15, 15)], by=agent)
    assert pixels(anew)((20, 10))[0] > 200
    assert [one.pk for one in queries.versions(first)] == [photo.pk, first.pk, more.pk, anew.pk]
    assert [queries.is_covered(one) for one in (photo, first, more, anew)] == [True, True, True, False]


def test_nobody_uncovers_unseen_what_was_covered_since(photo: Attachment, agent: Person) -> None:
    """Whoever knows the newest version may still begin anew."""
    first = actions.cover(photo, boxes=[BOX], by=agent, seen=photo.pk, form_key="k1")
    newest = actions.cover(first, boxes=[Box(40, 20, 15, 15)], by=agent, seen=first.pk)
    for seen in (photo, first):
        with pytest.raises(NotNow) as refused:
            actions.cover(seen, boxes=[Box(1, 1, 5, 5)], by=agent, seen=seen.pk)
        assert refused.value.code == "covered_meanwhile"
    assert actions.cover(photo, boxes=[BOX], by=agent, seen=photo.pk, form_key="k1") == first
    anew = actions.cover(photo, boxes=[Box(1, 1, 5, 5)], by=agent, seen=newest.pk)
    assert pixels(anew)((20, 10))[0] > 200


def test_a_form_sent_twice_makes_one_version(photo: Attachment, agent: Person) -> None:
    first = actions.cover(photo, boxes=[BOX], by=agent, form_key="k1")
    assert actions.cover(photo, boxes=[BOX], by=agent, form_key="k1") == first
    assert Event.objects.filter(kind="ticket.photo_covered").count() == 1


@pytest.mark.parametrize(
    ("boxes", "code"),
    [
        ([], "boxes_missing"),
        ([Box(60, 0, 5, 5)], "box_outside"),
        ([Box(0, 0, 0, 5)], "box_outside"),
        ([BOX] * 41, "too_many_boxes"),
    ],
)
def test_what_is_no_part_of_it_is_refused(
    photo: Attachment, agent: Person, boxes: list[Box], code: str
) -> None:
    with pytest.raises(Invalid) as refused:
        actions.cover(photo, boxes=boxes, by=agent)
    assert refused.value.code == code


def test_only_pictures_and_only_by_who_may_see_personal_data(
    task: Ticket, photo: Attachment, agent: Person, auditor: Person, driver: Person
) -> None:
    for person in (auditor, driver):
        with pytest.raises(NotPermitted):
            actions.cover(photo, boxes=[BOX], by=person)
    paper = actions.attach(task, purpose="scan", file=io.BytesIO(pictures.pdf()), by=agent)
    with pytest.raises(NotNow) as refused:
        actions.cover(paper, boxes=[BOX], by=agent)
    assert refused.value.code == "cover_only_pictures"
    assert not Event.objects.filter(kind="ticket.photo_covered").exists()


def test_whoever_looks_at_the_original_is_on_record(
    photo: Attachment, agent: Person, team_leader: Person, driver: Person
) -> None:
    actions.see_original(photo, by=driver)  # nothing is hidden yet, the page has asked who may
    made = actions.cover(photo, boxes=[BOX], by=agent)
    with pytest.raises(NotPermitted):
        actions.see_original(photo, by=driver)
    actions.see_original(made, by=team_leader)
    assert not Event.objects.filter(kind="ticket.original_seen").exists()
    actions.see_original(photo, by=team_leader)
    seen = Event.objects.filter(kind__in=("ticket.original_seen", "ticket.personal_seen"))
    assert {(one.kind, one.actor_id) for one in seen} == {
        ("ticket.original_seen", team_leader.pk),
        ("ticket.personal_seen", team_leader.pk),
    }
