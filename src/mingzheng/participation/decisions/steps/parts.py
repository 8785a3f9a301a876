"""Records of the parts of a matter: written down by one, shown to the public by another."""

from __future__ import annotations

from typing import Any

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.core.files import commands as files
from mingzheng.core.freshness.commands import touch
from mingzheng.core.procedures.table import Act
from mingzheng.core.quoting import shortened
from mingzheng.disclosure.documents.models import Document
from mingzheng.disclosure.documents.steps import note_reason
from mingzheng.participation.decisions import finding
from mingzheng.participation.decisions.models import (
    Argument,
    Code,
    Evaluation,
    Expert,
    Legality,
    Matter,
    Meeting,
    Part,
    Result,
    Risk,
    Waiver,
)

# What the officer writes down, and may have written down by mistake.
RECORDED = (
    Code.DRAFT,
    Code.NOTE,
    Code.INTERPRETATION,
    Code.OPINIONS,
    Code.EXPERTS,
    Code.RISK,
    Code.COMPETITION,
    Code.EVALUATION,
)
SINGLE = (Code.DRAFT, Code.NOTE, Code.INTERPRETATION, Code.RISK, Code.COMPETITION, Code.LEGALITY, Code.RESULT)


def changed(matter: Matter) -> None:
    """Pages that show the matter, and the index, follow with the commit."""
    touch("decisions", f"matter:{matter.pk}")
    finding.changed(matter)


def record(act: Act, code: Code, **more: Any) -> Part:
    """Keep what was typed as a record of a part; of what there is only one, the one before is replaced."""
    matter: Matter = act.subject
    data = act.data
    if code in SINGLE and not more.get("corrects_why"):
        matter.parts.filter(code=code, replaced=False).update(replaced=True)
    said = {name: data.get(name) or "" for name in ("title", "text", "inside", "withheld_why", "by")}
    part = Part(
        matter=matter,
        code=code,
        round=matter.round,
        made_by=act.actor.person_id,
        made_by_text=str(act.actor)[:200],
        made_at=timekeeping.now(),
        **{**said, "day": data.get("day"), **more},
    )
    part.file_id = _kept(act, data.get("file"), part.title)
    part.inside_file = _kept(act, data.get("inside_file"), f"{part.title}（内部）")
    part.save()
    act.note, act.facts = shortened(str(part)), {"part": part.pk, "code": code.value}
    changed(matter)
    return part


def _kept(act: Act, upload: Any, label: str) -> Any:
    if upload is None:
        return None
    stored = files.store(upload.data, upload.name, owner=act.subject.ref, actor=act.actor, label=label[:60])
    files.keep(act.subject.ref, act.actor, only=[stored.pk])
    return stored.pk


def write(act: Act) -> None:
    record(act, Code(act.data["part"]))


def listen(act: Act) -> None:
    record(act, Code.OPINIONS, kind=act.data["kind"], count=act.data["count"])


def argue(act: Act) -> None:
    part = record(act, Code.EXPERTS)
    made = Argument.objects.create(part=part, form=act.data["form"], adopted=act.data["adopted"])
    Expert.objects.bulk_create(
        [
            Expert(argument=made, name=name, field=what, signed=True, disinterested=True)
            for name, what in act.data["experts"]
        ]
    )
    act.note = f"{act.note}（专家 {len(act.data['experts'])} 位）"


def assess(act: Act) -> None:
    part = record(act, Code.RISK)
    names = ("level", "points", "measures", "plan", "reused")
    Risk.objects.create(part=part, **{name: act.data[name] for name in names})
    act.note = f"{act.note}（{part.risk.get_level_display()}）"


def compete(act: Act) -> None:
    record(act, Code.COMPETITION)


def give_opinion(act: Act, conclusion: Legality.Conclusion) -> Legality:
    """The opinion on legality, by a reviewer who took no part in the making."""
    matter: Matter = act.subject
    if matter.handed_on is None:
        raise Refused("还没有送交审查。", code="not_handed")
    title = f"{act.case.unit.name}合法性审查意见"
    act.data = {**act.data, "title": title[:200], "day": act.day, "inside_file": act.data.get("opinion")}
    part = record(act, Code.LEGALITY, by=act.case.unit.name)
    names = ("authority", "procedure", "content")
    made = Legality.objects.create(
        part=part,
        unit=act.case.unit,
        handed_on=matter.handed_on,
        given_on=act.day,
        early_why=act.data.get("early_why") or "",
        conclusion=conclusion,
        **{name: act.data[name] for name in names},
    )
    act.note = made.get_conclusion_display()
    return made


def hold(act: Act, outcome: Meeting.Outcome, legality: Legality) -> Meeting:
    """The discussion as it went."""
    part = record(act, Code.DISCUSSION, by="")
    names = ("kind", "number", "head_last", "dissent", "against_why")
    act.note = f"{act.data['number']}：{outcome.label}"
    return Meeting.objects.create(
        part=part, outcome=outcome, legality=legality, **{name: act.data[name] for name in names}
    )


def keep_result(act: Act) -> None:
    _result(act, record(act, Code.RESULT))
    _decided_as(act.subject, act.data["document"])


def _result(act: Act, part: Part) -> None:
    names = ("document", "channels", "public_views", "expert_views", "reported_on", "reported_number")
    Result.objects.create(part=part, **{name: act.data[name] for name in names})


def _decided_as(matter: Matter, document: Document | None) -> None:
    matter.document = document
    matter.save(update_fields=["document"])


def has_shown_result(matter: Matter, _actor: Actor) -> bool:
    return matter.parts.filter(code=Code.RESULT, replaced=False, shown_on__isnull=False).exists()


def correct_result(act: Act) -> None:
    """Another result beside the one that the public reads: it takes its place when somebody else shows it."""
    matter: Matter = act.subject
    matter.parts.filter(code=Code.RESULT, replaced=False, shown_on=None).update(replaced=True)
    part = record(act, Code.RESULT, corrects_why=act.data["reason"])
    _result(act, part)
    act.note = f"{shortened(str(part), 60)}：{shortened(act.data['reason'])}"


def _takes_its_place(act: Act, part: Part) -> None:
    matter: Matter = act.subject
    before = matter.parts.filter(code=Code.RESULT, replaced=False, shown_on__isnull=False).exclude(pk=part.pk)
    before.update(replaced=True, dropped_on=act.day, dropped_why=part.corrects_why)
    _decided_as(matter, part.result.document)


def evaluate(act: Act) -> None:
    part = record(act, Code.EVALUATION)
    Evaluation.objects.create(part=part, trigger=act.data["trigger"], advice=act.data["advice"])
    act.note = f"{act.note}（{part.evaluation.get_advice_display()}）"


# --- shown to the public ------------------------------------------------------------------------------------------


def can_show(matter: Matter, actor: Actor) -> bool:
    return matter.parts.filter(shown_on=None, replaced=False, withheld_why="").exclude(made_by=actor.person_id).exists()


def show(act: Act) -> None:
    matter: Matter = act.subject
    rows = list(matter.parts.select_for_update().filter(pk__in=act.data["parts"], shown_on=None, replaced=False))
    show_these(act, rows)
    act.note = "、".join(shortened(str(row), 40) for row in rows)


def show_these(act: Act, rows: list[Part]) -> None:
    """Raises:
    Refused: one was written down by the same person, or nothing is left to show.
    """
    if not rows:
        raise Refused("没有要公开的内容。", remedy="请刷新页面。", code="nothing")
    own = next((row for row in rows if row.made_by == act.actor.person_id), None)
    if own is not None:
        raise Refused(f"「{own}」由您登记，不能再由您公开。", remedy="请由另一位同事公开。", code="contributed")
    for row in rows:
        row.shown_on, row.shown_by = act.day, act.actor.person_id
        row.save(update_fields=["shown_on", "shown_by"])
        if row.corrects_why:
            _takes_its_place(act, row)
    act.facts = {"parts": [row.pk for row in rows]}
    changed(act.subject)


# --- written down by mistake --------------------------------------------------------------------------------------


def to_drop(matter: Matter, *, shown: bool) -> list[Part]:
    """Records of the preparation and of evaluations that stand; reviews, meetings and results have steps of their own."""
    return list(matter.parts.filter(code__in=RECORDED, replaced=False, shown_on__isnull=not shown))


def has_inside(matter: Matter, _actor: Actor) -> bool:
    return bool(to_drop(matter, shown=False))


def has_shown(matter: Matter, _actor: Actor) -> bool:
    return bool(to_drop(matter, shown=True))


def drop(act: Act) -> None:
    """The record stays with its reason and counts for nothing; what the public could read says that it is gone."""
    part = act.subject.parts.select_for_update().filter(pk=act.data["record"], replaced=False).first()
    if part is None:
        raise Refused("这条记录已经作废或者被替代。", remedy="请刷新页面。", code="no_record")
    part.replaced, part.dropped_on, part.dropped_why = True, act.day, act.data["reason"]
    part.save(update_fields=["replaced", "dropped_on", "dropped_why"])
    act.note = f"{shortened(str(part), 60)}：{shortened(act.data['reason'])}"
    act.facts = {"part": part.pk, "code": part.code}
    changed(act.subject)


# --- what does not apply ------------------------------------------------------------------------------------------


def waive(act: Act) -> None:
    Waiver.objects.create(
        matter=act.subject,
        code=act.data["part"],
        reason=act.data["reason"],
        proposed_by=act.actor.person_id,
        proposed_by_text=str(act.actor)[:200],
        proposed_on=act.day,
    )
    act.note = f"{Code(act.data['part']).label}：{shortened(act.data['reason'])}"


def waiver_waits(matter: Matter, _actor: Actor) -> bool:
    return matter.waivers.filter(confirmed_on=None).exists()


def _waiting(act: Act) -> Waiver:
    found: Waiver | None = act.subject.waivers.filter(code=act.data["part"], confirmed_on=None).first()
    if found is None:
        raise Refused("没有这一项待认定的申请。", remedy="请刷新页面。", code="no_waiver")
    return found


def confirm_waiver(act: Act) -> None:
    """Raises:
    Refused: the same person proposed it.
    """
    made = _waiting(act)
    if made.proposed_by == act.actor.person_id:
        raise Refused("不适用由另一人认定。", remedy="请由另一位同事认定。", code="contributed")
    made.confirmed_by, made.confirmed_by_text, made.confirmed_on = act.actor.person_id, str(act.actor)[:200], act.day
    made.save()
    act.note = f"{Code(made.code).label}：{shortened(made.reason)}"
    changed(act.subject)


def refuse_waiver(act: Act) -> None:
    made = _waiting(act)
    label = Code(made.code).label
    made.delete()
    note_reason(act)
    act.note = f"{label}：{act.note}"
