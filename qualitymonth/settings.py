"""One settings file, read from the environment. README.md lists what may be set.

Nothing set: SQLite, a Celery broker and all files in DATA_DIR on one machine, no server to install.
DATABASE_URL and REDIS_URL set: PostgreSQL, Redis and any number of web and worker processes.
Production is a SITE_URL that begins with https; it refuses to start without a SECRET_KEY, or with DEBUG.
"""

from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key
from environs import env

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = env.path("DATA_DIR", default=BASE_DIR / "var")
FONTS_DIR = env.path("FONTS_DIR", default=DATA_DIR / "fonts")  # an operator's own, which come before the free ones
BROKER_DIR = DATA_DIR / "broker"
AUDIT_HEAD = DATA_DIR / "audit-head.json"  # the last link of the audit's chain, kept outside of the database
for folder in (DATA_DIR, BROKER_DIR / "queue", BROKER_DIR / "control"):
    with suppress(OSError):  # whoever needs the folder says so; commands that only read text do not
        folder.mkdir(parents=True, exist_ok=True)

DEBUG = env.bool("DEBUG", default=False)
SITE_URL = env.str("SITE_URL", default="http://localhost:8000").rstrip("/")
SITE = urlsplit(SITE_URL)
if SITE.scheme not in ("http", "https") or not SITE.hostname:
    raise ImproperlyConfigured(f"SITE_URL must begin with http:// or https:// and name a host: {SITE_URL!r}.")
PRODUCTION = SITE.scheme == "https"
if PRODUCTION and DEBUG:
    raise ImproperlyConfigured("DEBUG must not be set when SITE_URL is https.")

# Without a key of its own a process makes one up: enough for a command or a test, and bin/run keeps one in DATA_DIR.
SECRET_KEY = env.str("SECRET_KEY") if PRODUCTION else env.str("SECRET_KEY", default="") or get_random_secret_key()
if len(SECRET_KEY) < 32:
    raise ImproperlyConfigured("SECRET_KEY must have at least 32 characters.")

LOCAL_HOSTS = ["localhost", "127.0.0.1", "::1"]
ALLOWED_HOSTS = env.list(
    "ALLOWED_HOSTS", default=[SITE.hostname] if PRODUCTION else [SITE.hostname, "localhost", "127.0.0.1", "[::1]"]
)
CSRF_TRUSTED_ORIGINS = [SITE_URL]

# What the pages say about the site. What is not set is left out.
SITE_NAME = env.str("SITE_NAME", default="全国质量月门户")
SITE_ID_CODE = env.str("SITE_ID_CODE", default="")  # 政府网站标识码
CONTACT_EMAIL = env.str("CONTACT_EMAIL", default="")
CONTACT_PHONE = env.str("CONTACT_PHONE", default="")

SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if PRODUCTION else 0
# Neighbours under an office's domain may still speak http: to bind them is the office's decision, not ours.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SECURE_REFERRER_POLICY = "same-origin"
SECURE_REDIRECT_EXEMPT = [r"^(livez|readyz)$"]  # asked from within, past the proxy
X_FRAME_OPTIONS = "DENY"
# The web process speaks http: in production a proxy in front of it speaks TLS and says so.
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=PRODUCTION)
PROXY_COUNT = env.int("PROXY_COUNT", default=int(BEHIND_PROXY))  # how many of the hops in X-Forwarded-For are ours
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
    "guardian",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
    "organizations",
    "campaigns",
    "campaigns.documents",
    "campaigns.notices",
    "campaigns.pages",
    "slogans",
]
MIDDLEWARE = [
    "qualitymonth.middleware.guard",  # outermost, with the next three: also on redirects, static files and refusals
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "campaigns.pages.display.varies",
    "qualitymonth.middleware.answer_what_breaks_off",
    "qualitymonth.middleware.refuse_unknown_methods",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "organizations.credentials.sessions.watch",
    "organizations.acting.acting",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",  # last: it turns the answer to a locked-out person into one that says so
]
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000  # who leads and who supports, beside each of the 2,000 clauses of a notice
FORCE_SCRIPT_NAME = ""  # the site stands at the root of its host, whatever a header says
ROOT_URLCONF = "qualitymonth.urls"
WSGI_APPLICATION = "qualitymonth.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "campaigns.pages.display.context",
                "organizations.credentials.sessions.person",
            ],
        },
    }
]

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {"default": env.dj_db_url("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'portal.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A writer waits its turn instead of failing: the write lock is taken when the transaction begins.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)  # seconds

# What never changes is kept in each process under its hash: nothing to invalidate, and no server that could be away.
# What all processes must count together, like attempts to sign in, stands in the database.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "organizations_cacheentry",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    "process": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "TIMEOUT": None,
        "OPTIONS": {"MAX_ENTRIES": 1000},
    },
}

# Mails go to a server where one is named, else into a folder.
EMAIL_HOST = env.str("EMAIL_HOST", default="")
EMAIL_PORT = env.int("EMAIL_PORT", default=25)
EMAIL_HOST_USER = env.str("EMAIL_HOST_USER", default="")
EMAIL_HOST_PASSWORD = env.str("EMAIL_HOST_PASSWORD", default="")
EMAIL_USE_TLS = env.bool("EMAIL_USE_TLS", default=False)
EMAIL_TIMEOUT = 20  # seconds
EMAIL_FILE_PATH = str(DATA_DIR / "mails")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'filebased'}.EmailBackend"
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("EMAIL_FROM", default=f"no-reply@{SITE.hostname}")

REDIS_URL = env.str("REDIS_URL", default="")
if REDIS_URL:
    CELERY_BROKER_URL = REDIS_URL
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "health_check_interval": 25,
        "socket_keepalive": True,
        "socket_timeout": 10,
        "retry_on_timeout": True,
    }
else:
    CELERY_BROKER_URL = "filesystem://localhost"
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(BROKER_DIR / "queue"),
        "data_folder_out": str(BROKER_DIR / "queue"),
        "control_folder": str(BROKER_DIR / "control"),
    }
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False

AUTH_USER_MODEL = "organizations.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",  # first: it refuses whom it locked out
    "allauth.account.auth_backends.AuthenticationBackend",
    "guardian.backends.ObjectPermissionBackend",
]
ANONYMOUS_USER_NAME = None  # guardian's: a stranger is no row
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
PASSWORD_RULES = {  # profile: characters, kinds of them, days until it must be changed, former ones that are not used again
    "modern": (15, 0, 0, 0),
    "mlps3": (10, 3, 90, 5),
}
PASSWORD_PROFILE = env.str("PASSWORD_PROFILE", default="modern")
if PASSWORD_PROFILE not in PASSWORD_RULES:
    raise ImproperlyConfigured(f"PASSWORD_PROFILE must be one of {', '.join(PASSWORD_RULES)}: {PASSWORD_PROFILE!r}.")
length, kinds, PASSWORD_DAYS, former = PASSWORD_RULES[PASSWORD_PROFILE]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "organizations.credentials.passwords.Length", "OPTIONS": {"min_length": length}},
    {"NAME": "organizations.credentials.passwords.Kinds", "OPTIONS": {"least": kinds}},
    {"NAME": "organizations.credentials.passwords.Common"},
    {"NAME": "organizations.credentials.passwords.Personal"},
    {"NAME": "organizations.credentials.passwords.Former", "OPTIONS": {"last": former}},
]

# Sign-in (organizations/account/signing_in). A session ends with the browser, when nobody is there, and after a working day.
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "pages:desk"
SESSION_COOKIE_AGE = 12 * 3600  # seconds, whatever is done meanwhile
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
IDLE_MINUTES = env.int("IDLE_MINUTES", default=30)
SECOND_STEP = env.str("SECOND_STEP", default="required" if PRODUCTION else "optional")
if SECOND_STEP not in ("required", "optional"):
    raise ImproperlyConfigured(f"SECOND_STEP must be required or optional: {SECOND_STEP!r}.")
PASSWORD_RESET_TIMEOUT = 3600  # seconds

ALLAUTH_TRUSTED_PROXY_COUNT = PROXY_COUNT
ACCOUNT_ADAPTER = "organizations.account.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # whoever makes an account vouches for its address; a change of it is confirmed
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "50/15m/ip,10/15m/key",  # an office shares an address; the key is a name, or a person's second step
    "reset_password": "20/15m/ip,5/15m/key",
    "reset_password_from_key": "20/15m/ip",
    "change_password": "10/15m/user",
    "change_address": "5/15m/user",
    "reauthenticate": "10/15m/user",
}
MFA_ADAPTER = "organizations.account.adapter.SecondStepAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_TOLERANCE = 1  # steps of 30 seconds: clocks of phones differ

AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_USERNAME_CALLABLE = "organizations.account.lockout.name_of"
AXES_CLIENT_IP_CALLABLE = "organizations.account.lockout.address_of"
AXES_LOCKOUT_CALLABLE = "organizations.account.lockout.answer"
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "login"]
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_DISABLE_ACCESS_LOG = True  # who signed in stands in the audit

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_ROOT = BASE_DIR / "static/icons"  # /favicon.ico and its like, which are asked for by these very names
WHITENOISE_MANIFEST_STRICT = False  # a missing file must not break the page that says what broke
MEDIA_ROOT = DATA_DIR / "files"  # served by views that know who may read, never by address
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
    "loggers": {
        "axes": {"level": "WARNING"},
        "fontTools": {"level": "WARNING"},
        "weasyprint": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},  # strangers' guesses, answered with 400
    },
}
