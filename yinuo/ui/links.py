"""Addresses inside the desk; each is put together once."""

from functools import lru_cache

from django.conf import settings
from django.urls import get_script_prefix, get_urlconf, reverse


def to(name: str, *args: object) -> str:
    """The address of the page `name`; what Django's `reverse` says. Raises NoReverseMatch."""
    return _made(get_urlconf() or settings.ROOT_URLCONF, get_script_prefix(), name, tuple(map(str, args)))


@lru_cache(8192)
def _made(urls: str, prefix: str, name: str, args: tuple[str, ...]) -> str:
    return reverse(name, urlconf=urls, args=args)
