from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("staff", "0005_portal"),
    ]

    operations = [
        migrations.AlterField(
            model_name="company",
            name="embed_sites",
            field=models.JSONField(blank=True, default=list),
        ),
    ]
