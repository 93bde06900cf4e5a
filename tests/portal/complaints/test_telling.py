"""Telling more of one's case: answers, further words, pictures; each kept once, nothing lost (R144)."""

from django.test import Client

from tests.complaints import carried, clarifying
from tests.factories import pictures
from tests.frozen import Frozen
from tests.portal.complaints import cases, forms
from tests.portal.complaints.test_acts import count
from tests.portal.following.conftest import SHIPPER
from yinuo.complaints.models import Answer, Complaint, Mood
from yinuo.complaints.rules.stages import Stage
from yinuo.core.models import Event
from yinuo.staff.models import Person
from yinuo.tickets.models import Attachment, Note


def test_telling_more_by_the_link_alone(client: Client, agent: Person, desk: Frozen) -> None:
    """R144: open questions, further words, pictures; each once; what was answered nobody else overwrites."""
    cases.playbook()
    case = clarifying.case(agent, Stage.CLARIFY, contact_phone=SHIPPER)
    base = cases.base(case)
    assert "还有 2 个问题想问您" in client.get(f"{base}/").content.decode()
    address = f"{base}/more/"
    assert forms.press(client, address).status_code == 422
    typed = {"answer.when": "昨天下午", "words": "门口有监控"}
    form = forms.filled(client.get(address).content.decode(), address, **typed)
    for _ in range(2):
        assert client.post(address, {**form, "photos": [pictures.with_place()]}).status_code == 302
    assert (Answer.objects.get().text, count("answered")) == ("昨天下午", 1)
    assert (Note.objects.get().text, Note.objects.get().by) == ("网上补充：门口有监控", None)
    assert Attachment.objects.get().by is None
    assert "answer.when" not in client.get(address).content.decode()
    client.post(address, {**form, "answer.when": "前天"})
    assert Answer.objects.get().text == "昨天下午"
    long = forms.press(client, address, **{"answer.wish": "退" * 501})
    assert long.status_code == 422
    assert 'id="answer.wish-err"' in long.content.decode()


def test_what_is_added_to_a_form_that_came_back_is_kept(client: Client, agent: Person, desk: Frozen) -> None:
    """R144: kept in part, corrected with more words and another picture: all of it stands, each once."""
    cases.playbook()
    case = clarifying.case(agent, Stage.CLARIFY, contact_phone=SHIPPER)
    address = f"{cases.base(case)}/more/"
    typed = {"answer.wish": "退" * 501, "words": "门口有监控"}
    form = forms.filled(client.get(address).content.decode(), address, **typed)
    back = client.post(address, {**form, "photos": [pictures.picture(colour="red")]})
    assert (back.status_code, Note.objects.count(), Attachment.objects.count()) == (422, 1, 1)
    better = {"answer.wish": "退运费", "words": "门口有监控，保安也看见了"}
    form = forms.filled(back.content.decode(), address, **better)
    for _ in range(2):
        photos = [pictures.picture(colour="blue"), pictures.picture(colour="red")]
        assert client.post(address, {**form, "photos": photos}).status_code == 302
    said = list(Note.objects.order_by("id").values_list("text", flat=True))
    assert said == ["网上补充：门口有监控", "网上补充：门口有监控，保安也看见了"]
    assert (Answer.objects.get().text, Attachment.objects.count()) == ("退运费", 2)


def test_once_it_is_decided_nothing_more_is_told(client: Client, agent: Person, desk: Frozen) -> None:
    """R144: there is no form, and what is sent all the same is refused."""
    cases.playbook()
    case = carried.to_call_back(agent)
    address = f"{cases.base(case)}/more/"
    assert address not in {one.action for one in forms.forms(client.get(address).content.decode())}
    assert client.post(address, {"words": "还有"}).status_code == 409
    assert not Note.objects.exists()
    assert Complaint.objects.get().round == 1


def test_further_words_say_how_the_customer_feels(client: Client, agent: Person, desk: Frozen) -> None:
    """R212: a point of the line for what is new, none for the same form sent again or for plain words."""
    cases.playbook()
    case = clarifying.case(agent, Stage.CLARIFY, contact_phone=SHIPPER)
    address = f"{cases.base(case)}/more/"
    form = forms.filled(client.get(address).content.decode(), address, words="你们骗子！气死我了")
    for _ in range(2):
        assert client.post(address, form).status_code == 302
        desk.move(minutes=1)
    assert forms.press(client, address, words="门口有监控").status_code == 302
    assert list(Mood.objects.values_list("feeling", "is_read", "by")) == [(1, True, None)]
    event = Event.objects.get(kind="complaint.mood_noted")
    assert (event.door, event.actor_id, event.data) == ("portal", None, {"feeling": 1, "rising": True})
    assert Complaint.objects.get().mood == 1
