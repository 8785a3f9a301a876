"""What a text of the public may not hold, and what makes it wait for a person's look."""

from __future__ import annotations

from mingzheng.core.errors import Refused
from mingzheng.core.privacy.findings import Severity
from mingzheng.core.privacy.queries import review


def refuse_own_data(text: str, field: str) -> None:
    """Nobody's number, card or address in a text that will be published.

    Raises:
        Refused: naming what was seen, never the value.
    """
    kinds = {one.label for one in review(text) if one.severity is Severity.PRIVATE}
    if kinds:
        raise Refused(
            f"这里写了{'、'.join(sorted(kinds))}，意见会公布，所以没有提交。",
            remedy="请从意见中删去；要留联系方式的，写在“手机或者电子邮箱”一栏。",
            field=field,
            code="personal",
        )


def doubt(text: str) -> str:
    """Why a person has to look at the text before it is shown; "" when nothing speaks against it."""
    kinds = {one.label for one in review(text) if one.severity is Severity.STOP}
    return "、".join(sorted(kinds))[:100]
