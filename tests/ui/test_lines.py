"""Lines of the queue and of the timeline: no typed text becomes markup, the clock is that of now."""

from dataclasses import replace
from datetime import timedelta

from tests.frozen import Frozen
from yinuo.core import clock
from yinuo.ui.tags import lines

ROW = lines.Waiting(
    ref="m2v84m4q87", url="/desk/m2v84m4q87/?a=1&b=2", icon="truck", tone="teal", title="王** <b>",
    what='261 派单"', kind="已确认", total=1800.0, selected=False, due_at=None, waiting_for="", mine=False,
)  # fmt: skip


def test_a_waiting_ticket_is_drawn_from_its_values() -> None:
    drawn = lines.waiting(row=ROW)
    assert 'id="q-m2v84m4q87" href="/desk/m2v84m4q87/?a=1&amp;b=2"' in drawn
    assert "<b>王** &lt;b&gt;</b>" in drawn
    assert "261 派单&quot;" in drawn
    assert "cd" not in drawn.split('class="q__1"')[1].split("q__2")[0]
    assert "aria-current" not in drawn
    assert 'aria-current="true"' in lines.waiting(row=replace(ROW, selected=True))
    assert "等客户" in lines.waiting(row=replace(ROW, waiting_for="等客户"))


def test_the_countdown_follows_the_clock(frozen: Frozen) -> None:
    row = replace(ROW, due_at=clock.now() + timedelta(minutes=4), mine=True)
    assert "剩 04:00" in lines.waiting(row=row)
    assert "剩 03:00" in lines.waiting(row=replace(row, due_at=clock.now() + timedelta(minutes=3)))
    frozen.move(minutes=5)
    late = lines.waiting(row=row)
    assert ("超 01:00" in late, 'data-s="late"' in late, " mine>" in late) == (True, True, True)


def test_an_entry_says_only_what_there_is() -> None:
    short = lines.entry(id="7", at=clock.now(), icon="timer", title="<i>", who="李敏")
    assert "&lt;i&gt;" in short
    assert ("tl__b" in short, "details" in short, "chip" in short) == (False, False, False)
    long = lines.entry(
        id="7", at=clock.now(), icon="timer", title="备注", who="李敏", tone="warn", chip="已送达",
        chip_tone="ok", body="a & b", quote="<q>", is_note=True, more=("一", "<二>"), more_label="还有 2 件",
    )  # fmt: skip
    for piece in (
        "tl__m--warn",
        "chip--ok",
        "a &amp; b",
        "quote--note",
        "&lt;q&gt;",
        "<li>&lt;二&gt;</li>",
        'id="m-7"',
    ):
        assert piece in long
