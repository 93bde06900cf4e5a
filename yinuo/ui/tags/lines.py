"""Lines of long lists, drawn without a template because a page has dozens: of the queue, of a timeline."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.safestring import SafeString

from yinuo.tickets.rules import mentions
from yinuo.ui.tags import controls, marks, markup, times


@dataclass(frozen=True)
class Waiting:
    """One ticket in the queue; `due_at` is None when nothing is due, `total` is in seconds."""

    ref: str
    url: str
    icon: str
    tone: str
    title: str
    what: str
    kind: str
    total: float
    selected: bool
    due_at: datetime | None
    waiting_for: str
    mine: bool


def waiting(*, row: Waiting) -> SafeString:
    """One ticket of the queue: icon, whose it is, what is due and when."""
    asks = controls.swap(get=row.url, into="#work", push=True)
    clock = markup.NOTHING
    if row.due_at:
        clock = times.countdown(due=row.due_at, total=row.total, label=row.what, mine=row.mine)
    elif row.waiting_for:
        clock = times.countdown(paused=row.waiting_for)
    title, what = markup.escaped(row.title), markup.escaped(row.what)
    ref, url = markup.escaped(row.ref), markup.escaped(row.url)
    current = ' aria-current="true"' if row.selected else ""
    tone = f" q__ic--{row.tone}" if row.tone else ""
    return SafeString(
        f'<a class="q q--row" id="q-{ref}" href="{url}"{asks}{current}>'
        f'<span class="q__ic{tone}">{markup.icon(row.icon, 14)}</span>'
        f'<span><span class="q__1"><b>{title}</b>{clock}</span>'
        f'<span class="q__2"><span>{what}</span>'
        f'<span class="t-3 nw">{markup.escaped(row.kind)}</span></span></span></a>'
    )


def quoted(text: str, words: Sequence[str] = ()) -> str:
    """What a note says, whom it means as chips; plain text where it means nobody."""
    if not words:
        return text
    cut = mentions.parts(text, words)
    drawn = [
        markup.drawn('<span class="chip chip--info">{}</span>' if is_chip else "{}", one)
        for one, is_chip in cut
    ]
    return SafeString("".join(drawn))


def entry(
    *, id: str, at: datetime, icon: str, title: object, who: object, tone: str = "", chip: str = "",
    chip_tone: str = "", body: str = "", quote: str = "", is_note: bool = False, more: Sequence[str] = (),
    more_label: str = "",
) -> SafeString:  # fmt: skip
    """One thing that happened, a line of an `ol.tl`; `more` are the things that followed from it."""
    mark = markup.drawn('<span class="{}">{}</span>', markup.toned("tl__m", tone), markup.icon(icon))
    state = marks.chip(text=chip, tone=chip_tone) if chip else markup.NOTHING
    said = markup.drawn('<div class="tl__b">{}</div>', body) if body else markup.NOTHING
    look = markup.classes("tl__b quote", "quote--note" if is_note else "")
    quoted = markup.drawn('<div class="{}">{}</div>', look, quote) if quote else markup.NOTHING
    rest = markup.NOTHING
    if more:
        lines = SafeString("".join(markup.drawn("<li>{}</li>", line) for line in more))
        rest = markup.drawn(
            '<details class="tl__more" id="m-{}"><summary>{}</summary><ul>{}</ul></details>',
            id,
            more_label,
            lines,
        )
    return markup.drawn(
        '<li class="tl__i" id="e-{}">{}<div><div class="tl__h"><b>{}</b>{}<span class="t-2">{}</span>{}</div>'
        "{}{}{}</div></li>",
        id, mark, title, state, who, times.time(at=at), said, quoted, rest,
    )  # fmt: skip
