"""Moments and countdowns, in Python and, where Node is at hand, in the page's own code."""

import json
import random
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.utils import translation

from tests.frozen import Frozen
from tests.ui.drawing import draw
from yinuo.core.text import sms
from yinuo.ui import countdowns, moments

ASSETS = Path(__file__).resolve().parents[2] / "assets" / "js"
NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
CASES = [
    (1488, 1800, "calm", "剩 24:48"),
    (601, 1800, "calm", "剩 10:01"),
    (600, 1800, "soon", "剩 10:00"),
    (181, 1800, "soon", "剩 03:01"),
    (180, 1800, "urgent", "剩 03:00"),
    (60, 300, "urgent", "剩 01:00"),
    (0, 180, "urgent", "剩 00:00"),
    (-1, 180, "late", "超 00:01"),
    (-400, 1800, "late", "超 06:40"),
    (8820, 14400, "calm", "剩 2:27:00"),
    (36_000, 90_000, "calm", "剩 10 小时"),
    (260_000, 300_000, "calm", "剩 3 天"),
]


@pytest.mark.parametrize(("left", "total", "state", "words"), CASES)
def test_how_a_promise_stands(left: int, total: int, state: str, words: str) -> None:
    assert countdowns.state(left, total) == state
    assert countdowns.phrase(left) == words


def in_page(module: str, expression: str) -> object:
    """What the browser's module answers."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("no Node on PATH")
    source = (ASSETS / module).as_uri()
    code = f"import * as m from {source!r}; console.log(JSON.stringify({expression}))"
    done = subprocess.run(
        [node, "--input-type=module"], input=code, capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


def test_the_page_judges_a_promise_as_the_server_does() -> None:
    lefts = [left / 2 for left in range(-500, 8000, 7)] + [36_000, 259_199, 259_200]
    asked = (
        f"{lefts}.map((left) => [m.stateOf(left, 1800), m.span(left)[0] === 'time' ? m.span(left)[1] : ''])"
    )
    with translation.override("zh-hans"):
        said = [
            [countdowns.state(left, 1800), countdowns.span(left) if abs(left) < countdowns.HOURS_FROM else ""]
            for left in lefts
        ]
    assert in_page("terms.js", asked) == said


def test_the_page_counts_a_message_as_the_server_does() -> None:
    """R070: 70 units alone, 67 a part; Latin text in septets; no character cut in two."""
    chance = random.Random(70)
    alphabets = ("abc 12", "abc€[]", "王先生提货15件,。", "王😀a")
    texts = [
        "",
        "a" * 160,
        "a" * 161,
        "€" * 81,
        "中" * 70,
        "中" * 71,
        "😀" * 35,
        "😀" * 36,
        "中" * 66 + "😀" * 2,
    ]
    texts += ["".join(chance.choices(chance.choice(alphabets), k=chance.randrange(330))) for _ in range(300)]
    said = [[sms.measure(text).units, sms.measure(text).parts, sms.measure(text).limit_one] for text in texts]
    asked = f"{json.dumps(texts)}.map(m.measure).map(({{ units, parts, one }}) => [units, parts, one])"
    assert in_page("measure.js", asked) == said


def test_a_running_countdown_carries_its_deadline(frozen: Frozen) -> None:
    drawn = draw(
        "{% countdown due=due total=180 label='发出业务单' mine=True %}",
        due=frozen.at + timedelta(seconds=48),
    )
    assert 'data-s="urgent"' in drawn
    assert 'due="2026-11-20T02:00:48.000+00:00"' in drawn
    assert 'total="180"' in drawn
    assert " mine" in drawn
    assert "剩 00:48" in drawn
    assert "#alarm-clock" in drawn


def test_a_promise_that_waits_or_is_kept_stands_still(frozen: Frozen) -> None:
    assert 'data-s="paused"' in draw("{% countdown paused='等客户' due=due %}", due=frozen.at)
    kept = draw("{% countdown met_at=at due=at %}", at=frozen.at)
    assert 'data-s="met"' in kept
    assert "10:00" in kept
    assert "desk-countdown" not in kept


@pytest.mark.parametrize(
    ("at", "short", "ago"),
    [
        (NOW, "10:00", "刚刚"),
        (NOW - timedelta(minutes=5), "09:55", "5 分钟前"),
        (NOW - timedelta(hours=3), "07:00", "3 小时前"),
        (NOW + timedelta(hours=1), "11:00", "11:00"),
        (NOW - timedelta(days=1), "昨天 10:00", "昨天 10:00"),
        (NOW + timedelta(days=1), "明天 10:00", "明天 10:00"),
        (NOW - timedelta(days=9), "11 月 11 日 10:00", "11 月 11 日 10:00"),
        (datetime(2025, 1, 2, 0, 30, tzinfo=UTC), "2025 年 1 月 2 日 08:30", "2025 年 1 月 2 日 08:30"),
    ],
)
def test_moments_are_as_short_as_they_stay_clear(at: datetime, short: str, ago: str) -> None:
    assert moments.short(at, NOW) == short
    assert moments.ago(at, NOW) == ago


def test_the_full_moment_is_in_the_title(frozen: Frozen) -> None:
    assert 'title="11 月 20 日 周五 10:00"' in draw("{% time at=at %}", at=frozen.at)
    assert draw("{% time at=at %}", at=None) == "—"
