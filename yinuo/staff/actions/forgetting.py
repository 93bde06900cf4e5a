"""Letting go of when our own people signed in."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import QuerySet

from yinuo.staff.models import SignIn


def sign_ins_to_forget(before: datetime) -> QuerySet[SignIn]:
    """Browsers that were signed in and not seen since a moment."""
    return SignIn.objects.filter(seen_at__lt=before).order_by("id")


def forget_sign_ins(ids: Sequence[int]) -> None:
    """Delete them."""
    SignIn.objects.filter(pk__in=ids).delete()
