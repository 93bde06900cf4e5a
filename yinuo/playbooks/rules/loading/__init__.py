"""From a folder of chapters to a `schema.Playbook`, or to every fault in it at once."""

from yinuo.playbooks.rules.loading.chapters import Loaded, load
from yinuo.playbooks.rules.loading.files import FILES_MOST, read_folder

__all__ = ["FILES_MOST", "Loaded", "load", "read_folder"]
