"""Participation: opinions grouped, and opinions sent over HTTP while the server is killed and started again.

Each part is a module of its own that gives rows; a part is measured on every database that answers.
"""

from __future__ import annotations

import os
from typing import Any

from benchmarks import participation_opinions, participation_submissions

PARTS = (participation_opinions, participation_submissions)


def run() -> dict[str, Any]:
    rows: list[dict[str, Any]] = []
    for part in PARTS:
        rows += part.rows()
    return {"about": f"意见归并和网上提交；测量前一分钟的负载 {os.getloadavg()[0]:.1f}", "rows": rows}
