from django.apps import AppConfig


class FreshnessConfig(AppConfig):
    name = "mingzheng.core.freshness"
    label = "freshness"
    verbose_name = "页面更新"
