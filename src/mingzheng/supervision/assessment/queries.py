"""Every read of assessment that a page, a paper or a figure uses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.db.models import Count, Q, QuerySet

from mingzheng.core import proofs, records
from mingzheng.core.actors import Actor
from mingzheng.core.records import RecordRef
from mingzheng.supervision.assessment import comparing, formulas, ranking, sampling, scoring, sheets
from mingzheng.supervision.assessment.comparing import Line, Pair
from mingzheng.supervision.assessment.models import Candidate, Round, Sheet, System, SystemItem
from mingzheng.supervision.assessment.scoring import Result


def systems() -> QuerySet[System]:
    return System.objects.select_related("case").annotate(count=Count("items")).order_by("-year", "-edition")


def published_systems() -> QuerySet[System]:
    return systems().exclude(published_at=None)


def public_rounds() -> QuerySet[Round]:
    rows = Round.objects.exclude(settled_at=None).filter(audience=Round.Audience.PUBLIC)
    return rows.select_related("system", "case").annotate(units=Count("sheets")).order_by("-settled_at", "-pk")


def newer(round_: Round) -> Round | None:
    """The public edition that corrects this one."""
    return public_rounds().filter(corrects=round_).first()


def rounds_with_progress(rows: QuerySet[Round]) -> QuerySet[Round]:
    """How many units there are and how many handed in."""
    return rows.annotate(
        units=Count("sheets", distinct=True),
        handed_in=Count("sheets", filter=~Q(sheets__case__state="filling"), distinct=True),
    ).order_by("-opened_at", "-pk")


def sum_faults(system: System) -> list[str]:
    return sheets.sum_faults(system.listed, system.whole)


@dataclass(frozen=True)
class Group:
    """A 指标 with its items; ``points``: what its weighed items add up to."""

    name: str
    items: tuple[SystemItem, ...]

    @property
    def points(self) -> str:
        return formulas.plain(sum((item.points for item in self.items if item.weighed), Decimal(0)))


def groups(system: System) -> list[Group]:
    """The items by 指标, in the order of the table."""
    held: dict[str, list[SystemItem]] = {}
    for item in system.listed:
        held.setdefault(item.group, []).append(item)
    return [Group(name, tuple(items)) for name, items in held.items()]


# --- results ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Standing:
    """One kind of units, ranked. ``rows``: the higher score first; those that cannot be told last."""

    kind: str
    label: str
    rows: tuple[Sheet, ...]

    @property
    def placed(self) -> list[tuple[Sheet, str]]:
        """Each with its places in words."""
        return [(sheet, place_words(sheet)) for sheet in self.rows]


def standings(round_: Round) -> list[Standing]:
    """The approved (or proposed) result, group by group."""
    held: dict[str, list[Sheet]] = {}
    for sheet in round_.sheets.select_related("unit", "case").order_by("unit__order", "id"):
        held.setdefault(sheet.unit.kind, []).append(sheet)
    found = []
    for kind, rows in held.items():
        rows.sort(key=lambda sheet: (sheet.total is None, -(sheet.total or 0)))
        found.append(Standing(kind, rows[0].unit.get_kind_display(), tuple(rows)))
    return found


def place_words(sheet: Sheet) -> str:
    if sheet.best is None or sheet.worst is None:
        return "没有可评判的项目"
    return ranking.words(sheet.best, sheet.worst)


# --- marking ----------------------------------------------------------------------------------------------------


UNSEEN = "您现在的岗位不能打开的记录"


def visible_refs(refs: Sequence[RecordRef], actor: Actor | None) -> set[RecordRef]:
    """Those records that the actor may see, with one query for each kind."""
    wanted: dict[str, set[str]] = {}
    for ref in refs:
        wanted.setdefault(ref.kind, set()).add(ref.id)
    found: set[RecordRef] = set()
    for kind, ids in wanted.items():
        try:
            entry = records.kind_of(kind)
        except KeyError:  # a kind that no room registers any more is seen by nobody
            continue
        held = entry.model._default_manager.filter(pk__in=ids)
        found |= {RecordRef(kind, str(one.pk)) for one in held if entry.visible_to(one, actor)}
    return found


@dataclass(frozen=True)
class ToMark:
    """A drawn record as one assessor sees it: their own mark only, and whether it waits for them."""

    candidate: Candidate
    mine: str
    wants: bool
    third: bool
    seen: bool = True

    @property
    def title(self) -> str:
        """What the post may not open is not named either: a title may tell what a letter or an application is about."""
        return self.candidate.title if self.seen else UNSEEN

    @property
    def word(self) -> str:
        if self.mine:
            return self.mine
        if self.wants:
            return "待第三人评" if self.third else "待评"
        return "已由他人评完"


def to_mark(round_: Round, actor: Actor) -> list[ToMark]:
    """Every drawn record for an assessor, without what others said."""
    found = []
    rows = sampling.to_mark(round_)
    seen = visible_refs([one.ref for one in rows], actor)
    for one in rows:
        marks = list(one.marks.all())
        mine = next((mark.get_value_display() for mark in marks if mark.assessor_id == actor.person_id), "")
        wanted = scoring.wanted(one)
        found.append(ToMark(one, mine, not mine and len(marks) < wanted, wanted == scoring.MOST_MARKS, one.ref in seen))
    return found


def disagreements(round_: Round) -> list[Candidate]:
    """Records of which two assessors said different things; for 区府办."""
    return [one for one in sampling.to_mark(round_) if scoring.disagree(one)]


# --- comparing and simulating -----------------------------------------------------------------------------------


def lines(system: System) -> list[Line]:
    return [Line(item.pk, item.group, item.name, item.points, item.figure, item.explanation) for item in system.listed]


def compare(old: System, new: System) -> list[Pair]:
    return comparing.pairs(lines(old), lines(new))


def before(system: System) -> System | None:
    """The newest published system of an earlier year or edition."""
    rows = System.objects.exclude(published_at=None).exclude(pk=system.pk)
    return rows.filter(Q(year__lt=system.year) | Q(year=system.year, edition__lt=system.edition)).first()


def last_round() -> Round | None:
    """The newest round whose result was approved: what a simulation starts from."""
    return Round.objects.exclude(settled_at=None).select_related("system").order_by("-settled_at").first()


@dataclass(frozen=True)
class Move:
    """How a unit would stand under other weights."""

    sheet: Sheet
    old: ranking.Place
    new: ranking.Place

    @property
    def by(self) -> float:
        return round(self.new.score - self.old.score, 2)

    @property
    def places(self) -> str:
        return f"{ranking.words(self.old.best, self.old.worst)} → {ranking.words(self.new.best, self.new.worst)}"

    @property
    def moved(self) -> bool:
        return (self.old.best, self.old.worst) != (self.new.best, self.new.worst)


@dataclass(frozen=True)
class Simulation:
    """``unknown``: new items that no score of the round speaks to; they are left out and the rest scaled."""

    round: Round
    moves: tuple[Move, ...]
    unknown: tuple[SystemItem, ...]


def simulate(round_: Round, system: System, points: dict[int, Decimal] | None = None) -> Simulation:
    """The scores of a finished round under another system; nothing is stored.

    Args:
        points: item id → points to try instead of those of the system.
    """
    tried = points or {}
    items = {item.pk: item for item in system.listed}
    matched = {pair.old.key: items[pair.new.key] for pair in compare(round_.system, system) if pair.old and pair.new}
    found = scoring.results(round_)
    old = {place.key: place for place in scoring.places(found)}
    entries = [entry for one in found if (entry := _under(one, matched, tried, system.whole)) is not None]
    new = {place.key: place for place in ranking.rank(entries)}
    by_key = {one.sheet.pk: one.sheet for one in found}
    moves = [Move(by_key[int(str(key))], old[key], place) for key, place in new.items() if key in old]
    known = {item.pk for item in matched.values()}
    unknown = tuple(item for item in system.listed if item.weighed and item.pk not in known)
    return Simulation(round_, tuple(moves), unknown)


def _under(
    result: Result, matched: dict[int, SystemItem], tried: dict[int, Decimal], whole: Decimal
) -> ranking.Entry | None:
    """A unit's shares of the old points, at the new points."""
    kept: list[tuple[scoring.Line, Decimal]] = []
    for line in result.lines:
        item = matched.get(line.score.item_id)
        if item is not None and line.counts and item.weighed and item.applies(result.sheet.unit.kind):
            kept.append((line, tried.get(item.pk, item.points)))
    applicable = sum((points for _line, points in kept), Decimal(0))
    if not applicable:
        return None
    scale, fixed, sampled = whole / applicable, result.bonus - result.deduction, []
    for line, points in kept:
        worth = points * scale
        if line.sampled:
            records = line.score.population or len(line.marks)
            sampled.append(ranking.Sampled(float(worth), records, tuple(float(mark) for mark in line.marks)))
        else:
            fixed += worth * (line.value or Decimal(0)) / line.score.item.points
    return ranking.Entry(result.sheet.pk, result.sheet.unit.kind, float(fixed), tuple(sampled))


def tried_points(system: System, typed: dict[str, str]) -> tuple[dict[int, Decimal], list[str]]:
    """Points typed on the page of a simulation (``w12=4.5``), and what is wrong with them."""
    found: dict[int, Decimal] = {}
    faults: list[str] = []
    for item in system.listed:
        text = typed.get(f"w{item.pk}", "").strip()
        if not text or not item.weighed:
            continue
        try:
            value = Decimal(text)
        except InvalidOperation:
            faults.append(f"“{item.name}”的分值“{text[:20]}”不是数字。")
            continue
        if not value.is_finite() or not Decimal(0) < value < Decimal(1000) or value != formulas.rounded(value):
            faults.append(f"“{item.name}”的分值要大于 0、小于 1000，小数最多三位。")
        elif value != item.points:
            found[item.pk] = value
    return found, faults


def fixed() -> Iterator[proofs.Fixed]:
    """Every approved round as it stands now, part by part."""
    from mingzheng.supervision.assessment.steps import parts_of

    for one in Round.objects.exclude(settled_at=None).select_related("system"):
        yield proofs.Fixed(one.ref, str(one), parts_of(one))
