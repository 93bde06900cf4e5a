"""From a folder of chapters to a `schema.Playbook`, or to every fault in it at once."""

from yinuo.playbooks.rules.loading.archive import read_uploads, read_zip, write_zip
from yinuo.playbooks.rules.loading.chapters import Loaded, checksum, load
from yinuo.playbooks.rules.loading.files import FILES_MOST, read_folder

__all__ = ["FILES_MOST", "Loaded", "checksum", "load", "read_folder", "read_uploads", "read_zip", "write_zip"]
