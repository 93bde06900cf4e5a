from collections.abc import Callable
from datetime import date

import pytest

from tests.factories import playbooks as make
from tests.frozen import Frozen
from yinuo.core import clock
from yinuo.core.errors import NotFound, NotPermitted
from yinuo.core.models import Event
from yinuo.playbooks import actions, queries
from yinuo.playbooks.models import PlaybookVersion, ReferenceTable
from yinuo.staff.models import Person

LANE = {"from_zone": "南京", "to_zone": "苏州", "km": 220, "transit_hours": 24, "label": "次日到"}


def test_publishing_puts_a_version_in_force_and_says_so(manager: Person, frozen: Frozen) -> None:
    version = actions.publish(make.small(), by=manager)
    assert (version.slug, version.number, version.is_current) == ("small", 1, True)
    assert (version.published_at, version.published_by) == (clock.now(), manager)
    assert version.source == dict(make.small())
    assert queries.current().promise("slip").label == "发出业务单"
    event = Event.objects.get(kind="playbook.published")
    assert (event.subject_id, event.actor_id, event.data) == (
        version.pk,
        manager.pk,
        {"slug": "small", "number": 1},
    )


def test_publishing_the_same_again_writes_nothing(manager: Person) -> None:
    first = actions.publish(make.small(), by=manager)
    again = actions.publish(make.changed("phrases:", "# only a remark\nphrases:"), by=manager)
    assert again == first
    assert PlaybookVersion.objects.count() == Event.objects.filter(kind="playbook.published").count() == 1


def test_a_change_is_the_next_version_and_older_tickets_keep_theirs(manager: Person) -> None:
    first = actions.publish(make.small(), by=manager)
    second = actions.publish(make.changed("within: 3m", "within: 5m"), by=manager)
    assert second.number == 2
    assert queries.published().version_id == second.pk
    minutes = [queries.version(version.pk).promise("slip").within for version in (first, second)]
    assert [span.total_seconds() for span in minutes if span] == [180, 300]
    assert list(queries.history("small").values_list("number", "is_current")) == [(2, True), (1, False)]


def test_going_back_to_an_old_text_is_a_new_version(manager: Person) -> None:
    actions.publish(make.small(), by=manager)
    actions.publish(make.changed("within: 3m", "within: 5m"), by=manager)
    assert actions.publish(make.small(), by=manager).number == 3


def test_a_chapter_tells_since_which_version_it_stands(manager: Person) -> None:
    more = "chapter: more\ntitle: 更多\nwords_to_avoid:\n  - {word: 没办法, from: R118}\n"
    actions.publish(make.small(more=more), by=manager)
    order = make.ORDER.replace("within: 3m", "within: 5m")
    actions.publish(make.small(order=order, more=more), by=manager)
    actions.publish(make.small(order=order, more=more.replace("没办法", "办不了")), by=manager)
    chapters = queries.latest("small").chapters
    assert {key: chapter["since"] for key, chapter in chapters.items()} == {"order": 2, "more": 3}


def test_a_faulty_playbook_changes_nothing_and_names_every_fault(manager: Person) -> None:
    actions.publish(make.small(), by=manager)
    with pytest.raises(actions.Unsound) as refused:
        actions.publish(make.changed("within: 3m", "within: x"), by=manager)
    assert [fault.code for fault in refused.value.faults] == ["span.wrong"]
    assert refused.value.params["first"].startswith("order.yaml:15：")
    assert queries.published().number == 1


@pytest.mark.parametrize("role", ["agent", "team_leader", "dispatcher", "auditor", "colleague"])
def test_only_managers_and_administrators_publish(role: str, request: pytest.FixtureRequest) -> None:
    person = request.getfixturevalue(role)
    with pytest.raises(NotPermitted):
        actions.publish(make.small(), by=person)
    with pytest.raises(NotPermitted):
        actions.replace_table("lanes", [LANE], in_force_from=date(2026, 1, 1), by=person)
    assert not PlaybookVersion.objects.exists()


def test_before_the_first_publication_there_is_no_playbook(db: None) -> None:
    with pytest.raises(NotFound) as missing:
        queries.current()
    assert missing.value.code == "no_playbook"
    assert queries.latest("small") is None


def test_reading_the_playbook_again_costs_no_query(
    manager: Person, django_assert_num_queries: Callable[[int], object]
) -> None:
    actions.publish(make.small(), by=manager)
    queries.current()
    queries.forget_in_force()
    with django_assert_num_queries(1) as captured:
        queries.current()
        queries.current()
    assert "content" not in captured.captured_queries[0]["sql"]


def test_of_two_at_the_same_moment_both_texts_become_versions(
    transactional_db: None, together: Callable[..., list[object]]
) -> None:
    """Two managers press publish at once: no number twice, one version in force."""
    actions.publish(make.small(), by=None)
    texts = [make.changed("within: 3m", f"within: {minutes}m") for minutes in (4, 5, 6)]
    together(*[lambda text=text: actions.publish(text, by=None) for text in texts])
    numbers = sorted(PlaybookVersion.objects.values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) >= 2
    assert PlaybookVersion.objects.filter(is_current=True).count() == 1
    assert queries.published().number == numbers[-1]


def test_a_table_is_replaced_by_its_next_version(administrator: Person, frozen: Frozen) -> None:
    """A decision keeps the version it was made by and can be made again from it."""
    actions.replace_table("lanes", [LANE], in_force_from=date(2026, 1, 1), source="试行", by=administrator)
    faster = LANE | {"transit_hours": 12}
    second = actions.replace_table("lanes", [faster], in_force_from=date(2026, 11, 20), by=administrator)
    assert second.version == 2
    assert queries.lanes().rows[0].transit_hours == 12
    assert queries.lanes(date(2026, 11, 19)).rows[0].transit_hours == 24
    assert queries.table_version("lanes", 1).source == "试行"
    event = Event.objects.filter(kind="playbook.table_replaced").latest("id")
    assert event.data == {"kind": "lanes", "version": 2}


def test_a_table_waits_for_its_first_day(manager: Person, frozen: Frozen) -> None:
    actions.replace_table("lanes", [LANE], in_force_from=date(2026, 1, 1), by=manager)
    actions.replace_table("lanes", [LANE | {"km": 230}], in_force_from=date(2026, 11, 21), by=manager)
    assert queries.lanes().version == 1
    frozen.move(hours=13, minutes=59)
    assert queries.lanes().version == 1
    frozen.move(minutes=1)
    assert queries.lanes().version == 2, "midnight of the company's zone, not of UTC"


def test_the_same_rows_again_add_nothing(manager: Person) -> None:
    first = actions.replace_table("lanes", [LANE], in_force_from=date(2026, 1, 1), by=manager)
    again = actions.replace_table("lanes", [LANE], in_force_from=date(2026, 1, 1), by=manager)
    assert again == first
    assert ReferenceTable.objects.count() == 1


@pytest.mark.parametrize(
    ("kind", "rows", "codes"),
    [
        ("lanes", [LANE | {"km": -1}], [(1, "value.range")]),
        ("lanes", [LANE, LANE], [(2, "key.repeated")]),
        ("lanes", [LANE | {"speed": 3}], [(1, "field.unknown")]),
        (
            "goods",
            [
                {"name": "汽油", "synonyms": "燃油；93号汽油", "verdict": "reject"},
                {"name": "燃油", "verdict": "ok"},
            ],
            [(2, "key.repeated")],
        ),
        (
            "tariff",
            [
                {"from_zone": "南京", "to_zone": "苏州", "per_kg_fen": 80, "per_m3_fen": 16000, "min_fen": 1}
                | {"valid_from": "2026-02-01", "valid_to": "2026-01-01"}
            ],
            [(1, "row.backwards")],
        ),
        ("zones", [{"province": "江苏省", "city": "", "zone": "南京"}], [(1, "value.empty")]),
        ("surcharges", [{"key": "A B", "label": "费", "what": "loading", "fen": 1}], [(1, "value.pattern")]),
    ],
)
def test_faulty_rows_are_named_and_nothing_is_written(
    kind: str, rows: list[dict[str, object]], codes: list[tuple[int, str]], manager: Person
) -> None:
    with pytest.raises(actions.Unsound) as refused:
        actions.replace_table(kind, rows, in_force_from=date(2026, 1, 1), by=manager)
    assert [(fault.line, fault.code) for fault in refused.value.faults] == codes
    assert not ReferenceTable.objects.exists()


def test_without_a_table_in_force_the_question_has_no_answer(db: None) -> None:
    with pytest.raises(NotFound) as missing:
        queries.tariff()
    assert missing.value.code == "no_table"


def test_installing_a_pack_twice_adds_nothing_and_keeps_what_the_desk_changed(manager: Person) -> None:
    actions.install_pack("freight", by=None, with_samples=True)
    actions.replace_table("lanes", [LANE], in_force_from=date(2026, 1, 1), by=manager)
    actions.install_pack("freight", by=None, with_samples=True)
    assert PlaybookVersion.objects.count() == 1
    assert ReferenceTable.objects.count() == 8
    assert len(queries.lanes(date(2026, 6, 1)).rows) == 1
    with pytest.raises(KeyError):
        actions.install_pack("../freight", by=None)


def test_a_real_desk_starts_without_the_prices_of_an_invented_company(db: None) -> None:
    actions.install_pack("freight", by=None)
    assert set(ReferenceTable.objects.values_list("kind", flat=True)) == {"goods"}
