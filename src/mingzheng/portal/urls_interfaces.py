"""Address of the page that explains the API; included in ``portal.urls``."""

from django.urls import path

from mingzheng.portal.views import interfaces

INTERFACES = [path("jiekou/", interfaces.index, name="interfaces")]
