"""Every write to hearings: preparing, announcing, signing up, choosing participants, material, record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localdate

from mingzheng.core import codes, records, searchable, timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.dates import chinese_date
from mingzheng.core.errors import Refused
from mingzheng.core.files import commands as files
from mingzheng.core.freshness.commands import touch
from mingzheng.core.identity import commands as identity
from mingzheng.core.identity.people import Verified
from mingzheng.core.journal import commands as journal
from mingzheng.core.outbox.commands import enqueue
from mingzheng.core.outbox.forgetting import forgets
from mingzheng.core.outbox.registry import handler
from mingzheng.core.procedures.commands import act as take_step
from mingzheng.core.procedures.commands import open_case
from mingzheng.core.procedures.editing import take_over
from mingzheng.core.procedures.table import Act
from mingzheng.core.records import RecordRef
from mingzheng.participation.consultations import commands, dated, screening
from mingzheng.participation.consultations.basis import ART_16
from mingzheng.participation.consultations.models import AuthorKind, Consultation, Hearing, HearingSignUp
from mingzheng.participation.consultations.models.hearing import MATERIAL_DAYS
from mingzheng.participation.draws import commands as draws
from mingzheng.participation.draws import queries as draw_queries
from mingzheng.participation.draws.models import Draw, Lot

MACHINE = Actor.system("听证会")
PUBLIC = Actor.system("公众（听证会报名）")
CODE = "consultations.hearing"
TELL = "consultations.tell_hearing"
KIND = "consultations.hearing"
FACTS = ("title", "about", "place", "starts_at", "places", "sign_up_until", "rule")
Stance, Status = HearingSignUp.Stance, HearingSignUp.Status


@transaction.atomic
def begin(consultation: Consultation, actor: Actor, facts: Mapping[str, Any]) -> Hearing:
    """A hearing on a draft that is public, with its case.

    Raises:
        Refused: the draft is not out for comments, or the actor's post may not begin one for the unit.
    """
    refusal = why_not_begin(consultation)
    if refusal is not None:
        raise refusal
    made = Hearing(consultation=consultation, unit=consultation.unit, **{name: facts[name] for name in FACTS})
    made.save()
    made.case = open_case(KIND, made.ref, unit=consultation.unit, actor=actor, title=f"听证会：{made.title}")
    made.save(update_fields=["case"])
    return made


def why_not_begin(consultation: Consultation) -> Refused | None:
    """Whoever is to speak must be able to read the draft, and nothing may be decided yet."""
    if consultation.case is not None and consultation.case.state == "running":
        return None
    return Refused(
        "这份草案不在征集意见，不能筹备听证会。", remedy="草案公布、征集意见期间可以筹备。", code="not_running"
    )


def changed(found: Hearing) -> None:
    touch("consultations", f"consultation:{found.consultation_id}", f"hearing:{found.pk}")
    searchable.changed(KIND, found.pk)


# --- signing up ------------------------------------------------------------------------------------------------------


@transaction.atomic
def sign_up(
    hearing: Hearing, values: Mapping[str, Any], code: str = "", verified: Verified | None = None
) -> tuple[HearingSignUp, str]:
    """Who would like to take part. Everybody who signs up in time has the same chance.

    Args:
        code: the query code to be given; "" makes a fresh one.
        verified: who signs up and lets that be known; the sign-up is marked.

    Returns:
        the sign-up, and its code, which is shown once.

    Raises:
        Refused: not announced, cancelled, over, or signed up before with the same reach.
    """
    found = Hearing.objects.select_for_update().get(pk=hearing.pk)
    require_sign_up(found)
    reach = values["reach"].strip()
    if found.sign_ups.filter(reach=reach).exclude(status=Status.CANCELLED).exists():
        raise Refused("这个联系方式已经报过名。", remedy="请用报名时的查询码查看。", field="reach", code="twice")
    screening.refuse_own_data(values["view"], "view")
    code = code or codes.new_code()
    made = HearingSignUp.objects.create(
        hearing=found,
        kind=values["kind"],
        shown_as=commands.shown_as(AuthorKind.PERSON, values["name"], named=False),
        stance=values["stance"],
        view=values["view"],
        signed_at=timekeeping.now(),
        name=values["name"].strip()[:60],
        reach=reach[:120],
        remove_after=kept_until(found),
        code_digest=codes.digest(CODE, code),
    )
    identity.mark(made.ref, verified)
    identity.date(made.ref.kind, [made.ref.id], made.remove_after)
    journal.append(
        action="consultations.hearing.signed_up",
        actor=PUBLIC,
        subject=found.ref,
        summary="收到听证会报名",
        basis=ART_16.text,
    )
    touch(f"hearing:{found.pk}")
    return made, code


def kept_until(found: Hearing) -> dt.date:
    """The day after which who signed up is forgotten: so many days after the hearing."""
    return found.day + dt.timedelta(days=dated.value("author_days", timekeeping.today()))


def require_sign_up(hearing: Hearing) -> None:
    """Raises ``Refused`` unless somebody may sign up today."""
    if hearing.announced_on is None or hearing.cancelled_why or hearing.selected_on:
        raise Refused("这场听证会现在不接受报名。", code="closed")
    if timekeeping.today() > hearing.sign_up_until:
        raise Refused(
            f"报名已于 {chinese_date(hearing.sign_up_until)} 截止。", remedy="仍可以对草案提意见。", code="over"
        )
    if draw_queries.of_owner(hearing.ref) is not None:
        raise Refused("名单已经冻结，等待抽签。", code="frozen")


@transaction.atomic
def give_up(row: HearingSignUp) -> None:
    """The person does not come: forgotten at once. A participant's place goes to the first alternate of the same side.

    Raises:
        Refused: the hearing has begun: no alternate could take the place.
    """
    found = Hearing.objects.select_for_update().get(pk=row.hearing_id)
    row = HearingSignUp.objects.get(pk=row.pk)
    if has_begun(found):
        raise Refused("听证会已经举行，不能再取消报名。", code="held")
    was = row.status
    row.status, row.name, row.reach = Status.CANCELLED, "", ""
    row.save(update_fields=["status", "name", "reach"])
    identity.forget(row.ref.kind, [row.pk])
    if was == Status.SELECTED:
        _next_alternate(found, row.stance)
    changed(found)


def has_begun(found: Hearing) -> bool:
    """Its hour has come, whether or not anybody has written the record yet."""
    return found.held_on is not None or timekeeping.now() >= found.starts_at


def _next_alternate(found: Hearing, stance: str) -> None:
    row = found.sign_ups.filter(status=Status.ALTERNATE, stance=stance).order_by("rank", "pk").first()
    if row is not None:
        row.status = Status.SELECTED
        row.save(update_fields=["status"])
        _owe(found, [row])


# --- what the steps change -------------------------------------------------------------------------------------------


def edit(act: Act) -> None:
    take_over(act, FACTS)
    act.case.title = f"听证会：{act.subject.title}"


def announce(act: Act) -> None:
    found: Hearing = act.subject
    if found.sign_up_until < act.day:
        raise Refused("报名截止日期已经过去。", remedy="请退回修改日期。", code="too_late")
    if (found.day - found.sign_up_until).days <= MATERIAL_DAYS:
        raise Refused(
            "报名截止到听证会不足 8 天，来不及提前 7 日送达材料。",
            remedy="请退回，调整报名截止或者听证时间。",
            code="tight",
        )
    found.announced_on = act.day
    found.save(update_fields=["announced_on"])
    changed(found)


def signed_up(found: Hearing) -> list[HearingSignUp]:
    return list(found.sign_ups.exclude(status=Status.CANCELLED).order_by("pk"))


def take_all(act: Act) -> None:
    """No more people than places: everybody takes part."""
    found: Hearing = act.subject
    rows = signed_up(found)
    found.sign_ups.filter(pk__in=[row.pk for row in rows]).update(status=Status.SELECTED)
    _selected(found, act.day)
    act.note = f"报名 {len(rows)} 人，全部参加"


def freeze(act: Act) -> None:
    """More people than places: each side has places of its own, and a draw that anybody can verify decides."""
    found: Hearing = act.subject
    places = {side.label: act.data[f"places_{side.value}"] for side in Stance if act.data[f"places_{side.value}"]}
    if sum(places.values()) != found.places:
        raise Refused(
            f"各方名额加起来应当是 {found.places} 人。", remedy="请改正各方名额。", field="places_for", code="places"
        )
    rows = signed_up(found)
    missing = [
        side.label for side in Stance if side.label in places and not any(row.stance == side.value for row in rows)
    ]
    if missing:
        raise Refused(f"没有人以“{missing[0]}”的立场报名。", remedy="请把名额分给其他各方。", code="no_such_side")
    lots = draws.fresh_codes(len(rows))
    for row, lot in zip(rows, lots, strict=True):
        row.lot = lot
    HearingSignUp.objects.bulk_update(rows, ["lot"])
    entries = [draws.Entry(row.lot, row.get_stance_display()) for row in rows]
    draws.freeze(
        found.ref,
        found.title[:100],
        entries,
        places,
        act.data["alternates"],
        act.data["seed_source"],
        act.data["seed_on"],
        found.unit,
        act.actor,
    )
    changed(found)
    act.note = f"报名 {len(rows)} 人，名额 {found.places} 人"


@handler("consultations.hearing_drawn", label="登记听证会参加人抽签结果", event="draws.drawn")
def drawn(payload: dict[str, Any]) -> None:
    """``{draw}``: the participants are those to whom a place fell."""
    found = Draw.objects.filter(pk=payload["draw"], owner_kind=KIND).first()
    hearing = records.fetch(RecordRef(KIND, found.owner_id)) if found else None
    if isinstance(hearing, Hearing) and hearing.case is not None and hearing.case.state == "drawing":
        take_step(hearing.case, "take_draw", MACHINE)


def take_draw(act: Act) -> None:
    found: Hearing = act.subject
    draw = draw_queries.of_owner(found.ref)
    lots = draw_queries.result(draw) if draw is not None else {}
    rows = signed_up(found)
    for row in rows:
        lot = lots.get(row.lot)
        row.status = Status.NOT if lot is None else Status.SELECTED if lot.kind == Lot.Kind.PLACE else Status.ALTERNATE
        row.rank = lot.rank if lot is not None else 0
    HearingSignUp.objects.bulk_update(rows, ["status", "rank"])
    _selected(found, act.day)
    act.note = f"参加人 {sum(row.status == Status.SELECTED for row in rows)} 人"


def is_drawn(found: Hearing, _actor: Actor) -> bool:
    draw = draw_queries.of_owner(found.ref)
    return draw is not None and draw.drawn_at is not None


def draw_voided(found: Hearing, _actor: Actor) -> bool:
    return draw_queries.of_owner(found.ref) is None


def _selected(found: Hearing, day: dt.date) -> None:
    """The list of participants is public from now on; everybody who signed up is told."""
    found.selected_on = day
    found.save(update_fields=["selected_on"])
    _owe(found, signed_up(found))
    changed(found)


def _owe(found: Hearing, rows: Sequence[HearingSignUp]) -> None:
    for row in rows:
        enqueue(TELL, {"sign_up": row.pk, "status": row.status})


def supply(act: Act) -> None:
    """第十六条: the material reaches the participants seven days before."""
    found: Hearing = act.subject
    days = (found.day - act.data["material_on"]).days
    if days < MATERIAL_DAYS:
        raise Refused(
            f"材料应当提前 {MATERIAL_DAYS} 日送达，现在只提前 {days} 日。",
            remedy="请先用“改期”把听证会推后。",
            field="material_on",
            code="too_late",
        )
    found.material_on, found.material_days = act.data["material_on"], days
    found.save(update_fields=["material_on", "material_days"])
    changed(found)
    act.note = f"{chinese_date(found.material_on)} 送达，提前 {days} 日"


def postpone(act: Act) -> None:
    found: Hearing = act.subject
    if act.data["starts_at"] <= found.starts_at:
        raise Refused("改期只能推后。", field="starts_at", code="earlier")
    found.starts_at = act.data["starts_at"]
    if found.material_on is not None:
        found.material_days = (found.day - found.material_on).days
    found.save(update_fields=["starts_at", "material_days"])
    _keep_until_then(found)
    _owe(found, signed_up(found))
    changed(found)
    act.note = f"{localdate(found.starts_at)}，{act.data['reason'][:100]}"


def _keep_until_then(found: Hearing) -> None:
    """Who signed up is still to be told and let in on the new day; their marks go with their names."""
    rows, until = found.sign_ups.exclude(status=Status.CANCELLED), kept_until(found)
    rows.update(remove_after=until)
    identity.date("consultations.hearing_sign_up", [str(pk) for pk in rows.values_list("pk", flat=True)], until)


def material_day(act: Act) -> dt.date:
    """The last day on which the material may be delivered."""
    found: Hearing = act.subject
    return found.day - dt.timedelta(days=MATERIAL_DAYS)


def hold(act: Act) -> None:
    """第十七条: the three steps took place, and the participants signed the record."""
    found: Hearing = act.subject
    for name in ("record", "result"):
        screening.refuse_own_data(act.data[name], name)
    found.held_on, found.record, found.result = found.day, act.data["record"], act.data["result"]
    found.save(update_fields=["held_on", "record", "result"])
    there = set(act.data["attended"])
    for row in found.sign_ups.filter(status=Status.SELECTED):
        row.attended = str(row.pk) in there
        row.save(update_fields=["attended"])
    if act.data["signed"] is not None:
        upload = act.data["signed"]
        files.store(upload.data, upload.name, owner=found.ref, actor=act.actor, label="签字的听证笔录")
        files.keep(found.ref, act.actor)
    changed(found)
    act.note = f"参加人到会 {len(there)} 人"


def cancel(act: Act) -> None:
    found: Hearing = act.subject
    found.cancelled_why = act.data["reason"]
    found.save(update_fields=["cancelled_why"])
    _owe(found, signed_up(found))
    changed(found)
    act.note = found.cancelled_why[:120]


def sign_ups_over() -> QuerySet[HearingSignUp]:
    return HearingSignUp.objects.filter(remove_after__lt=timekeeping.today()).exclude(name="", reach="")


@forgets(
    "consultations.forget_hearings",
    label="删除到期的听证会报名信息",
    what="听证会：报名人的姓名和联系方式",
    term=lambda: f"听证会后{dated.value('author_days', timekeeping.today())}日",
    due=sign_ups_over,
)
def forget() -> int:
    """Names and reach of those who signed up go after their term; returns how many."""
    return sign_ups_over().update(name="", reach="")
