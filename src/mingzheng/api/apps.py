from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "mingzheng.api"
    label = "api"
    verbose_name = "接口"
