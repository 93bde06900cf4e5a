"""Every dialog of a case: it opens where its button is shown, and refuses without losing a word."""

from typing import Any

import pytest

from tests.complaints import clarifying, hung
from tests.desk.complaints.walking import ask, at, kept, press, said, shown, stage, url
from tests.desk.tickets import parts
from yinuo.complaints.models import Complaint
from yinuo.complaints.rules.stages import Stage
from yinuo.core.models import Event
from yinuo.desk.complaints.case.verbs import VERBS
from yinuo.playbooks.queries import forget
from yinuo.staff.models import Person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk")]
OFFERS = ("DRAFT", "RETURNED", "APPROVED", "TOLD", "ACCEPTED")
TYPED = {
    "restate": {"words": "约好四点", "is_confirmed": "on"},
    "leader": {"note": "客户要见领导"},
    "spot": {"restated": "约好四点", "cause_found": "排队", "opinion": "我方有过失", "done": "司机已提走"},
    "statement": {"asks": "请说明经过", "to_name": "老张"},
    "findings": {"cause_found": "排队", "motive": "急", "core_demand": "提走", "responsible": "车队"},
    "weighing": {"word_of_mouth": "都认识"},
    "refusal": {"opinion": "超出损失", "rule": "合同第八条"},
    "approval": {"note": "请看"},
    "declining": {"words": "要更多", "way": "PHONE"},
    "signature": {"name": "王先生"},
    "chore": {"text": "补发一件"},
    "call": {"note": "没人接", "reached": "0", "way": "PHONE"},
    "rating": {"overall": "4", "words": "还行", "left": "没有", "way": "PHONE"},
    "reopening": {"why": "又没来"},
    "lesson": {"cause": "排队", "change": "先报备"},
}
"""What is typed into a form that has text fields."""


def world(at_stage: Stage, owner: Person, mate: Person, state: str = "TOLD") -> hung.World:
    """A case where everything hangs, by a manual that has every sentence it names."""
    made = hung.world(at_stage, owner, mate, "told_wait", state)
    version = made.complaint.ticket.playbook_version
    assert version is not None
    version.content["phrases"] = [*clarifying._content()["phrases"], *version.content["phrases"]]
    version.checksum += "-said"
    version.save(update_fields=["content", "checksum"])
    forget()
    return made


@pytest.mark.parametrize("at_stage", list(Stage))
def test_whatever_the_page_shows_opens_and_answers(
    agent: Person, mate: Person, team_leader: Person, browse: Any, at_stage: Stage
) -> None:
    """Every button of the page, with an offer at each of its states, for owner and leader: its dialog stands
    as a part and as a page, and an empty form is answered in it or done.
    """
    seen = set()
    for state in OFFERS:
        case = world(at_stage, agent, mate, state).complaint
        for person in (agent, team_leader):
            client = browse(person)
            for address in sorted(shown(client, case)):
                if address.startswith("files/"):
                    assert "viewer" in parts.text(client.get(url(case) + address, headers=parts.DIALOG))
                    continue
                seen.add(address.split("/")[0])
                form = ask(client, url(case) + address)
                assert b"<html" in client.get(url(case) + address).content
                assert "csrfmiddlewaretoken" in form.values
    assert seen <= set(VERBS)
    assert len(seen) >= (3 if at_stage == Stage.CLOSED else 5), seen


@pytest.mark.parametrize("at_stage", list(Stage))
@pytest.mark.parametrize("noun", sorted(VERBS))
def test_a_verb_out_of_its_time_says_so_and_keeps_what_was_typed(
    agent: Person, mate: Person, team_leader: Person, browse: Any, at_stage: Stage, noun: str
) -> None:
    """Nothing breaks, at any stage: done, refused in the dialog, or a plain answer that it cannot be."""
    made = world(at_stage, agent, mate)
    pk = {"chore": made.chore.pk, "payment": made.item.pk}
    pk |= dict.fromkeys(("approval", "telling", "acceptance", "declining"), made.offer.pk)
    pk |= {"waiver": made.statement.pk, "override": 0}
    pk |= {"cover": made.attachment.pk, "passing": made.attachment.pk, "unlinking": made.other.pk}
    row = pk[noun if noun in pk else noun.split("-")[0]] if VERBS[noun].row else None
    address = url(made.complaint, noun, row)
    client, typed = browse(team_leader if noun in ("waiver", "override") else agent), TYPED.get(noun, {})
    opened = client.get(address, headers=parts.DIALOG)
    assert opened.status_code in (200, 404, 409, 422), opened.status_code
    if opened.status_code != 200:
        return
    assert set(typed) <= set(_names(parts.text(opened)))
    form = ask(client, address)
    answer = client.post(form.action, form.filled(**typed), headers=parts.DIALOG)
    assert answer.status_code in (204, 409, 422), answer.status_code
    if answer.status_code != 204:
        assert said(answer)
        stands = kept(answer, address)
        assert {name: stands.get(name) for name in typed} == typed


@pytest.mark.parametrize(
    ("noun", "at_stage", "typed"),
    [
        ("restate", Stage.CALL_BACK, {"words": "约好四点"}),
        ("wait", Stage.ACCEPT, {"due_at": "2020-01-01T10:00"}),
        ("findings", Stage.CALL_BACK, {"cause_found": "排队", "motive": "急", "core_demand": "提走"}),
        ("chore", Stage.PROPOSE, {"text": "补发"}),
        ("reopening", Stage.ACCEPT, {"why": "又来了"}),
    ],
)
def test_what_the_state_refuses_stands_in_the_dialog(
    agent: Person, mate: Person, browse: Any, noun: str, at_stage: Stage, typed: dict[str, str]
) -> None:
    case, client = world(at_stage, agent, mate).complaint, browse(agent)
    chosen = {"findings": {"degree": "MOSTLY"}, "chore": {"department": "finance", "due_at": at(2)}}
    more = chosen.get(noun, {})
    refused = press(client, url(case, noun), **typed, **more)
    assert refused.status_code == 422
    assert said(refused)
    assert {name: kept(refused, url(case, noun))[name] for name in typed} == typed
    assert stage(case) == at_stage


def _names(text: str) -> list[str]:
    return [one.split('"')[0] for one in text.split(' name="')[1:]]


def test_a_crisis_is_ended_by_hand(agent: Person, mate: Person, browse: Any) -> None:
    """Severity 4 is one whatever is ticked; a lower one is one as long as nobody says otherwise."""
    case, client = world(Stage.CLARIFY, agent, mate).complaint, browse(agent)
    form = ask(client, url(case, "class"))
    assert "is_crisis" not in form.values
    for severity, ticked, is_crisis in (("4", False, True), ("2", True, True), ("2", False, False)):
        form = ask(client, url(case, "class"))
        typed = form.filled(severity=severity) | {"is_crisis": "on"}
        if not ticked:
            del typed["is_crisis"]
        assert client.post(form.action, typed, headers=parts.DIALOG).status_code == 204
        assert Complaint.objects.get(pk=case.pk).is_crisis == is_crisis
        assert ("is_crisis" in ask(client, url(case, "class")).values) == is_crisis
    ended = Event.objects.filter(ticket_id=case.pk, kind="complaint.classified").latest("pk")
    assert ended.data == {"is_crisis": False}


def test_a_case_goes_back_with_a_reason_and_a_leader_is_called_with_one_key(
    agent: Person, mate: Person, browse: Any
) -> None:
    case, client = world(Stage.CLARIFY, agent, mate).complaint, browse(agent)
    page = parts.text(client.get(url(case)))
    for key in ('data-key="h"', 'data-key="Shift+E"', 'data-key="v 1"'):
        assert key in page
    assert client.post(url(case, "back"), {"why": " "}).status_code == 422
    assert client.post(url(case, "back"), {"why": "还没复述"}).status_code == 302
    assert stage(case) == Stage.ACCEPT
    assert 'data-key="Shift+E"' not in parts.text(client.get(url(case)))
    for _ in range(2):
        assert client.post(url(case, "leader"), {"level": "1"}).status_code == 302
    assert Complaint.objects.get(pk=case.pk).level == 1
    client.post(url(case, "leader"), {"level": "2"})
    assert f'action="{url(case, "leader")}"' not in parts.text(client.get(url(case)))
