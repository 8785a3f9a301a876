"""The public read API with many documents, kept and drawn anew, beside a bare view through the same middleware.

``MINGZHENG_BENCH_DOCUMENTS`` and ``MINGZHENG_BENCH_SECONDS`` as for ``./bench portal``, which serves and asks; the limit per minute is off.
"""

from __future__ import annotations

import http.client
from typing import Any

from benchmarks import portal
from mingzheng.disclosure.documents.models import Document

ROOT = "/api/v1"
HOWS = {"已留存": {}, "每次重画": {"MINGZHENG_KEEP_PAGES": "0"}}


def run() -> dict[str, Any]:
    portal.prepare()
    rows = [row for how, environment in HOWS.items() for row in _rows(how, environment)]
    about = (
        f"{portal.MANY:,} 份文件，granian 一个进程四个线程，{portal.CONNECTIONS} 个连接，{portal.client_name()}，"
        f"每项 {portal.ROUNDS} 轮各 {portal.SECONDS} 秒取中位数；CPU 为服务进程每次请求所用；不限每分钟次数"
    )
    return {"about": about, "rows": rows}


def _rows(how: str, environment: dict[str, str]) -> list[dict[str, Any]]:
    """CPU a request of each way of reading, beside the bare view."""
    numbers = Document.objects.filter(listed=True).order_by("-pk").values_list("index_number", flat=True)
    many = [f"{ROOT}/documents/{number}" for number in numbers[: portal.RANDOM]]
    with portal.served(MINGZHENG_API_PER_MINUTE="0", **environment) as server:
        etag = _etag(server, many[0])
        asked: dict[str, tuple[list[str], dict[str, str]]] = {
            "列出文件，20 份": ([f"{ROOT}/documents"], {}),
            f"取一份文件，{len(many):,} 份中随机": (many, {}),
            "取一份没有改过的文件（ETag，304）": (many[:1], {"If-None-Match": etag}),
            "数据集目录": ([f"{ROOT}/datasets"], {}),
        }
        for path in many if not environment else []:
            server.get(path)  # drawn once, and kept
        bare_rate, bare_cpu = portal.measured(server, ["/bare/"], f"空视图（{how}）")
        base = {"baseline": bare_cpu, "baseline_is": f"空视图（经过全部中间件），ms CPU，{bare_rate:,.0f} 次/秒"}
        rows = []
        for name, (paths, headers) in asked.items():
            rate, cpu = portal.measured(server, paths, f"{name}（{how}）", headers)
            facts = {"median": cpu, "unit": "ms CPU", "ratio": cpu / bare_cpu, "note": f"{rate:,.0f} 次/秒", **base}
            rows.append({"name": f"{name}（{how}）", **facts})
    return rows


def _etag(server: portal.Server, path: str) -> str:
    """What the server says of the document; asked with it, it answers 304.

    Raises:
        AssertionError: it does not, and the figure would be of something else.
    """
    said = _asked(server, path, {})
    etag = said.headers["ETag"]
    assert _asked(server, path, {"If-None-Match": etag}).status == 304
    return str(etag)


def _asked(server: portal.Server, path: str, headers: dict[str, str]) -> http.client.HTTPResponse:
    asking = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    asking.request("GET", path, headers={"Accept-Encoding": "gzip", **headers})
    answer = asking.getresponse()
    answer.read()
    return answer
