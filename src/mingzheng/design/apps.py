from django.apps import AppConfig


class DesignConfig(AppConfig):
    name = "mingzheng.design"
    label = "design"
    verbose_name = "界面"
