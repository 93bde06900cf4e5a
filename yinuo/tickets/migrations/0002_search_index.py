"""The full-text index over SearchText; what it is made of differs by database."""

from django.db import migrations

from yinuo.tickets.rules import SEARCH


class Migration(migrations.Migration):
    dependencies = [("tickets", "0001_initial")]
    operations = [
        migrations.RunPython(lambda apps, editor: SEARCH.install(), lambda apps, editor: SEARCH.remove())
    ]
