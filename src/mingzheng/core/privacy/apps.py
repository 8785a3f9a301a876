from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "mingzheng.core.privacy"
    label = "privacy"
    verbose_name = "个人信息与保密"

    def ready(self) -> None:
        from mingzheng.core import records
        from mingzheng.core.privacy.models import LexiconWord

        records.register("privacy.word", label="词库词条", model=LexiconWord, title=lambda word: word.word)
