"""What each step changes. Called by ``core.procedures`` within its transaction."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from mingzheng.core import proofs, records, searchable, timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.dates import chinese_date
from mingzheng.core.errors import Refused
from mingzheng.core.files.commands import store
from mingzheng.core.freshness.commands import touch
from mingzheng.core.outbox.commands import enqueue, publish
from mingzheng.core.procedures.commands import act as carry_out
from mingzheng.core.procedures.models import Case
from mingzheng.core.procedures.table import Act
from mingzheng.core.quoting import shortened
from mingzheng.supervision.assessment import commands, correcting, machine, sampling, scoring
from mingzheng.supervision.assessment.formulas import plain
from mingzheng.supervision.assessment.models import Appeal, Evidence, Round, Score, Sheet, System, Way

MACHINE = Actor.system(machine.MACHINE)
TAG = "assessments"


def note_reason(act: Act) -> None:
    act.note = shortened(act.data["reason"])


def note_remark(act: Act) -> None:
    act.note = shortened(act.data.get("remark", ""))


# --- systems ----------------------------------------------------------------------------------------------------


def replace_items(act: Act) -> None:
    """The items of a workbook instead of those of the draft; a sheet with one wrong row changes nothing."""
    upload = act.data["file"]
    rows = commands.read_upload(upload.data, upload.name)
    system: System = act.subject
    commands.put_items(system, rows)
    act.note = f"{len(rows)} 个项目"


def adopt(act: Act) -> None:
    system: System = act.subject
    system.adopted_on = act.day
    system.save(update_fields=["adopted_on"])
    act.facts = {"items": system.items.count(), "whole": plain(system.whole)}


def reopen(act: Act) -> None:
    system: System = act.subject
    system.adopted_on = None
    system.save(update_fields=["adopted_on"])
    note_reason(act)


def publish_system(act: Act) -> None:
    system: System = act.subject
    system.published_at = timekeeping.now()
    system.save(update_fields=["published_at"])
    touch(TAG)
    searchable.changed("assessment.system", system.pk)
    act.note = f"{system.items.count()} 个项目，合计 {plain(system.whole)} 分"


# --- rounds -----------------------------------------------------------------------------------------------------


def self_day(act: Act) -> dt.date:
    return _round(act).self_due


def mark_day(act: Act) -> dt.date:
    return _round(act).mark_due


def appeal_day(act: Act) -> dt.date:
    """From the last day of appeals 区府办 has its days to conclude; sent back later, from that day."""
    return max(act.day, _round(act).appeal_due)


def concluded_on(act: Act) -> dt.date:
    """A clock does not stop before it began: every unit may have accepted before the last day of appeals."""
    return max(act.day, _round(act).appeal_due)


def _round(act: Act) -> Round:
    subject: Round | Sheet = act.subject
    return subject.round if isinstance(subject, Sheet) else subject


def _move_sheets(round_: Round, states: tuple[str, ...], command: str) -> int:
    cases = Case.objects.filter(assessment_sheet__round=round_, state__in=states).order_by("pk")
    for case in cases:
        carry_out(case, command, MACHINE)
    return len(cases)


def close_self(act: Act) -> None:
    """Sheets that were not handed in are taken as they are; the figures are taken in the background."""
    late = _move_sheets(act.subject, ("filling",), "lapse")
    enqueue(machine.SCORE, {"round": act.subject.pk})
    act.note = f"{late} 个单位没有按期自评" if late else "各单位均已自评"


def scored(act: Act) -> None:
    round_: Round = act.subject
    found = Score.objects.filter(sheet__round=round_).exclude(figure_day=None)
    act.note = f"取了 {found.count()} 个数据，截至 {chinese_date(round_.as_of)}"


def freeze(act: Act) -> None:
    draw = sampling.freeze(act.subject, act.data["seed_source"], act.data["seed_on"], act.actor)
    act.note = f"{draw.people} 件，种子：{draw.seed_source}（{chinese_date(draw.seed_on)}）"
    act.facts = {"draw": draw.pk, "list_sha256": draw.list_sha256, "candidates_sha256": act.subject.candidates_sha256}


def take(act: Act) -> None:
    count = sampling.take(act.subject)
    act.note = f"抽中 {count} 件"


def open_appeals(act: Act) -> None:
    act.note = f"{_move_sheets(act.subject, ('checked',), 'release')} 个单位可以查看本单位的得分"


def conclude(act: Act) -> None:
    """Scores, intervals and places as they are now."""
    round_: Round = act.subject
    found = scoring.results(round_)
    places = {place.key: place for place in scoring.places(found)}
    for result in found:
        sheet, place = result.sheet, places.get(result.sheet.pk)
        sheet.total = result.total
        sheet.low = Decimal(str(place.low)) if place else None
        sheet.high = Decimal(str(place.high)) if place else None
        if place is not None and sheet.total is not None and sheet.low is not None and sheet.high is not None:
            sheet.low, sheet.high = min(sheet.low, sheet.total), max(sheet.high, sheet.total)
        sheet.best, sheet.worst = (place.best, place.worst) if place else (None, None)
        sheet.among = place.of if place else None
    Sheet.objects.bulk_update(
        [result.sheet for result in found], ["total", "low", "high", "best", "worst", "among"], batch_size=100
    )
    act.note = f"{len(places)} 个单位"


def send_back(act: Act) -> None:
    act.subject.sheets.update(total=None, low=None, high=None, best=None, worst=None, among=None)
    note_reason(act)


def approve(act: Act) -> None:
    round_: Round = act.subject
    round_.audience, round_.settled_at = act.data["audience"], timekeeping.now()
    round_.save(update_fields=["audience", "settled_at"])
    _move_sheets(round_, ("released",), "settle")
    touch(TAG)
    if round_.corrects_id is not None:
        searchable.changed("assessment.round", round_.corrects_id)
    publish("assessment.published", {"round": round_.pk})
    searchable.changed("assessment.round", round_.pk)
    act.note = str(Round.Audience(round_.audience).label)
    act.facts = {proofs.FACT: proofs.written(parts_of(round_))}


def parts_of(round_: Round) -> proofs.Parts:
    """What is fixed by approval, for the journal: each unit's result, and what every item of it came from."""
    found = {"公布范围": round_.audience, "数据截至": str(round_.as_of)}
    for sheet in round_.sheets.select_related("unit"):
        result = _numbers(sheet.total, sheet.low, sheet.high, sheet.best, sheet.worst, sheet.among)
        found[f"{sheet.unit.short} 结果（得分、区间、名次、同组）"] = result
    for one in Score.objects.filter(sheet__round=round_).select_related("sheet__unit", "item").order_by("pk"):
        figure = (one.numerator, one.denominator, one.machine, one.population)
        found[f"{one.sheet.unit.short} {one.item.group}“{one.item.name}”"] = _numbers(
            one.self_score, *figure, one.checked, one.decided
        )
    return found


def _numbers(*values: Decimal | int | None) -> str:
    return " ".join("—" if value is None else plain(Decimal(value)) for value in values)


def correct(act: Act) -> None:
    """A new edition begins; this one stays as it is, and says that there is a newer one once that is approved."""
    made = correcting.begin_edition(act.subject, shortened(act.data["reason"], 499), act.data["appeal_due"], act.day)
    act.note = f"第{made.edition}版：{shortened(made.correction_why)}"
    act.facts = {"round": made.pk}


def take_again(act: Act) -> None:
    """The machine's figures of the same day, as the records have them now; what was drawn stays drawn."""
    count = machine.take(act.subject, ways=(Way.MACHINE,))
    act.note = f"重新取了 {count} 个数据，截至 {chinese_date(act.subject.as_of)}"


def cancel(act: Act) -> None:
    """A correction that is not needed after all lets go of what it was to correct."""
    round_: Round = act.subject
    round_.corrects = None
    round_.save(update_fields=["corrects"])
    for case in Case.objects.filter(assessment_appeal__score__sheet__round=round_, state="made"):
        carry_out(case, "drop", MACHINE)
    _move_sheets(round_, ("filling", "submitted", "checked", "released"), "void")
    note_reason(act)


# --- sheets -----------------------------------------------------------------------------------------------------


def lapse(act: Act) -> None:
    act.subject.lapsed = True
    act.subject.save(update_fields=["lapsed"])


def fill(act: Act) -> None:
    """One item: the unit's own score, what it says, and what it refers to."""
    score: Score = act.data["score"]
    score.self_score, score.self_note = act.data["value"], act.data["note"]
    score.save(update_fields=["self_score", "self_note"])
    if act.data.get("record"):
        _refer(act, score)
    for upload in act.data.get("attachments") or []:
        stored = store(upload.data, upload.name, owner=act.subject.ref, actor=act.actor, label=score.item.name[:100])
        if not score.evidence.filter(file=stored).exists():
            Evidence.objects.create(score=score, title=stored.name[:300], file=stored, added_at=timekeeping.now())
    act.note = f"{score.item.name}，自评 {plain(score.self_score)} 分"


def _refer(act: Act, score: Score) -> None:
    ref = act.data["record"]
    found = records.resolve(ref)
    if found is None or not records.visible(ref, act.actor):
        raise Refused(
            "没有找到这条记录。", remedy="请核对地址，并确认您能看到这件事项。", field="record", code="no_record"
        )
    Evidence.objects.get_or_create(
        score=score,
        ref_kind=ref.kind,
        ref_id=ref.id,
        defaults={"title": found.title[:300], "added_at": timekeeping.now()},
    )


def check(act: Act) -> None:
    """One item as 区府办 settles it."""
    score: Score = act.data["score"]
    score.checked, score.checked_note, score.checked_by_id = act.data["value"], act.data["note"], act.actor.person_id
    score.save(update_fields=["checked", "checked_note", "checked_by"])
    word = "扣" if score.item.way == "deduction" else "核定"
    act.note = f"{score.item.name}，{word} {plain(score.checked)} 分" + (
        f"：{shortened(score.checked_note, 60)}" if score.checked_note else ""
    )


# --- appeals ----------------------------------------------------------------------------------------------------


def keep(act: Act) -> None:
    _decided(act, Appeal.Outcome.KEPT)


def change(act: Act) -> None:
    score: Score = act.subject.score
    score.decided, score.decided_note = act.data["value"], act.data["reason"]
    score.save(update_fields=["decided", "decided_note"])
    _decided(act, Appeal.Outcome.CHANGED)
    act.note = (
        f"{plain(act.subject.stood_at) or '不计'} → {plain(score.decided)} 分，{shortened(act.data['reason'], 80)}"
    )


def _decided(act: Act, outcome: Appeal.Outcome) -> None:
    appeal: Appeal = act.subject
    appeal.outcome, appeal.decision, appeal.decided_on = outcome.value, act.data["reason"], act.day
    appeal.save(update_fields=["outcome", "decision", "decided_on"])
    note_reason(act)
