"""When a corrective action was done, and how many cases of its cause came since."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("complaints", "0002_files")]

    operations = [
        migrations.AddField("corrective", "done_at", models.DateTimeField(null=True)),
        migrations.AddField("corrective", "done_after", models.BigIntegerField(null=True)),
        migrations.AddField("corrective", "came", models.PositiveIntegerField(null=True)),
    ]
