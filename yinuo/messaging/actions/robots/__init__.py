"""Group robots: `keeping` sets them up, `telling` queues their lines, `speaking` lets the lines leave."""

from yinuo.messaging.actions.robots.keeping import (
    activate_robot,
    add_robot,
    change_robot,
    deactivate_robot,
    remove_robot,
)
from yinuo.messaging.actions.robots.speaking import tell_robots, try_robot
from yinuo.messaging.actions.robots.telling import announce, tell

__all__ = [
    "activate_robot",
    "add_robot",
    "announce",
    "change_robot",
    "deactivate_robot",
    "remove_robot",
    "tell",
    "tell_robots",
    "try_robot",
]
