"""Text that is kept or shown without review must hold no personal data."""

from __future__ import annotations

from mingzheng.core.errors import Refused
from mingzheng.core.privacy.detectors import scan
from mingzheng.core.privacy.findings import Severity


def refuse_personal(text: str, field: str = "") -> None:
    """Refuse a text in which the detectors see somebody's number, address or card.

    Raises:
        Refused: naming what was seen, never the value.
    """
    kinds = {finding.label for finding in scan(text) if finding.severity in (Severity.PRIVATE, Severity.STOP)}
    if kinds:
        seen = "、".join(sorted(kinds))
        raise Refused(f"内容里有个人信息（{seen}）。", remedy="请删去后再提交。", field=field, code="personal")
