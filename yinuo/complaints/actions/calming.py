"""The customer's temper at each contact, and the leader called in before it boils over (R212, R264)."""

from datetime import timedelta
from typing import Final

from yinuo.complaints.actions import holding
from yinuo.complaints.models import Complaint, Feeling, Level, Mood
from yinuo.complaints.queries import proposing
from yinuo.complaints.queries.responsible import leader_for
from yinuo.complaints.rules import moods
from yinuo.complaints.rules.texts import LONGEST_REASON
from yinuo.core import clock, db
from yinuo.core.errors import Invalid, fault
from yinuo.staff.models import Person
from yinuo.tickets import actions as tickets
from yinuo.tickets.models import Note
from yinuo.tickets.rules import check_text

_DOUBLE_TAP: Final = timedelta(seconds=10)
_LINE: Final = 2


def note_mood(*, complaint: Complaint, feeling: int, by: Person | None) -> Mood:
    """Note how the customer felt at this contact.

    The same tap again within ten seconds is the same one. Records complaint.mood_noted {feeling, rising},
    `rising` where the temper rose and is hot: a leader is wanted. Raises NotPermitted,
    Invalid("not_a_choice"), NotNow("complaint_not_in_stage") for a closed one.
    """
    holding.permit(complaint, by)
    if feeling not in Feeling.values:
        raise Invalid(fault("feeling", "not_a_choice"))
    with db.transaction():
        held = holding.hold(complaint)
        holding.require_live(held)
        last = Mood.objects.filter(complaint=held).order_by("-id").first()
        if last and (last.feeling, last.by_id) == (feeling, by.pk if by else None) and _just_now(last):
            return last
        return write(held, feeling, by=by, is_read=False)


def write(held: Complaint, feeling: int, *, by: Person | None, is_read: bool) -> Mood:
    """Add a point to the line of a held complaint. Records complaint.mood_noted."""
    mood = Mood(complaint=held, feeling=feeling, is_read=is_read, at=clock.now(), by=by)
    db.insert(mood)
    holding.put(held, mood=feeling)
    holding.record("mood_noted", held, by=by, feeling=feeling, rising=moods.needs_leader(_end_of_line(held)))
    return mood


def hear(held: Complaint, words: str, *, is_pleased: bool = False) -> Mood | None:
    """Add the mood that the customer's own written words show to the line of a held complaint.

    What they do says which mood can be meant: who asks for more, or comes back, is not content, and who is
    pleased tells of an anger that is over. None where the words show no such mood. Records
    complaint.mood_noted.
    """
    mood = proposing.mood_in(words)
    if mood is None or (mood > Feeling.UNHAPPY) is not is_pleased:
        return None
    return write(held, mood, by=None, is_read=True)


def tell_more(*, complaint: Complaint, words: str, note: str, form_key: str) -> Note:
    """Keep further words that a customer wrote by the link to their case, as the note `note`, and read their
    mood; a used `form_key` returns the first.

    Records ticket.noted, and complaint.mood_noted where the words show a mood. Raises what `tickets.note`
    raises.
    """
    with db.transaction():
        held = holding.hold(complaint)
        is_new = not Note.objects.filter(form_key=form_key).exists()
        kept = tickets.note(held.ticket, text=note, by=None, form_key=form_key)
        if is_new and held.ticket.closed_at is None:
            hear(held, words)
    return kept


def call_leader(
    *, complaint: Complaint, by: Person | None, note: str = "", level: int | None = None
) -> Complaint:
    """Call in the next higher one by one key (R212, R264): the level rises, the agent stays the owner.

    `level`, the one wanted, makes a key pressed twice one call; without it the next is meant. On the highest
    level nothing rises any more. Records complaint.leader_called {level, to}, `to` the leader or manager who
    is there now, None when nobody is. Raises NotPermitted; NotNow("complaint_not_in_stage") for a closed
    one; Invalid: not_a_choice, too_long.
    """
    holding.permit(complaint, by)
    words = check_text("note", note, LONGEST_REASON, required=False)
    if level is not None and level not in Level.values:
        raise Invalid(fault("level", "not_a_choice"))
    with db.transaction():
        held = holding.hold(complaint)
        holding.require_live(held)
        wanted = min(held.level + 1, int(Level.MANAGER)) if level is None else level
        if wanted > held.level:
            raise_level(held, wanted, by, words)
    return held


def raise_level(held: Complaint, level: int, by: Person | None, words: str = "") -> None:
    """Put a held complaint on a higher level. Records complaint.leader_called {level, to}."""
    called = leader_for(held, level)
    holding.put(held, level=level)
    detail = {"note": words} if words else None
    holding.record("leader_called", held, by=by, detail=detail, level=level, to=called.pk if called else None)


def _end_of_line(held: Complaint) -> list[int]:
    rows = Mood.objects.filter(complaint=held).order_by("-id").values_list("feeling", flat=True)
    return list(reversed(rows[:_LINE]))


def _just_now(mood: Mood) -> bool:
    return clock.now() - mood.at < _DOUBLE_TAP
