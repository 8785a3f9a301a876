"""How an entry becomes bytes and a link of the chain. Pure: the same on every database and for an outside verifier.

The canonical form is documented in docs/adr/0002-journal-sealing.md; changing it breaks every chain made before.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from typing import Any

from mingzheng.core.journal.models import Entry

GENESIS = hashlib.sha256("明政工作日志".encode()).hexdigest()


def dump(data: dict[str, Any]) -> str:
    """``data`` as canonical JSON text. Dates and decimals must be text already: TypeError (ValueError for NaN)."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def canonical(entry: Entry) -> bytes:
    """The bytes of an entry that its hash covers."""
    fields = [
        str(entry.pk),
        entry.at.astimezone(dt.UTC).isoformat(timespec="microseconds"),
        entry.action,
        entry.subject_kind,
        entry.subject_id,
        "" if entry.case_id is None else str(entry.case_id),
        str(entry.person_id),
        entry.person_name,
        entry.post,
        str(entry.unit_id),
        entry.unit_name,
        entry.delegated_from,
        entry.basis,
        entry.summary,
        entry.data_text,
    ]
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode()


def link(previous: str, entry: Entry) -> str:
    """The hash of ``entry`` standing after ``previous`` (hex)."""
    return hashlib.sha256(previous.encode() + b"\n" + canonical(entry)).hexdigest()
