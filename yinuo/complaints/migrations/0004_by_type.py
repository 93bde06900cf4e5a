from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("complaints", "0003_correctives_followed")]

    operations = [
        migrations.AddIndex(
            model_name="complaint",
            index=models.Index(fields=["type", "-ticket"], name="complaint_type"),
        ),
    ]
