from django.db import migrations

FEW = 500


def know_complainants(apps, schema_editor):
    """What came from a customer's number is theirs, so that their erasure finds it; not what is anonymous."""
    tickets = apps.get_model("tickets", "Ticket").objects
    numbers = apps.get_model("customers", "CustomerPhone").objects
    for name in ("Complaint", "Suggestion"):
        rows = apps.get_model("complaints", name).objects.filter(
            is_anonymous=False,
            contact_phone__gt="",
            ticket__customer__isnull=True,
            ticket__forgotten_at__isnull=True,
        )
        last = 0
        while few := dict(rows.filter(pk__gt=last).order_by("pk").values_list("pk", "contact_phone")[:FEW]):
            found = numbers.filter(digits__in=set(few.values()))
            known = dict(found.values_list("digits", "customer_id"))
            for pk, phone in few.items():
                if phone in known:
                    tickets.filter(pk=pk).update(customer_id=known[phone])
            last = max(few)


class Migration(migrations.Migration):
    dependencies = [
        ("complaints", "0005_agreement_papers"),
        ("customers", "0003_consent"),
        ("tickets", "0003_keeping"),
    ]

    operations = [migrations.RunPython(know_complainants, migrations.RunPython.noop)]
