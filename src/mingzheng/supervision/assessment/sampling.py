"""The sample: the list frozen under a named seed, the records that were drawn, and who still has to mark them."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterable

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.participation.draws import commands as draws
from mingzheng.participation.draws import queries as drawn
from mingzheng.participation.draws.models import Draw, Lot
from mingzheng.supervision.assessment import machine, scoring
from mingzheng.supervision.assessment.models import Candidate, Round, Score, Way

_PLAIN = re.compile(r"[\s=\x00-\x1f\x7f]+")
MOST = 20_000  # records on one list


def draw_of(round_: Round) -> Draw | None:
    """The draw of the round that is not voided; a correction stands on the draw of what it corrects."""
    first = round_
    while first.corrects is not None:
        first = first.corrects
    return drawn.of_owner(first.ref)


def category(score: Score) -> str:
    """抽样项目／单位: what is drawn from apart."""
    item = _PLAIN.sub(" ", score.item.name)[:60]
    return f"{item}（第{score.item.order}项）／{score.sheet.unit.short}"


def freeze(round_: Round, seed_source: str, seed_on: dt.date, actor: Actor) -> Draw:
    """Put every record that may be drawn on the list, by code, item and unit apart, and freeze it.

    Raises:
        Refused: too many records, a seed that may exist already, nothing to draw from.
    """
    Candidate.objects.filter(round=round_).delete()  # of a list that was voided; marks exist only after a draw
    rows = Score.objects.filter(sheet__round=round_, item__way=Way.SAMPLE, population__gt=0)
    fresh: list[Candidate] = []
    places: dict[str, int] = {}
    for score in rows.select_related("item", "sheet__unit"):
        found = machine.population(score, round_)
        if not found:
            continue
        places[category(score)] = min(score.item.sample, len(found))
        fresh += [
            Candidate(
                round=round_,
                score=score,
                ref_kind=one.ref.kind,
                ref_id=one.ref.id,
                title=one.title[:300],
                note=one.note[:500],
            )
            for one in found
        ]
        score.population = len(found)
        score.save(update_fields=["population"])
    if not fresh:
        raise Refused("没有可以抽取的记录。", remedy="请用「没有可抽的记录」继续。", code="nothing_to_draw")
    if len(fresh) > MOST:
        raise Refused(
            f"可抽的记录有 {len(fresh)} 件，超过 {MOST} 件。", remedy="请减少抽样项目或者考核单位。", code="too_many"
        )
    for one, code in zip(fresh, draws.fresh_codes(len(fresh)), strict=True):
        one.code = code
    Candidate.objects.bulk_create(fresh, batch_size=500)
    round_.candidates_sha256 = digest(fresh)
    round_.save(update_fields=["candidates_sha256"])
    case = round_.case
    if case is None:
        raise Refused("这次考核没有立项。", code="no_case")
    entries = [draws.Entry(one.code, category(one.score)) for one in fresh]
    return draws.freeze(
        round_.ref, f"{round_.title}抽样"[:120], entries, places, 0, seed_source, seed_on, case.unit, actor
    )


def digest(candidates: Iterable[Candidate]) -> str:
    """What each code stands for, as one fingerprint: it is in the journal before the seed exists."""
    lines = sorted(f"{one.code}\t{one.score_id}\t{one.ref_kind}:{one.ref_id}\n" for one in candidates)
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def take(round_: Round) -> int:
    """Mark the records that were drawn; returns how many.

    Raises:
        Refused: the list, or what its codes stand for, is not what was frozen.
    """
    draw = draw_of(round_)
    if draw is None or draw.drawn_at is None:
        raise Refused("还没有抽签。", remedy="请先录入种子并复核。", code="not_drawn")
    rows = list(Candidate.objects.filter(round=round_))
    if not draw.untouched or digest(rows) != round_.candidates_sha256:
        raise Refused(
            "名单和冻结时的哈希不一致，不能使用这次抽签。", remedy="请联系系统管理员查明原因。", code="list_changed"
        )
    lots = drawn.result(draw)
    if not set(lots) <= {one.code for one in rows}:
        raise Refused("抽中的代码不在名单里。", remedy="请联系系统管理员查明原因。", code="list_changed")
    chosen = [one for one in rows if one.code in lots and lots[one.code].kind == Lot.Kind.PLACE]
    for one in chosen:
        one.drawn = True
    Candidate.objects.bulk_update(chosen, ["drawn"], batch_size=500)
    round_.sampled_on = timekeeping.today()
    round_.save(update_fields=["sampled_on"])
    return len(chosen)


def to_mark(round_: Round) -> list[Candidate]:
    """Every drawn record with its marks."""
    rows = Candidate.objects.filter(round=round_, drawn=True)
    return list(
        rows.select_related("score__item", "score__sheet__unit")
        .prefetch_related("marks__assessor")
        .order_by("score__item__order", "score__sheet__unit__order", "code")
    )


def unmarked(round_: Round) -> int:
    """Drawn records that still need a mark."""
    return sum(scoring.settled_mark(one) is None for one in to_mark(round_))
