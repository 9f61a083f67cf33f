"""What is this installation made of? What differs between machines comes from the environment (.env.example)."""

from datetime import timedelta
from pathlib import Path

import environ
from csp.constants import NONE, SELF

from config.firstrun import made_once

VERSION = "0.1.0"
BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
environ.Env.read_env(env.str("ENV_FILE", default=str(BASE_DIR / ".env")))

VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))
for folder in ("", "keys", "ledger", "media", "static"):
    (VAR_DIR / folder).mkdir(mode=0o700, parents=True, exist_ok=True)

# What kind of installation is this? -----------------------------------------------------------------------------------

DEBUG = env.bool("DEBUG", default=False)
# Behind https, with keys and secrets handed in. Off: one computer, http, keys are made where they are missing.
SECURE = env.bool("SECURE", default=False)

# Seconds by which a demo's clock differs from the real one; read through unions/clock.py only.
CLOCK_OFFSET = env.int("CLOCK_OFFSET", default=0)

ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
# How many proxies of ours stand in front (nginx = 1): only so many addresses of X-Forwarded-For are believed.
PROXY_COUNT = env.int("PROXY_COUNT", default=0)

# Keys outside the database --------------------------------------------------------------------------------------------

KEYS_MAY_BE_MADE = not SECURE
if SECURE:
    SECRET_KEY = env.str("SECRET_KEY")
    SIGNING_KEY_FILE = env.path("SIGNING_KEY_FILE")
    LEDGER_KEY_FILE = env.path("LEDGER_KEY_FILE")
    LEDGER_HEAD_FILE = env.path("LEDGER_HEAD_FILE")
else:
    SECRET_KEY = env.str("SECRET_KEY", default="") or made_once(VAR_DIR / "keys" / "django.key")
    SIGNING_KEY_FILE = env.path("SIGNING_KEY_FILE", default=VAR_DIR / "keys" / "signing.key")
    LEDGER_KEY_FILE = env.path("LEDGER_KEY_FILE", default=VAR_DIR / "keys" / "ledger.key")
    LEDGER_HEAD_FILE = env.path("LEDGER_HEAD_FILE", default=VAR_DIR / "ledger" / "heads.log")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
LEDGER_FSYNC = env.bool("LEDGER_FSYNC", default=True)

# Apps -----------------------------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "config",
    "unions",
    "emulation",
    "targets",
    "reports",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
    "axes",
    "csp",
    "allauth.account",  # allauth.mfa does not start without it; none of its pages has an address
    "allauth.mfa",
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",  # above those that may refuse a request
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "unions.compressing.PageCompression",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",  # passkeys are made for the host of this request
    "unions.middleware.AccessMiddleware",
    "axes.middleware.AxesMiddleware",  # last: it turns a lock-out raised anywhere below into its page
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
ASGI_APPLICATION = "config.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "unions.web.page_context",
            ],
        },
    }
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# The office's menu: label, url name, prefix that marks the entry as current ("" = only its own address).
NAVIGATION = [
    ("Bàn làm việc", "desk", ""),
    ("Phong trào", "campaign_list", "/phong-trao/"),
    ("Theo dõi", "board_list", "/theo-doi/"),
    ("Tổng quan", "overview_list", "/tong-quan/"),
    ("Đơn vị", "body_list", "/don-vi/"),
    ("Khối", "bloc_list", "/khoi/"),
    ("Người", "person_list", "/nguoi/"),
]

# Database: SQLite in var/, or PostgreSQL by DATABASE_URL --------------------------------------------------------------

DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'db.sqlite3'}")}
database = DATABASES["default"]
if database["ENGINE"] == "django.db.backends.sqlite3":
    # WAL with IMMEDIATE never answers "database is locked"; FULL keeps signed pledges through a power cut (K10).
    database["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON",
    }
    database["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
else:
    statement_timeout = env.int("STATEMENT_TIMEOUT_MS", default=10_000)
    database["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
    database["CONN_HEALTH_CHECKS"] = True
    database["OPTIONS"] = {
        **database.get("OPTIONS", {}),
        "options": f"-c statement_timeout={statement_timeout} -c lock_timeout=8000"
        " -c idle_in_transaction_session_timeout=15000",
    }

# Background work: Celery on files in var/, or on Redis by REDIS_URL ---------------------------------------------------
# The message only wakes a worker up: the row is the truth, and rescue_stuck sends again what was lost (K5).

REDIS_URL = env.str("REDIS_URL", default="")
VISIBILITY_SECONDS = 360  # longer than any task may run
if REDIS_URL:
    CELERY_BROKER_URL = REDIS_URL
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "visibility_timeout": VISIBILITY_SECONDS,
        "unacked_restore_interval": 10,
        "unacked_restore_throttle": 1,
        "socket_timeout": 10,
        "socket_connect_timeout": 2,
        "socket_keepalive": True,
        "health_check_interval": 30,
    }
    CELERY_VISIBILITY_TIMEOUT = VISIBILITY_SECONDS
else:
    BROKER_DIR = VAR_DIR / "broker"
    for folder in ("messages", "control"):
        (BROKER_DIR / folder).mkdir(mode=0o700, parents=True, exist_ok=True)
    CELERY_BROKER_URL = "filesystem://localhost"
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(BROKER_DIR / "messages"),
        "data_folder_out": str(BROKER_DIR / "messages"),
        "control_folder": str(BROKER_DIR / "control"),
        "store_processed": False,
    }

# Seconds a build rests after each portion of units: in the last hour of a deadline, signing goes first.
REPORT_PAUSE_SECONDS = env.float("REPORT_PAUSE_SECONDS", default=0)

CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_SERIALIZER = "json"
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 300
CELERY_TASK_SOFT_TIME_LIMIT = 270
# A broker that is down must not keep a chair waiting: one more try, then the row waits for rescue_stuck.
CELERY_TASK_PUBLISH_RETRY_POLICY = {
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0.1,
    "interval_max": 0.1,
}
CELERY_BROKER_CONNECTION_TIMEOUT = 2
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 50
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 400_000  # KiB
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 60
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "Asia/Ho_Chi_Minh"
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat-schedule")
CELERY_BEAT_SCHEDULE = {
    # Expires after one period: on the filesystem transport ticks would pile up while no worker runs.
    "rescue-stuck": {"task": "reports.tasks.rescue_stuck", "schedule": 15.0, "options": {"expires": 15}},
    "rescue-imports": {"task": "unions.tasks.rescue_imports", "schedule": 15.0, "options": {"expires": 15}},
    "sweep-sign-ins": {
        "task": "unions.tasks.sweep_sign_ins",
        "schedule": 24 * 3600.0,
        "options": {"expires": 3600},
    },
    "take-due-changes": {
        "task": "unions.tasks.take_due_changes",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
}

# People and their passwords -------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "unions.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = ["unions.passwords.LightArgon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "unions.passwords.LengthValidator"},
    {"NAME": "unions.passwords.KnownValidator"},
    {"NAME": "unions.passwords.GuessableValidator"},
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "desk"
LOGOUT_REDIRECT_URL = "login"

# Phones share carrier addresses: only the pair of user and address is locked, and only for a while (K4).
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "unions.views.signing_in.locked_out"
AXES_SENSITIVE_PARAMETERS = [
    "username",
    "ip_address",
    "draft",
    "password_new",
    "password_again",
    "ma_kich_hoat",
]
AXES_CLIENT_IP_CALLABLE = "config.addresses.client_address"
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False

# Every post above chair takes a second step at sign-in; a demo on one computer goes without (RELIABILITY R50).
REQUIRE_MFA = env.bool("REQUIRE_MFA", default=SECURE)
MFA_ADAPTER = "unions.second_factor_adapter.Adapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Thi đua công đoàn"
MFA_WEBAUTHN_USER_VERIFICATION = "required"  # by finger, face or PIN, so that a passkey found is no way in
MFA_TOTP_TOLERANCE = 1  # telephones are up to half a minute early or late

# Whom somebody calls who cannot sign in; without it, the one union at the top of the installation.
SUPPORT_NAME = env.str("SUPPORT_NAME", default="bộ phận hỗ trợ")
SUPPORT_PHONE = env.str("SUPPORT_PHONE", default="")

SESSION_ENGINE = "unions.sessions"
SEEN_COOKIE_NAME = "seen"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "unions.web.csrf_failure"

# What browsers may do -------------------------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "font-src": [SELF],
        "form-action": [SELF],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
if SECURE:
    SESSION_COOKIE_NAME = "__Host-sessionid"
    CSRF_COOKIE_NAME = "__Host-csrftoken"
    SEEN_COOKIE_NAME = "__Host-seen"
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=365 * 24 * 3600)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
    if PROXY_COUNT:
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# Language, time, files ------------------------------------------------------------------------------------------------

LANGUAGE_CODE = "vi"
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = (
    "config.formats"  # numbers are grouped by a filter; USE_THOUSAND_SEPARATOR would group ids too (K2)
)

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = VAR_DIR / "media"  # never public: files are streamed by views after visible_to
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILE_UPLOAD_PERMISSIONS = 0o600

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", default="INFO")},
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.server": {"handlers": [], "level": "INFO", "propagate": True},
        "axes": {"level": "WARNING"},
    },
}
