"""The freight company at work, with a folder of its own."""

from pathlib import Path
from typing import Any

import pytest

from tests.desk.at_work import _wired, desk, dispatcher, mate, order, region

__all__ = ["_wired", "desk", "dispatcher", "folder", "mate", "order", "region"]


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    """The desk's folder, for this test alone."""
    settings.DATA_DIR = tmp_path
    return tmp_path
