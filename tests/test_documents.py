"""What the documents say of the program is so."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
NAME = re.compile(r"\b(YINUO_[A-Z_]+|DATABASE_URL)\b")


def test_every_setting_is_in_the_manual_for_operators() -> None:
    """And the manual names none that does nothing."""
    code = (ROOT / "yinuo" / "settings.py").read_text()
    asked = set(re.findall(r'(?:environ\.get\(|_\w+\()\s*"(YINUO_[A-Z_]+|DATABASE_URL)"', code))
    written = set(NAME.findall((ROOT / "docs" / "operating.md").read_text()))
    assert asked == written
    assert len(asked) > 10
