"""What the documents say of the program is so."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
MOST_BYTES = 120 * 1024
NAME = re.compile(r"\b(YINUO_[A-Z_]+|DATABASE_URL)\b")


def test_every_setting_is_in_the_manual_for_operators() -> None:
    """And the manual names none that does nothing."""
    code = (ROOT / "yinuo" / "settings.py").read_text()
    asked = set(re.findall(r'(?:environ\.get\(|_\w+\()\s*"(YINUO_[A-Z_]+|DATABASE_URL)"', code))
    written = set(NAME.findall((ROOT / "docs" / "operating.md").read_text()))
    assert asked == written
    assert len(asked) > 10


def test_the_walk_of_complaints_shows_every_picture() -> None:
    """Each that is named is there, each that is there is shown, and none is heavy."""
    docs = ROOT / "docs"
    shown = set(re.findall(r"\]\((pictures/[^)]+)\)", (docs / "complaints.md").read_text()))
    there = {str(path.relative_to(docs)): path for path in (docs / "pictures" / "complaints").iterdir()}
    assert shown == set(there)
    assert all(path.stat().st_size <= MOST_BYTES for path in there.values())
