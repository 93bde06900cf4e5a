"""Events refuse update and delete from their first day."""

from django.db import migrations

from yinuo.core import db


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]
    operations = [
        migrations.RunPython(lambda apps, editor: db.guard_events(), lambda apps, editor: db.unguard_events())
    ]
