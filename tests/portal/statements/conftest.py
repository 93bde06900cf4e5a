"""The freight company at work, and a browser that nobody knows."""

from tests.portal.following.conftest import _wired, client, company, desk, dispatcher, region

__all__ = ["_wired", "client", "company", "desk", "dispatcher", "region"]
