"""`make check`: every rule that a machine can hold us to, the same by hand and in the pipeline."""

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CHECKS = {
    "format": ["ruff", "format", "--check", "--quiet", "."],
    "lint": ["ruff", "check", "--quiet", "."],
    "types": ["mypy"],
    "imports": ["lint-imports"],
    "migrations": [sys.executable, "-m", "django", "makemigrations", "--check", "--dry-run"],
    "translations": [sys.executable, "-m", "tests.messages", "--check"],
    "rules": [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/architecture"],
}


def main() -> int:
    """Run every check, say how each went, and fail if any did."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "yinuo.settings"}
    failed = []
    for name, command in CHECKS.items():
        started = time.monotonic()
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        print(f"{'ok    ' if done.returncode == 0 else 'FAILED'} {name} ({time.monotonic() - started:.1f} s)")
        if done.returncode:
            failed.append(name)
            print(done.stdout + done.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
