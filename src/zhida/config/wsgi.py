"""The entry of a WSGI server: ``granian --interface wsgi zhida.config.wsgi:application``."""

import os

from django.core.wsgi import get_wsgi_application

from zhida.domain.library.selectors import get_library

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhida.config.settings")
application = get_wsgi_application()
get_library()  # a server whose policies have errors does not start, and the first visitor does not wait for them
