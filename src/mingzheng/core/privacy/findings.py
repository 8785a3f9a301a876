"""What a scan of a text reports. Pure data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding weighs before publication."""

    PRIVATE = "private"  # personal data: must not be published
    CHECK = "check"  # may lawfully be public (an office's own telephone): a person decides
    PUBLIC = "public"  # public data, reported only on request
    STOP = "stop"  # a mark of secrecy: the text must not leave at all before it is cleared


LABELS: dict[str, str] = {
    "resident_id": "居民身份证号码",
    "resident_id_suspect": "疑似居民身份证号码",
    "uscc": "统一社会信用代码",
    "org_code": "组织机构代码",
    "bank_card": "银行卡号",
    "mobile": "手机号码",
    "landline": "固定电话",
    "email": "电子邮箱",
    "plate": "机动车号牌",
    "passport": "护照或通行证号码",
    "address": "住址",
    "secret_mark": "涉密或内部标志",
    "sensitive": "敏感词",
}


@dataclass(frozen=True)
class Finding:
    """One place in a text.

    ``start`` and ``end`` are character offsets into the text as given (end exclusive): ``text == given[start:end]``.
    ``mask`` is what an insider may see instead; it equals ``text`` for public data and for words that cannot be masked.
    """

    type: str
    start: int
    end: int
    text: str
    mask: str
    label: str
    note: str = ""
    severity: Severity = Severity.PRIVATE

    def as_row(self) -> dict[str, str | int]:
        """The machine form of ``privacy scan --json``."""
        return {
            "type": self.type,
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "mask": self.mask,
        }
