"""Every text of the interface in English: complete, with the same blanks, without Chinese."""

import re
from collections.abc import Iterator, Sequence

import pytest
from django.utils import translation

from tests import messages
from yinuo.ui import faults

CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
TO_BE_TYPED = {"放假", "上班", "尽快", "【】", "一诺"}
"""Words that the desk reads from sheets and fields in Chinese only, or that another platform asks for."""
LONGEST_RAIL_LABEL = 8


def _entries() -> Iterator[tuple[str, list[str]]]:
    """Each text with its English forms."""
    catalogue = messages.read(messages.CATALOGUES / "en/LC_MESSAGES/django.po")
    for message in catalogue:
        if message.id:
            yield _forms(message.id)[0], _forms(message.string)


def _forms(text: str | Sequence[str] | None) -> list[str]:
    return [text] if isinstance(text, str) else list(text or ())


def test_every_text_has_its_english_with_the_same_blanks() -> None:
    """Chinese and English are complete; a lost blank would lose a name or break the page."""
    assert messages.missing() == []


def test_english_holds_no_chinese() -> None:
    """Neither characters nor full-width marks, but for words that must be typed as they are."""
    typed = re.compile("|".join(TO_BE_TYPED))
    assert [text for _, texts in _entries() for text in texts if CHINESE.search(typed.sub("", text))] == []


def test_english_does_not_shout() -> None:
    assert [text for _, texts in _entries() for text in texts if "!" in text] == []


def test_chinese_prose_has_full_width_marks() -> None:
    """A half-width mark between Chinese characters, a system word, or an exclamation is a slip."""
    slip = re.compile(r"[\u4e00-\u9fff][,;:?!][\u4e00-\u9fff]|！|操作成功|操作失败")
    assert [text for text, _ in _entries() if slip.search(text)] == []


@pytest.mark.parametrize("text", ["工作台", "下单", "业务单", "跟踪", "客户", "审批", "手册", "设置"])
def test_labels_of_the_rail_are_short(text: str) -> None:
    with translation.override("en"):
        assert len(translation.gettext(text)) <= LONGEST_RAIL_LABEL


def test_a_fault_names_stages_and_amounts_in_the_readers_language() -> None:
    with translation.override("en"):
        said = faults.text("order_not_in_stage", {"stage": "已派单", "possible": "已接单、已提货"})
        price = faults.text("freight_left", {"left": "320元"})
    assert "at “Dispatched”" in said
    assert "Accepted, Picked up" in said
    assert "¥320" in price


def test_a_fault_in_chinese_stands_as_the_desk_writes_it() -> None:
    with translation.override("zh-hans"):
        assert "320元" in faults.text("freight_left", {"left": "320元"})
