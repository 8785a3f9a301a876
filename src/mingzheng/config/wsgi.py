"""The application for granian and any other WSGI server."""

import os

from mingzheng.config.watching import place

place.begin()

from django.core.wsgi import get_wsgi_application  # noqa: E402 - the counts need their place before anything counts

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mingzheng.config.settings")

application = get_wsgi_application()

from mingzheng.search import warming  # noqa: E402 - it needs the settings

warming.begin()
