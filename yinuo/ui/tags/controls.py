"""What a person presses: buttons, links, key hints, forms. htmx attributes are written only here."""

from django.middleware.csrf import get_token
from django.template import Context
from django.utils.safestring import SafeString

from yinuo.ui.tags import markup, remembering
from yinuo.ui.tags.marks import kbd

PAUSE_MS = 600
"""Who has not typed for so long is answered."""


@markup.once
def swap(
    *,
    get: str = "",
    post: str = "",
    into: str = "",
    how: str = "outerMorph",
    push: bool = False,
    typed: bool = False,
    when: str = "",
) -> SafeString:
    """Attributes for one's own element: ask `get` or `post` and swap the answer into the element `into`.

    Without scripts the element stays a link or a form; with them a second press while the first is under way
    is dropped. With `typed` the element sends the form around it whenever somebody has typed or chosen in it,
    and paused; the last answer counts. `when` names another event than the press: load, toggle.
    """
    return markup.attributes(
        hx_get=get,
        hx_post=post,
        hx_target=into,
        hx_swap=how if into else ("none" if post else ""),
        hx_push_url="true" if push else "",
        hx_trigger=f"input delay:{PAUSE_MS}ms" if typed else when,
        hx_sync="this:drop" if post and not typed else "this:replace",
    )


@markup.once
def button(
    *, label: object, tone: str = "", size: str = "", icon: str = "", key: str = "", key_label: str = "",
    href: str = "", submit: bool = False, name: str = "", value: str = "", form: str = "", get: str = "",
    post: str = "", into: str = "", opens: str = "", closes: bool = False, copies: str = "", step: str = "",
    id: str = "", css: str = "", title: str = "", busy: str = "", only_icon: bool = False,
    block: bool = False, disabled: bool = False, autofocus: bool = False,
) -> SafeString:  # fmt: skip
    """A button, or a link that looks like one when `href` is given.

    tone: primary (one a screen), danger, ok, ghost. size: sm, lg. `key` presses it ("Ctrl+Enter", "g o").
    `opens` names a dialog, `closes` the dialog around it, `copies` a text, `step` moves in the list (next,
    prev, tick). `get`/`post` with `into` are htmx; a submit with `post` goes there without scripts too.
    `only_icon` keeps the label for screen readers. A disabled button says why: on its label.
    """
    look = markup.classes(
        markup.toned("btn", tone),
        f"btn--{size}" if size else "",
        "btn--icon" if only_icon else "",
        "btn--block" if block else "",
        css,
    )
    own = markup.attributes(
        class_=look, id=id, title=title, href=href, form=form, name=name, value=value, data_key=key,
        type="" if href else ("submit" if submit else "button"), data_key_label=key_label,
        autofocus=autofocus,
        data_dialog_open=opens, data_dialog_close=closes, data_copy=copies, data_step=step, data_busy=busy,
        disabled=disabled, aria_label=label if only_icon else "", aria_keyshortcuts=_shortcuts(key),
        formaction=post if submit else "",
    )  # fmt: skip
    asks = swap(get=get, post=post, into=into) if get or post else markup.NOTHING
    picture = markup.icon(icon) if icon else markup.NOTHING
    words = markup.NOTHING if only_icon else markup.drawn('<span class="btn__t">{}</span>', label)
    cap = kbd(keys=key) if key and not only_icon else markup.NOTHING
    tag = "a" if href else "button"
    return markup.drawn("<{}{}{}>{}{}{}</{}>", tag, own, asks, picture, words, cap, tag)


def _shortcuts(key: str) -> str:
    """The key for assistive technology, which knows no sequences."""
    first = key.split(" | ")[0]
    return "" if " " in first else first.replace("Ctrl", "Control")


def menuline(*, label: object, url: str, icon: str, page: bool = False) -> SafeString:
    """A line of a menu: it opens a dialog, or leads to a `page`."""
    asks = markup.NOTHING if page else swap(get=url, into="#dialog")
    return markup.drawn('<a href="{}"{}>{}{}</a>', url, asks, markup.icon(icon), label)


@markup.once
def hint(*, key: str, label: object, step: str = "", opens: str = "") -> SafeString:
    """A key in the foot bar; with `step` or `opens` pressing it (or its key) does it, else it only tells."""
    cap = kbd(keys=key)
    if not (step or opens):
        return markup.drawn('<span class="hint">{} {}</span>', cap, label)
    own = markup.attributes(data_key=key, data_step=step, data_dialog_open=opens)
    return markup.drawn('<button class="hint" type="button" tabindex="-1"{}>{} {}</button>', own, cap, label)


def form(
    context: Context,
    content: SafeString,
    *,
    action: str,
    into: str = "",
    id: str = "",
    css: str = "",
    label: str = "",
    draft: str = "",
    keeps: str = "",
    get: bool = False,
    files: bool = False,
    preferences: bool = False,
) -> SafeString:
    """A form: plain without scripts, swapped into the element `into` with them, with its token.

    The browser does not judge the fields; the server says what is wrong, at the field. `draft` is where
    <desk-autosave> sends drafts; `keeps` names what is typed here, so that the browser keeps it until it was
    received, and sends it once.
    """
    own = markup.attributes(
        action=action, method="get" if get else "post", id=id, class_=css, aria_label=label, novalidate=True,
        enctype="multipart/form-data" if files else "", data_draft_url=draft, data_keeps=keeps,
        data_preferences=preferences,
    )  # fmt: skip
    asks = swap(get=action if get else "", post="" if get else action, into=into) if into else markup.NOTHING
    token = markup.NOTHING if get else _token(context)
    return markup.drawn("<form{}{}>{}{}</form>", own, asks, token, content)


class _Token:
    """The token as a hole in what is remembered."""

    def render(self, context: Context) -> SafeString:
        """The token of this request."""
        return _token(context)


_TOKEN = _Token()
_DRAWN = "_yinuo_drawn"


def _token(context: Context) -> SafeString:
    if mark := remembering.hole(context, _TOKEN):
        return mark
    request = context.get("request")
    if request is None:
        return markup.NOTHING
    known: SafeString | None = getattr(request, _DRAWN, None)
    if known is None:
        known = markup.drawn(
            '<input type="hidden" name="csrfmiddlewaretoken" value="{}">', get_token(request)
        )
        setattr(request, _DRAWN, known)  # masked once for each answer, not for each form
    return known
