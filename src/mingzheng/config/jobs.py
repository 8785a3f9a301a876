"""What the worker owes every day. Imported when the application loads."""

from __future__ import annotations

from django.conf import settings

from mingzheng.config import clearing  # noqa: F401 - registers what no room of ours clears
from mingzheng.core.journal.commands import export_head
from mingzheng.core.outbox.daily import daily
from mingzheng.disclosure.catalogue.checking import check as check_catalogue
from mingzheng.requests.foi.same import find as find_same_information
from mingzheng.supervision.annual_report.commands import draft_due
from mingzheng.supervision.indicators.commands import take_readings
from mingzheng.supervision.inspections import outside, reports  # noqa: F401 - register their clearing
from mingzheng.supervision.inspections.records import check_records
from mingzheng.supervision.inspections.running import inspect_own_portal
from mingzheng.supervision.open_data.commands import freeze_due

daily("journal.head", label="导出工作日志链头")(lambda: export_head(settings.VAR_DIR / "heads"))
daily("catalogue.check", label="检查栏目和标准目录")(check_catalogue)
daily("foi.same", label="查找多人申请的同一信息")(find_same_information)
daily("indicators.readings", label="登记各项指标读数")(take_readings)
daily("inspections.portal", label="检查本门户网站")(inspect_own_portal)
daily("annual_report.draft", label="建立上一年度的年度报告")(draft_due)
daily("inspections.records", label="由平台记录检查")(check_records)
daily("open_data.freeze", label="冻结上一年度的指标数字")(freeze_due)
