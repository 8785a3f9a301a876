from django.apps import AppConfig
from django.urls import reverse


class DocumentsConfig(AppConfig):
    name = "mingzheng.disclosure.documents"
    label = "documents"
    verbose_name = "政府信息"

    def ready(self) -> None:
        from mingzheng.core import records, searchable
        from mingzheng.core.procedures.registry import declare
        from mingzheng.core.relations import kinds
        from mingzheng.disclosure.documents import (  # noqa: F401 - reminders registers its daily job
            attaching,
            bringing_in,
            datasets,
            effect_procedure,
            finding,
            indicators,
            procedure,
            queries,
            reminders,
        )
        from mingzheng.disclosure.documents.models import BroughtIn, Document, Edition, Effect

        indicators.declare_all()
        datasets.declare_all()
        declare(procedure.RELEASE)
        declare(effect_procedure.EFFECT)
        records.register(
            "documents.document",
            label="文件",
            model=Document,
            title=str,
            url=lambda document: document.get_absolute_url(),
            visible_to=queries.sees_document,
        )
        records.register(
            "documents.brought_in",
            label="待核对的读入文件",
            model=BroughtIn,
            title=str,
            url=lambda brought: reverse("desk:document-confirm", args=[brought.pk]),
            visible_to=bringing_in.seen,
        )
        records.register(
            "documents.edition",
            label="文稿",
            model=Edition,
            title=str,
            url=lambda edition: edition.get_absolute_url(),
            visible_to=queries.sees_edition,
            file_visible_to=queries.sees_file,
        )
        records.register(
            attaching.INTERNAL,
            label="文稿的内部材料",
            model=Edition,
            title=str,
            url=lambda edition: edition.get_absolute_url(),
            visible_to=queries.works_on,
        )
        records.register(
            "documents.effect",
            label="效力变动",
            model=Effect,
            title=lambda effect: f"{effect.get_kind_display()}：{effect.target.title}",
            url=lambda effect: reverse("desk:case", args=[effect.case_id]) if effect.case_id else "",
            visible_to=lambda effect, actor: actor is not None and queries.sees_document(effect.target, actor),
        )
        kinds.register("interprets", "解读", "解读见")
        kinds.register("consults_on", "征求意见后形成", "征求意见")
        kinds.register("implements", "贯彻落实", "配套文件")
        kinds.register("evaluates", "评估", "评估报告见")
        searchable.declare(finding.KIND)
