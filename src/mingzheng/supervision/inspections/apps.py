from django.apps import AppConfig


class InspectionsConfig(AppConfig):
    name = "mingzheng.supervision.inspections"
    label = "inspections"
    verbose_name = "日常检查"
