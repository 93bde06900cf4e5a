"""`make check`: every rule that a machine can hold us to, the same by hand and in the pipeline."""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CHECKS = {
    "types": ["mypy"],
    "format": ["ruff", "format", "--check", "--quiet", "."],
    "lint": ["ruff", "check", "--quiet", "."],
    "imports": ["lint-imports"],
    "migrations": [sys.executable, "-m", "django", "makemigrations", "--check", "--dry-run"],
    "translations": [sys.executable, "-m", "tests.messages", "--check"],
    "rules": [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/architecture"],
}


def run(name: str) -> tuple[float, "subprocess.CompletedProcess[str]"]:
    """One check: how many seconds it took, and what it said."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "yinuo.settings"}
    started = time.monotonic()
    done = subprocess.run(
        CHECKS[name], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    return time.monotonic() - started, done


def main() -> int:
    """Run every check, as many at a time as there are cores; say how each went, and fail if any did."""
    failed = False
    with ThreadPoolExecutor(os.cpu_count()) as cores:
        for name, (seconds, done) in zip(CHECKS, cores.map(run, CHECKS), strict=True):
            print(f"{'ok    ' if done.returncode == 0 else 'FAILED'} {name} ({seconds:.1f} s)", flush=True)
            if done.returncode:
                failed = True
                print(done.stdout + done.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
