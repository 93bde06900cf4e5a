"""Emptying the database after a test whose commits others had to see: only what has rows, and no more.

Django's own way empties every table and fills the names of models and permissions in again, each time.
"""

from django.db import connection, transaction
from django.test import TransactionTestCase

from yinuo.core import db

KEPT = {"django_migrations", "django_content_type", "auth_permission"}
"""What the migrations filled and no test changes."""


def empty(case: TransactionTestCase) -> None:
    """Delete every row that a test left. Events refuse to be deleted: lift the guard, put it back."""
    tables = set(connection.introspection.django_table_names(only_existing=True, include_views=False)) - KEPT
    asked = " UNION ALL ".join(f"SELECT '{one}' WHERE EXISTS (SELECT 1 FROM {one})" for one in sorted(tables))
    db.unguard_events()
    try:
        with connection.constraint_checks_disabled(), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(asked)
            for (table,) in cursor.fetchall():
                cursor.execute(f"DELETE FROM {table}")
    finally:
        db.guard_events()
