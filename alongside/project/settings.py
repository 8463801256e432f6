"""Wiring: which rooms are open, which database, which walls. Reads the environment once; holds no decisions about care."""

import os
from pathlib import Path

from csp.constants import NONE, SELF

from alongside.project.database import database_from

HOME = Path(__file__).resolve().parents[2]
VAR = Path(os.environ.get("ALONGSIDE_VAR", HOME / "var"))

# "demo" (invented people, one button each), "test", or "live".
ENV = os.environ.get("ALONGSIDE_ENV", "live")
DEMO = ENV == "demo"
TESTING = ENV == "test"

SECRET_KEY = os.environ.get("ALONGSIDE_SECRET_KEY", "")
if not SECRET_KEY and (DEMO or TESTING):
    SECRET_KEY = "demo-and-tests-only-never-for-real-people"  # noqa: S105 - opens nothing: only the demo and the tests use it
# With no key and no demo, Django itself refuses to start and says that SECRET_KEY is empty.

# Turns contacts and people into links that lead nowhere. Changing it breaks the thread between old answers and new ones.
MIRROR_KEY = os.environ.get("ALONGSIDE_MIRROR_KEY") or f"mirror:{SECRET_KEY}"

DEBUG = False
ALLOWED_HOSTS = os.environ.get("ALONGSIDE_HOSTS", "localhost,127.0.0.1,[::1],testserver").split(",")
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("ALONGSIDE_ORIGINS", "").split(",") if o]
SECURE = ENV == "live"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_tasks",
    "django_tasks_db",
    "alongside.core",
    "alongside.people",
    "alongside.principles",
    "alongside.circle",
    "alongside.care",
    "alongside.listening",
    "alongside.mirror",
    "alongside.choosing",
    "alongside.improvement",
    "alongside.themes",
    "alongside.web",
    "alongside.jobs",
    "alongside.project",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "alongside.web.language.InTheirLanguage",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "alongside.web.signing.devices_seen.DevicesSeen",
    "alongside.web.headers.PrivateByDefault",
]

ROOT_URLCONF = "alongside.project.urls"
WSGI_APPLICATION = "alongside.project.wsgi.application"
ASGI_APPLICATION = "alongside.project.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [HOME / "alongside" / "web" / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "alongside.web.jinja.environment",
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "alongside.web.frame.frame",
            ],
        },
    },
    {
        # allauth's own pages fall back to this engine where no page of ours stands in front of them.
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # Its letters, though, are ours: they say no more than they must.
        "DIRS": [HOME / "alongside" / "web" / "signing" / "letters"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    },
]

DATABASES = {"default": database_from(os.environ, VAR, demo=DEMO)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
if TESTING:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "alongside.web.signing.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_SIGNUP_FORM_CLASS = "alongside.web.signing.forms.SignupForm"
ACCOUNT_FORMS = {
    "login": "alongside.web.signing.own_words.SignInForm",
    "signup": "alongside.web.signing.own_words.MakeAccountForm",
    "reauthenticate": "alongside.web.signing.own_words.StillYouForm",
    "reset_password": "alongside.web.signing.own_words.NewPasswordLinkForm",
    "reset_password_from_key": "alongside.web.signing.own_words.NewPasswordForm",
}
MFA_FORMS = {
    "authenticate": "alongside.web.signing.own_words.CodeForm",
    "reauthenticate": "alongside.web.signing.own_words.StillYouCodeForm",
    "activate_totp": "alongside.web.signing.own_words.AppCodeForm",
    "add_webauthn": "alongside.web.signing.own_words.PasskeyForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# Nothing is sent before somebody chose a safe channel: not even a welcome.
ACCOUNT_EMAIL_VERIFICATION = os.environ.get("ALONGSIDE_EMAIL_VERIFICATION", "none")
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_EMAIL_NOTIFICATIONS = False
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEMO or TESTING
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "Alongside"
USERSESSIONS_TRACK_ACTIVITY = True

SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = True
SECURE_CONTENT_TYPE_NOSNIFF = True
# Nothing is told to other sites. Not "no-referrer": browsers then send "Origin: null" with every form, which counts as forged.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = SECURE and os.environ.get("ALONGSIDE_BEHIND_TLS", "yes") == "yes"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# How many fronts of ours stand before it. Without this all visitors would count as one when sign-ins are slowed down.
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("ALONGSIDE_FRONTS", "1" if SECURE_SSL_REDIRECT else "0"))
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "alongside.web.refusals.csrf_refused"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

LANGUAGE_CODE = "en-gb"
# Each in its own words, so that it can be found by whoever reads only that one.
LANGUAGES = [("en-gb", "English"), ("cy", "Cymraeg")]
LANGUAGE_COOKIE_AGE = 366 * 24 * 3600
LANGUAGE_COOKIE_SECURE = SECURE
LANGUAGE_COOKIE_SAMESITE = "Lax"
LOCALE_PATHS = [HOME / "alongside" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/London"

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS: list[Path] = []
WHITENOISE_USE_FINDERS = not SECURE
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if SECURE
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Uploads wait in a temporary file until the checks have passed; nothing is stored before that.
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

EMAIL_BACKEND = os.environ.get(
    "ALONGSIDE_EMAIL_BACKEND",
    "django.core.mail.backends.filebased.EmailBackend" if DEMO else "django.core.mail.backends.smtp.EmailBackend",
)
EMAIL_FILE_PATH = VAR / "mail"
EMAIL_HOST = os.environ.get("ALONGSIDE_EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("ALONGSIDE_EMAIL_PORT", "25"))
# The one address that stands in an e-mail: it says nothing about anybody.
FRONT_PAGE = os.environ.get("ALONGSIDE_FRONT_PAGE", "http://localhost:8000/")
DEFAULT_FROM_EMAIL = os.environ.get("ALONGSIDE_EMAIL_FROM", "no-reply@localhost")

TASKS = {
    "default": {
        "BACKEND": "django_tasks.backends.immediate.ImmediateBackend" if TESTING else "django_tasks_db.DatabaseBackend",
        "QUEUES": ["default"],
    }
}

# Numbers of spaces that were deleted, one a line, kept beside the database: a copy from before is put right by it.
DELETED_SPACES = Path(os.environ.get("ALONGSIDE_DELETED_SPACES", VAR / "deleted-spaces.txt"))

# Where "leave this page" goes: somewhere ordinary.
LEAVE_URL = os.environ.get("ALONGSIDE_LEAVE_URL", "https://www.bbc.co.uk/weather")
# Staff sign in with a second factor; the demo's buttons and the tests stand in for it.
STAFF_NEED_SECOND_FACTOR = ENV == "live"
UPLOAD_LIMIT_BYTES = 10 * 1024 * 1024
BUNDLE_LIMIT_BYTES = 64 * 1024 * 1024

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    # Ids and kinds only: request lines and texts never reach a log.
    "filters": {"without_codes": {"()": "alongside.core.quiet_logs.WithoutCodes"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "level": "WARNING", "filters": ["without_codes"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
