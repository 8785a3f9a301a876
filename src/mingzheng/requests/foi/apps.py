from django.apps import AppConfig


class FoiConfig(AppConfig):
    name = "mingzheng.requests.foi"
    label = "foi"
    verbose_name = "依申请公开"
