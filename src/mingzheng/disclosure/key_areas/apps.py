from django.apps import AppConfig


class KeyAreasConfig(AppConfig):
    name = "mingzheng.disclosure.key_areas"
    label = "key_areas"
    verbose_name = "重点领域"
