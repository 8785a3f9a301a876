"""What the worker owes every day. Imported when the application loads."""

from __future__ import annotations

from django.conf import settings

from mingzheng.core.files.commands import sweep as sweep_files
from mingzheng.core.journal.commands import export_head
from mingzheng.core.outbox.daily import daily
from mingzheng.disclosure.catalogue.checking import check as check_catalogue
from mingzheng.requests.foi.same import find as find_same_information
from mingzheng.supervision.indicators.commands import take_readings
from mingzheng.supervision.inspections.reports import drop_contacts
from mingzheng.supervision.inspections.running import inspect_own_portal

daily("journal.head", label="导出工作日志链头")(lambda: export_head(settings.VAR_DIR / "heads"))
daily("catalogue.check", label="检查栏目和标准目录")(check_catalogue)
daily("foi.same", label="查找多人申请的同一信息")(find_same_information)
daily("indicators.readings", label="登记各项指标读数")(take_readings)
daily("files.sweep", label="清理无主的上传文件")(sweep_files)
daily("inspections.portal", label="检查本门户网站")(inspect_own_portal)
daily("inspections.contacts", label="清除到期的纠错人联系方式")(drop_contacts)
