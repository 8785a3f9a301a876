from django.apps import AppConfig
from django.urls import reverse


class RemediesConfig(AppConfig):
    name = "mingzheng.requests.remedies"
    label = "remedies"
    verbose_name = "复议诉讼"

    def ready(self) -> None:
        from mingzheng.core import records
        from mingzheng.core.procedures.registry import declare
        from mingzheng.requests.foi import holds, remedy_book, retention, sealing, trail
        from mingzheng.requests.remedies import procedure, purging, queries, sealed
        from mingzheng.requests.remedies.book import Book
        from mingzheng.requests.remedies.models import RemedyCase, WarningSheet

        remedy_book.register(Book())
        holds.register("remedy", label="行政复议或者诉讼尚未办结", held=purging.pending)
        retention.also(purging.purge_of)
        sealing.register("remedies", sealed.annex_of)
        trail.add_node(trail.Node("remedies", "复议诉讼报备（收到副本日期、审结后的总结）", queries.on_trail))
        declare(procedure.REMEDY)
        declare(procedure.WARNING)
        records.register(
            "remedies.case",
            label="复议诉讼",
            model=RemedyCase,
            title=str,
            url=lambda found: reverse("desk:case", args=[found.case_id]) if found.case_id else "",
            visible_to=queries.sees_remedy,
        )
        records.register(
            "remedies.warning",
            label="提示警示单",
            model=WarningSheet,
            title=str,
            url=lambda found: reverse("desk:case", args=[found.case_id]) if found.case_id else "",
        )
