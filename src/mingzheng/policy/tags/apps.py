from django.apps import AppConfig


class TagsConfig(AppConfig):
    name = "mingzheng.policy.tags"
    label = "tags"
    verbose_name = "政策标签"
