"""The PDF of an agreement is kept as it was made: another typeface or library changes nothing signed."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("complaints", "0004_by_type")]

    operations = [
        migrations.CreateModel(
            "AgreementPaper",
            fields=[
                (
                    "agreement",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="paper",
                        serialize=False,
                        to="complaints.agreement",
                    ),
                ),
                ("pdf", models.TextField()),
            ],
        ),
    ]
