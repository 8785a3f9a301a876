"""What a text of the public may not hold, and what makes it wait for a person's look."""

from __future__ import annotations

from mingzheng.core.errors import Refused
from mingzheng.core.privacy.findings import Finding, Severity
from mingzheng.core.privacy.queries import review


def screen(text: str, field: str) -> str:
    """Read a text once for both questions.

    Returns:
        Why a person has to look at it before it is shown; "" when nothing speaks against it.

    Raises:
        Refused: it holds somebody's number, card or address; naming what was seen, never the value.
    """
    found = review(text)
    _refuse_private(found, field)
    return "、".join(_labels(found, Severity.STOP))[:100]


def refuse_own_data(text: str, field: str) -> None:
    """Nobody's number, card or address in a text that will be published.

    Raises:
        Refused: naming what was seen, never the value.
    """
    _refuse_private(review(text), field)


def _refuse_private(found: list[Finding], field: str) -> None:
    kinds = _labels(found, Severity.PRIVATE)
    if kinds:
        raise Refused(
            f"这里写了{'、'.join(kinds)}，意见会公布，所以没有提交。",
            remedy="请从意见中删去；要留联系方式的，写在“手机或者电子邮箱”一栏。",
            field=field,
            code="personal",
        )


def _labels(found: list[Finding], severity: Severity) -> list[str]:
    return sorted({one.label for one in found if one.severity is severity})
