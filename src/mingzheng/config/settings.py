"""Settings from the environment. What each variable means is in docs/configuration.md."""

from __future__ import annotations

import os
from pathlib import Path

import environ

from mingzheng.config import environment

env = environ.Env()

BASE_DIR = environment.ROOT
VAR_DIR = environment.var_dir()
MODE = environment.mode()
PRODUCTION = MODE == "production"
DEBUG = False

SECRET_KEY = environment.secret_key()
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = env.list(
    "ALLOWED_HOSTS", default=[] if PRODUCTION else ["localhost", "127.0.0.1", "[::1]", "testserver"]
)
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

# --- the district -------------------------------------------------------------------------------
MINGZHENG_DEMO = env.bool("MINGZHENG_DEMO", default=not PRODUCTION)
MINGZHENG_DISTRICT = env.str("MINGZHENG_DISTRICT", default="上海市长宁区")
MINGZHENG_SITE_NAME = env.str("MINGZHENG_SITE_NAME", default="")  # 区名 + 人民政府 unless told
# The district's own standing texts of the portal (docs/start-for-real.md).
MINGZHENG_CONTENT = Path(env.str("MINGZHENG_CONTENT", default=str(VAR_DIR / "content")))
MINGZHENG_MAX_UPLOAD_MB = env.int("MINGZHENG_MAX_UPLOAD_MB", default=50)
# The city's 公文库: without an address nothing is sent, and the desk says so.
MINGZHENG_LIBRARY_URL = env.str("MINGZHENG_LIBRARY_URL", default="")
MINGZHENG_LIBRARY_TOKEN = env.str("MINGZHENG_LIBRARY_TOKEN", default="")
MINGZHENG_LIBRARY_FORMAT = environment.one_of("MINGZHENG_LIBRARY_FORMAT", ("json", "xml"), "json")
MINGZHENG_LIBRARY_TIMEOUT = env.float("MINGZHENG_LIBRARY_TIMEOUT", default=10.0)
# Ways out of pushing besides mail: without an address nothing is sent by them, and the desk says so.
MINGZHENG_SMS_URL = env.str("MINGZHENG_SMS_URL", default="").rstrip("/")
MINGZHENG_SMS_TOKEN = env.str("MINGZHENG_SMS_TOKEN", default="")
MINGZHENG_CITY_PORTAL_URL = env.str("MINGZHENG_CITY_PORTAL_URL", default="").rstrip("/")
MINGZHENG_CITY_PORTAL_TOKEN = env.str("MINGZHENG_CITY_PORTAL_TOKEN", default="")
# Sign-in at an OpenID provider (docs/sign-in.md): citizens and enterprises, and the government's directory of staff.
# Without an issuer there is no such sign-in; a demonstration has a stand-in provider.
MINGZHENG_OIDC_ISSUER = env.str("MINGZHENG_OIDC_ISSUER", default="")
MINGZHENG_OIDC_CLIENT_ID = env.str("MINGZHENG_OIDC_CLIENT_ID", default="")
MINGZHENG_OIDC_CLIENT_SECRET = env.str("MINGZHENG_OIDC_CLIENT_SECRET", default="")
MINGZHENG_OIDC_NAME = env.str("MINGZHENG_OIDC_NAME", default="统一身份认证")
MINGZHENG_OIDC_SCOPE = env.str("MINGZHENG_OIDC_SCOPE", default="openid profile phone")
MINGZHENG_OIDC_CLAIMS = environment.claims(env.str("MINGZHENG_OIDC_CLAIMS", default=""))
MINGZHENG_OIDC_ENTERPRISE = env.list("MINGZHENG_OIDC_ENTERPRISE", default=["enterprise"])
MINGZHENG_IDENTITY_KEYS = env.list("MINGZHENG_IDENTITY_KEYS", default=[])
MINGZHENG_STAFF_OIDC_ISSUER = env.str("MINGZHENG_STAFF_OIDC_ISSUER", default="")
MINGZHENG_STAFF_OIDC_CLIENT_ID = env.str("MINGZHENG_STAFF_OIDC_CLIENT_ID", default="")
MINGZHENG_STAFF_OIDC_CLIENT_SECRET = env.str("MINGZHENG_STAFF_OIDC_CLIENT_SECRET", default="")
MINGZHENG_STAFF_OIDC_NAME = env.str("MINGZHENG_STAFF_OIDC_NAME", default="政务人员目录")
MINGZHENG_STAFF_OIDC_CLAIM = env.str("MINGZHENG_STAFF_OIDC_CLAIM", default="sub")
MINGZHENG_FONTS = env.str("MINGZHENG_FONTS", default="")
MINGZHENG_WORD_TEMPLATES = env.str("MINGZHENG_WORD_TEMPLATES", default="")

# Where this portal answers (scheme and host), for the daily inspection and for records that leave it; and the "host" or
# "host:port" of own sites in the inner network that inspections may visit although their addresses are private.
MINGZHENG_SITE_URL = env.str("MINGZHENG_SITE_URL", default="").rstrip("/")
MINGZHENG_INSPECT_ALLOW = env.list("MINGZHENG_INSPECT_ALLOW", default=[])
# Receivers of events in the inner network ("host" or "host:port"); all others must be public and encrypted.
MINGZHENG_WEBHOOK_ALLOW = env.list("MINGZHENG_WEBHOOK_ALLOW", default=[])
# Where ``./run standin events`` listens; events reach it in a demonstration alone.
MINGZHENG_WEBHOOK_STANDIN = "127.0.0.1:8197"

# --- rooms, lowest floor first -------------------------------------------------------------------
ROOMS = [
    "mingzheng.core.timekeeping",
    "mingzheng.core.journal",
    "mingzheng.core.workdays",
    "mingzheng.core.units",
    "mingzheng.core.outbox",
    "mingzheng.core.freshness",
    "mingzheng.core.submissions",
    "mingzheng.core.tries",
    "mingzheng.core.identity",
    "mingzheng.core.privacy",
    "mingzheng.core.relations",
    "mingzheng.core.files",
    "mingzheng.core.procedures",
    "mingzheng.disclosure.catalogue",
    "mingzheng.disclosure.documents",
    "mingzheng.disclosure.cleanup",
    "mingzheng.disclosure.normative",
    "mingzheng.disclosure.key_areas",
    "mingzheng.disclosure.gazette",
    "mingzheng.disclosure.filing",
    "mingzheng.disclosure.corners",
    "mingzheng.requests.foi",
    "mingzheng.requests.redaction",
    "mingzheng.requests.remedies",
    "mingzheng.policy.tags",
    "mingzheng.policy.policies",
    "mingzheng.policy.interpretations",
    "mingzheng.policy.questions",
    "mingzheng.policy.push",
    "mingzheng.policy.outreach",
    "mingzheng.policy.topics",
    "mingzheng.participation.decisions",
    "mingzheng.participation.letters",
    "mingzheng.participation.draws",
    "mingzheng.participation.delegates",
    "mingzheng.participation.surveys",
    "mingzheng.participation.consultations",
    "mingzheng.participation.open_days",
    "mingzheng.supervision.workplan",
    "mingzheng.supervision.indicators",
    "mingzheng.supervision.inspections",
    "mingzheng.supervision.annual_report",
    "mingzheng.supervision.training",
    "mingzheng.supervision.bulletins",
    "mingzheng.supervision.assessment",
    "mingzheng.supervision.open_data",
    "mingzheng.machines.systems",
    "mingzheng.machines.intake",
    "mingzheng.machines.webhooks",
    "mingzheng.machines.standins",
    "mingzheng.papers",
    "mingzheng.search",
    "mingzheng.design",
    "mingzheng.portal",
    "mingzheng.desk",
    "mingzheng.api",
    "mingzheng.config",
]
INSTALLED_APPS = [
    *ROOMS,
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
]

MIDDLEWARE = [
    "mingzheng.config.watching.requests.RequestMiddleware",
    "mingzheng.config.middleware.ProxyMiddleware",
    "mingzheng.config.middleware.HeadersMiddleware",
    "mingzheng.config.watching.probes.ProbeMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "mingzheng.config.middleware.MaintenanceMiddleware",
    "mingzheng.api.middleware.ApiMiddleware",
    "mingzheng.design.middleware.KeptPagesMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "mingzheng.portal.visitor.VisitorMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "mingzheng.core.timekeeping.middleware.TimeMiddleware",
    "mingzheng.desk.middleware.SessionTermMiddleware",
    "mingzheng.core.units.middleware.ActorMiddleware",
    "mingzheng.config.middleware.PlainTextMiddleware",
    "mingzheng.desk.middleware.SecondFactorMiddleware",
    "mingzheng.desk.middleware.RefusedMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "mingzheng.config.urls"
WSGI_APPLICATION = "mingzheng.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "mingzheng.core.timekeeping.middleware.time_context",
                "mingzheng.design.context.look",
                "mingzheng.portal.visitor.context",
                "mingzheng.portal.context.portal",
                "mingzheng.desk.context.desk",
                "mingzheng.config.context.frame",
            ],
            "builtins": ["django.templatetags.i18n", "mingzheng.design.templatetags.words"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- database --------------------------------------------------------------------------------------
DATABASES = {"default": environment.database(VAR_DIR / "mingzheng.sqlite3")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # FULL: a submission that was acknowledged survives a power cut.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-16000; PRAGMA mmap_size=268435456;",
    }
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    # A server that does not answer at all must not hold every thread for minutes.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)
# A connection serves many requests: opening one for each doubles the work of a list page on SQLite.
DATABASES["default"]["CONN_MAX_AGE"] = env.int("DATABASE_CONN_MAX_AGE", default=60)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- people and sign-in --------------------------------------------------------------------------
AUTH_USER_MODEL = "units.Person"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "mingzheng.core.units.passwords.LongEnough", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/desk/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_FORMS = {
    "login": "mingzheng.desk.forms.SignInForm",
    "change_password": "mingzheng.desk.forms.PasswordForm",
}
ACCOUNT_ADAPTER = "mingzheng.desk.adapters.StaffAccountAdapter"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
# A whole office may stand behind one address at nine in the morning; guessing is stopped per account by axes.
# "key" is the account: it also bounds the guessing of second-factor codes, of which axes knows nothing.
ACCOUNT_RATE_LIMITS = {"login": "300/m/ip", "login_failed": "60/m/ip,10/10m/key"}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "明政"
MFA_ADAPTER = "mingzheng.desk.second_factor.StaffMFAAdapter"
MFA_FORMS = {
    "authenticate": "mingzheng.desk.second_factor.CodeForm",
    "reauthenticate": "mingzheng.desk.second_factor.AgainForm",
    "activate_totp": "mingzheng.desk.second_factor.ActivateForm",
}
# Staff must enrol a second factor in production; the demonstration lets people in without one.
MINGZHENG_STAFF_MFA = env.bool("MINGZHENG_STAFF_MFA", default=PRODUCTION)
AXES_FAILURE_LIMIT = env.int("MINGZHENG_LOGIN_FAILURES", default=5)
AXES_COOLOFF_TIME = 0.5  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "mingzheng.desk.adapters.locked_out"
AXES_VERBOSE = False
AXES_SENSITIVE_PARAMETERS = ["password", "login"]
AXES_USERNAME_FORM_FIELD = "login"
# allauth's form says "login", Django's backends say "username": one function reads both.
AXES_USERNAME_CALLABLE = "mingzheng.desk.adapters.sign_in_name"
# Trying again while locked out does not lengthen the wait that the page promised.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False

# --- language and time -----------------------------------------------------------------------------
LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True

# --- files and pages -------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [("guides", BASE_DIR / "docs" / "guides" / "pictures")]
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    "default": environment.storage(env),
    "staticfiles": {"BACKEND": "mingzheng.design.assets.Assets"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# The review of a notice sends up to nine fields for each of its tasks; some districts have several hundred.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS, FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o640, 0o750

# Public pages are drawn once and kept until something that they show changes (docs/portal-pages.md).
MINGZHENG_KEEP_PAGES = env.bool("MINGZHENG_KEEP_PAGES", default=True)
MINGZHENG_KEPT_FOLDER = VAR_DIR / "pages"
MINGZHENG_KEPT_DISK_MB = env.int("MINGZHENG_KEPT_DISK_MB", default=1024)
MINGZHENG_KEPT_MEMORY_MB = env.int("MINGZHENG_KEPT_MEMORY_MB", default=64)
MINGZHENG_FRESHNESS_SECONDS = 0.5
# So often may one address ask the public interface within a minute; 0: no limit.
MINGZHENG_API_PER_MINUTE = env.int("MINGZHENG_API_PER_MINUTE", default=600)
# The same for a token of a system; failed tries count against the address.
MINGZHENG_TOKEN_PER_MINUTE = env.int("MINGZHENG_TOKEN_PER_MINUTE", default=1200)
# --- search ----------------------------------------------------------------------------------------
# "tantivy" (embedded), "sql" (the database alone), or the address of an index on an OpenSearch server.
MINGZHENG_SEARCH = env.str("MINGZHENG_SEARCH", default="tantivy")
MINGZHENG_SEARCH_DIR = env.str("MINGZHENG_SEARCH_DIR", default=str(VAR_DIR / "search"))
MINGZHENG_SEARCH_LOG_DAYS = env.int("MINGZHENG_SEARCH_LOG_DAYS", default=180)

# --- mail ------------------------------------------------------------------------------------------
vars().update(env.email_url("EMAIL_URL", default="consolemail://"))
DEFAULT_FROM_EMAIL = env.str("MINGZHENG_MAIL_FROM", default="mingzheng@localhost")

# --- safety ----------------------------------------------------------------------------------------
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
# Staff: so long a sign-in lasts at most, and so long unused. Visitors' sessions have terms of their own (portal.visitor).
MINGZHENG_STAFF_HOURS = env.float("MINGZHENG_STAFF_HOURS", default=8)
MINGZHENG_STAFF_IDLE_MINUTES = env.float("MINGZHENG_STAFF_IDLE_MINUTES", default=120)
SESSION_COOKIE_AGE = int(MINGZHENG_STAFF_HOURS * 3600)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = env.bool("MINGZHENG_HTTPS", default=PRODUCTION)
SECURE_HSTS_SECONDS = 31536000 if SESSION_COOKIE_SECURE else 0
MINGZHENG_BEHIND_PROXY = env.bool("MINGZHENG_BEHIND_PROXY", default=False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if MINGZHENG_BEHIND_PROXY else None
SECURE_REFERRER_POLICY = "same-origin"
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

# --- what monitoring may read ------------------------------------------------------------------------
MINGZHENG_METRICS_ALLOW = environment.networks(env.list("MINGZHENG_METRICS_ALLOW", default=["127.0.0.1", "::1"]))
MINGZHENG_METRICS_TOKEN = env.str("MINGZHENG_METRICS_TOKEN", default="")

# --- what is written down --------------------------------------------------------------------------
# JSON lines without personal data, one for each request, or plain lines for a screen (docs/operations.md).
MINGZHENG_LOG = environment.one_of("MINGZHENG_LOG", ("json", "plain"), "json" if PRODUCTION else "plain")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {"()": "mingzheng.config.watching.saying.JsonLines"},
        "plain": {"()": "mingzheng.config.watching.saying.PlainLines"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": MINGZHENG_LOG}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "mingzheng": {"level": "INFO"},
        "mingzheng.requests": {"level": "INFO" if MINGZHENG_LOG == "json" else "WARNING"},
        # Django's own handlers would print and mail traces with local values: everything goes one way.
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        "django.server": {"handlers": [], "level": "INFO", "propagate": True},
        # With DEBUG it writes every statement with its values.
        "django.db.backends": {"level": "WARNING"},
        # Scanners ask for any host; the request's own line says 400, and that is enough.
        "django.security.DisallowedHost": {"level": "CRITICAL"},
        "axes": {"level": "ERROR"},
    },
}

if PRODUCTION:
    environment.refuse_unsafe(
        {
            "SECRET_KEY": SECRET_KEY,
            "SECRET_KEY_FALLBACKS": SECRET_KEY_FALLBACKS,
            "ALLOWED_HOSTS": ALLOWED_HOSTS,
            "ENGINE": DATABASES["default"]["ENGINE"],
            "DEMO": MINGZHENG_DEMO,
            "HTTPS": SESSION_COOKIE_SECURE,
            "STORAGE_SET": bool(os.environ.get("MINGZHENG_VAR")),
            "OIDC": (MINGZHENG_OIDC_ISSUER, MINGZHENG_OIDC_CLIENT_ID),
            "STAFF_OIDC": (MINGZHENG_STAFF_OIDC_ISSUER, MINGZHENG_STAFF_OIDC_CLIENT_ID),
            "IDENTITY_KEYS": MINGZHENG_IDENTITY_KEYS,
        }
    )
