"""Triggers that keep an Event as it was written: no update, no delete, on both databases."""

from django.db import connection

_TABLE = "core_event"
_SQLITE = """
CREATE TRIGGER IF NOT EXISTS {table}_no_{verb} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, 'events are append-only'); END
"""
_POSTGRES = """
CREATE OR REPLACE FUNCTION {table}_refuse() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION 'events are append-only'; END $$ LANGUAGE plpgsql;
CREATE OR REPLACE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}
FOR EACH ROW EXECUTE FUNCTION {table}_refuse();
"""


def guard_events() -> None:
    """Install the triggers; harmless when they are there."""
    template = _SQLITE if connection.vendor == "sqlite" else _POSTGRES
    with connection.cursor() as cursor:
        for verb in ("UPDATE", "DELETE"):
            cursor.execute(template.format(table=_TABLE, verb=verb))


def unguard_events() -> None:
    """Take the triggers away, for a test that empties its database or an upgrade that rebuilds the table."""
    on_table = "" if connection.vendor == "sqlite" else f" ON {_TABLE}"
    with connection.cursor() as cursor:
        for verb in ("UPDATE", "DELETE"):
            cursor.execute(f"DROP TRIGGER IF EXISTS {_TABLE}_no_{verb}{on_table}")
