"""From an address such as `postgresql://user:secret@host/name` to Django's database settings."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL;"
    "PRAGMA synchronous=FULL;"
    "PRAGMA foreign_keys=ON;"
    "PRAGMA cache_size=-32000;"
    "PRAGMA mmap_size=268435456;"
    "PRAGMA temp_store=MEMORY;"
)
KEEP_SECONDS = 600
PREPARED_AFTER = 2
"""How often a statement comes before it is planned for good (psycopg's `prepare_threshold`)."""
SESSION = "-c jit=off -c max_parallel_workers_per_gather=0"
"""Every page asks little of much: starting helpers or compiling takes PostgreSQL longer than the answer."""
BUSY_SECONDS = 20.0
CONNECT_SECONDS = 5


def database_from_address(address: str, data_dir: Path, busy_seconds: float = BUSY_SECONDS) -> dict[str, Any]:
    """Django settings for `address`; empty means the embedded SQLite file in `data_dir`.

    `busy_seconds` is how long SQLite waits for somebody else's lock before it gives up. What stands behind a
    `?` goes to PostgreSQL's client as it is (`sslmode=verify-full`). Raises ValueError for any scheme but
    `postgresql` (or `postgres`) and `sqlite`.
    """
    parts = urlsplit(address)
    if not address or parts.scheme == "sqlite":
        return _sqlite(Path(parts.path) if parts.path else data_dir / "yinuo.sqlite3", busy_seconds)
    if parts.scheme in ("postgresql", "postgres"):
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": KEEP_SECONDS,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": _postgres_options(dict(parse_qsl(parts.query))),
        }
    raise ValueError(f"DATABASE_URL must start with postgresql:// or sqlite://, not {parts.scheme}://")


def _postgres_options(said: dict[str, Any]) -> dict[str, Any]:
    """The driver's options with those of the address, which may name other `options` of the session;
    `prepare_threshold` is a number or `never`.
    """
    threshold = said.pop("prepare_threshold", PREPARED_AFTER)
    prepare = None if threshold == "never" else int(threshold)
    return {"connect_timeout": CONNECT_SECONDS, "options": SESSION, **said, "prepare_threshold": prepare}


def _sqlite(path: Path, busy_seconds: float) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "CONN_MAX_AGE": KEEP_SECONDS,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "init_command": SQLITE_PRAGMAS,
            "timeout": busy_seconds,
        },
        "TEST": {"NAME": str(path.with_name("test-" + path.name))},
    }
