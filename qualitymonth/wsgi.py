"""The web server's way in."""

import os

from django.core.wsgi import get_wsgi_application

from .patience import patient

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qualitymonth.settings")

application = patient(get_wsgi_application())
