"""Every event may send a notice or a reminder; the playbook says which."""

from yinuo.core import events
from yinuo.messaging import actions

TABLE = ((events.ANY, actions.react),)
