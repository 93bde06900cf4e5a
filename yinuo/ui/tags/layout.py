"""What holds other things: panels, dialogs, banners, empty states, tables, pagers, live regions, toasts."""

from django.contrib.messages.storage.base import Message
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from yinuo.core import events
from yinuo.ui import toasts, words
from yinuo.ui.tags import controls, markup

BANNER_ICONS = {"": "info", "ok": "circle-check", "warn": "triangle-alert", "bad": "circle-x"}


def panel(
    content: SafeString, *, title: object, sub: object = "", level: int = 2, id: str = "", css: str = "",
    pad: bool = True,
) -> SafeString:  # fmt: skip
    """A card with a heading; with `pad` false the content brings its own space (a table)."""
    heading = markup.drawn("<h{}>{}</h{}>", level, title, level)
    aside = markup.drawn('<span class="sub">{}</span>', sub) if sub else markup.NOTHING
    body = markup.drawn('<div class="card__b">{}</div>', content) if pad else content
    own = markup.attributes(id=id, class_=markup.classes("card", css), aria_label=title)
    return markup.drawn('<section{}><div class="card__h">{}{}</div>{}</section>', own, heading, aside, body)


def dialog(
    content: SafeString, *, id: str, title: object, tone: str = "", icon: str = "", wide: bool = False,
    show: bool | None = None,
) -> SafeString:  # fmt: skip
    """A native dialog. The content brings `dialog__b` and `dialog__f`.

    It waits for a control that `opens` it; with `show` true it opens as soon as it arrives, and with `show`
    false it stands open in the page, for whoever came by its address.
    """
    look = markup.classes("dialog", "dialog--wide" if wide else "")
    own = markup.attributes(
        id=id, class_=look, data_show=show, open=show is False, aria_labelledby=f"{id}-title"
    )
    picture = markup.icon(icon) if icon else ""
    mark = markup.drawn('<span class="{}">{}</span>', markup.toned("tl__m", tone), picture)
    close = controls.button(
        label=gettext("关闭"), icon="x", tone="ghost", size="sm", only_icon=True, closes=True, css="push"
    )
    head = markup.drawn('{}<h2 id="{}-title">{}</h2>{}', mark if icon else "", id, title, close)
    return markup.drawn('<dialog{}><div class="dialog__h">{}</div>{}</dialog>', own, head, content)


def banner(
    content: SafeString, *, tone: str = "", icon: str = "", alert: bool = False, id: str = ""
) -> SafeString:
    """A line that stays with its cause: ok, warn, bad, or plain news; `alert` for hard stops."""
    own = markup.attributes(class_=markup.toned("banner", tone), role="alert" if alert else "", id=id)
    return markup.drawn("<div{}>{}{}</div>", own, markup.icon(icon or BANNER_ICONS[tone]), content)


def emptystate(content: SafeString, *, title: object, icon: str = "inbox", level: int = 3) -> SafeString:
    """Says the state; the content says the next step."""
    heading = markup.drawn("<h{}>{}</h{}>", level, title, level)
    picture = markup.drawn('<span class="empty__ic">{}</span>', markup.icon(icon, 24))
    return markup.drawn('<div class="empty">{}{}{}</div>', picture, heading, content)


def table(content: SafeString, *, caption: object, id: str = "") -> SafeString:
    """A table in a scroll area that the keyboard reaches; the caption is for screen readers."""
    inner = markup.drawn(
        '<table class="tbl"{}><caption class="vh">{}</caption>{}</table>',
        markup.attributes(id=id),
        caption,
        content,
    )
    own = markup.attributes(class_="scroll", tabindex="0", role="region", aria_label=caption)
    return markup.drawn("<div{}>{}</div>", own, inner)


def pager(*, newer: str = "", older: str = "", text: object = "", into: str = "") -> SafeString:
    """Cursor pages: an address left empty shows its button as the end."""
    buttons = (
        controls.button(
            label=gettext("上一页"),
            size="sm",
            href=newer,
            get=newer if into else "",
            into=into,
            disabled=not newer,
        ),
        controls.button(
            label=gettext("下一页"),
            size="sm",
            href=older,
            get=older if into else "",
            into=into,
            disabled=not older,
        ),
    )
    said = markup.drawn('<span class="fs-12 t-3">{}</span>', text)
    both = markup.drawn('<span class="push btns">{}{}</span>', *buttons)
    return markup.drawn('<nav class="card__f" aria-label="{}">{}{}</nav>', gettext("翻页"), said, both)


def region(
    content: SafeString, *, id: str, on: str = "", src: str = "", target: str = "", how: str = "",
    hold: bool = False, css: str = "", label: str = "", titled: bool = False,
) -> SafeString:  # fmt: skip
    """A part of the page that asks for itself again when one of the signals `on` comes.

    `src` is where it asks (this page by default), `target` another element that it refreshes. `hold` keeps a
    list still under the pointer. `titled` lets the tab's title count its rows.
    """
    own = markup.attributes(
        id=id, on=on, src=src, target=target, swap=how, hold=hold, class_=css, data_title_count=titled,
        role="region" if label else "", aria_label=label,
    )  # fmt: skip
    return markup.drawn("<desk-region{}>{}</desk-region>", own, content)


def toast(*, message: Message) -> SafeString:
    """A toast that comes with the page."""
    said = toasts.read(message)
    return mark_safe(render_to_string("ui/_toast.html", {"toast": said}))


def script_words() -> str:
    """The sentences scripts say, for <meta name="words">."""
    return words.as_json()


def request_number() -> str:
    """The number under which this request is in the log."""
    return events.request_id.get()
