"""What must be true before settings are read; pytest loads it first (`-p tests.environment`).

A test never touches a desk's own folder: data, keys and uploads go to a temporary one, which ends with the
run. The processes of pytest-xdist share it; each has a database of its own in it.
"""

import atexit
import os
import shutil
import tempfile

_OURS = "YINUO_TEST_DATA"
_KEPT = ("YINUO_DEEP", "YINUO_LOG")

for name in [name for name in os.environ if name.startswith("YINUO_") and name not in (*_KEPT, _OURS)]:
    del os.environ[name]
if _OURS not in os.environ:
    os.environ[_OURS] = tempfile.mkdtemp(prefix="yinuo-tests-")
    atexit.register(shutil.rmtree, os.environ[_OURS], ignore_errors=True)
os.environ["YINUO_DATA"] = os.environ[_OURS]
os.environ["YINUO_SECRET_KEY"] = "a key for tests and nothing else"
os.environ.setdefault("YINUO_LOG", "ERROR")
os.makedirs(os.path.join(os.environ[_OURS], "static"), exist_ok=True)
