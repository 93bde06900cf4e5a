"""A browser by its name, for the list of one's sign-ins."""

from typing import Final

from django.utils.translation import gettext as _

_BROWSERS: Final = (
    ("MicroMessenger/", "WeChat"), ("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"), ("Version/", "Safari"),
)  # fmt: skip
_SYSTEMS: Final = (
    ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
    ("Mac OS X", "macOS"), ("Linux", "Linux"),
)  # fmt: skip


def name(agent: str) -> str:
    """Chrome 156 · Windows, as far as the browser says so itself."""
    browser = next((f"{shown} {_major(agent, mark)}" for mark, shown in _BROWSERS if mark in agent), "")
    system = next((shown for mark, shown in _SYSTEMS if mark in agent), "")
    return " · ".join(part for part in (browser.strip(), system) if part) or _("别的程序")


def _major(agent: str, mark: str) -> str:
    return agent.partition(mark)[2].partition(".")[0].partition(" ")[0][:4]
