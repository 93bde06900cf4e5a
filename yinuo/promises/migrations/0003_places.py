from django.db import migrations
from django.db.models import OuterRef, Subquery


def stand_by_the_ticket(apps, schema_editor):
    """Promises that are there already stand under the team and region of their ticket."""
    promises, tickets = apps.get_model("promises", "Promise"), apps.get_model("tickets", "Ticket")
    ticket = tickets.objects.filter(pk=OuterRef("ticket_id"))
    promises.objects.update(
        team_id=Subquery(ticket.values("team_id")[:1]), region_id=Subquery(ticket.values("region_id")[:1])
    )


class Migration(migrations.Migration):
    dependencies = [("promises", "0002_ledger"), ("tickets", "0002_search_index")]

    operations = [migrations.RunPython(stand_by_the_ticket, migrations.RunPython.noop)]
