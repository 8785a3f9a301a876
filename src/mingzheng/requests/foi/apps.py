from django.apps import AppConfig


class FoiConfig(AppConfig):
    name = "mingzheng.requests.foi"
    label = "foi"
    verbose_name = "依申请公开"

    def ready(self) -> None:
        from mingzheng.core import records
        from mingzheng.core.procedures.registry import declare
        from mingzheng.requests.foi import (  # drafts and retention are owed every day
            drafts,  # noqa: F401
            helping_records,
            indicators,
            procedure,
            queries,
            redacting,
            retention,  # noqa: F401
        )
        from mingzheng.requests.foi.models import (
            Application,
            ClosingFigures,
            Draft,
            KeptRule,
            Letter,
            LetterText,
            NumberPrefix,
            OwnFigures,
            RetentionTerm,
            Supplement,
        )
        from mingzheng.requests.redaction import owners

        declare(procedure.APPLICATION)
        owners.register("foi.application", may_see=queries.sees, why_not=redacting.why_not)
        helping_records.declare_all()
        indicators.declare_all()
        records.register(
            "foi.application",
            label="依申请公开",
            model=Application,
            title=str,
            url=lambda found: found.get_absolute_url(),
            visible_to=queries.sees,
            read_parts=queries.read_letters,
        )
        records.register(
            "foi.letter",
            label="依申请公开文书",
            model=Letter,
            title=str,
            url=lambda letter: letter.application.get_absolute_url(),
            visible_to=lambda letter, actor: queries.sees(letter.application, actor),
        )
        records.register("foi.closing", label="年报结转数", model=ClosingFigures, title=str)
        records.register("foi.figures", label="年报表二数据", model=OwnFigures, title=str)
        records.register("foi.text", label="文书文本", model=LetterText, title=str)
        # A draft is nobody's but its writer's: no staff page leads to it, and its files are served nowhere.
        records.register("foi.draft", label="申请草稿", model=Draft, title=str, visible_to=lambda _draft, _actor: False)
        records.register(
            "foi.supplement",
            label="申请人补充",
            model=Supplement,
            title=str,
            url=lambda supplement: supplement.application.get_absolute_url(),
            visible_to=lambda supplement, actor: queries.sees(supplement.application, actor),
        )
        records.register("foi.prefix", label="机关代字", model=NumberPrefix, title=str)
        records.register("foi.rule", label="依申请公开规则", model=KeptRule, title=str)
        records.register("foi.term", label="个人信息保存年限", model=RetentionTerm, title=str)
