"""The switchboard: which event causes what. One declarative table per module; nothing else reacts.

Each file has a TABLE of (event kind, reaction), read from top to bottom; `switchboard.connect` installs them
all at start-up, tells the tickets what the kinds of work know, and names the signals of the live screens.
"""

from importlib import import_module


def connect() -> None:
    """Install every table (at start-up; a test that emptied the switchboard installs them anew)."""
    import_module("yinuo.wiring.switchboard").connect()
