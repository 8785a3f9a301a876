from django.apps import AppConfig


class RedactionConfig(AppConfig):
    name = "mingzheng.requests.redaction"
    label = "redaction"
    verbose_name = "遮盖"
