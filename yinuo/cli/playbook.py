"""`yinuo playbook`: the manual as files."""

from pathlib import Path

import click

from yinuo.core.errors import DeskError
from yinuo.playbooks import actions, queries, rules
from yinuo.staff import queries as staff
