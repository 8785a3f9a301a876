from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "mingzheng.portal"
    label = "portal"
    verbose_name = "门户"
