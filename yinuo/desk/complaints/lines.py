"""A line of the register, drawn without a template because a page has thirty."""

from typing import Final

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from yinuo.desk.complaints.rows import Row
from yinuo.ui.tags import marks, markup, times

_LINE: Final = (
    '<tr id="c-{}"><td class="nw"><a class="link mono" href="{}">{}</a></td><td class="num nw">{}{}</td>'
    '<td class="nw">{}</td>{}<td class="trunc">{}</td><td class="trunc">{}</td><td class="nw mono">{}</td>'
    '<td class="trunc">{}</td><td class="nw t-2" title="{}">{}</td><td class="nw">{}</td>'
    '<td class="nw">{}</td><td class="nw t-2">{}</td></tr>'
)
_SEVERE: Final = '<td class="nw" title="{}">{}</td>'
_OFFICIAL: Final = '<div class="fs-12 t-2">{} {}</div>'


def line(row: Row) -> SafeString:
    """One ticket: number, due, sort, how serious, who, what, which order, whom, way, stage, owner, since."""
    due = official = severe = markup.NOTHING
    if row.due:
        due = times.countdown(due=row.due, total=row.total, label=row.ticket.number or "")
        if row.official_due_at:
            official = markup.drawn(_OFFICIAL, _("上级限"), times.time(at=row.official_due_at))
    if row.severity:
        severe = markup.drawn(_SEVERE, row.severe, marks.chip(text=row.brief, tone=row.severe_tone))
    return markup.drawn(
        _LINE, row.ticket.ref, row.url, str(row.ticket), official, due, row.sort, severe, row.who, row.what,
        str(row.about or ""), row.whom, row.official, row.channel,
        marks.chip(text=row.stage, tone=row.tone), row.owner, times.time(at=row.ticket.opened_at),
    )  # fmt: skip
