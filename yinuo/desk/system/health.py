"""Alive, ready, and figures for Prometheus. None of them says anything about a customer."""

import ipaddress

from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from yinuo.desk.system import figures
from yinuo.staff import may

_migrated = False


def alive(request: HttpRequest) -> HttpResponse:
    """The process answers; nothing else is looked at."""
    return HttpResponse("ok", content_type="text/plain")


def ready(request: HttpRequest) -> JsonResponse:
    """The database answers and is of this version; 503 with the reason where not."""
    global _migrated
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        if not _migrated:
            executor = MigrationExecutor(connection)
            _migrated = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    except Error:
        return JsonResponse({"ready": False, "reason": "database"}, status=503)
    if not _migrated:
        return JsonResponse({"ready": False, "reason": "migrations"}, status=503)
    return JsonResponse({"ready": True})


def metrics(request: HttpRequest) -> HttpResponse:
    """Prometheus text, for this machine and for whoever may read the settings; nobody else."""
    if not _is_local(request) and not _may_see(request):
        return HttpResponse(status=404)
    figures.read()
    return HttpResponse(generate_latest(), content_type=CONTENT_TYPE_LATEST)


def _may_see(request: HttpRequest) -> bool:
    return request.user.is_authenticated and may.see_settings(request.user)


def _is_local(request: HttpRequest) -> bool:
    """Whether the request came from this machine itself and not through a proxy."""
    if "HTTP_X_FORWARDED_FOR" in request.META:
        return False
    try:
        return ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
