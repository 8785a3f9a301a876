from django.apps import AppConfig


class CornersConfig(AppConfig):
    name = "mingzheng.disclosure.corners"
    label = "corners"
    verbose_name = "政务公开专区"
