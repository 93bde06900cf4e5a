from django.db import migrations
from django.db.models import OuterRef, Subquery


def stand_by_the_driver(apps, schema_editor):
    """Promises that are there already stand under the driver of their order."""
    promises, orders = apps.get_model("promises", "Promise"), apps.get_model("orders", "Order")
    order = orders.objects.filter(pk=OuterRef("ticket_id"), driver__isnull=False)
    promises.objects.filter(ticket_id__in=orders.objects.filter(driver__isnull=False).values("pk")).update(
        driver_id=Subquery(order.values("driver_id")[:1])
    )


class Migration(migrations.Migration):
    dependencies = [("orders", "0003_recount"), ("promises", "0003_places")]

    operations = [migrations.RunPython(stand_by_the_driver, migrations.RunPython.noop)]
