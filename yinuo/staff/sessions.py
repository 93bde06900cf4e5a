"""Who comes with a request: the session and its person, read by every page and therefore prepared."""

from django.contrib.auth.backends import ModelBackend
from django.contrib.sessions.backends.db import SessionStore as StoredInRows
from django.contrib.sessions.models import Session

from yinuo.core import clock, db
from yinuo.staff.models import Person

_SESSION = db.Prepared[Session](lambda key, now: Session.objects.filter(session_key=key, expire_date__gt=now))
_PERSON = db.Prepared[Person](lambda pk: Person.objects.filter(pk=pk))


class SessionStore(StoredInRows):
    """Django's sessions in the database."""

    def _get_session_from_db(self) -> Session | None:
        found = _SESSION.first(self.session_key, clock.real_now())
        if found is None:
            self._session_key = None
        return found


class SignedIn(ModelBackend):
    """The person of a session, as long as they work here."""

    def get_user(self, user_id: int) -> Person | None:
        """The active person with this id."""
        person = _PERSON.first(user_id)
        return person if person is not None and self.user_can_authenticate(person) else None
