"""What in a paper disagrees with itself, said so that a person knows what to look at. Pure."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from mingzheng.core.dates import chinese_date
from mingzheng.disclosure.documents.intake import agencies, docnumbers, words
from mingzheng.disclosure.documents.intake.model import Role
from mingzheng.disclosure.documents.intake.sheet import Doubt, Proposal, Sheet


def doubts(sheet: Sheet, found: dict[str, Proposal]) -> Iterator[Doubt]:
    """All contradictions, the gravest first."""
    yield from _numbers(sheet, found)
    yield from _agencies(sheet, found)
    yield from _days(found)
    yield from _missing(found)
    yield from _marks(sheet)


def _numbers(sheet: Sheet, found: dict[str, Proposal]) -> Iterator[Doubt]:
    held = [number for part in sheet.of(Role.NUMBER, Role.HEAD) if (number := docnumbers.whole(part.text))]
    if len({number.text for number in held}) > 1:
        shown = "、".join(dict.fromkeys(number.text for number in held))
        yield Doubt("two_numbers", "doc_number", f"文件头有两个发文字号：{shown}，请确认用哪一个。")
    for number in held[:1]:
        for fault in number.faults:
            yield Doubt(
                "number_form", "doc_number", f"发文字号写作「{number.raw}」：{fault}；已改写为「{number.text}」。"
            )
        written = found.get("formed_on")
        if number.year and written and isinstance(written.value, dt.date) and written.value.year != number.year:
            text = f"发文字号的年份是 {number.year}，成文日期是 {written.value.year} 年，请核对。"
            yield Doubt("number_year", "doc_number", text)


def _agencies(sheet: Sheet, found: dict[str, Proposal]) -> Iterator[Doubt]:
    head = agencies.from_head([(part.text, part.start) for part in sheet.of(Role.HEAD)])
    signature = found.get("signature")
    signed = signature.value if signature and isinstance(signature.value, tuple) else ()
    full = sheet.known.full
    own_office = any(full(name).startswith(full(head.names[0])) for name in signed) if head.names else False
    if (
        head.names
        and signed
        and not own_office
        and not any(agencies.same(full(head.names[0]), full(name)) for name in signed)
    ):
        text = f"文件头的发文机关是「{head.names[0]}」，落款是「{'、'.join(signed)}」，请核对。"
        yield Doubt("signature_head", "issuer", text)
    elif len(head.names) > 1 and signed and len(signed) != len(head.names):
        text = f"文件头有 {len(head.names)} 个机关，落款有 {len(signed)} 个，请核对联合发文机关。"
        yield Doubt("co_issuers", "co_issuers", text)
    title = found.get("title")
    named = sheet.known.in_title(str(title.value)) if title else ""
    chosen = found.get("issuer")
    every = [*map(full, head.names), *map(full, signed)]
    if named and every and not any(agencies.same(named, name) for name in every):
        yield Doubt("title_agency", "issuer", f"标题中的机关是「{named}」，与发文机关「{every[0]}」不一致，请核对。")
    number = found.get("doc_number")
    code = docnumbers.find(str(number.value)) if number else []
    by_code = sheet.known.by_code(code[0].code) if code else ""
    if by_code and chosen and not agencies.same(by_code, str(chosen.value)):
        text = f"机关代字「{code[0].code}」一般属于「{by_code}」，发文机关读作「{chosen.shown}」，请核对。"
        yield Doubt("code_agency", "issuer", text)


def _days(found: dict[str, Proposal]) -> Iterator[Doubt]:
    def day(name: str) -> dt.date | None:
        held = found.get(name)
        return (
            held.value if held and isinstance(held.value, dt.date) and not isinstance(held.value, dt.datetime) else None
        )

    written, printed, effect, expiry = day("formed_on"), day("printed_on"), day("effective_on"), day("expires_on")
    if written and printed and printed < written:
        yield Doubt(
            "printed_before",
            "printed_on",
            f"印发日期 {chinese_date(printed)} 早于成文日期 {chinese_date(written)}，请核对。",
        )
    if written and effect and effect < written:
        yield Doubt(
            "effect_before",
            "effective_on",
            f"施行日期 {chinese_date(effect)} 早于成文日期 {chinese_date(written)}，请核对是否有意溯及。",
        )
    if effect and expiry and expiry <= effect:
        yield Doubt(
            "expiry_before",
            "expires_on",
            f"失效日期 {chinese_date(expiry)} 不晚于施行日期 {chinese_date(effect)}，请核对。",
        )


def _missing(found: dict[str, Proposal]) -> Iterator[Doubt]:
    for name, text in (
        ("title", "没有认出标题，请填写。"),
        ("formed_on", "没有认出成文日期，请填写。"),
        ("issuer", "没有认出发文机关，请选择。"),
    ):
        if name not in found:
            yield Doubt(f"no_{name}", name, text)
    if "normative" in found:
        for name, text in (
            ("effective_on", "行政规范性文件没有写明施行日期，请核对。"),
            ("expires_on", "行政规范性文件没有写明有效期，请核对。"),
        ):
            if name not in found:
                yield Doubt(f"no_{name}", name, text)


def _marks(sheet: Sheet) -> Iterator[Doubt]:
    marks = {
        words.ATTRIBUTE[held.group(2)]
        for part in sheet.of(Role.MARK, Role.COLOPHON)
        for held in words.MARK.finditer(part.text)
    }
    if len(marks) > 1:
        yield Doubt("two_marks", "attribute", f"文中有不同的公开属性标注：{'、'.join(sorted(marks))}，请确认。")
    for part in sheet.of(Role.HEAD):
        if words.SECRET_LINE.fullmatch(part.text.strip()) and re.match(r"[绝机秘]", part.text.strip()):
            text = "文件头有密级标志。涉密文件不得在非涉密系统中处理，请立即停止并按保密规定处置。"
            yield Doubt("secret_mark", "attribute", text)
