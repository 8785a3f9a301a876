"""Codes of documents and organisations: public, claimed first so that nothing inside them raises an alarm. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mingzheng.core.privacy.candidates import FILING, FIRM, OPAQUE, Candidate
from mingzheng.core.privacy.check_digits import org_code_valid, uscc_valid
from mingzheng.core.privacy.findings import Severity
from mingzheng.core.privacy.numbers import Page

# Shanghai 索引号 SY + 9 (GB 11714) + source flag + year + serial; 申请号 SQ + 9 + flag + date + serial. Real pages carry
# codes a digit short or long, so the frame is loose. Then: 组织机构代码/年-序号, 信用代码/年-序号, the older 索取号.
_FILING = re.compile(
    r"(?<![0-9A-Z])(?:S[YQ][0-9A-Z]{16,23}|(?:[0-9]{8}[0-9X]|[0-9A-Z]{18})/(?:19|20)[0-9]{2}-[0-9]{1,8}"
    r"|X[A-Z][0-9][01239][0-9]{5}-(?:19|2[0-9])[0-9]{2}-[0-9]{3})(?![0-9A-Z])"
)
_OPAQUE = re.compile(r"(?<![0-9A-Z])(?=[0-9]*[A-Z])[0-9A-Z]{24,}(?![0-9A-Z])")
# Registering authority and kind of body first (GB 32100, table 1). 62 + sixteen digits is left to the bank cards.
_USCC = re.compile(r"(?<![0-9A-Z])(?!62[0-9]{16})[1-9ANY][1-9][0-9]{6}[0-9A-Z]{10}(?![0-9A-Z])")
_USCC_SPACED = re.compile(r"代码[^0-9A-Z\n]{0,6}((?:[0-9A-Z]{2,10}[ -]){1,5}[0-9A-Z]{2,10})(?![0-9A-Z])")
_ORG_HYPHEN = re.compile(r"(?<![0-9A-Z-])[0-9A-Z]{8}-[0-9X](?![0-9A-Z-])")
_ORG_CONTEXT = re.compile(r"(?:组织机构代码|机构代码)[证号]{0,2}[ :]{0,3}([0-9A-Z]{8}[ -]?[0-9X])(?![0-9A-Z])")


def filing_codes(page: Page) -> Iterator[Candidate]:
    """索引号 and 申请号: never findings."""
    for match in _FILING.finditer(page.upper):
        yield Candidate("", match.start(), match.end(), tier=FILING)


def opaque_tokens(page: Page) -> Iterator[Candidate]:
    """Hashes and keys: long mixed runs in which any number may appear by chance."""
    for match in _OPAQUE.finditer(page.upper):
        yield Candidate("", match.start(), match.end(), tier=OPAQUE)


def usccs(page: Page) -> Iterator[Candidate]:
    """统一社会信用代码 (GB 32100): public data of firms and agencies."""
    spans = {match.span() for match in _USCC.finditer(page.upper)}
    spans |= {match.span(1) for match in _USCC_SPACED.finditer(page.upper)}
    for start, end in sorted(spans):
        if uscc_valid(re.sub(r"[ -]", "", page.upper[start:end])):
            yield Candidate("uscc", start, end, severity=Severity.PUBLIC, tier=FIRM)


def org_codes(page: Page) -> Iterator[Candidate]:
    """组织机构代码 (GB 11714): only with its hyphen or its name before it, since nine characters alone say nothing."""
    for match in _ORG_HYPHEN.finditer(page.upper):
        if org_code_valid(match.group()):
            yield Candidate("org_code", *match.span(), severity=Severity.PUBLIC)
    for match in _ORG_CONTEXT.finditer(page.upper):
        if org_code_valid(re.sub(r"[ -]", "", match.group(1))):
            yield Candidate("org_code", *match.span(1), severity=Severity.PUBLIC)
