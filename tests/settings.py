"""The product's settings in a folder of their own; what differs makes tests quick or strict, never the product another one."""

import atexit
import os
import shutil
import tempfile

# Each process of a run has its own: files, mails and messages of one test never meet those of another.
_folder = tempfile.mkdtemp(prefix="readiness-tests-")
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
os.environ |= {"VAR_DIR": _folder, "SECRET_KEY": "only-for-tests-and-the-same-in-every-process-of-a-run", "LOG_LEVEL": "ERROR"}
for _name in ("DEBUG", "DEMO", "HTTPS_ONLY", "BEHIND_PROXY", "SIGNUP_OPEN", "ALLOWED_HOSTS", "CSRF_TRUSTED_ORIGINS", "STATIC_ROOT"):
    os.environ.pop(_name, None)
# Redis, when the run has one: a database number a process.
if os.environ.get("REDIS_URL"):
    _base, _, _number = os.environ["REDIS_URL"].rpartition("/")
    _worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    os.environ["REDIS_URL"] = f"{_base}/{int(_number or 0) + _worker}"
# The browser's driver keeps an event loop in its thread, which Django would take for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

from readiness.settings import *  # noqa: E402, F403
from tests.undefined import UndefinedVariable  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = UndefinedVariable()  # noqa: F405
# Refusals are what many tests are about; what matters of them is the answer.
LOGGING["loggers"] = {"django.request": {"level": "CRITICAL"}}  # noqa: F405
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    # A file like the product's, not memory: threads of a test then have connections of their own.
    DATABASES["default"]["TEST"] = {"NAME": f"{_folder}/test.sqlite3"}  # noqa: F405
