"""What a check finds on a page: plain data, the same for a command line, a record or a bulletin."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from mingzheng.supervision.inspections.rules import Mark, Rule, rule_of


@dataclass(frozen=True)
class Defect:
    """One defect.

    Args:
        rule: code of the rule.
        address: the page (its address, or its file).
        evidence: what stands there, so that a reader sees it without opening the page.
        subject: what distinguishes several of a rule on one page (a field, a link); part of the fingerprint.
        unsure: why the machine cannot say for certain; "" when it can.
        mend: what to do in this case; "" takes the rule's own.
        agency: who answers for the page, as it says itself.
        anywhere: the defect is that of its subject (a link), on whichever page it is met first.
    """

    rule: str
    address: str
    title: str
    evidence: str
    subject: str = ""
    unsure: str = ""
    mend: str = ""
    agency: str = ""
    anywhere: bool = False

    @property
    def about(self) -> Rule:
        return rule_of(self.rule)

    @property
    def certain(self) -> bool:
        return not self.unsure and self.about.mark is not Mark.PERSON

    @property
    def how_to_mend(self) -> str:
        return self.mend or self.about.mend

    @property
    def fingerprint(self) -> str:
        """The same defect on another day has the same one."""
        return fingerprint(self.rule, "" if self.anywhere else self.address, self.subject)

    def as_json(self) -> dict[str, Any]:
        about = self.about
        return {
            "rule": self.rule,
            "label": about.label,
            "severity": about.severity.value,
            "mark": about.mark.value,
            "certain": self.certain,
            "address": self.address,
            "title": self.title,
            "subject": self.subject,
            "evidence": self.evidence,
            "unsure": self.unsure,
            "mend": self.how_to_mend,
            "source": about.source,
            "agency": self.agency,
            "fingerprint": self.fingerprint,
        }


def fingerprint(rule: str, address: str, subject: str) -> str:
    return hashlib.sha256("\x1f".join((rule, address, subject)).encode()).hexdigest()[:40]
