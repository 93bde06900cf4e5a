"""Who a note means: colleagues who see the ticket, kept with it; nobody else can be meant."""

from yinuo.core import db
from yinuo.core.errors import Fault, Invalid, fault
from yinuo.staff import queries as staff
from yinuo.staff.models import Person
from yinuo.tickets import may
from yinuo.tickets.models import Mention, Note, Ticket
from yinuo.tickets.rules import mentions


def read(ticket: Ticket, text: str, by: Person | None) -> mentions.Read:
    """The note with whom it means written out. What customers and the desk itself write means nobody.

    Raises Invalid at `text`: mention_unseen {name} for who does not see the ticket (whom it is about never
    does), mention_unclear {name, numbers} for a name that several have.
    """
    if by is None or not {"@", "＠"} & set(text):
        return mentions.Read(text)
    people = {one.pk: one for one in staff.people()}
    found = mentions.read(text, [mentions.Colleague(pk, *_of(one)) for pk, one in people.items()])
    wrong: list[Fault] = [
        fault("text", "mention_unseen", name=one.name)
        for one in found.meant.values()
        if not may.see(people[one.id], ticket)
    ]
    wrong += [
        fault("text", "mention_unclear", name=name, numbers="、".join(numbers))
        for name, numbers in found.unclear.items()
    ]
    if wrong:
        raise Invalid(*wrong)
    return found


def keep(note: Note, found: mentions.Read) -> dict[str, list[int]]:
    """Keep with the note whom it means; what its event says of that."""
    for one in found.meant.values():
        db.insert(Mention(note=note, person_id=one.id, words=one.words))
    return {"mentions": sorted(found.meant)} if found.meant else {}


def _of(person: Person) -> tuple[str, str]:
    return person.name, person.staff_number
