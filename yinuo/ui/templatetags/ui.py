"""`{% load ui %}`: the design's components as tags, each parameter named: a misspelt one does not compile."""

from django import template

from yinuo.ui import links
from yinuo.ui.tags import controls, fields, layout, lines, marks, remembering, times

register = template.Library()

for _tag in (
    marks.icon,
    marks.chip,
    marks.badge,
    marks.kbd,
    marks.avatar,
    marks.money,
    marks.phone,
    times.time,
    times.since,
    times.countdown,
    controls.swap,
    controls.button,
    controls.hint,
    controls.menuline,
    fields.field,
    lines.waiting,
    lines.entry,
    layout.pager,
    layout.toast,
    layout.script_words,
    layout.request_number,
):
    register.simple_tag(_tag)

for _block in (layout.panel, layout.dialog, layout.banner, layout.emptystate, layout.table, layout.region):
    register.simple_block_tag(_block)

register.simple_block_tag(controls.form, takes_context=True)
register.filter("widget", fields.widget)
register.simple_tag(links.to, name="url")
register.tag("remember", remembering.remember)
register.tag("fresh", remembering.fresh)
