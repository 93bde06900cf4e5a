"""A desk in one file, made while it runs, and a desk out of such a file (decision 17).

Not for moving single rows and not for reading by people: that is `export`.
"""

from yinuo.core.backup.archive import Broken, Manifest, read, verify
from yinuo.core.backup.making import files, make
from yinuo.core.backup.restoring import Refused, restore

__all__ = ["Broken", "Manifest", "Refused", "files", "make", "read", "restore", "verify"]
