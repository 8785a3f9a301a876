from django.apps import AppConfig


class AnnualReportConfig(AppConfig):
    name = "mingzheng.supervision.annual_report"
    label = "annual_report"
    verbose_name = "政府信息公开工作年度报告"

    def ready(self) -> None:
        from mingzheng.core import proofs, records, searchable
        from mingzheng.core.procedures.registry import declare
        from mingzheng.supervision.annual_report import datasets, finding, indicators, procedure, queries, visibility
        from mingzheng.supervision.annual_report.models import AnnualReport

        declare(procedure.REPORT)
        indicators.declare_all()
        datasets.declare_all()
        proofs.declare(
            proofs.Provable(
                "annual_report.report",
                "年度报告",
                ("annual_report.report.publish", "annual_report.taken_in"),
                queries.fixed,
            )
        )
        searchable.declare(finding.KIND)
        records.register(
            "annual_report.report",
            label="年度报告",
            model=AnnualReport,
            title=str,
            url=lambda report: report.get_absolute_url() if report.published_on else "",
            visible_to=visibility.sees,
        )
