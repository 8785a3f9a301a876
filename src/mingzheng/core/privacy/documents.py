"""Numbers on the papers of a person: identity card, passport, bank card. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mingzheng.core.privacy import masks
from mingzheng.core.privacy.candidates import PERSON, Candidate
from mingzheng.core.privacy.check_digits import (
    luhn_valid,
    resident_id15_valid,
    resident_id_shaped,
    resident_id_valid,
)
from mingzheng.core.privacy.numbers import Page, Run

_ID_CONTEXT = re.compile(r"身份证|证件号|公民身份|身份号码")
_NOT_A_PERSON = re.compile(r"注册号|执照|税号|登记号|流水号|订单号|设备号|IMEI")
_CARD_SHAPES = re.compile(r"(?:4 4 4 4(?: [1-3])?|4 4 4 [1-7]|4 6 [45]|6 (?:[7-9]|1[0-3])|1[3-9])")
# Issuer ranges (ISO/IEC 7812) seen on cards of the mainland, with the lengths in use.
_CARD_PREFIXES: tuple[tuple[re.Pattern[str], frozenset[int]], ...] = (
    (re.compile(r"62|81[0-7]|60|65|64[4-9]|955[89]"), frozenset({16, 17, 18, 19})),
    (re.compile(r"4"), frozenset({13, 16, 19})),
    (re.compile(r"5[1-5]|35(?:2[89]|[3-8])"), frozenset({16})),
    (re.compile(r"3[47]"), frozenset({15})),
    (re.compile(r"3(?:0[0-5]|[689])"), frozenset({14})),
)
_PASSPORT = re.compile(r"(?<![0-9A-Z])(?:[EG][0-9]{8}|E[A-Z][0-9]{7})(?![0-9A-Z])")
_PASSPORT_CONTEXT = re.compile(
    r"(?:护照|通行证|旅行证|回乡证|台胞证|证件|PASSPORT)[^0-9A-Z\n]{0,10}(?:(?:NO|NUMBER)[ .:]{0,3})?"
    r"([A-Z][A-Z]?[ -]?[0-9]{7,10})(?![0-9A-Z])"
)


def resident_ids(page: Page) -> Iterator[Candidate]:
    """Eighteen characters by GB 11643; with a wrong check digit only where the text itself says 身份证."""
    for run in page.runs:
        if len(run.value) != 18 or not resident_id_shaped(run.value):
            continue
        shown = masks.mask_resident_id(run.value)
        if resident_id_valid(run.value):
            yield Candidate("resident_id", run.start, run.end, shown, tier=PERSON)
        elif _ID_CONTEXT.search(page.before(run.start)):
            note = "校验码不符，可能有笔误，仍应按个人信息处理"
            yield Candidate("resident_id_suspect", run.start, run.end, shown, note)


def resident_ids_15(page: Page) -> Iterator[Candidate]:
    """The 15-digit form has no check digit: it must be written together, or as 6-6-3."""
    for run in page.runs:
        if run.shape not in ((15,), (6, 6, 3)) or run.breaks or not resident_id15_valid(run.value):
            continue
        if not _NOT_A_PERSON.search(page.before(run.start, 12)):
            note = "15 位旧号码没有校验码，请人工核对"
            yield Candidate("resident_id", run.start, run.end, masks.mask_resident_id(run.value), note)


def bank_cards(page: Page) -> Iterator[Candidate]:
    """13–19 digits with a known issuer and a valid Luhn digit, together or in the groups printed on cards."""
    for run in page.runs:
        if len(run.value) >= 13 and not run.breaks and _is_card(run) and not page.is_decimal(run.start, run.end):
            yield Candidate("bank_card", run.start, run.end, masks.mask_bank_card(run.value))


def _is_card(run: Run) -> bool:
    shape = " ".join(map(str, run.shape))
    if not _CARD_SHAPES.fullmatch(shape) or len(set(run.value)) == 1:
        return False
    issued = any(prefix.match(run.value) and len(run.value) in sizes for prefix, sizes in _CARD_PREFIXES)
    return issued and luhn_valid(run.value)


def passports(page: Page) -> Iterator[Candidate]:
    """Ordinary passports E/G by their form; other letters (D, S, P, H, C…) only after a word such as 护照 or 通行证."""
    spans = {match.span() for match in _PASSPORT.finditer(page.upper)}
    spans |= {match.span(1) for match in _PASSPORT_CONTEXT.finditer(page.upper)}
    for start, end in sorted(spans):
        compact = re.sub(r"[ -]", "", page.upper[start:end])
        yield Candidate("passport", start, end, masks.mask_passport(compact))
