from django.apps import AppConfig


class FoiConfig(AppConfig):
    name = "mingzheng.requests.foi"
    label = "foi"
    verbose_name = "依申请公开"

    def ready(self) -> None:
        from mingzheng.core import records
        from mingzheng.core.procedures.registry import declare
        from mingzheng.requests.foi import procedure, queries, redacting, retention  # noqa: F401 - retention: daily
        from mingzheng.requests.foi.models import Application, Letter, LetterText, RetentionTerm
        from mingzheng.requests.redaction import owners

        declare(procedure.APPLICATION)
        owners.register("foi.application", may_see=queries.sees, why_not=redacting.why_not)
        records.register(
            "foi.application",
            label="依申请公开",
            model=Application,
            title=str,
            url=lambda found: found.get_absolute_url(),
            visible_to=queries.sees,
        )
        records.register(
            "foi.letter",
            label="依申请公开文书",
            model=Letter,
            title=str,
            url=lambda letter: letter.application.get_absolute_url(),
            visible_to=lambda letter, actor: queries.sees(letter.application, actor),
        )
        records.register("foi.text", label="文书文本", model=LetterText, title=str)
        records.register("foi.term", label="个人信息保存年限", model=RetentionTerm, title=str)
