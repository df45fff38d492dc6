"""Django settings: embedded by default (SQLite); what differs in production is one environment variable each.

==========================  ==================================================================
ZHIDA_DATA                  folder of the database, snapshots, the secret key and the collected static files
ZHIDA_PACKS                 folder of the policy packs, with ``facts.md`` in it
ZHIDA_DATABASE_URL          ``sqlite:///…`` or ``postgresql://…``
ZHIDA_SECRET_KEY            key that signs sessions; made on first use when left out
ZHIDA_HOSTS                 host names the pages are served under, separated by commas
ZHIDA_ORIGINS               origins trusted for posts behind a proxy (``https://…``)
ZHIDA_HTTPS                 ``1`` when served over HTTPS: secure cookies, redirects and HSTS
ZHIDA_REFERENCE_DATE        the day policies are applied on; today when left out
==========================  ==================================================================
"""

import os
from pathlib import Path

from csp.constants import NONE, SELF

from zhida.config.environment import read_database_url, read_date, read_flag, read_list, read_secret_key

PROJECT = Path(__file__).resolve().parents[3]
DATA = Path(os.environ.get("ZHIDA_DATA", PROJECT / "data")).resolve()

ZHIDA_PACKS = Path(os.environ.get("ZHIDA_PACKS", PROJECT / "packs")).resolve()
ZHIDA_SNAPSHOTS = DATA / "snapshots"
ZHIDA_REFERENCE_DATE = read_date("ZHIDA_REFERENCE_DATE")

SECRET_KEY = read_secret_key(DATA / "secret-key")
DEBUG = False
ALLOWED_HOSTS = read_list("ZHIDA_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = read_list("ZHIDA_ORIGINS", "")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "csp",
    "django_htmx",
    "zhida.domain.accounts",
    "zhida.domain.enterprises",
    "zhida.web",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "zhida.web.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
ROOT_URLCONF = "zhida.config.urls"
WSGI_APPLICATION = "zhida.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.template.context_processors.i18n",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

DATABASES = {"default": read_database_url(os.environ.get("ZHIDA_DATABASE_URL", f"sqlite:///{DATA / 'zhida.sqlite3'}"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

HTTPS = read_flag("ZHIDA_HTTPS")
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "zhida.web.views.errors.show_csrf_failure"
CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
DATA_UPLOAD_MAX_MEMORY_SIZE = 512 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
