"""The build: when it runs, what it asks for, and the catalogues it compiles."""

import gettext
import importlib.util
import shutil
from pathlib import Path
from types import ModuleType

import pytest

from tests import messages

ROOT = Path(__file__).resolve().parents[2]
PO = """
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\n"

msgid "工单"
msgstr "Ticket"

#, fuzzy
msgid "承诺"
msgstr "Perhaps"
"""


@pytest.fixture
def hook(tmp_path: Path) -> ModuleType:
    """The build script in a small repository of its own."""
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "app.js").write_text("1")
    (tmp_path / "package.json").write_text("{}")
    (tmp_path / "package-lock.json").write_text("{}")
    (tmp_path / "yinuo" / "static" / "build").mkdir(parents=True)
    catalogue = tmp_path / "locale" / "en" / "LC_MESSAGES" / "django.po"
    catalogue.parent.mkdir(parents=True)
    catalogue.write_text(PO, encoding="utf-8")
    shutil.copy(ROOT / "hatch_build.py", tmp_path / "hatch_build.py")
    spec = importlib.util.spec_from_file_location("hatch_build_here", tmp_path / "hatch_build.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_second_build_does_nothing_until_a_source_changes(hook: ModuleType) -> None:
    assert not hook.is_fresh()
    hook.STAMP.write_text(hook.fingerprint())
    assert hook.build_assets() == ["assets: up to date"]
    (hook.ROOT / "assets" / "app.js").write_text("2")
    assert not hook.is_fresh()


def test_without_node_pip_is_asked_to_bring_it(hook: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(hook.ROOT))
    assert hook.build_dependencies() == [hook.BABEL_PACKAGE, hook.NODE_PACKAGE]
    hook.STAMP.write_text(hook.fingerprint())
    hook.compile_catalogues()
    assert hook.build_dependencies() == []


def test_python_only_work_may_leave_the_assets(hook: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YINUO_SKIP_ASSETS", "1")
    monkeypatch.setenv("PATH", str(hook.ROOT))
    assert hook.build_assets() == ["assets: skipped (YINUO_SKIP_ASSETS)"]
    assert hook.build_dependencies() == [hook.BABEL_PACKAGE]


def test_catalogues_are_compiled_into_the_package(hook: ModuleType) -> None:
    hook.compile_catalogues()
    compiled = hook.ROOT / "yinuo" / "locale" / "en" / "LC_MESSAGES" / "django.mo"
    with compiled.open("rb") as binary:
        english = gettext.GNUTranslations(binary)
    assert english.gettext("工单") == "Ticket"
    assert english.gettext("承诺") == "承诺"
    assert hook.compile_catalogues() == ["catalogues: up to date"]


def test_the_lock_names_no_registry() -> None:
    lock = (ROOT / "package-lock.json").read_text()
    assert "resolved" not in lock
    assert '"integrity"' in lock


def test_every_text_of_the_frame_is_translated() -> None:
    """The frame, its words and its failures; `make check` asks for all texts."""
    own = "yinuo/ui/"
    assert [gap for gap in messages.missing() if own in gap and "yinuo/ui/faults/" not in gap] == []
