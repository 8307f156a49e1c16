"""Settings from the environment; an empty environment gives the embedded default under var/. Imported by nobody: use django.conf."""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent
environ.Env.read_env(BASE_DIR / ".env")
env = environ.Env()
VAR_DIR = Path(env.str("VAR_DIR", str(BASE_DIR / "var")))
with suppress(OSError):  # `manage.py up` says in one line what is wrong with the folder
    VAR_DIR.mkdir(parents=True, exist_ok=True)

DEBUG = env.bool("DEBUG", False)


def _kept_secret_key() -> str:
    """SECRET_KEY of the environment, else one made once and kept under var/ (embedded default only)."""
    given = env.str("SECRET_KEY", "")
    if given:
        if len(given) < 50:
            raise ImproperlyConfigured("SECRET_KEY needs at least 50 characters")
        return given
    path = VAR_DIR / "secret_key"
    try:
        # Made once and whole: of two processes that start together, one links its file and both read that one.
        with NamedTemporaryFile("w", dir=VAR_DIR, encoding="ascii") as draft, suppress(FileExistsError):
            if not path.exists():
                draft.write(secrets.token_urlsafe(60))
                draft.flush()
                os.link(draft.name, path)
        return path.read_text(encoding="ascii").strip()
    except OSError:  # `manage.py up` says what is wrong with the folder
        return secrets.token_urlsafe(60)


SECRET_KEY = _kept_secret_key()
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]", ".localhost"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "readiness",
    "documents",
    "templates_mgr",
    "phone_numbers",
    "scoring",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_countries",
    "django_htmx",
    "lucide",
    "phonenumber_field",
    "template_partials.apps.SimpleAppConfig",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "readiness.middleware.WorkspaceMiddleware",
]

ROOT_URLCONF = "readiness.urls"
WSGI_APPLICATION = "readiness.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

_loaders = ["django.template.loaders.filesystem.Loader", "django.template.loaders.app_directories.Loader"]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "readiness.context_processors.chrome",
            ],
            "builtins": ["template_partials.templatetags.partials"],
            "loaders": [("template_partials.loader.Loader", [("django.template.loaders.cached.Loader", _loaders)])],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# Data: PostgreSQL by DATABASE_URL, else SQLite under var/.
DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'readiness.sqlite3'}")}
_database = DATABASES["default"]
if _database["ENGINE"].endswith("sqlite3"):
    _database["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=20000;",
    }
else:
    _database.setdefault("OPTIONS", {})["pool"] = {"min_size": 1, "max_size": env.int("DATABASE_POOL_SIZE", 8), "timeout": 10}
    _database["DISABLE_SERVER_SIDE_CURSORS"] = True

# Files: under var/, served only through doors.
MEDIA_ROOT = VAR_DIR / "files"
STATIC_URL = "static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", str(VAR_DIR / "static")))
with suppress(OSError):
    STATIC_ROOT.mkdir(parents=True, exist_ok=True)
STATICFILES_DIRS = [BASE_DIR / "static"]
# Collected files (the image's build) are served with hashed names; else straight from static/.
STATIC_COLLECTED = env.bool("STATIC_COLLECTED", False)
WHITENOISE_USE_FINDERS = not STATIC_COLLECTED
WHITENOISE_AUTOREFRESH = False
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ("jpg", "png", "gif", "webp", "zip", "gz", "br", "woff", "woff2", "ttf", "pdf")
STORAGES: dict[str, Any] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Papers lie here as ciphertext (documents/vault.py); nothing is ever served from it by a web server.
    "papers": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(VAR_DIR / "papers")}},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if STATIC_COLLECTED
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

if env.str("S3_BUCKET", ""):
    STORAGES["papers"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": env.str("S3_BUCKET"),
            "endpoint_url": env.str("S3_ENDPOINT_URL", "") or None,
            "region_name": env.str("S3_REGION", "") or None,
            "access_key": env.str("S3_ACCESS_KEY", "") or None,
            "secret_key": env.str("S3_SECRET_KEY", "") or None,
            "location": env.str("S3_PREFIX", "papers"),
            "file_overwrite": True,  # names are random; asking first whether one is taken costs a request
            "default_acl": None,
            "addressing_style": "path",
        },
    }
# The master keys of papers, newest first; empty: a ring made once under var/, which is backed up apart from the database.
PAPERS_KEYRING = env.str("PAPERS_KEYRING", "").replace(",", "\n")

# Celery: Redis by REDIS_URL, else files under var/ (a lost message is harmless: it only rings).
REDIS_URL = env.str("REDIS_URL", "")
_broker_dir = VAR_DIR / "broker"
if REDIS_URL:
    CELERY_BROKER_URL = REDIS_URL
    CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, Any] = {
        "visibility_timeout": 15 * 60,
        "unacked_restore_interval": 5,
        "unacked_restore_throttle": 1,
        "socket_timeout": 10,
        "socket_connect_timeout": 5,
        "health_check_interval": 30,
    }
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}
else:
    with suppress(OSError):
        _broker_dir.mkdir(exist_ok=True)
    CELERY_BROKER_URL = "filesystem://localhost/"
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(_broker_dir),
        "data_folder_out": str(_broker_dir),
        "control_folder": str(_broker_dir),
        "polling_interval": 0.1,
    }
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = bool(REDIS_URL)  # with files a late ack waits a poll per message
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 5 * 60
CELERY_TASK_SOFT_TIME_LIMIT = 4 * 60
# interactive: somebody waits for it; bulk: may take its time; mail: what goes out.
CELERY_TASK_DEFAULT_QUEUE = "interactive"
CELERY_TASK_ROUTES = {
    "readiness.tasks.plan_next": {"queue": "bulk"},
    "readiness.tasks.deliver_reminders": {"queue": "mail"},
    "readiness.tasks.relay_outgoing": {"queue": "mail"},
    "scoring.tasks.sweep_due_scores": {"queue": "bulk"},
    "documents.tasks.recheck_papers": {"queue": "bulk"},
    "documents.tasks.sweep_orphans": {"queue": "bulk"},
    "templates_mgr.tasks.relint_templates": {"queue": "bulk"},
}
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 1, "interval_start": 0, "interval_max": 0.2}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 200
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "UTC"
TICK_SECONDS = 30.0
CELERY_BEAT_SCHEDULE = {
    "tick": {"task": "readiness.tasks.tick", "schedule": TICK_SECONDS, "options": {"expires": TICK_SECONDS}},
    "sweep-due-scores": {"task": "scoring.tasks.sweep_due_scores", "schedule": 10.0, "options": {"expires": 9}},
    "sweep-unread-papers": {"task": "documents.tasks.sweep_unread_papers", "schedule": 15.0, "options": {"expires": 14}},
    "recheck-papers": {"task": "documents.tasks.recheck_papers", "schedule": 600.0, "options": {"expires": 590}},
    "sweep-orphans": {"task": "documents.tasks.sweep_orphans", "schedule": 6 * 3600.0, "options": {"expires": 3600}},
    "relint-templates": {"task": "templates_mgr.tasks.relint_templates", "schedule": 60.0, "options": {"expires": 59}},
    "sweep-exchanges": {"task": "templates_mgr.tasks.sweep_exchanges", "schedule": 15.0, "options": {"expires": 14}},
    "sweep-due-jobs": {"task": "scoring.tasks.sweep_due_reports", "schedule": 15.0, "options": {"expires": 14}},
}

# Meta's Graph API: the address is another one only where a stand-in answers, as in tests.
META_GRAPH_URL = env.str("META_GRAPH_URL", "https://graph.facebook.com")
META_GRAPH_VERSION = env.str("META_GRAPH_VERSION", "v25.0")
META_TIMEOUT_SECONDS = env.float("META_TIMEOUT_SECONDS", 15.0)

# People.
AUTH_USER_MODEL = "readiness.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator", "NumericPasswordValidator")
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_EMAIL_VERIFICATION = "optional"
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[Readiness] "
ACCOUNT_ADAPTER = "readiness.accounts.AccountAdapter"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_PREVENT_ENUMERATION = True
# Sign-in limits count the visitor, not the proxy: its last entry in X-Forwarded-For is the one that can be trusted.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if env.bool("BEHIND_PROXY", False) else 0
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
EMAIL_CONFIG = env.email_url("EMAIL_URL", default=f"filemail:///{VAR_DIR / 'mail'}")
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = 15  # seconds; a mail server that hangs is one that does not answer
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "Readiness <readiness@localhost>")
# Where the links of mails and calendars lead.
SITE_URL = env.str("SITE_URL", f"http://{env.str('HOST', '127.0.0.1')}:{env.str('PORT', '8000')}")

# Language and time.
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("it", _("Italian"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_TZ = True
TIME_ZONE = "UTC"
USE_THOUSAND_SEPARATOR = True
PHONENUMBER_DEFAULT_FORMAT = "INTERNATIONAL"

# Browser security. HTTPS only where the site says so: the embedded default is plain http on loopback.
HTTPS_ONLY = env.bool("HTTPS_ONLY", False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS_ONLY
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]  # probes speak plain http
SECURE_HSTS_SECONDS = 63_072_000 if HTTPS_ONLY else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS_ONLY
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_PROXY", False) else None
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 12 * 60 * 60
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    # A form sent back with its errors is no fault of the site.
    "loggers": {"django.request": {"level": "ERROR"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", "WARNING")},
}
DEMO = env.bool("DEMO", False)
SIGNUP_OPEN = env.bool("SIGNUP_OPEN", False)
SILENCED_SYSTEM_CHECKS: list[str] = []
