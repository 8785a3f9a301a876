from django.apps import AppConfig


class PushConfig(AppConfig):
    name = "mingzheng.policy.push"
    label = "push"
    verbose_name = "精准推送"
