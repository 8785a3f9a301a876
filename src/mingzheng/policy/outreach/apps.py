from django.apps import AppConfig


class OutreachConfig(AppConfig):
    name = "mingzheng.policy.outreach"
    label = "outreach"
    verbose_name = "政策宣讲"
