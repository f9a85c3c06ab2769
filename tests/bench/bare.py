"""The yardstick of pages: the barest Django site that lists twenty rows of the same table, with Django's own middleware."""

import os

import dj_database_url
import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import models
from django.http import HttpResponse
from django.template import engines
from django.urls import path

ROWS = 20
PAGE = """<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>Notices</title></head>
<body><h1>Notices</h1><ul>{% for notice in notices %}<li><a href="/{{ notice.pk }}/">{{ notice.source_headline }}</a>
{{ notice.day }}, {{ notice.openness }}</li>{% endfor %}</ul></body></html>"""

settings.configure(
    ALLOWED_HOSTS=["*"],
    SECRET_KEY="bare" * 10,
    ROOT_URLCONF=__name__,
    DATABASES={"default": {**dj_database_url.parse(os.environ["DATABASE_URL"]), "CONN_MAX_AGE": 60}},
    INSTALLED_APPS=[f"django.contrib.{name}" for name in ("auth", "contenttypes", "sessions", "messages")],
    MIDDLEWARE=[  # as `django-admin startproject` writes it
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
    USE_TZ=True,
)
django.setup()


class Row(models.Model):
    source_headline = models.CharField(max_length=300)
    day = models.CharField(max_length=10)
    openness = models.CharField(max_length=10)

    class Meta:
        app_label = "bare"
        db_table = "notices_notice"
        managed = False

    def __str__(self):
        return self.source_headline


template = engines["django"].from_string(PAGE)


def listing(request):
    return HttpResponse(template.render({"notices": Row.objects.order_by("-day", "-pk")[:ROWS]}, request))


urlpatterns = [path("", listing)]
application = get_wsgi_application()
