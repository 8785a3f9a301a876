"""What meetings, trainings, learning and cases prove to the plan (tasks 58–62). All of the year up to the day."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Count, QuerySet

from mingzheng.core.dates import chinese_date
from mingzheng.core.grouping import Grouped, counts, pairs, units_of
from mingzheng.core.indicators import Figure, Indicator, Item, Scope, declare
from mingzheng.core.records import RecordRef
from mingzheng.core.units.models import Unit, held_on
from mingzheng.supervision.training.models import Attempt, GoodCase, Learned, Meeting, Session, Support
from mingzheng.supervision.training.models.sessions import NAMED_FIELDS, Invitation
from mingzheng.supervision.workplan.models import Assignment

POINT_22 = "政务公开工作要点第二十二点（加强组织领导）"
POINT_23 = "政务公开工作要点第二十三点（强化业务培训）"


def _units(scope: Scope) -> list[Unit]:
    """The units that carry the task; without a task those of the day, without 区府办."""
    if scope.task_id is not None:
        shares = Assignment.objects.filter(task_id=scope.task_id).exclude(case__state="cancelled")
        rows = Unit.objects.filter(assignments__in=shares)
    else:
        rows = Unit.objects.filter(held_on(scope.day)).exclude(kind=Unit.Kind.GOV_OFFICE)
    return list(rows.distinct().filter(scope.of_unit("pk")).order_by("order", "id"))


def _share_of_units(done: Callable[[Scope], dict[int, str]]) -> tuple[Callable[[Scope], Figure], Any]:
    """Units that ``done`` names (with a note) ÷ units of the task."""

    def measure(scope: Scope) -> Figure:
        units, have = _units(scope), done(scope)
        return Figure(sum(unit.pk in have for unit in units), len(units))

    def items(scope: Scope) -> list[Item]:
        have = done(scope)
        return [
            Item(RecordRef("units.unit", str(unit.pk)), unit.short, unit.pk in have, have.get(unit.pk, "还没有记录"))
            for unit in _units(scope)
        ]

    return measure, items


def _heard(scope: Scope) -> dict[int, str]:
    rows = Meeting.objects.filter(kind=Meeting.Kind.HEARD, held_on__range=scope.so_far, checked_on__lte=scope.day)
    return {
        unit: f"听取于 {chinese_date(day)}"
        for unit, day in rows.filter(scope.of_unit()).values_list("unit_id", "held_on")
    }


def _supported(scope: Scope) -> dict[int, str]:
    rows = Support.objects.filter(year=scope.day.year, checked_on__lte=scope.day)
    return {
        one.unit_id: f"专职 {one.full_time} 人、兼职 {one.part_time} 人，经费 {one.amount} 万元"
        for one in rows.filter(scope.of_unit())
    }


def _learning(scope: Scope) -> dict[int, str]:
    rows = Learned.objects.filter(scope.of_unit(), day__range=scope.so_far).order_by().values("unit_id")
    return {row["unit_id"]: f"{row['n']} 人学习" for row in rows.annotate(n=Count("person", distinct=True))}


def _coordinations(scope: Scope) -> QuerySet[Meeting]:
    """Of 区府办; for another unit those in which it took part."""
    rows = Meeting.objects.filter(
        kind=Meeting.Kind.COORDINATION, held_on__range=scope.so_far, checked_on__lte=scope.day
    )
    if scope.unit_id is None:
        return rows
    took_part = Meeting.units.through.objects.filter(unit_id=scope.unit_id).values("meeting_id")
    return rows.filter(pk__in=took_part) | rows.filter(unit_id=scope.unit_id)


def _held(scope: Scope) -> QuerySet[Session]:
    rows = Session.objects.filter(held_on__lte=scope.day, starts_at__date__range=scope.so_far)
    return rows.filter(scope.of_unit())


def _fields(scope: Scope) -> Figure:
    held = set(_held(scope).values_list("field", flat=True))
    return Figure(sum(one in held for one in NAMED_FIELDS), len(NAMED_FIELDS))


def _field_items(scope: Scope) -> list[Item]:
    rows = _held(scope).select_related("unit")
    return [
        Item(one.ref, one.title, one.field in NAMED_FIELDS, f"{one.get_field_display()}，{chinese_date(one.day)}")
        for one in rows
    ]


def _asked(scope: Scope) -> QuerySet[Invitation]:
    rows = Invitation.objects.filter(
        session__held_on__lte=scope.day, session__starts_at__date__range=scope.so_far
    ).select_related("session", "unit")
    return rows.filter(scope.of_unit("session__unit_id"))


def _came(scope: Scope) -> set[tuple[int, int]]:
    rows = Session.objects.filter(pk__in=_asked(scope).order_by().values("session"))
    found = rows.filter(attendees__present_at__isnull=False).values_list("pk", "attendees__unit_id")
    return set(found)


def _present(scope: Scope) -> Figure:
    asked, came = list(_asked(scope).order_by().values_list("session_id", "unit_id")), _came(scope)
    return Figure(sum(pair in came for pair in asked), len(asked))


def _present_items(scope: Scope) -> list[Item]:
    came = _came(scope)
    return [
        Item(one.session.ref, f"{one.unit.short}　{one.session.title}", (one.session_id, one.unit_id) in came, "")
        for one in _asked(scope)
    ]


def _cases(scope: Scope) -> QuerySet[GoodCase]:
    rows = GoodCase.objects.filter(published_at__date__range=scope.so_far, withdrawn_why="")
    return rows.filter(scope.of_unit()).select_related("unit")


def _best(scope: Scope) -> dict[tuple[int, int], bool]:
    """(quiz, person) → passed at least once."""
    found: dict[tuple[int, int], bool] = {}
    rows = Attempt.objects.filter(scope.of_unit(), day__range=scope.so_far).order_by()
    for quiz, person, passed in rows.values_list("quiz_id", "person_id", "passed"):
        found[quiz, person] = found.get((quiz, person), False) or passed
    return found


def _passed(scope: Scope) -> Figure:
    best = _best(scope)
    return Figure(sum(best.values()), len(best))


def _passed_items(scope: Scope) -> list[Item]:
    """By quiz and unit, without a name."""
    best, seen, found = _best(scope), set(), []
    rows = Attempt.objects.filter(scope.of_unit(), day__range=scope.so_far).select_related("quiz", "unit")
    for one in rows.order_by("quiz_id", "unit_id", "id"):
        pair = (one.quiz_id, one.person_id)
        if pair not in seen:
            seen.add(pair)
            found.append(Item(one.quiz.ref, f"{one.unit.short}　{one.quiz.title}", best[pair]))
    return found


def _each(rows: Callable[[Scope], QuerySet[Any]], note: Callable[[Any], str]) -> Callable[[Scope], list[Item]]:
    return lambda scope: [
        Item(one.ref, f"{one.unit.short}　{one}", True, note(one)) for one in rows(scope).select_related("unit")
    ]


# --- every unit at once -------------------------------------------------------------------------------------------


def _units_named(done: Callable[[Scope], dict[int, str]]) -> Callable[[Scope], Grouped]:
    def by_unit(scope: Scope) -> Grouped:
        have = done(scope)
        return pairs((unit.pk, unit.pk in have) for unit in _units(scope))

    return by_unit


def _coordinated_by_unit(scope: Scope) -> Grouped:
    """A meeting counts for whoever called it and for each that took part, once."""
    rows = _coordinations(scope).prefetch_related("units")
    return units_of(unit for one in rows for unit in {one.unit_id, *(part.pk for part in one.units.all())})


def _fields_by_unit(scope: Scope) -> Grouped:
    held: dict[int, set[str]] = {}
    for unit, field in _held(scope).order_by().values_list("unit_id", "field"):
        held.setdefault(unit, set()).add(field)
    whole = len(NAMED_FIELDS)
    found = {unit: Figure(sum(one in fields for one in NAMED_FIELDS), whole) for unit, fields in held.items()}
    return Grouped(found, Figure(0, whole))


def _present_by_unit(scope: Scope) -> Grouped:
    came = _came(scope)
    rows = _asked(scope).order_by().values_list("session__unit_id", "session_id", "unit_id")
    return pairs((host, (session, unit) in came) for host, session, unit in rows)


def _passed_by_unit(scope: Scope) -> Grouped:
    best: dict[tuple[int, int, int], bool] = {}
    rows = Attempt.objects.filter(day__range=scope.so_far).order_by()
    for unit, quiz, person, passed in rows.values_list("unit_id", "quiz_id", "person_id", "passed"):
        best[unit, quiz, person] = best.get((unit, quiz, person), False) or passed
    return pairs((unit, passed) for (unit, _quiz, _person), passed in best.items())


OF_UNITS = ("training.heard", "training.supported", "training.learning")  # shares of the units that carry the task
BY_UNIT: dict[str, Callable[[Scope], Grouped]] = {
    "training.coordinated": _coordinated_by_unit,
    "training.heard": _units_named(_heard),
    "training.supported": _units_named(_supported),
    "training.held": lambda scope: counts(_held(scope)),
    "training.fields": _fields_by_unit,
    "training.present": _present_by_unit,
    "training.cases": lambda scope: counts(_cases(scope)),
    "training.learning": _units_named(_learning),
    "training.passed": _passed_by_unit,
}


def declare_all() -> None:
    """Make this room's indicators known."""
    heard, heard_items = _share_of_units(_heard)
    supported, supported_items = _share_of_units(_supported)
    learning, learning_items = _share_of_units(_learning)
    for code, label, how, article, unit, measure, items, target in (
        (
            "training.coordinated",
            "统筹协调会议",
            "本年召开、附纪要并经核对的协调会议次数；对一个单位，是它召开和参加的次数。",
            POINT_22,
            "次",
            lambda scope: Figure(_coordinations(scope).count()),
            _each(_coordinations, lambda one: f"召开于 {chinese_date(one.held_on)}"),
            1,
        ),
        (
            "training.heard",
            "主要负责同志听取汇报的单位",
            "本年登记了听取汇报、附纪要并经区府办核对的单位数 ÷ 承担该项任务的单位数。",
            POINT_22,
            "个单位",
            heard,
            heard_items,
            100,
        ),
        (
            "training.supported",
            "工作力量和经费有着落的单位",
            "本年填报了专兼职人数和保障经费、附证明并经区府办核对的单位数 ÷ 承担该项任务的单位数。",
            POINT_22,
            "个单位",
            supported,
            supported_items,
            100,
        ),
        (
            "training.held",
            "业务培训场次",
            "本年已举办并登记签到的培训场数。",
            POINT_23,
            "场",
            lambda scope: Figure(_held(scope).count()),
            _each(_held, lambda one: f"{chinese_date(one.day)}，{one.people} 人"),
            3,
        ),
        (
            "training.fields",
            "培训覆盖的领域",
            "要点列明的三个领域（依申请办理、政策发布解读、政民互动）中，本年已举办过培训的领域数 ÷ 3；看某个单位时，是它举办的。",
            POINT_23,
            "个领域",
            _fields,
            _field_items,
            100,
        ),
        (
            "training.present",
            "培训到会率",
            "本年已举办的培训中，有人签到的单位次数 ÷ 收到通知的单位次数；看某个单位时，是它举办的培训。",
            POINT_23,
            "个单位",
            _present,
            _present_items,
            90,
        ),
        (
            "training.cases",
            "推广的优秀案例",
            "本年经评审选定并公布、没有撤下的案例数。",
            POINT_23,
            "个",
            lambda scope: Figure(_cases(scope).count()),
            _each(_cases, lambda one: one.get_field_display()),
            1,
        ),
        (
            "training.learning",
            "开展学习的单位",
            "本年有工作人员学习记录（参加培训签到、学完学习库材料）的单位数 ÷ 承担该项任务的单位数。",
            POINT_23,
            "个单位",
            learning,
            learning_items,
            100,
        ),
        (
            "training.passed",
            "测验合格率",
            "本年参加测验的人次中，至少合格一次的 ÷ 参加的（同一人同一份测验计一次）。",
            POINT_23,
            "人次",
            _passed,
            _passed_items,
            90,
        ),
    ):
        declare(
            Indicator(
                code,
                label,
                how,
                article,
                unit,
                measure,
                items,
                target=target,
                by_unit=BY_UNIT[code],
                of_task=code in OF_UNITS,
                grows=code in OF_UNITS or code == "training.fields",
                of_units=code != "training.fields",
            )
        )
