from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "mingzheng.core.journal"
    label = "journal"
    verbose_name = "工作日志"
