"""What assessors look at first: the header fields, the numbers, the attribute, the validity."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mingzheng.core.dates import chinese_date
from mingzheng.supervision.inspections.checks.ground import Check, Ground, said
from mingzheng.supervision.inspections.defects import Defect
from mingzheng.supervision.inspections.reading import labels, numbers
from mingzheng.supervision.inspections.reading.labels import tight
from mingzheng.supervision.inspections.reading.page import PAPER, Kind, Page

# The seven that the city's assessors count; 发文字号 is asked for apart: not every document has one.
REQUIRED = ("index_number", "theme", "attribute", "written_on", "published_on", "agency")
INSTEAD = {"written_on": "issued_on"}  # older pages show 印发日期 or 发文日期 in its place
TAGS = {
    "articletitle": "ArticleTitle（标题）",
    "pubdate": "PubDate（发布时间）",
    "columnname": "ColumnName（栏目名称）",
}
ATTRIBUTES = ("主动公开", "依申请公开", "不予公开")
OPEN_MARKS = ("公开发布", "主动公开", "删减后公开")
CLOSED = {"依申请公开": "依申请公开", "不予公开": "不予公开", "不公开": "不予公开"}
NORMATIVE = re.compile(r"规〔|规\[|规（")
IN_FORCE = re.compile(r"有效|现行")
NOT_IN_FORCE = re.compile(r"失效|废止|无效|已修改|尚未")


def missing(page: Page, _ground: Ground) -> Iterator[Defect]:
    if page.kind is not Kind.DOCUMENT:
        return
    for name in REQUIRED:
        if not (page.value(name) or page.value(INSTEAD.get(name, ""))):
            yield _missing(page, name)
    if page.value("number"):
        return
    if page.body.numbers:
        written = page.body.numbers[0].written
        yield said(page, "header.missing", f"元数据里没有发文字号，正文里写着「{written}」。", "number")
    elif PAPER.search(tight(page.name)):
        yield said(page, "number.absent", f"标题「{page.name}」像是公文，页面和正文里都没有找到发文字号。")


def _missing(page: Page, name: str) -> Defect:
    label = labels.names()[name]
    shown = page.fields.get(name)
    evidence = f"有「{shown.label}」一栏，但没有填。" if shown else f"没有「{label}」一栏。"
    return said(page, "header.missing", evidence, name)


def tags(page: Page, _ground: Ground) -> Iterator[Defect]:
    if page.kind not in (Kind.DOCUMENT, Kind.ARTICLE):
        return
    lacking = [label for name, label in TAGS.items() if not page.meta.get(name)]
    if lacking:
        yield said(page, "meta.missing", f"缺少：{'、'.join(lacking)}。")


def index_number(page: Page, _ground: Ground) -> Iterator[Defect]:
    value = page.value("index_number")
    if not value:
        return
    fault = numbers.index_faults(value)
    if fault == "digit":
        code = tight(value).upper()[2:11]
        right = code[:8] + numbers.org_code_check_digit(code[:8])
        yield said(page, "index.check_digit", f"索引号「{value}」：{code} 的校验位应为 {right[-1]}（或前 8 位有误）。")
    elif fault == "other":
        yield said(page, "index.other", f"索引号「{value}」不是 SY 开头的 21 位形式。")
    elif fault:
        yield said(page, "index.form", f"索引号「{value}」共 {len(tight(value))} 位，形式不对。")


def number_form(page: Page, _ground: Ground) -> Iterator[Defect]:
    value = page.value("number")
    if not value or numbers.well_formed(value):
        return
    parsed = numbers.parse_number(value)
    hint = f"应写成「{parsed.proper}」。" if parsed else ""
    yield said(page, "number.form", f"发文字号写作「{value}」。{hint}")


def number_in_text(page: Page, _ground: Ground) -> Iterator[Defect]:
    """The number of the page against those that stand alone in the text; a column lists numbers of many."""
    if page.kind is Kind.COLUMN:
        return
    standing = page.body.numbers
    own = numbers.parse_number(page.value("number"))
    if not standing:
        return
    if len(standing) > 1 and (own is None or standing[0].key != own.key):
        if own is None and not page.value("number"):
            yield said(page, "number.several", f"正文里有：{_listed(standing)}。", unsure="有几个候选文号")
            return
        if own is None or own.key in {number.key for number in standing}:
            shown = page.value("number")
            yield said(
                page, "number.several", f"页面写「{shown}」，正文里有：{_listed(standing)}。", unsure="有几个候选文号"
            )
            return
    if own is not None and own.key not in {number.key for number in standing}:
        yield said(page, "number.differs", f"页面写「{page.value('number')}」，正文写「{standing[0].written}」。")


def _listed(standing: list[numbers.Number]) -> str:
    return "、".join(number.written for number in standing[:5])


def number_year(page: Page, _ground: Ground) -> Iterator[Defect]:
    own = numbers.parse_number(page.value("number"))
    written = numbers.parse_date(page.value("written_on")) or page.body.signed_on
    if own is not None and written is not None and own.year != written.year:
        yield said(page, "number.year", f"文号「{page.value('number')}」，成文日期 {chinese_date(written)}。")


def attribute(page: Page, _ground: Ground) -> Iterator[Defect]:
    if page.kind is not Kind.DOCUMENT:
        return
    value, mark = tight(page.value("attribute")), page.body.mark
    if value and value not in ATTRIBUTES:
        yield said(page, "attribute.form", f"公开属性写作「{page.value('attribute')}」。")
    elif value and value != "主动公开":
        yield said(page, "attribute.not_public", f"公开属性为「{value}」。")
    if mark in CLOSED and value != CLOSED[mark]:
        yield said(page, "attribute.differs", f"页面写「{value or '（空）'}」，正文标注「此件{mark}」。")
    elif mark in OPEN_MARKS and value in ATTRIBUTES and value != "主动公开":
        yield said(page, "attribute.differs", f"页面写「{value}」，正文标注「此件{mark}」。")


def is_normative(page: Page) -> bool:
    column = f"{page.meta.get('columnname', '')}{page.value('genre')}{page.value('group')}"
    number = page.value("number") or (page.body.numbers[0].written if page.body.numbers else "")
    return bool(NORMATIVE.search(tight(number))) or "规范性文件" in column


def validity(page: Page, ground: Ground) -> Iterator[Defect]:
    if page.kind is not Kind.DOCUMENT:
        return
    shown = page.value("validity")
    if not shown and is_normative(page):
        yield said(page, "validity.unmarked", "页面上没有标注有效性。")
    until = numbers.parse_date(page.value("expires_on")) or page.body.valid_until
    holds = bool(IN_FORCE.search(shown)) and not NOT_IN_FORCE.search(shown)
    if until is not None and until < ground.day and holds:
        yield said(
            page, "validity.expired", f"有效期至 {chinese_date(until)}，页面标「{shown}」。", unsure="也许已经延长"
        )


def agency(page: Page, ground: Ground) -> Iterator[Defect]:
    """Organisation code, field, title's subject and signature: four places that name the same office."""
    if page.kind is not Kind.DOCUMENT:
        return
    named = [(where, text, key) for where, text, key in _agencies(page, ground) if key]
    if len({key for _where, _text, key in named}) > 1:
        shown = "；".join(f"{where}：{text}" for where, text, _key in named)
        yield said(page, "agency.disagree", f"{shown}。", unsure="名称不同，未必是不同机关")


SUBJECT = re.compile(r"^(.{4,40}?)(办公室|人民政府|委员会|局|街道办事处|处|中心)关于")


def _agencies(page: Page, ground: Ground) -> Iterator[tuple[str, str, str]]:
    parts = numbers.index_parts(page.value("index_number"))
    if parts and numbers.index_faults(page.value("index_number")) == "":
        yield "索引号中的机构", parts[0], ground.unit_coded(parts[0])
    shown = page.value("agency")
    if shown and not re.search(r"[、,，;；]", shown):
        yield "发文机关", shown, _key(shown, ground)
    subject = SUBJECT.match(tight(page.name))
    if subject:
        yield "标题", subject[1] + subject[2], _key(subject[1] + subject[2], ground)
    if page.body.signature:
        yield "落款", page.body.signature, _key(page.body.signature, ground)


def _key(text: str, ground: Ground) -> str:
    """The unit that is meant; an office that is not in our list stands for itself only when it carries a full name."""
    known = ground.unit_named(text)
    if known:
        return known
    full = tight(text)
    return f"?{full}" if re.match(r"(上海市|.{2,3}区)", full) and len(full) >= 7 else ""


CHECKS: tuple[Check, ...] = (
    missing,
    tags,
    index_number,
    number_form,
    number_in_text,
    number_year,
    attribute,
    validity,
    agency,
)
