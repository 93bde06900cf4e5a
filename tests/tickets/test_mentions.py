"""Whom a note means: by number or name, only colleagues who see the ticket (issue 6, 3)."""

import pytest

from tests.factories import staff
from yinuo.core.errors import Invalid
from yinuo.core.models import Event
from yinuo.staff.models import Person, Role
from yinuo.tickets import actions, queries
from yinuo.tickets.models import Mention, Note, Ticket
from yinuo.tickets.rules import mentions
from yinuo.tickets.rules.mentions import Colleague

PEOPLE = [
    Colleague(1, "李敏", "8011"),
    Colleague(2, "李敏之", "8012"),
    Colleague(3, "王强", "8201"),
    Colleague(4, "王强", "8202"),
    Colleague(5, "Li", "9100"),
]


@pytest.mark.parametrize(
    ("typed", "text", "meant"),
    [
        ("@8011看一下", "@李敏 8011 看一下", [1]),
        ("请@李敏，看一下", "请@李敏 8011，看一下", [1]),
        ("＠李敏之 看", "@李敏之 8012 看", [2]),
        ("@李敏 8011 再看", "@李敏 8011 再看", [1]),
        ("@王强 8202 在场", "@王强 8202 在场", [4]),
        ("@李敏 @8012 都看", "@李敏 8011 @李敏之 8012 都看", [1, 2]),
        ("@Li, @Linda", "@Li 9100, @Linda", [5]),
        ("发到 wang@8011.com", "发到 wang@8011.com", []),
        ("@80119 和 @没有这人 @", "@80119 和 @没有这人 @", []),
    ],
)
def test_an_at_means_whom_it_names(typed: str, text: str, meant: list[int]) -> None:
    found = mentions.read(typed, PEOPLE)
    assert (found.text, sorted(found.meant), found.unclear) == (text, meant, {})
    assert mentions.read(text, PEOPLE).text == text


def test_a_name_of_two_is_unclear() -> None:
    found = mentions.read("@王强 在场", PEOPLE)
    assert (found.text, found.meant, found.unclear) == ("@王强 在场", {}, {"王强": ["8201", "8202"]})


def test_a_note_is_cut_at_the_words_that_mean_somebody() -> None:
    words = ["@李敏 8011", "@李敏之 8012"]
    cut = mentions.parts("请@李敏之 8012和@李敏 8011看 <b>", words)
    assert cut == [("请", False), (words[1], True), ("和", False), (words[0], True), ("看 <b>", False)]
    assert mentions.parts("没有", []) == [("没有", False)]


@pytest.mark.django_db
def test_the_note_keeps_whom_it_means(task: Ticket, agent: Person, team_leader: Person) -> None:
    note = actions.note(task, text=f"@{team_leader.staff_number} 请看", by=agent, form_key="n1")
    words = f"@{team_leader.name} {team_leader.staff_number}"
    assert note.text == f"{words} 请看"
    assert actions.note(task, text=f"@{team_leader.staff_number} 请看", by=agent, form_key="n1") == note
    kept = Mention.objects.get()
    assert (kept.note, kept.person, kept.words) == (note, team_leader, words)
    assert Event.objects.get(kind="ticket.noted").data == {"mentions": [team_leader.pk]}
    (entry,) = queries.timeline(task).rows
    assert entry.values == {"text": note.text, "mentions": [words]}


@pytest.mark.django_db
def test_who_does_not_see_the_ticket_cannot_be_meant(
    task: Ticket, agent: Person, team_leader: Person, driver: Person
) -> None:
    Ticket.objects.filter(pk=task.pk).update(barred=team_leader)
    task.refresh_from_db()
    for person in (team_leader, driver):
        with pytest.raises(Invalid) as refused:
            actions.note(task, text=f"@{person.staff_number} 请看", by=agent)
        assert [(one.field, one.code) for one in refused.value.faults] == [("text", "mention_unseen")]
    assert not Note.objects.exists()


@pytest.mark.django_db
def test_a_name_of_several_asks_for_the_number(task: Ticket, agent: Person) -> None:
    for number in ("8091", "8092"):
        staff.person(Role.AGENT, staff_number=number, name="重名", team=agent.team)
    with pytest.raises(Invalid) as refused:
        actions.note(task, text="@重名 请看", by=agent)
    assert refused.value.code == "mention_unclear"
    assert refused.value.faults[0].params == {"name": "重名", "numbers": "8091、8092"}


@pytest.mark.django_db
def test_what_customers_and_the_desk_write_means_nobody(task: Ticket, agent: Person) -> None:
    note = actions.note(task, text=f"@{agent.staff_number} 你好", by=None)
    assert note.text == f"@{agent.staff_number} 你好"
    assert not Mention.objects.exists()


@pytest.mark.django_db
def test_colleagues_who_see_it_are_offered(
    task: Ticket, agent: Person, team_leader: Person, driver: Person, manager: Person
) -> None:
    def offered(said: str) -> list[Person]:
        return queries.colleagues(task, said, without=agent)

    assert team_leader in offered("")
    assert offered(manager.staff_number) == [manager]
    assert offered(team_leader.name) == [team_leader]
    assert offered(driver.staff_number) == []
    assert agent not in offered(agent.staff_number)
