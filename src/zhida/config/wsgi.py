"""The entry of a WSGI server: ``granian --interface wsgi zhida.config.wsgi:application``."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhida.config.settings")
application = get_wsgi_application()
