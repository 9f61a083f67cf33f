"""How do the settings of a test run differ from the real ones: where files lie, how fast secrets are made?"""

import atexit
import os
import shutil
import tempfile

if "VAR_DIR" not in os.environ:
    os.environ["VAR_DIR"] = tempfile.mkdtemp(prefix="thi-dua-test-")
    atexit.register(shutil.rmtree, os.environ["VAR_DIR"], ignore_errors=True)
os.environ.setdefault("ENV_FILE", os.devnull)  # a developer's .env must not decide whether tests pass

from config.settings import *  # noqa: F403
from config.settings import PASSWORD_HASHERS

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *PASSWORD_HASHERS]
LEDGER_FSYNC = False
