from django.apps import AppConfig


class InterpretationsConfig(AppConfig):
    name = "mingzheng.policy.interpretations"
    label = "interpretations"
    verbose_name = "政策解读"
