from django.db import migrations

CODES = ("reached", "no_answer")
FEW = 500


def empty_forgotten(apps, schema_editor):
    """Results of calls and of exceptions of orders that are forgotten already go too."""
    tickets = apps.get_model("tickets", "Ticket").objects.filter(forgotten_at__isnull=False, kind="ORDER")
    lines = apps.get_model("orders", "TrackingEntry").objects
    exceptions = apps.get_model("orders", "OrderException").objects
    last = 0
    while ids := list(tickets.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:FEW]):
        lines.filter(order_id__in=ids).exclude(outcome__in=CODES).update(outcome="")
        exceptions.filter(order_id__in=ids).update(note="", result="")
        last = ids[-1]


class Migration(migrations.Migration):
    dependencies = [("orders", "0005_exception_results"), ("tickets", "0004_call_outcomes")]

    operations = [migrations.RunPython(empty_forgotten, migrations.RunPython.noop)]
