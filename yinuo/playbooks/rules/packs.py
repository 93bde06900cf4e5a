"""The packs that come with Yinuo: one folder per industry with a playbook, reference tables and demo data."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import yinuo

PACKS: Final = Path(yinuo.__file__).parent / "packs"


def names() -> tuple[str, ...]:
    """The packs that can be chosen, in alphabetical order."""
    return tuple(sorted(path.parent.parent.name for path in PACKS.glob("*/playbook/playbook.yaml")))


def playbook_folder(pack: str) -> Path:
    """Where a pack's chapters lie. Raises KeyError for a pack that does not exist."""
    return _folder(pack) / "playbook"


def tables(pack: str) -> Mapping[str, str]:
    """File name → text of a pack's reference tables. Raises KeyError for a pack that does not exist."""
    return {
        path.name: path.read_text("utf-8") for path in sorted((_folder(pack) / "reference").glob("*.yaml"))
    }


def demo(pack: str) -> str:
    """The text of a pack's demo company. Raises KeyError for a pack that does not exist."""
    return (_folder(pack) / "demo.yaml").read_text("utf-8")


def privacy(pack: str, *, company: str, hotline: str) -> tuple[str, str]:
    """A pack's privacy notice for a company, Chinese and English (PIPL 17); empty where it has none.

    Raises KeyError for a pack that does not exist.
    """
    files = (_folder(pack) / name for name in ("privacy.txt", "privacy.en.txt"))
    texts = (path.read_text("utf-8") if path.exists() else "" for path in files)
    chinese, english = (text.replace("{company}", company).replace("{hotline}", hotline) for text in texts)
    return chinese, english


def _folder(pack: str) -> Path:
    if pack not in names():
        raise KeyError(pack)
    return PACKS / pack
