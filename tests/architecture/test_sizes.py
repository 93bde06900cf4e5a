"""Sizes we hold ourselves to; what is larger must say why, in the list below."""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LONGEST = {".py": 300, ".html": 120, ".js": 100}
LONGEST_FUNCTION = 40
LONGEST_STORY = 80  # a test that walks through a whole day is one story
EXPLAINED: dict[str, str] = {}


def files(*suffixes: str) -> list[Path]:
    """Our own source files, migrations apart."""
    found = [path for top in ("yinuo", "assets", "tests", "bench") for path in (ROOT / top).rglob("*")]
    skip = ("node_modules", "migrations", "static")
    return [path for path in found if path.suffix in suffixes and not set(skip) & set(path.parts)]


def test_files_are_short() -> None:
    """A file above the limit is divided by the life cycle, or says here why not."""
    sizes = {path: len(path.read_text().splitlines()) for path in files(*LONGEST)}
    long = {str(path.relative_to(ROOT)): size for path, size in sizes.items() if size > LONGEST[path.suffix]}
    unexplained = {name: size for name, size in long.items() if name not in EXPLAINED}
    assert not unexplained, unexplained


def test_functions_are_short() -> None:
    """No function is longer than a screen."""
    long = []
    for path in files(".py"):
        most = LONGEST_STORY if "tests" in path.parts else LONGEST_FUNCTION
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > most:
                    long.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.name} has {length} lines")
    assert not long, long
