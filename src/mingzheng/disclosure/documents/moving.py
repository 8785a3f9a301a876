"""Moving in: an office's published documents, row by row, through ``commands.adopt``. Restartable; nothing is taken twice.

``prepare`` reads and judges a row and writes nothing; ``move`` takes it over in a transaction of its own. A row is known by the key of
its source, or else by number, title and date, so a run that stopped is simply started again.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import DatabaseError, transaction
from django.utils.timezone import get_current_timezone

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.dates import chinese_date
from mingzheng.core.errors import Refused
from mingzheng.core.outbox import commands as outbox
from mingzheng.core.privacy.queries import one_lexicon
from mingzheng.core.timekeeping.clock import one_reading
from mingzheng.core.units.models import Unit
from mingzheng.core.units.queries import Directory
from mingzheng.disclosure.catalogue.queries import column_choices
from mingzheng.disclosure.documents import effects, moving_files, moving_values, rules, tagging
from mingzheng.disclosure.documents.bringing_in import known_agencies
from mingzheng.disclosure.documents.commands import Moved, adopt
from mingzheng.disclosure.documents.intake import cleaning, proposals
from mingzheng.disclosure.documents.intake.agencies import Agencies
from mingzheng.disclosure.documents.intake.model import Cleaned
from mingzheng.disclosure.documents.models import Document, Edition, Effect
from mingzheng.disclosure.documents.moving_sheet import Row, Sheet
from mingzheng.disclosure.documents.vocabulary import Attribute, Carrier

# Without these a page cannot be served; what else is missing is named in the report and filled in later.
NEEDED = frozenset(
    {"title", "title_length", "body", "attribute", "formed_on", "formed_future", "expires_order", "summary_length"}
)
_LONGEST = {
    "doc_number": (64, "发文字号"), "issuer": (128, "发文机关"), "addressee": (500, "主送"), "signature": (200, "署名"),
}  # fmt: skip
_ENDED = ("废止", "失效")
_FROM_TEXT = (
    "title", "doc_number", "issuer", "co_issuers", "formed_on", "printed_on", "effective_on", "expires_on", "addressee", "signature",
    "normative", "keywords", "genre",
)  # fmt: skip


@dataclass(frozen=True)
class Options:
    """How a run judges: ``unit`` for rows that name none, ``source`` names the older system, ``originals`` public, internal or no.

    ``assume_published``: a row without a date of publication counts as published on the day it was printed or written.
    """

    source: str = "历史文件"
    unit: Unit | None = None
    originals: str = "internal"
    allow_findings: bool = False
    assume_published: bool = False
    dry: bool = False


@dataclass(frozen=True)
class Prepared:
    """A row that may be moved in, with what a person should know."""

    unit: Unit
    moved: Moved
    notes: tuple[str, ...]
    repealed: tuple[dt.date, str] | None = None


@dataclass(frozen=True)
class Outcome:
    """What became of one row. ``result``: moved, already, refused; in a dry run ``ready`` for moved."""

    number: int
    result: str
    title: str
    reason: str = ""
    remedy: str = ""
    notes: tuple[str, ...] = ()
    index_number: str = ""


@dataclass
class Tally:
    """The counts of a run so far."""

    moved: int = 0
    ready: int = 0
    already: int = 0
    refused: int = 0
    noted: int = 0

    def add(self, outcome: Outcome) -> None:
        setattr(self, outcome.result, getattr(self, outcome.result) + 1)
        self.noted += bool(outcome.notes)

    @property
    def seen(self) -> int:
        return self.moved + self.ready + self.already + self.refused


@dataclass
class Mover:
    """One run over a sheet. What it looks up in the database it reads once."""

    sheet: Sheet
    options: Options
    units: Directory = field(default_factory=Directory.load)
    agencies: Agencies = field(default_factory=known_agencies)
    keys: set[str] = field(default_factory=set)
    looked_for: str = ""

    def __post_init__(self) -> None:
        self.columns = {
            name: code for code, label in column_choices() for name in (code, label, label.rpartition(" › ")[2])
        }
        self.actor = Actor.system("历史文件迁入")

    def run(self, told: Callable[[Outcome], None]) -> Tally:
        """Every row in its order; ``told`` hears each outcome at once, so that nothing is kept in memory."""
        tally = Tally()
        with outbox.bulk(), one_reading():
            for row in self.sheet.rows:
                outcome = self.outcome(row)
                tally.add(outcome)
                told(outcome)
        return tally

    def outcome(self, row: Row) -> Outcome:
        """One row, judged and (unless the run is dry) moved in."""
        title = moving_values.text(row.values.get("title") or row.values.get("file") or "")[:120]
        try:
            with one_lexicon():
                prepared = self.prepare(row)
            title = str(prepared.moved.values["title"])[:120]
            if self.options.dry:
                return Outcome(row.number, "ready", title, notes=prepared.notes)
            edition = self.move(prepared)
        except Refused as refused:
            if refused.code == "moved_already":
                return Outcome(row.number, "already", title)
            return Outcome(row.number, "refused", title, refused.message, refused.remedy)
        except DatabaseError:
            remedy = "请核对各栏的长度和内容；只有这一行受影响。"
            return Outcome(row.number, "refused", title, "数据库没有接受这一行。", remedy)
        index_number = edition.document.index_number or ""
        return Outcome(row.number, "moved", title, notes=prepared.notes, index_number=index_number)

    # --- judging

    def prepare(self, row: Row) -> Prepared:
        """Read a row and its files, and judge them. Writes nothing.

        Raises:
            Refused: naming what is wrong and what to do; ``moved_already`` for what is here.
        """
        notes: list[str] = []
        values = moving_values.values(row.values, notes)
        self._refuse_known(row, values)
        folder = moving_files.Folder(self.sheet.folder, self.options.allow_findings)
        cleaned, original = self._body(row, folder)
        self._fill(values, cleaned, notes)
        unit = self._unit(row, values)
        key = self._key(row, values)
        self._refuse_key(key)
        published = values.pop("published_on", None)
        repealed_on = values.pop("repealed_on", None)
        if published is None and self.options.assume_published and values.get("formed_on"):
            published = values.get("printed_on") or values["formed_on"]
            notes.append(f"没有发布日期，按印发或成文日期 {chinese_date(published)} 计。")
        if published is None:
            raise Refused(
                "没有发布日期。",
                remedy="请在表中补上原来的公开日期；查不到的，加 --assume-published 按印发或成文日期计。",
                field="published_on",
            )
        values |= {
            "attribute": Attribute.PROACTIVE.value,
            "body": cleaned.html,
            "official": bool(values.get("doc_number")),
        }
        values.setdefault("carriers", [Carrier.SITE.value])
        values["columns"] = self._columns(values.get("columns", []), notes)
        notes += tagging.notes_on(values.get("tags", ()), timekeeping.today())
        self._judge(values, published, notes)
        folder.look_at_text(str(values["title"]), cleaned.text)
        files = [folder.attachment(name) for name in moving_values.words(row.values.get("attachments", []))]
        if original is not None and self.options.originals == "public":
            folder.look_at_file(*original)
        notes += [note.text for note in cleaned.notes if note.level == "lost"] + folder.notes
        moved = Moved(
            source=f"{self.options.source} {moving_values.text(row.values.get('url', ''))}".strip()[:200],
            key=key,
            published_at=dt.datetime.combine(published, dt.time(9), get_current_timezone()),
            values=values,
            index_number=moving_values.text(row.values["index_number"]) if row.values.get("index_number") else None,
            files=tuple(files),
            pictures=cleaned.pictures,
            original=original if self.options.originals != "no" else None,
            original_public=self.options.originals == "public",
        )
        repealed = self._repealed(row, repealed_on, values, notes)
        return Prepared(unit, moved, tuple(notes), repealed)

    def _key(self, row: Row, values: Mapping[str, Any]) -> str:
        own = moving_values.text(row.values.get("source_id", ""))
        if own:
            return f"{self.options.source}:{own}"[:128]
        facts = [str(values.get(name) or "") for name in ("doc_number", "title", "formed_on")]
        return "文件:" + hashlib.sha256("\0".join(facts).encode()).hexdigest()

    def _refuse_known(self, row: Row, values: Mapping[str, Any]) -> None:
        """As early as possible: a run that is started again should not read every file once more."""
        if row.values.get("source_id") or (values.get("title") and values.get("formed_on")):
            self._refuse_key(self._key(row, values), look_only=True)

    def _refuse_key(self, key: str, *, look_only: bool = False) -> None:
        if key in self.keys:
            raise Refused("表里有两行是同一份文件。", remedy="请删去重复的一行。", code="twice")
        if key != self.looked_for and Document.objects.filter(source_key=key).exists():
            raise Refused("这份文件已经迁入过。", remedy="不用再迁入。", code="moved_already")
        self.looked_for = key  # the database has the last word: ``adopt`` asks again, and the column is unique
        if not look_only:
            self.keys.add(key)

    def _body(self, row: Row, folder: moving_files.Folder) -> tuple[Cleaned, tuple[str, bytes] | None]:
        original = folder.read(moving_values.text(row.values["file"])) if row.values.get("file") else None
        pasted = str(row.values.get("body") or "").strip()
        if pasted:
            return cleaning.read_pasted(pasted), original
        if original is None:
            raise Refused(
                "没有正文，也没有正文文件。", remedy="请在「正文」列写正文，或在「正文文件」列写文件名。", field="body"
            )
        return cleaning.read(original[1], original[0]), original

    def _fill(self, values: dict[str, Any], cleaned: Cleaned, notes: list[str]) -> None:
        """What the sheet does not say, the text may; where both speak and differ, the sheet counts and it is noted."""
        found = proposals.propose(cleaned, self.agencies)
        for name in _FROM_TEXT:
            proposal = found.proposals.get(name)
            if proposal is None or not proposal.value:
                continue
            value = moving_values.from_text(name, proposal.value)
            if not values.get(name):
                if value and proposal.sure != "low":
                    values[name] = value
                    if name in ("title", "doc_number", "formed_on"):
                        notes.append(f"{proposal.label}由正文读出：{proposal.shown}。")
            elif name in ("doc_number", "formed_on") and values[name] != value and proposal.sure == "high":
                shown = values[name]
                notes.append(f"{proposal.label}：表中是「{shown}」，正文是「{proposal.shown}」，按表中的迁入，请核对。")

    def _unit(self, row: Row, values: Mapping[str, Any]) -> Unit:
        for name in (row.values.get("unit"), values.get("issuer")):
            unit = self.units.unit(moving_values.text(name)) if name else None
            if unit is not None:
                return unit
        if self.options.unit is not None:
            return self.options.unit
        named = moving_values.text(row.values.get("unit") or values.get("issuer") or "")
        if not named:
            raise Refused("没有公开主体。", remedy="请补上「公开主体」列，或用 --unit 指定单位。", field="unit")
        close = "、".join(str(one) for one in self.units.suggest(named))
        remedy = (f"是否为 {close}？" if close else "") + "请改成平台上的单位名称，或用 --unit 指定。"
        raise Refused(f"平台上没有「{named[:40]}」这个单位。", remedy=remedy, field="unit")

    def _columns(self, wanted: list[str], notes: list[str]) -> list[str]:
        known = [self.columns[name] for name in wanted if name in self.columns]
        notes += [f"没有「{name[:30]}」这个栏目，未列入。" for name in wanted if name not in self.columns]
        return list(dict.fromkeys(known))

    def _judge(self, values: dict[str, Any], published: dt.date, notes: list[str]) -> None:
        """The rules of the header fields: what a page needs refuses the row, all else is named for later."""
        found = rules.problems(moving_values.judged(values))
        grave = [problem for problem in found if problem.code in NEEDED]
        if grave:
            raise Refused(
                "".join(problem.message for problem in grave), remedy="".join(problem.remedy for problem in grave)
            )
        formed = values["formed_on"]
        if published < formed:
            raise Refused(
                f"发布日期 {chinese_date(published)} 早于成文日期 {chinese_date(formed)}。",
                remedy="请核对两个日期。",
                field="published_on",
            )
        for name, (limit, label) in _LONGEST.items():
            if len(str(values.get(name) or "")) > limit:
                raise Refused(f"{label}超过 {limit} 字。", remedy="请核对是否写错了列。", field=name)
        missing = "、".join(dict.fromkeys(problem.message.rstrip("。") for problem in found if problem.hard))
        if missing:
            notes.append(f"迁入后待补：{missing}。")

    def _repealed(
        self, row: Row, day: dt.date | None, values: Mapping[str, Any], notes: list[str]
    ) -> tuple[dt.date, str] | None:
        by = moving_values.text(row.values.get("repealed_by", ""))
        if day is not None:
            return day, by or f"{self.options.source}标明已废止"
        said = moving_values.text(row.values.get("validity", ""))
        if any(word in said for word in _ENDED) and not values.get("expires_on"):
            notes.append(f"有效性写着「{said[:20]}」，但没有废止日期或失效日期：迁入后显示为有效，请尽快登记效力变动。")
        return None

    # --- writing

    @transaction.atomic
    def move(self, prepared: Prepared) -> Edition:
        """Take a row over.

        Raises:
            Refused: as ``adopt``.
        """
        _refuse_double(prepared)
        edition = adopt(prepared.unit, prepared.moved, self.actor)
        if prepared.repealed is not None:
            day, by = prepared.repealed
            effect = Effect(target=edition.document, kind=Effect.Kind.REPEAL, effective_on=day, source_text=by[:300])
            effects.record(effect, self.actor)
        return edition


def _refuse_double(prepared: Prepared) -> None:
    """Drafted here already, without having been moved in?"""
    number = prepared.moved.values.get("doc_number")
    if number:
        held = Document.objects.filter(doc_number=number, title=prepared.moved.values["title"]).exclude(
            editions__status=Edition.Status.DROPPED
        )
        if held.exists():
            remedy = "请在工作台核对；确属两份文件的，先改正标题或文号。"
            raise Refused(f"平台上已有同标题、同文号（{number}）的文件。", remedy=remedy, code="double")


__all__ = ["Mover", "Options", "Outcome", "Tally"]
