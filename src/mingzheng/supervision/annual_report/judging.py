"""What is to be said about a report that is being written: identities, parts, references, typed numbers, overlap."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from mingzheng.supervision.annual_report import cells, checking, overlap, terms
from mingzheng.supervision.annual_report.checking import Finding
from mingzheng.supervision.annual_report.laying import paragraphs
from mingzheng.supervision.annual_report.models import AnnualEdition, AnnualReport
from mingzheng.supervision.annual_report.reading.blocks import Paragraph
from mingzheng.supervision.annual_report.reading.parts import NUMERALS
from mingzheng.supervision.annual_report.sections import BY_KEY, Section, sections


@dataclass
class Judged:
    """``hints``: numbers typed by hand, by section. ``shares``: overlap with last year's, ``source``: which text that is."""

    findings: list[Finding] = field(default_factory=list)
    reasons: dict[str, str] = field(default_factory=dict)
    lacking: list[str] = field(default_factory=list)
    hints: dict[str, list[cells.Typed]] = field(default_factory=dict)
    shares: list[overlap.Share] = field(default_factory=list)
    source: str = ""

    @property
    def hard(self) -> list[Finding]:
        return [one for one in self.findings if one.hard]

    @property
    def soft(self) -> list[Finding]:
        return [one for one in self.findings if not one.hard]

    @property
    def unexplained(self) -> list[Finding]:
        return [one for one in self.soft if not self.reasons.get(one.key)]

    @property
    def copied(self) -> list[overlap.Share]:
        return [one for one in self.shares if one.flagged]

    @property
    def overlap(self) -> int | None:
        share = overlap.whole(self.shares)
        return None if share is None else round(100 * share)


def own_sections(report: AnnualReport) -> list[Section]:
    government = terms.is_government(report.unit, report.year, district=report.district)
    return sections(government=government)


def place_of(section: Section) -> str:
    return f"第{NUMERALS[section.part - 1]}部分“{section.title}”"


def judge(report: AnnualReport) -> Judged:
    """Everything that is to be said, from the snapshot and the texts as they stand."""
    found = Judged(reasons=dict(report.reasons), lacking=list(report.found.get("lacking", ())))
    found.findings = [*_kept(report), *_unentered(report), *_texts(report)]
    having = cells.index(report.cells)
    for section in own_sections(report):
        typed = list(cells.typed(report.texts.get(section.key, ""), having))
        if typed:
            found.hints[section.key] = typed
    before, found.source = last_text(report)
    if before:
        now = [
            (place_of(section), line)
            for section in own_sections(report)
            for line in paragraphs(report.texts.get(section.key, ""))
        ]
        found.shares = overlap.shares(now, before)
    return found


def _kept(report: AnnualReport) -> Iterator[Finding]:
    """Identities, as they were found when the snapshot was taken."""
    for one in report.found.get("findings", ()):
        yield Finding(one["check"], one["where"], one["text"])


def _unentered(report: AnnualReport) -> Iterator[Finding]:
    two = report.tables.get("table2", {})
    if any(name not in two for name in ("licences", "penalties", "coercive", "fees_wan")):
        yield Finding(
            "not_entered", "表二", "行政许可、处罚、强制和收费还没有登记；没有的也要登记为 0（“年报表格”页）。"
        )


def _texts(report: AnnualReport) -> Iterator[Finding]:
    resolved: dict[str, str] = {}
    for section in own_sections(report):
        text = report.texts.get(section.key, "").strip()
        where = place_of(section)
        if not text:
            yield Finding("empty_section", where, f"没有写。应写：{section.hint}")
        if cells.OPEN in text:
            yield Finding("not_filled", where, "还有“［请填写：…］”没有填写。")
        for code in cells.unknown(text, report.cells):
            yield Finding("unknown_cell", where, f"引用的 {{{{ {code} }}}} 不存在，请从右边的清单里选。")
        resolved[section.key] = cells.filled(text, report.cells)
    if checking.says_none(resolved.get("problems", "")):
        yield Finding("part_five_none", place_of(BY_KEY["problems"]), "不能写“无”；请写明真实的问题。")
    else:
        fifth = [Paragraph(resolved.get(key, ""), "") for key in ("problems", "improvements")]
        yield from checking.problems(fifth)
    if resolved.get("fees") and "信息处理费" not in resolved["fees"]:
        yield Finding("no_fee", place_of(BY_KEY["fees"]), "没有写收取信息处理费的情况。")
    if resolved.get("plan") and "要点" not in resolved["plan"]:
        yield Finding("no_plan", place_of(BY_KEY["plan"]), "没有写政务公开工作要点的落实情况。")
    texts = [(place_of(BY_KEY[key]), line) for key, text in resolved.items() for line in paragraphs(text)]
    values = {code: cell["value"] for code, cell in report.cells.items() if cell.get("value") is not None}
    yield from checking.numbers(texts, values)


def last_text(report: AnnualReport) -> tuple[list[str], str]:
    """The paragraphs of last year's published report, and which edition that is; ([], "") when there is none."""
    rows = AnnualEdition.objects.filter(
        report__unit=report.unit_id, report__district=report.district, report__year=report.year - 1
    )
    found = rows.select_related("report__unit").order_by("-number").first()
    if found is None:
        return [], ""
    lines = [line for subs in found.content["parts"].values() for sub in subs for line in sub["paragraphs"]]
    return lines, found.report.title
