"""``scan(text)``: personal data in a text, with offsets into the text as given. Pure, no Django.

Order of judgement: every detector names candidates, the structural codes (索引号, 申请号, valid identifiers) claim their
characters first, then the longest candidate wins. So a 21-character 索引号 or an 18-character 统一社会信用代码 never
raises an alarm about the telephone number that seems to stand inside it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator

from mingzheng.core.privacy import codes, contacts, documents, masks, places
from mingzheng.core.privacy.candidates import Candidate
from mingzheng.core.privacy.findings import LABELS, Finding, Severity
from mingzheng.core.privacy.numbers import Page

Detector = Callable[[Page], Iterator[Candidate]]

DETECTORS: tuple[Detector, ...] = (
    codes.filing_codes,
    codes.opaque_tokens,
    codes.usccs,
    codes.org_codes,
    documents.resident_ids,
    documents.resident_ids_15,
    documents.bank_cards,
    documents.passports,
    contacts.hotlines,
    contacts.mobiles,
    contacts.landlines,
    contacts.office_lines,
    contacts.emails,
    places.plates,
    places.addresses,
)


def scan(text: str, include_public: bool = False) -> list[Finding]:
    """Personal data in ``text``, in order of appearance, never overlapping.

    Args:
        text: any text; full-width digits, separators inside numbers and one line break inside a number are read.
        include_public: also report public identifiers (``uscc``, ``org_code``), whose mask is the text itself.
    """
    page = Page(text)
    claimed = _longest_first(candidate for detect in DETECTORS for candidate in detect(page))
    found = [_finding(page, candidate) for candidate in claimed if candidate.type]
    return [finding for finding in found if include_public or finding.severity is not Severity.PUBLIC]


def mask(text: str, *, keep: Collection[str] = ()) -> str:
    """The text with every non-public finding replaced by its inside mask, except the types in ``keep``.

    An office that publishes its own number passes ``keep={"landline", "address"}``.
    """
    return _replace(text, keep, lambda finding: finding.mask)


def remove(text: str, *, keep: Collection[str] = (), replacement: str = masks.REMOVED) -> str:
    """The text as it may be published: every non-public finding taken out entirely, except the types in ``keep``."""
    return _replace(text, keep, lambda _: replacement)


def _replace(text: str, keep: Collection[str], substitute: Callable[[Finding], str]) -> str:
    parts, at = [], 0
    for finding in scan(text):
        if finding.type in keep:
            continue
        parts += [text[at : finding.start], substitute(finding)]
        at = finding.end
    return "".join([*parts, text[at:]])


def _longest_first(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Candidates that keep their characters: by tier, then length, then position."""
    taken: list[Candidate] = []
    used: set[int] = set()
    for candidate in sorted(candidates, key=lambda c: (c.tier, c.start - c.end, c.start)):
        span = range(candidate.start, candidate.end)
        if used.isdisjoint(span):
            used.update(span)
            taken.append(candidate)
    return sorted(taken, key=lambda c: c.start)


def _finding(page: Page, candidate: Candidate) -> Finding:
    text = page.text[candidate.start : candidate.end]
    return Finding(
        type=candidate.type,
        start=candidate.start,
        end=candidate.end,
        text=text,
        mask=text if candidate.severity is Severity.PUBLIC else candidate.mask,
        label=LABELS[candidate.type],
        note=candidate.note,
        severity=candidate.severity,
    )
