from django.apps import AppConfig
from django.urls import reverse


class BulletinsConfig(AppConfig):
    name = "mingzheng.supervision.bulletins"
    label = "bulletins"
    verbose_name = "通报"

    def ready(self) -> None:
        from mingzheng.core import proofs, records, searchable
        from mingzheng.core.procedures.registry import declare
        from mingzheng.supervision.bulletins import commands, finding, indicators, procedure, queries  # noqa: F401
        from mingzheng.supervision.bulletins.models import Bulletin, Receipt, UnitLetter

        declare(procedure.BULLETIN)
        declare(procedure.RECEIPT)
        indicators.declare_all()
        searchable.declare(finding.KIND)
        proofs.declare(
            proofs.Provable("bulletins.bulletin", "季度通报", ("bulletins.bulletin.publish",), queries.fixed)
        )
        records.register(
            "bulletins.bulletin",
            label="季度通报",
            model=Bulletin,
            url=lambda found: reverse("desk:bulletin", args=[found.pk]),
            visible_to=queries.sees,
        )
        records.register(
            "bulletins.receipt",
            label="通报签收",
            model=Receipt,
            url=lambda found: reverse("desk:case", args=[found.case_id]) if found.case_id else "",
            visible_to=queries.sees_receipt,
        )
        records.register(
            "bulletins.letter",
            label="单位提示信",
            model=UnitLetter,
            url=lambda found: reverse("desk:unit-letter", args=[found.pk]),
            visible_to=queries.sees_letter,
        )
