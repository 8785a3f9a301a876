"""The tables of published annual reports (国办公开办函〔2021〕30号) as long tables: requests, and what was contested."""

from __future__ import annotations

from collections.abc import Iterator

from mingzheng.core.datasets import Column, Dataset, Values, declare
from mingzheng.requests.foi.law.facts import REMEDY_KINDS
from mingzheng.requests.foi.law.tables import CELLS, COLUMNS, row_name
from mingzheng.supervision.annual_report import queries
from mingzheng.supervision.annual_report.models import AnnualEdition

ARTICLE = "《政府信息公开条例》第四十九条、第五十条；国办公开办函〔2021〕30号"
THEME = "依申请公开"
WHOSE = (
    Column("year", "年度", "number"),
    Column("agency", "机关"),
    Column("district", "全区", about="区政府的报告为是，一个单位的为否；两者不能相加"),
    Column("edition", "版次", "number", "最新公布的一版"),
)
END = (Column("published_on", "公布日期", "date"), Column("url", "网址", "address"))
REQUESTS = (
    *WHOSE,
    Column("row", "行", about="年报表三的一行"),
    *(Column(key, label, "number") for key, label in COLUMNS.items()),
    *END,
)
REMEDIES = (
    *WHOSE,
    Column("kind", "种类", about="年报表四的一栏：行政复议，或者行政诉讼的一种"),
    *(Column(key, label, "number") for key, label in CELLS.items()),
    *END,
)


def _editions() -> Iterator[AnnualEdition]:
    for report in queries.public().prefetch_related("editions"):
        editions = list(report.editions.all())
        if editions:
            yield max(editions, key=lambda one: one.number)


def _whose(one: AnnualEdition) -> tuple[int, str, str, int]:
    report = one.report
    return report.year, report.agency, "是" if report.district else "否", one.number


def _requests() -> Iterator[Values]:
    for one in _editions():
        for row in one.tables["table3"]["rows"]:
            yield (*_whose(one), row_name(row["key"]), *row["values"], one.published_on, one.report.get_absolute_url())


def _remedies() -> Iterator[Values]:
    for one in _editions():
        for kind, label in REMEDY_KINDS.items():
            told = one.tables["table4"][kind]
            cells = [told[cell] for cell in CELLS]
            yield (*_whose(one), label, *cells, one.published_on, one.report.get_absolute_url())


def declare_all() -> None:
    declare(
        Dataset(
            "foi-requests",
            "依申请公开年度数据",
            "每行年报“收到和处理政府信息公开申请情况”的一行，取自各机关已经公布的年度报告的最新一版。",
            REQUESTS,
            _requests,
            ("annual_reports",),
            ARTICLE,
            THEME,
            every="P1Y",
        )
    )
    declare(
        Dataset(
            "foi-remedies",
            "依申请公开复议诉讼年度数据",
            "每行年报“政府信息公开行政复议、行政诉讼情况”的一种，取自各机关已经公布的年度报告的最新一版。",
            REMEDIES,
            _remedies,
            ("annual_reports",),
            ARTICLE,
            THEME,
            every="P1Y",
        )
    )
