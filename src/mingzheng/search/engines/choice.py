"""The index that this process asks and feeds."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from mingzheng.search.engines import Engine
from mingzheng.search.engines.sql import SqlEngine


def current() -> Engine:
    """The index named by ``MINGZHENG_SEARCH``."""
    return _made(settings.MINGZHENG_SEARCH, Path(settings.MINGZHENG_SEARCH_DIR))


def serving() -> Engine:
    """The index as it can be asked now: while there is none yet, the database answers, more slowly and without ranking."""
    engine = current()
    return engine if engine.standing() is not None else SqlEngine()


@cache
def _made(name: str, folder: Path) -> Engine:
    if name == "tantivy":
        from mingzheng.search.engines.tantivy_engine import TantivyEngine

        return TantivyEngine(folder)
    if name == "sql":
        return SqlEngine()
    if name.startswith(("http://", "https://")):
        from mingzheng.search.engines.opensearch import OpenSearchEngine

        return OpenSearchEngine(name)
    raise ImproperlyConfigured(
        f"MINGZHENG_SEARCH 现为「{name}」。请写 tantivy（默认）、sql，或 OpenSearch 服务的地址（http://…/索引名）。"
    )
