"""What the browser is sent stays within the design's weights (shared budget: bytes after gzip -9)."""

import gzip
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BUILT = ROOT / "yinuo" / "static" / "build"
KB = 1024
HTMX = 16 * KB
BUDGETS = {"app.js": HTMX + 20 * KB, "app.css": 12 * KB, "mobile.css": 12 * KB, "icons.svg": 6 * KB}


@pytest.mark.parametrize(("name", "budget"), BUDGETS.items())
def test_a_built_file_keeps_its_budget(name: str, budget: int) -> None:
    path = BUILT / name
    assert path.exists(), f"{name} is not built: make install"
    weight = len(gzip.compress(path.read_bytes(), 9))
    assert weight <= budget, f"{name} weighs {weight} bytes after gzip, {budget} are allowed"
