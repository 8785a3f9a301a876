"""The platform as its own server runs it, with one bare view beside its pages."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mingzheng.config.settings")

from django.conf import settings

settings.ROOT_URLCONF = "benchmarks.portal_urls"

from mingzheng.config.wsgi import application

__all__ = ["application"]
