"""Is a file the frozen text, does the journal still pass through the head that it names, and which readings differ from it?"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from mingzheng.core.dates import chinese_date
from mingzheng.core.errors import Refused
from mingzheng.core.journal import queries as journal
from mingzheng.core.journal.models import Entry, Seal
from mingzheng.supervision.indicators import recorded
from mingzheng.supervision.open_data import content, proving
from mingzheng.supervision.open_data.models import Freeze
from mingzheng.supervision.open_data.proving import Difference, Proof
from mingzheng.supervision.open_data.triggers import FREEZES
from mingzheng.supervision.workplan.models import Plan

FORMATS = {content.PUBLIC: "公开文件", content.INNER: "完整文件"}


@dataclass
class Verdict:
    """What verification of a file found.

    Args:
        sha256: of the file. ``kind``: which of the two files it is; ``says``: its content.
        entry: the journal's record of the freeze; None when this file was never frozen.
        file_faults: why the file is not the frozen text. ``altered``: the figures in it that differ from the frozen text.
        freeze_faults: what is wrong with the freeze's own row.
        journal_faults: where the journal breaks. ``proof``: the tables against the frozen text and the journal.
    """

    sha256: str
    kind: str
    says: dict[str, Any]
    entry: Entry | None = None
    freeze: Freeze | None = None
    file_faults: list[str] = field(default_factory=list)
    altered: list[Difference] = field(default_factory=list)
    freeze_faults: list[str] = field(default_factory=list)
    journal_faults: list[str] = field(default_factory=list)
    proof: Proof = field(default_factory=Proof)

    @property
    def sound(self) -> bool:
        return not (self.file_faults or self.freeze_faults or self.journal_faults) and self.proof.sound

    @cached_property
    def head(self) -> tuple[int, str]:
        place = self.says["journal"]
        return int(place["position"]), str(place["hash"])


def verify(data: bytes) -> Verdict:
    """Verify a file of a freeze against this database.

    Raises:
        Refused: it is no file of a freeze at all.
    """
    says = _read(data)
    verdict = Verdict(hashlib.sha256(data).hexdigest(), FORMATS[says["format"]], says)
    _find(verdict)
    _check_freeze(verdict)
    verdict.journal_faults = journal_faults(verdict.head)
    _check_figures(verdict)
    return verdict


def verify_freeze(found: Freeze) -> Verdict:
    """The same for a freeze as it stands in the database."""
    return verify(found.inner_text.encode())


def _read(data: bytes) -> dict[str, Any]:
    wrong = Refused(
        "这不是冻结的文件。",
        remedy="请给出从“冻结的数字”下载的 .json 文件，或者 ./run freeze list 里的文件。",
        code="no_freeze",
    )
    try:
        says = json.loads(data.decode("utf-8"))
        if says["format"] not in FORMATS:
            raise wrong
        int(says["journal"]["position"]), str(says["journal"]["hash"]), int(says["plan"]["year"])
        dt.date.fromisoformat(says["day"])
        _values(says)
    except (ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
        raise wrong from error
    return says


def _find(verdict: Verdict) -> None:
    """The journal's record of this file, and the freeze's row."""
    for entry in Entry.objects.filter(action="open_data.frozen").order_by("pk"):
        if verdict.sha256 in (entry.data["sha256"], entry.data["inner_sha256"]):
            verdict.entry = entry
    if verdict.entry is not None:
        verdict.freeze = Freeze.objects.filter(pk=verdict.entry.subject_id).first()
        return
    says = verdict.says
    rows = Freeze.objects.filter(plan__year=says["plan"]["year"], day=says["day"], kind=says.get("kind", ""))
    verdict.freeze = rows.first()
    verdict.file_faults.append(f"这个文件的哈希 {verdict.sha256} 不是冻结过的任何一份：它不是原文。")
    if verdict.freeze is None:
        verdict.file_faults.append("也没有同一年度、同一日期的冻结。")
        return
    inner = says["format"] == content.INNER
    frozen = json.loads(verdict.freeze.inner_text if inner else verdict.freeze.public_text)
    year = verdict.freeze.plan.year
    verdict.altered = _differences(year, _values(frozen), _values(says))
    verdict.file_faults += [f"与冻结的原文不同：{one}" for one in verdict.altered]


def _check_freeze(verdict: Verdict) -> None:
    """The row itself: nobody may have changed it, not even by SQL."""
    found, entry = verdict.freeze, verdict.entry
    if entry is not None and found is None:
        verdict.freeze_faults.append(f"日志第 {entry.pk} 条记了这次冻结，数据库里却没有它。")
    if found is None:
        return
    known = entry or Entry.objects.filter(action="open_data.frozen", subject_id=str(found.pk)).order_by("pk").first()
    if known is None:
        verdict.freeze_faults.append(f"{found}：日志里没有这次冻结的记录。")
        return
    for word, text, kept, was in (
        ("公开文件", found.public_text, found.sha256, known.data["sha256"]),
        ("完整文件", found.inner_text, found.inner_sha256, known.data["inner_sha256"]),
    ):
        if content.digest(text) != was or kept != was:
            verdict.freeze_faults.append(f"数据库里{found}的{word}被改过：冻结时的哈希是 {was}。")
    missing = FREEZES.missing(connection)
    if missing:
        verdict.freeze_faults.append(
            f"数据库中缺少防改触发器：{'、'.join(missing)}。请运行 ./run migrate 恢复，并查明原因。"
        )


# --- the journal --------------------------------------------------------------------------------------------------


def journal_faults(head: tuple[int, str]) -> list[str]:
    """Where the journal breaks; when it no longer passes through the head, between which known heads that is."""
    faults = list(journal.verify(head).faults)
    position, expected = head
    now = Seal.objects.filter(position=position).values_list("hash", flat=True).first()
    if position and now != expected:
        faults.append(_between(position))
    return faults


def _between(position: int) -> str:
    good, said = 0, ""
    for at, expected, source in _known_heads():
        found = Seal.objects.filter(position=at).values_list("hash", flat=True).first()
        if good < at < position and found == expected:
            good, said = at, source
    start = f"第 {good} 号（{said}）仍然一致，" if good else ""
    return f"{start}改动发生在第 {good + 1} 号到第 {position} 号之间。"


def _known_heads() -> list[tuple[int, str, str]]:
    """(position, hash, where it is known from): earlier freezes, and the heads exported every day to this machine."""
    rows = Freeze.objects.values_list("journal_position", "journal_hash", "day")
    found = [(at, expected, f"{chinese_date(day)}的冻结") for at, expected, day in rows]
    for path in sorted(Path(settings.VAR_DIR / "heads").glob("head-*.json")):
        try:
            facts = json.loads(path.read_text(encoding="utf-8"))
            found.append((int(facts["position"]), str(facts["hash"]), path.name))
        except (OSError, ValueError, KeyError, TypeError):
            found.append((0, "", path.name))  # a damaged file proves nothing
    return found


# --- the figures --------------------------------------------------------------------------------------------------

Frozen = dict[tuple[str, str, str], str]  # (day, "13 code", unit code or "") → "4/5"


def _values(says: dict[str, Any]) -> Frozen:
    found: Frozen = {}
    for row in says["figures"]:
        key = recorded.key(int(row["task"]), row["indicator"])
        for unit, days in {recorded.DISTRICT: row["days"], **row.get("units", {})}.items():
            for day, above, below in days:
                found[day, key, unit] = str(above) if below is None else f"{above}/{below}"
    return found


def _differences(year: int, was: Frozen, now: Frozen) -> list[Difference]:
    found = []
    for day, key, unit in sorted({*was, *now}):
        before, after = was.get((day, key, unit)), now.get((day, key, unit))
        if before != after:
            number, code = recorded.split(key)
            found.append(Difference(year, number, code, unit, day, before, after))
    return found


def _check_figures(verdict: Verdict) -> None:
    """Readings of today against the frozen ones, and every other day's of units against the journal."""
    plan = verdict.freeze.plan if verdict.freeze else Plan.objects.filter(year=verdict.says["plan"]["year"]).first()
    if plan is None:
        verdict.freeze_faults.append("数据库里没有这一年的工作要点。")
        return
    frozen, inner = _frozen(verdict)
    until = dt.date.fromisoformat(verdict.says["day"])
    proving.prove_readings(verdict.proof, plan, until)
    found = _differences(plan.year, frozen, _now(plan, frozen, inner=inner))
    verdict.proof.differences = sorted({*verdict.proof.differences, *found}, key=_order)


def _order(one: Difference) -> tuple[int, str, str, str]:
    return one.task, one.indicator, one.unit, one.day


def _frozen(verdict: Verdict) -> tuple[Frozen, bool]:
    """The widest text that is proved to be the frozen one; a file that is not serves only where nothing else is left."""
    found = verdict.freeze
    if found is not None and not verdict.freeze_faults:
        return _values(json.loads(found.inner_text)), True
    return _values(verdict.says), verdict.says["format"] == content.INNER


def _now(plan: Plan, frozen: Frozen, *, inner: bool) -> Frozen:
    """What stands now of what the text speaks of: of its days, and of the public text its figures of the district alone."""
    days = {day for day, _key, _unit in frozen}
    of_units = {day for day, _key, unit in frozen if unit}
    keys = {key for _day, key, _unit in frozen}
    found: Frozen = {}
    for day in days:
        for (key, unit), kept in proving.rows_of(plan, dt.date.fromisoformat(day)).items():
            told = day in of_units if unit else inner or key in keys
            if told:
                found[day, key, unit] = kept
    return found
