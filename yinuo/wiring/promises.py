"""Every event may open, keep, cancel, pause or resume a promise; the playbook says which."""

from yinuo.core import events
from yinuo.promises import actions

TABLE = ((events.ANY, actions.react),)
