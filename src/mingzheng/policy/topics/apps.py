from django.apps import AppConfig


class TopicsConfig(AppConfig):
    name = "mingzheng.policy.topics"
    label = "topics"
    verbose_name = "集成式发布"
