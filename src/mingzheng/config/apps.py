from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "mingzheng.config"
    label = "config"
    verbose_name = "设置"
