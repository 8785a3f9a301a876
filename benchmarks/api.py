"""The public read API beside the portal's page of the same document, kept and drawn anew.

``MINGZHENG_BENCH_DOCUMENTS`` and ``MINGZHENG_BENCH_SECONDS`` as for ``./bench portal``, which serves and asks; the limit per minute is off.
"""

from __future__ import annotations

from typing import Any

from benchmarks import portal
from mingzheng.disclosure.documents.models import Document

ROOT = "/api/v1"
UNLIMITED = {"MINGZHENG_API_PER_MINUTE": "0"}


def run() -> dict[str, Any]:
    portal.prepare()
    number = Document.objects.filter(listed=True).order_by("-pk").values_list("index_number", flat=True)[0]
    rows = [*_rows(number, "已留存"), *_rows(number, "不留存", MINGZHENG_KEEP_PAGES="0")]
    about = (
        f"{portal.MANY:,} 份文件，granian 一个进程四个线程，{portal.CONNECTIONS} 个连接，{portal.client_name()}，"
        f"每项 {portal.ROUNDS} 轮各 {portal.SECONDS} 秒取中位数；对照为同一文件的门户网页，留存情况相同"
    )
    return {"about": about, "rows": rows}


def _rows(number: str, how: str, **environment: str) -> list[dict[str, Any]]:
    """CPU a request of each operation, beside that of the page."""
    named = {
        "列出文件，20 份": f"{ROOT}/documents",
        "取一份文件": f"{ROOT}/documents/{number}",
        "一份文件某日的有效性": f"{ROOT}/documents/{number}/validity?on=2023-05-01",
        "某日有效的文件，20 份": f"{ROOT}/documents-in-force?on=2023-05-01",
    }
    with portal.served(**UNLIMITED, **environment) as server:
        page_rate, page_cpu = portal.measured(server, [server.page], f"门户文件页（{how}）")
        base = {"baseline": page_cpu, "baseline_is": f"门户文件页，ms CPU，{page_rate:,.0f} 次/秒"}
        rows = []
        for name, path in named.items():
            rate, cpu = portal.measured(server, [path], f"{name}（{how}）")
            note = f"{rate:,.0f} 次/秒"
            rows.append(
                {
                    "name": f"{name}（{how}）",
                    "median": cpu,
                    "unit": "ms CPU",
                    "ratio": cpu / page_cpu,
                    "note": note,
                    **base,
                }
            )
    return rows
