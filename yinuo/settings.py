"""All settings, in one file. Nothing has to be set: without any variable the desk runs on SQLite.

`YINUO_DATA` names the folder of a desk (database, keys, uploads); `DATABASE_URL` selects PostgreSQL.
"""

import os
import secrets
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from csp.constants import NONE, SELF

from yinuo.core.db.address import BUSY_SECONDS, database_from_address

PACKAGE = Path(__file__).resolve().parent


def _flag(name: str) -> bool:
    """A yes/no variable; anything but the known words is refused."""
    value = os.environ.get(name, "").strip().lower()
    if value in ("", "0", "no", "false", "off"):
        return False
    if value in ("1", "yes", "true", "on"):
        return True
    raise ValueError(f"{name} must be yes or no, not {value!r}")


def _words(name: str, default: str = "") -> list[str]:
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def _number(name: str, default: float) -> float:
    """A number above zero; anything else is refused."""
    said = os.environ.get(name, "").strip() or str(default)
    try:
        value = float(said)
    except ValueError:
        value = 0.0
    if not 0 < value < float("inf"):
        raise ValueError(f"{name} must be a number above 0, not {said!r}")
    return value


def _zone(name: str, default: str) -> str:
    """A time zone; an unknown one is refused."""
    value = os.environ.get(name, "").strip() or default
    try:
        return ZoneInfo(value).key
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(f"{name} names no time zone: {value!r}") from error


def _level(name: str, default: str) -> str:
    """How much is logged."""
    value = (os.environ.get(name, "").strip() or default).upper()
    if value not in ("DEBUG", "INFO", "WARNING", "ERROR"):
        raise ValueError(f"{name} must be DEBUG, INFO, WARNING or ERROR, not {value!r}")
    return value


DATA_DIR = Path(os.environ.get("YINUO_DATA") or Path.cwd() / "yinuo-data").resolve()
IS_DEMO = (DATA_DIR / "demo").exists() or _flag("YINUO_DEMO")
YINUO_CLOCK_MOVES = IS_DEMO
DEBUG = _flag("YINUO_DEBUG")


def _secret() -> str:
    """The signing key: from the variable, a file named by it, or made once and kept beside the database."""
    if value := os.environ.get("YINUO_SECRET_KEY"):
        return value
    named = os.environ.get("YINUO_SECRET_KEY_FILE")
    path = Path(named or DATA_DIR / "secret.key")
    if path.exists():
        return path.read_text().strip()
    if named:
        raise ValueError(f"YINUO_SECRET_KEY_FILE names {named}, which is not there")
    made = secrets.token_urlsafe(48)
    if not path.parent.exists():
        return made
    mine = path.with_name(f".{path.name}.{os.getpid()}")
    mine.touch(mode=0o600)
    mine.write_text(made)
    try:
        os.link(mine, path)  # of several processes that begin at once, one makes the key for all
    except FileExistsError:
        return path.read_text().strip()
    finally:
        mine.unlink()
    return made


SECRET_KEY = _secret()
SECRET_KEY_FALLBACKS = _words("YINUO_OLD_SECRET_KEYS")
ALLOWED_HOSTS = _words("YINUO_HOSTS", "127.0.0.1,localhost,[::1],testserver")
CSRF_TRUSTED_ORIGINS = _words("YINUO_ORIGINS")
BEHIND_TLS = _flag("YINUO_TLS")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_TLS
if BEHIND_TLS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "template_partials",
    "yinuo.core",
    "yinuo.staff",
    "yinuo.customers",
    "yinuo.playbooks",
    "yinuo.tickets",
    "yinuo.promises",
    "yinuo.messaging",
    "yinuo.approvals",
    "yinuo.orders",
    "yinuo.inquiries",
    "yinuo.complaints",
    "yinuo.knowledge",
    "yinuo.reports",
    "yinuo.ui",
    "yinuo.desk",
    "yinuo.portal",
    "yinuo.driver",
    "yinuo.api",
    "yinuo.wiring",
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

MIDDLEWARE = [
    "yinuo.ui.middleware.request_record",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "yinuo.portal.frame.frame",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "yinuo.ui.middleware.language_of_person",
    "django.contrib.messages.middleware.MessageMiddleware",
    "yinuo.ui.middleware.desk_errors",
    "yinuo.api.frame.frame",
]
ROOT_URLCONF = "yinuo.urls"
WSGI_APPLICATION = None
APPEND_SLASH = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "yinuo.ui.context.shell",
                "yinuo.desk.shell.context",
            ],
            "builtins": ["template_partials.templatetags.partials", "django.templatetags.i18n"],
        },
    }
]

YINUO_BUSY_SECONDS = _number("YINUO_BUSY_SECONDS", BUSY_SECONDS)
DATABASES = {
    "default": database_from_address(os.environ.get("DATABASE_URL", ""), DATA_DIR, YINUO_BUSY_SECONDS)
}
YINUO_SMS = os.environ.get("YINUO_SMS", "pretend")

AUTH_USER_MODEL = "staff.Person"
AUTHENTICATION_BACKENDS = ["yinuo.staff.sessions.SignedIn"]
SESSION_ENGINE = "yinuo.staff.sessions"
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"
PASSWORD_HASHERS = ["yinuo.staff.passwords.DeskArgon2", "django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_NAME = "yinuo_session"
CSRF_COOKIE_NAME = "yinuo_csrf"
CSRF_COOKIE_HTTPONLY = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 400
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "media-src": [SELF, "blob:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "yinuo_language"
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = _zone("YINUO_ZONE", "Asia/Shanghai")

STATIC_URL = "/static/"
STATICFILES_DIRS = [PACKAGE / "static"]
STATIC_ROOT = Path(os.environ.get("YINUO_STATIC") or DATA_DIR / "static")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "yinuo.ui.statics.DeskStatics"},
}
MEDIA_ROOT = DATA_DIR / "uploads"
YINUO_FILE_DAYS = _number("YINUO_FILE_DAYS", 30)  # how long exported files are kept
YINUO_API_RATE = int(_number("YINUO_API_RATE", 1200))  # requests a minute and token
TEST_RUNNER = "django.test.runner.DiscoverRunner"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "yinuo.ui.logs.JsonLines"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": _level("YINUO_LOG", "INFO")},
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.server": {"handlers": [], "level": "WARNING", "propagate": True},
        "django.request": {"handlers": [], "level": "ERROR", "propagate": True},
        "fontTools": {"handlers": [], "level": "ERROR", "propagate": True},  # tells every letter of a PDF
        "fpdf": {"handlers": [], "level": "ERROR", "propagate": True},
        "httpx": {"handlers": [], "level": "WARNING", "propagate": True},  # addresses have keys in them
        "httpcore": {"handlers": [], "level": "WARNING", "propagate": True},
    },
}
