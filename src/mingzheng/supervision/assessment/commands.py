"""Writes that are more than one step of a case: a system from a workbook, a round with its sheets, a mark, an appeal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, transaction

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor, Post
from mingzheng.core.errors import Refused
from mingzheng.core.files.cells import cells
from mingzheng.core.indicators import Indicator, indicator_of, indicators
from mingzheng.core.journal import commands as journal
from mingzheng.core.procedures.commands import open_case
from mingzheng.core.procedures.models import Contribution
from mingzheng.core.procedures.opening import NewCase, open_cases
from mingzheng.core.procedures.permission import still_in_post
from mingzheng.core.units.models import PostHolding, Unit, held_on
from mingzheng.core.units.queries import office
from mingzheng.supervision.assessment import scoring, sheets
from mingzheng.supervision.assessment.models import (
    Appeal,
    Candidate,
    Mark,
    Round,
    Score,
    Sheet,
    System,
    SystemItem,
    Way,
)
from mingzheng.supervision.assessment.sheets import Fault, Row

MARKING = "政务公开工作要点第二十四点（独立评估）：评估员独立评分"
SHOWN_FAULTS = 12


class WrongSheet(Refused):
    """A workbook with wrong rows; ``faults`` names each."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        said = " ".join(f"{fault}" for fault in faults[:SHOWN_FAULTS])
        more = f" 另有 {len(faults) - SHOWN_FAULTS} 处。" if len(faults) > SHOWN_FAULTS else ""
        super().__init__(
            f"这张表有 {len(faults)} 处不对，没有导入。{said}{more}",
            remedy="请改正后重新上传。",
            field="file",
            code="wrong_rows",
        )
        self.faults = list(faults)


# --- systems ----------------------------------------------------------------------------------------------------


def figure_of(text: str) -> Indicator | None:
    """An indicator by its code or its name."""
    found = indicator_of(text)
    return found or next((one for one in indicators() if one.label == text), None)


def read_upload(data: bytes, name: str) -> list[Row]:
    """The items of an uploaded table.

    Raises:
        WrongSheet: with every wrong row.
        Refused: no csv and no xlsx.
    """
    kinds = {str(label): value for value, label in Unit.Kind.choices}
    rows, faults = sheets.read(cells(data, name), kinds, figure_of)
    if faults:
        raise WrongSheet(faults)
    return rows


@transaction.atomic
def new_system(facts: dict[str, Any], rows: Sequence[Row], actor: Actor, *, example: bool = False) -> System:
    """A draft of a system; a second one of a year is its next edition.

    Args:
        facts: what ``forms.SystemForm`` gives, without the file.

    Raises:
        Refused: nobody of 区府办 acts.
    """
    latest = System.objects.filter(year=facts["year"]).order_by("-edition").first()
    system = System.objects.create(
        year=facts["year"],
        edition=latest.edition + 1 if latest else 1,
        title=facts["title"],
        whole=facts["whole"],
        note=facts["note"],
        example=example,
    )
    put_items(system, rows)
    system.case = open_case(
        "assessment.system",
        system.ref,
        unit=_home(),
        actor=actor,
        title=str(system),
        number=f"{system.year}-{system.edition}",
    )
    system.save(update_fields=["case"])
    return system


def put_items(system: System, rows: Sequence[Row]) -> None:
    """Replace the items of a draft.

    Raises:
        Refused: the system is no draft any more.
    """
    if system.case is not None and system.case.state != "draft":
        raise Refused("审定、公布后的指标不能再改。", remedy="请退回修改，或者另起一版。", code="fixed")
    system.items.all().delete()
    SystemItem.objects.bulk_create(
        [
            SystemItem(
                system=system,
                order=order,
                group=row.group,
                name=row.name,
                points=row.points,
                explanation=row.explanation,
                way=row.way,
                kinds=list(row.kinds),
                figure=row.figure,
                formula=row.formula,
                sample=row.sample,
                assessors=row.assessors,
            )
            for order, row in enumerate(rows, 1)
        ]
    )


def _home() -> Unit:
    home = office()
    if home is None:
        raise Refused("没有区府办。", remedy="请先导入单位。", code="no_office")
    return home


# --- rounds -----------------------------------------------------------------------------------------------------


@transaction.atomic
def open_round(facts: dict[str, Any], actor: Actor) -> Round:
    """Begin a round: a sheet for each unit of the kinds chosen, with the items that are for it.

    Args:
        facts: what ``forms.RoundForm`` gives.

    Raises:
        Refused: the system is not published, no unit is concerned, or nobody of 区府办 acts.
    """
    system: System = facts["system"]
    if system.case is None or system.case.state != "published":
        raise Refused("只能按已经公布的指标考核。", remedy="请先审定、公布指标。", field="system", code="not_published")
    day = timekeeping.today()
    units = list(Unit.objects.filter(held_on(day), kind__in=facts["kinds"]))
    if not units:
        raise Refused("没有这类单位。", remedy="请另选单位类别。", field="kinds", code="nobody")
    names = ("title", "as_of", "self_due", "mark_due", "appeal_due")
    made = Round.objects.create(
        system=system, year=system.year, opened_at=timekeeping.now(), **{name: facts[name] for name in names}
    )
    made.case = open_case(
        "assessment.round", made.ref, unit=_home(), actor=actor, title=str(made), number=str(made.year)
    )
    made.save(update_fields=["case"])
    _hand_out(made, units, actor)
    return made


def _hand_out(made: Round, units: Sequence[Unit], actor: Actor) -> None:
    items = list(made.system.items.all())
    rows = Sheet.objects.bulk_create([Sheet(round=made, unit=unit) for unit in units if _items_for(items, unit)])
    if not rows:
        raise Refused("这类单位没有适用的项目。", remedy="请另选单位类别。", field="kinds", code="nothing")
    Score.objects.bulk_create(
        [Score(sheet=row, item=item) for row in rows for item in _items_for(items, row.unit)], batch_size=500
    )
    fresh = [NewCase(row.ref, row, row.unit, str(made), str(made.year)) for row in rows]
    for row, case in zip(rows, open_cases("assessment.sheet", fresh, actor), strict=True):
        row.case = case
    Sheet.objects.bulk_update(rows, ["case"], batch_size=100)


def _items_for(items: Sequence[SystemItem], unit: Unit) -> list[SystemItem]:
    return [item for item in items if item.applies(unit.kind)]


# --- marks ------------------------------------------------------------------------------------------------------


def why_not_mark(candidate: Candidate, actor: Actor) -> Refused | None:
    """The reason why an assessor may not mark a record; None when they may.

    Only a drawn record, in the phase of marking, by an assessor who holds no other post in the unit; a record that has all
    its marks is changed only by those who gave them.
    """
    if actor.post is not Post.ASSESSOR:
        return Refused("由评估员评分。", remedy="请切换岗位。", code="wrong_post")
    if not candidate.drawn:
        return Refused("这件记录没有被抽中。", code="not_drawn")
    if candidate.round.phase != "marking":
        return Refused("现在不是评分的环节。", remedy="评分结束后不能再改。", code="wrong_state")
    unit_id = candidate.score.sheet.unit_id
    tied = PostHolding.objects.filter(held_on(timekeeping.today()), person_id=actor.person_id, unit_id=unit_id)
    if tied.exclude(post=Post.ASSESSOR.value).exists():
        return Refused("您在这个单位还有其他岗位，不能评它。", remedy="请由另一位评估员评分。", code="contributed")
    given = {mark.assessor_id for mark in candidate.marks.all()}
    if actor.person_id not in given and len(given) >= scoring.wanted(candidate):
        return Refused("这件记录已经评完。", remedy="请评其他记录。", code="complete")
    return None


@transaction.atomic
def mark(candidate_id: int, value: str, reason: str, actor: Actor) -> Mark:
    """One assessor's mark of one drawn record; given again, it takes the place of the earlier one while marking lasts.

    Raises:
        Refused: not an assessor, not drawn, not the phase, tied to the unit, or no reason for less than full.
    """
    list(Round.objects.select_for_update().filter(candidates=candidate_id))
    candidate = Candidate.objects.select_related("round__case", "score__item", "score__sheet__case").get(
        pk=candidate_id
    )
    refusal = why_not_mark(candidate, actor)
    if refusal is not None:
        raise refusal
    still_in_post(actor)
    if value not in Mark.Value.values:
        raise Refused("请选择评定。", field="value", code="value")
    reason = " ".join(reason.split())[:500]
    if value != Mark.Value.FULL and not reason:
        raise Refused("请写明缺什么、错在哪里。", field="reason", code="reason")
    made, _created = Mark.objects.update_or_create(
        candidate=candidate,
        assessor_id=actor.person_id,
        defaults={"value": value, "reason": reason, "marked_at": timekeeping.now()},
    )
    journal.append(
        action="assessment.marked",
        actor=actor,
        subject=candidate.round.ref,
        case_id=candidate.round.case_id,
        summary=f"评定抽中的记录 {candidate.code}",  # not what was said: others mark it too
        basis=MARKING,
        data={"code": candidate.code},
    )
    return made


# --- appeals ----------------------------------------------------------------------------------------------------

APPEALERS = (Post.OFFICER, Post.REVIEWER, Post.HEAD)


def why_not_appeal(score: Score, actor: Actor) -> Refused | None:
    """The reason why a unit may not appeal against the score of an item; None when it may."""
    sheet = score.sheet
    if not actor.is_machine and (actor.post not in APPEALERS or actor.unit_id != sheet.unit_id):
        return Refused("由被考核单位的信息员、审核人或者负责人提出。", remedy="请切换岗位。", code="wrong_post")
    if sheet.round.phase != "appeal" or sheet.case is None or sheet.case.state != "released":
        return Refused("现在不能申诉。", remedy="区府办反馈得分后、本单位确认前可以申诉。", code="wrong_state")
    if Appeal.objects.filter(score=score).exists():
        return Refused("这一项已经申诉过。", remedy="请看已有的申诉。", code="once")
    return None


@transaction.atomic
def appeal(score_id: int, data: dict[str, Any], actor: Actor) -> Appeal:
    """A unit appeals against one item. Whoever scored the item has contributed and cannot decide.

    Raises:
        Refused: not the unit, not the phase, or appealed already.
    """
    score = Score.objects.select_related("item", "sheet__case", "sheet__unit", "sheet__round__case").get(pk=score_id)
    refusal = why_not_appeal(score, actor)
    if refusal is not None:
        raise refusal
    still_in_post(actor)
    stood = scoring.line_of(score).value
    try:
        with transaction.atomic():
            made = Appeal.objects.create(
                score=score, reason=data["reason"], wanted=data.get("wanted"), stood_at=stood, made_at=timekeeping.now()
            )
    except IntegrityError as error:
        raise Refused("这一项已经申诉过。", remedy="请看已有的申诉。", code="once") from error
    made.case = open_case(
        "assessment.appeal",
        made.ref,
        unit=score.sheet.unit,
        actor=actor,
        title=f"{score.sheet.round.title}：{score.item.name}",
    )
    made.save(update_fields=["case"])
    _scorers_contributed(made, score)
    return made


def _scorers_contributed(made: Appeal, score: Score) -> None:
    people = set(Mark.objects.filter(candidate__score=score).values_list("assessor_id", flat=True))
    if score.item.way != Way.MACHINE and score.checked_by_id is not None:
        people.add(score.checked_by_id)
    for person in people:
        Contribution.objects.get_or_create(case=made.case, person_id=person, defaults={"command": "score"})
