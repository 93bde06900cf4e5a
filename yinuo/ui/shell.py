"""What a face hands to the frame of its pages, as `shell` in the context; only what is given is drawn."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class RailItem:
    """One door in the rail: `key` is a key sequence ("g o"), `count` what waits behind it."""

    label: str
    url_name: str
    icon: str
    key: str = ""
    count: int = 0
    count_label: str = ""


@dataclass(frozen=True)
class Choice:
    """One value a person may choose, and its words."""

    value: str
    label: str
    tone: str = ""


@dataclass(frozen=True)
class Presence:
    """Whether the person takes work now, since when, and what may be chosen (POST `presence` to `url`)."""

    label: str
    tone: str
    url: str
    since: datetime | None = None
    choices: Sequence[Choice] = ()


@dataclass(frozen=True)
class MenuItem:
    """A line of the person's own menu; `posts` makes it a form (signing out)."""

    label: str
    url: str
    icon: str
    posts: bool = False


@dataclass(frozen=True)
class News:
    """A line above every page until its cause is gone: what is the matter, and where to mend it."""

    text: str
    url: str
    label: str


@dataclass(frozen=True)
class Shell:
    """Everything around the page itself. Addresses left empty leave their part out."""

    rail: Sequence[RailItem] = ()
    rail_end: Sequence[RailItem] = ()
    current: str = ""
    search_url: str = ""
    live_url: str = ""
    note_call_url: str = ""
    bell_url: str = ""
    bell_src: str = ""
    bell_signal: str = ""
    bell_count: int = 0
    presence: Presence | None = None
    preferences_url: str = ""
    language_url: str = ""
    menu: Sequence[MenuItem] = field(default_factory=tuple)
    shift: str = ""
    news: News | None = None
