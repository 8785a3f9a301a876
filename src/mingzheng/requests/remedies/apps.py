from django.apps import AppConfig


class RemediesConfig(AppConfig):
    name = "mingzheng.requests.remedies"
    label = "remedies"
    verbose_name = "复议诉讼"
