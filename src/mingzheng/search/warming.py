"""A process that begins to serve reads what its first question would wait for: dictionary, tables of characters, the index."""

from __future__ import annotations

import logging
import threading

from django.db import DatabaseError, connection
from httpx import HTTPError

from mingzheng.search import queries

log = logging.getLogger(__name__)
QUESTION = "政府信息公开指南"  # nobody's; it is not counted


def begin() -> threading.Thread:
    """Warm up beside whatever is asked meanwhile."""
    thread = threading.Thread(target=warm, name="search-warming", daemon=True)
    thread.start()
    return thread


def warm() -> None:
    """Answer one question. What is wrong shows at the first real one: here it only means a cold start."""
    try:
        queries.search(QUESTION)
    except (DatabaseError, OSError, ValueError, HTTPError) as error:
        log.warning("search was not warmed up: %s: %s", type(error).__name__, error)
    finally:
        connection.close()
