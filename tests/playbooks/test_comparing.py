from tests.factories import playbooks as make
from yinuo.playbooks.rules import comparing, loading, schema


def read(before: str = "", after: str = "") -> schema.Playbook:
    playbook = loading.load(make.changed(before, after) if before else make.small()).playbook
    assert playbook is not None
    return playbook


def told(before: str, after: str) -> list[str]:
    return [comparing.describe(change) for change in comparing.diff(read(), read(before, after))]


def test_nothing_changed_is_no_change() -> None:
    assert comparing.diff(read(), read()) == []


def test_a_comment_is_no_change() -> None:
    assert told("phrases:", "# a remark\nphrases:") == []


def test_a_changed_field_is_told_with_its_clause() -> None:
    """R062: whoever makes three minutes five is seen to have done it."""
    assert told("within: 3m", "within: 5m") == ["改了时限 slip 的期限：“3m”→“5m”（001 三(二)2.2.1 R062）"]


def test_items_come_and_go() -> None:
    greeting = "  - {key: greeting, group: greeting, when: 接通电话, text: 您好, from: R231}\n"
    waiting = "  - {key: wait, group: waiting, when: 请人等, text: 请稍等, from: R232}\n"
    assert told(greeting, waiting) == ["新增话术 wait“请稍等”（R232）", "去掉话术 greeting“您好”（R231）"]


def test_another_asking_order_is_a_change() -> None:
    """R053: the elements are asked in the order of the list."""
    first, second = make.ORDER.splitlines(keepends=True)[5:7]
    assert told(first + second, second + first) == ["下单要素的顺序：货物名称、件数 → 件数、货物名称"]


def test_the_rules_of_the_company_are_compared_too() -> None:
    assert told("receiver: driver", "receiver: dispatcher") == [
        "改了规则 settings 的接收人：“driver”→“dispatcher”（R068）"
    ]


def test_before_the_first_version_everything_is_added() -> None:
    changes = comparing.diff(None, read())
    assert {change.verb for change in changes} == {"added"}
    assert [change.key for change in changes if change.kind == "promises"] == ["slip"]


def test_lists_and_amounts_are_spelt_for_people() -> None:
    assert (
        comparing.changes.spell([{"notify": ["owner"], "after": "5m", "to": []}]) == "notify owner，after 5m"
    )
    assert comparing.changes.spell({"fen": 2050}) == "20.5 元"
    assert comparing.changes.spell(True) == "是"


def test_a_change_is_told_in_english_with_the_words_of_the_file() -> None:
    (change,) = comparing.diff(read(), read("within: 3m", "within: 5m"))
    assert comparing.describe(change, "en") == (
        "changed promises[slip].within: “3m” → “5m” (001 三(二)2.2.1 R062)"
    )
