"""The platform as its own server runs it, with one bare view beside its pages."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mingzheng.config.settings")

from django.conf import settings  # noqa: E402 - the environment comes first

settings.ROOT_URLCONF = "benchmarks.portal_urls"

from django.core.wsgi import get_wsgi_application  # noqa: E402

application = get_wsgi_application()
