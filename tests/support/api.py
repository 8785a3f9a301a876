"""The public operations of the API, walked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from mingzheng.api.schema import public_schema

ROOT = "/api/v1"
PATHS = public_schema()["paths"]
LISTS = sorted(path for path in PATHS if "{" not in path and path not in (f"{ROOT}/search", f"{ROOT}/plan"))
ID = {"record_id": "id"}


def walk(client: Any, most: int = 100) -> Iterator[tuple[str, Any]]:
    """Every list, and from ``most`` of its records every single object with what lies below: path and answer."""
    for path in LISTS:
        page = client.get(f"{path}?limit={most}" if path != f"{ROOT}/letter-statistics" else path)
        assert page.status_code == 200, (path, page.content[:300])
        yield path, page
        for template in PATHS:
            if template.startswith(f"{path}/{{"):
                for item in page.json()["items"]:
                    address = re.sub(r"{(\w+)}", lambda name, item=item: str(item[ID.get(name[1], name[1])]), template)
                    yield template, client.get(address)
