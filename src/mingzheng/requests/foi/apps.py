from django.apps import AppConfig
from django.urls import reverse


class FoiConfig(AppConfig):
    name = "mingzheng.requests.foi"
    label = "foi"
    verbose_name = "依申请公开"

    def ready(self) -> None:
        from mingzheng.core import records
        from mingzheng.core.procedures.registry import declare
        from mingzheng.core.relations import kinds
        from mingzheng.requests.foi import (
            conferences,
            helping_queries,
            indicators,
            procedure,
            queries,
            retention,  # noqa: F401 - retention is owed every day
            same,
        )
        from mingzheng.requests.foi.models import (
            Application,
            Conference,
            Letter,
            LetterText,
            RetentionTerm,
            SameInformation,
            TypicalCase,
        )
        from mingzheng.requests.foi.rows.same import SAME
        from mingzheng.requests.foi.rows.typical import TYPICAL

        declare(procedure.APPLICATION)
        declare(TYPICAL)
        declare(SAME)
        indicators.declare_all()
        kinds.register(same.PUBLISHED_AS, "已主动公开为", "因多人申请而公开")
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
        records.register(
            "foi.typical",
            label="典型案例",
            model=TypicalCase,
            title=str,
            url=lambda found: reverse("desk:foi-typical-case", args=[found.pk]),
            visible_to=helping_queries.sees_typical,
        )
        records.register(
            "foi.conference",
            label="会商和交流",
            model=Conference,
            title=str,
            url=lambda found: reverse("desk:foi-conference", args=[found.pk]),
            visible_to=conferences.sees,
        )
        records.register(
            "foi.same",
            label="转主动公开",
            model=SameInformation,
            title=str,
            url=lambda found: reverse("desk:case", args=[found.case_id]) if found.case_id else "",
            visible_to=same.sees,
        )
