"""The application for granian and any other WSGI server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mingzheng.config.settings")

application = get_wsgi_application()

from mingzheng.search import warming  # noqa: E402 - it needs the settings

warming.begin()
