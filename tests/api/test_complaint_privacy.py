"""Personal data of complaints, suggestions, tasks over the API: who gets it in full is on record (R397)."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.api.complained import FIVE, FOUND, GIVES, done, registered, weighed
from tests.factories import complaints as make
from tests.factories.api import Caller
from tests.frozen import Frozen
from yinuo.complaints.models import Chore, Offer
from yinuo.staff.models import Person
from yinuo.tickets.models import PersonalView, Ticket

pytestmark = pytest.mark.django_db
IDEA = {"text": f"回单拍照发 {make.PHONE}", "channel": "PHONE", "contact_phone": make.PHONE}


def where(told: Any, path: str = "") -> Iterator[str]:
    """In which members of an answer the customer's number stands."""
    if isinstance(told, dict):
        for name, one in told.items():
            yield from where(one, f"{path}.{name}")
    elif isinstance(told, list):
        for one in told:
            yield from where(one, path)
    elif isinstance(told, str) and make.PHONE in told:
        yield path


def test_every_answer_in_full_is_on_record(caller: Caller, agent: Person, desk: Frozen) -> None:
    """Not the reading alone: what a verb answers shows the same."""
    ref = registered(caller)
    assert PersonalView.objects.filter(ticket__ref=ref, person=agent).count() == 1
    for verb, said in (
        ("mood", {"feeling": 3}),
        ("restating", {"words": "约好四点没有来", "is_confirmed": True}),
    ):
        PersonalView.objects.all().delete()
        told = done(caller, ref, verb, said)
        assert (told["is_masked"], told["contact_phone"]) == (False, make.PHONE)
        seen = PersonalView.objects.values_list("ticket__ref", "person")
        assert list(seen) == [(ref, agent.pk)], verb


def test_who_does_not_work_on_it_leaves_no_record(caller: Caller, team_leader: Person, desk: Frozen) -> None:
    ref = registered(caller)
    PersonalView.objects.all().delete()
    told = done(Caller(team_leader), ref, "mood", {"feeling": 3})
    assert (told["is_masked"], list(where(told))) == (True, [])
    assert not PersonalView.objects.exists()


def test_a_suggestion_in_full_is_on_record(
    caller: Caller, team_leader: Person, agent: Person, desk: Frozen
) -> None:
    """Made, read, thanked for; in the list it is masked for everybody, as at the desk."""

    def on_record(answer: Any) -> str:
        told = answer.json()
        assert (told["is_masked"], told["contact_phone"]) == (False, make.PHONE)
        assert list(PersonalView.objects.values_list("person", flat=True)) == [agent.pk]
        PersonalView.objects.all().delete()
        return str(told["ref"])

    path = f"/suggestions/{on_record(caller.post('/suggestions', IDEA))}"
    on_record(caller.get(path))
    on_record(caller.post(f"{path}/thanks"))
    for who in (caller, Caller(team_leader)):
        listed = who.get("/suggestions").json()["items"][0]
        assert (listed["is_masked"], list(where(listed))) == (True, [])
    assert list(where(Caller(team_leader).post(f"{path}/closing").json())) == []
    assert not PersonalView.objects.exists()


def test_a_task_in_full_is_on_record(caller: Caller, colleague: Person, agent: Person, desk: Frozen) -> None:
    """R204: whoever it was given to reads it of the task, whoever has the case, of that."""
    ref = registered(caller)
    Ticket.objects.filter(ref=ref).update(stage="CARRY_OUT")
    said = {"department": "drivers", "text": f"打 {make.PHONE}", "due_at": "2026-11-20T12:00:00+08:00"}
    done(caller, ref, "chores", {**said, "to": colleague.staff_number})
    task = Chore.objects.get().ticket
    PersonalView.objects.all().delete()
    told = Caller(colleague).post(f"/chores/{task.ref}/receipt").json()
    assert told["text"] == said["text"]
    assert list(PersonalView.objects.values_list("ticket", "person")) == [(task.pk, colleague.pk)]
    PersonalView.objects.all().delete()
    Ticket.objects.filter(pk=task.pk).update(owner=colleague)
    assert caller.get(f"/chores/{task.ref}").json()["text"] == said["text"]
    assert list(PersonalView.objects.values_list("ticket__ref", "person")) == [(ref, agent.pk)]


def test_words_of_every_kind_are_masked(caller: Caller, team_leader: Person, desk: Frozen) -> None:
    """Who is responsible, why something unusual is given, why a must was let go: as the rest of the case."""
    ref, words = registered(caller), f"打 {make.PHONE} 说好的"
    must = {name: caller.get(f"/complaints/{ref}").json()["musts"][-1][name] for name in ("step", "key")}
    leader = Caller(team_leader)
    let = done(leader, ref, "override", {**must, "reason": "other", "note": words})
    assert "打 138****6621 说好的" in [one["let_go"] for one in let["musts"]]
    weighed(caller, ref)
    done(caller, ref, "findings", {**FOUND, "responsible": words})
    done(caller, ref, "weighing", {**FIVE, "word_of_mouth": words})
    done(caller, ref, "offer", {**GIVES, "opinion": words})
    Offer.objects.update(unusual_for=words)
    full = caller.get(f"/complaints/{ref}").json()
    assert {".responsible", ".offers.unusual_for", ".weighing.word_of_mouth"} <= set(where(full))
    assert list(where(leader.get(f"/complaints/{ref}").json())) == []
