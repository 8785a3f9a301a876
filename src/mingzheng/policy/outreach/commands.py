"""Every write that is not a step: beginning, signing up, the door, rating, partners, what changes of documents mean."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet

from mingzheng.core import codes, gathering, timekeeping
from mingzheng.core.actors import Actor, Post
from mingzheng.core.dates import chinese_date
from mingzheng.core.errors import Refused
from mingzheng.core.freshness.commands import touch
from mingzheng.core.identity import commands as identity
from mingzheng.core.identity.people import Verified
from mingzheng.core.journal import commands as journal
from mingzheng.core.outbox.forgetting import forgets
from mingzheng.core.outbox.registry import handler
from mingzheng.core.procedures.commands import act as take_step
from mingzheng.core.procedures.commands import open_case
from mingzheng.core.procedures.editing import fill, named
from mingzheng.core.procedures.permission import OFFICE_POSTS, still_in_post
from mingzheng.core.units.models import Unit
from mingzheng.disclosure.documents import validity
from mingzheng.disclosure.documents.models import Effect
from mingzheng.policy.outreach.basis import POINT_17_RELAY
from mingzheng.policy.outreach.models import Courseware, Need, Partner, Rating, Relay, RelayLine, Session, SignUp
from mingzheng.policy.outreach.steps import material
from mingzheng.policy.outreach.steps.sessions import FACTS, promote
from mingzheng.policy.policies.models import Policy

DOOR_OPENS = dt.timedelta(hours=1)
RATES_FOR = dt.timedelta(days=14)
MACHINE = Actor.system("政策宣讲")


@transaction.atomic
def begin_session(unit: Unit, actor: Actor, facts: dict[str, Any]) -> Session:
    """A lecture or a visit of a unit, with its case.

    Args:
        facts: what ``forms.sessions.SessionForm`` gives.

    Raises:
        Refused: the actor's post may not begin one for the unit.
    """
    session = Session(unit=unit, door=codes.new_code(8))
    fill(session, facts, FACTS)
    session.save()
    session.policies.set(facts["policies"])
    session.case = open_case("outreach.session", session.ref, unit=unit, actor=actor, title=session.title)
    session.save(update_fields=["case"])
    return session


# --- signing up --------------------------------------------------------------------------------------------------


@transaction.atomic
def sign_up(
    session: Session, facts: dict[str, Any], code: str = "", verified: Verified | None = None
) -> tuple[SignUp, str]:
    """Take a sign-up; beyond the places it waits in order.

    Args:
        facts: name, phone, organisation, people.
        code: the code to be given; "" makes a fresh one.
        verified: who signs up and lets that be known; the sign-up is marked.

    Returns:
        the sign-up, and its code, which is shown on its receipt and kept only as a digest.

    Raises:
        Refused: not open, over, cancelled, or this telephone number has signed up already.
    """
    session = Session.objects.select_for_update().get(pk=session.pk)
    _require_open(session)
    if session.sign_ups.filter(phone=facts["phone"]).exclude(status=SignUp.Status.CANCELLED).exists():
        raise Refused(
            "这个手机号已经报过名。", remedy="请用报名码查询；要改人数，先取消再报。", field="phone", code="twice"
        )
    code = code or codes.new_code()
    row = SignUp.objects.create(
        session=session,
        code_digest=digest(code),
        status=SignUp.Status.IN if _fits(session, facts["people"]) else SignUp.Status.WAITING,
        signed_at=timekeeping.now(),
        **{name: facts[name] for name in ("name", "phone", "organisation", "people")},
    )
    identity.mark(row.ref, verified)
    touch(f"session:{session.pk}")
    return row, code


def digest(code: str) -> str:
    return codes.digest("mingzheng.outreach.sign_up", code)


def _require_open(session: Session) -> None:
    if session.announced_at is None or session.cancelled_why or session.held_at:
        raise Refused("这场活动现在不接受报名。", remedy="请看其他活动。", code="closed")
    if timekeeping.now() > session.sign_up_until:
        raise Refused("报名已经截止。", remedy="可以直接到现场，有空位时可以参加。", code="late")


def _fits(session: Session, people: int) -> bool:
    """Nobody overtakes: as long as somebody waits, whoever comes later waits too."""
    if session.seats is None:
        return True
    if session.sign_ups.filter(status=SignUp.Status.WAITING).exists():
        return False
    return taken(session) + people <= session.seats


def taken(session: Session) -> int:
    """Places that are taken."""
    return sum(session.sign_ups.filter(status=SignUp.Status.IN).values_list("people", flat=True))


@transaction.atomic
def give_up(row: SignUp) -> None:
    """The person does not come: forgotten at once, and who waits longest comes in.

    Raises:
        Refused: already checked in, or the session is over.
    """
    session = Session.objects.select_for_update().get(pk=row.session_id)
    row.refresh_from_db()
    if row.attended_at or timekeeping.now() > session.ends_at:
        raise Refused("活动已经开始或者结束，不能取消报名。", code="late")
    row.status, row.name, row.phone, row.organisation = SignUp.Status.CANCELLED, "", "", ""
    row.save(update_fields=["status", "name", "phone", "organisation"])
    identity.forget(row.ref.kind, [row.pk])
    promote(session)
    touch(f"session:{session.pk}")


# --- the door ----------------------------------------------------------------------------------------------------


@transaction.atomic
def check_in(session: Session, code: str) -> SignUp:
    """One valid check-in for each sign-up; doing it again changes nothing.

    Raises:
        Refused: the door is not open, or the code is of no sign-up of this session.
    """
    require_door(session)
    row = SignUp.objects.select_for_update().filter(session=session, code_digest=digest(code)).first()
    if row is None or row.status == SignUp.Status.CANCELLED:
        raise Refused("没有这个报名码。", remedy="请核对，或者用下面的「没有报名」签到。", field="code", code="no_code")
    if row.attended_at is None:
        row.attended_at, row.status = timekeeping.now(), SignUp.Status.IN
        row.save(update_fields=["attended_at", "status"])
    return row


def walk_in(session: Session, people: int) -> None:
    """Who came without a sign-up is counted, nothing else.

    Raises:
        Refused: the door is not open.
    """
    require_door(session)
    Session.objects.filter(pk=session.pk).update(walk_ins=F("walk_ins") + people)


def require_door(session: Session) -> None:
    """From an hour before the beginning to the end."""
    moment = timekeeping.now()
    if session.cancelled_why or session.announced_at is None:
        raise Refused("这场活动已取消。", code="cancelled")
    if moment < session.starts_at - DOOR_OPENS:
        raise Refused("还没有到签到时间。", remedy="开始前一小时起可以签到。", code="early")
    if moment > session.ends_at:
        raise Refused("活动已经结束，不能再签到。", remedy="欢迎评价这场活动。", code="late")


@transaction.atomic
def rate(session: Session, facts: dict[str, Any], row: SignUp | None) -> Rating:
    """A rating, and a need that goes to the unit with a clock of its own.

    Raises:
        Refused: before the session began, two weeks after it, or rated already.
    """
    moment = timekeeping.now()
    if moment < session.starts_at or session.cancelled_why:
        raise Refused("活动开始后才能评价。", code="early")
    if moment > session.ends_at + RATES_FOR:
        raise Refused("活动结束两周后不再接受评价。", remedy="有问题请到政策留言板提出。", code="late")
    if row is not None and Rating.objects.filter(sign_up=row).exists():
        raise Refused("您已经评价过了，谢谢。", code="twice")
    made = Rating.objects.create(
        session=session, sign_up=row, useful=facts["useful"], comment=facts["comment"], at=moment
    )
    if facts["need"]:
        raise_need(session, facts["need"], facts["contact"], MACHINE)
    touch("outreach")
    return made


@transaction.atomic
def raise_need(session: Session, text: str, contact: str, actor: Actor) -> Need:
    """Something that somebody still needs, with its case; the unit of the session follows it."""
    need = Need.objects.create(
        session=session, unit=session.unit, text=text, contact=contact, raised_on=timekeeping.today()
    )
    need.case = open_case("outreach.need", need.ref, unit=session.unit, actor=actor, title=session.title)
    need.save(update_fields=["case"])
    return need


def to_forget() -> QuerySet[Session]:
    return Session.objects.filter(ends_at__lt=gathering.to_forget(timekeeping.now()), forgotten_on=None)


@forgets(
    "outreach.forget",
    label="删除到期的宣讲报名信息",
    what="政策宣讲：报名人的姓名、电话、单位（场次）",
    term=f"宣讲后{gathering.KEPT_DAYS}日",
    due=to_forget,
)
def forget() -> int:
    """Thirty days after a session only counts stay; returns how many sessions were forgotten."""
    rows = list(to_forget())
    for session in rows:
        with transaction.atomic():
            session.sign_ups.exclude(phone="", name="").update(name="", phone="", organisation="")
            identity.forget("outreach.sign_up", session.sign_ups.values_list("pk", flat=True))
            session.forgotten_on = timekeeping.today()
            session.save(update_fields=["forgotten_on"])
    return len(rows)


# --- courseware, partners, relays --------------------------------------------------------------------------------


@transaction.atomic
def begin_courseware(unit: Unit, actor: Actor, facts: dict[str, Any]) -> Courseware:
    """Courseware on a policy of the unit, with its case."""
    row = Courseware.objects.create(unit=unit, policy=facts["policy"], title=facts["title"])
    row.case = open_case("outreach.courseware", row.ref, unit=unit, actor=actor, title=row.title)
    row.save(update_fields=["case"])
    return row


PARTNER_FACTS = ("name", "kind", "area", "members", "contact", "since", "ended_on")
KEEPERS = (Post.OFFICER, Post.HEAD, *OFFICE_POSTS)


@transaction.atomic
def keep_partner(partner: Partner | None, unit: Unit, actor: Actor, facts: dict[str, Any]) -> Partner:
    """Register a partner, or change what is said of one; the journal names the fields, never the person to call.

    Raises:
        Refused: wrong post, another unit's partner, a name that is taken.
    """
    still_in_post(actor)
    if actor.post not in KEEPERS and not actor.is_machine:
        raise Refused("伙伴由各单位信息员、负责人和区府办登记。", remedy="请切换岗位。", code="wrong_post")
    if partner is not None and actor.post not in OFFICE_POSTS and partner.unit_id != actor.unit_id:
        raise Refused("这个伙伴由另一个单位联系。", remedy="请与该单位商量，或由区府办更改。", code="other_unit")
    if Partner.objects.filter(name=facts["name"]).exclude(pk=partner.pk if partner else 0).exists():
        raise Refused("已经登记了同名的伙伴。", remedy="请在名单里找到它。", field="name", code="taken")
    held = partner or Partner(unit=unit)
    changed = fill(held, facts, PARTNER_FACTS)
    held.save()
    what = "登记" if partner is None else f"更改{named(held, changed)}："
    journal.append(
        action="outreach.partner",
        actor=actor,
        subject=held.ref,
        summary=f"{what}接力伙伴「{held.name}」（{held.get_kind_display()}）",
        basis=POINT_17_RELAY.text,
    )
    return held


@transaction.atomic
def begin_relay(unit: Unit, actor: Actor, facts: dict[str, Any]) -> Relay:
    """Material on a policy for chosen partners, with its case."""
    names = ("policy", "title", "message", "report_by")
    relay = Relay.objects.create(unit=unit, **{name: facts[name] for name in names})
    RelayLine.objects.bulk_create([RelayLine(relay=relay, partner=one) for one in facts["partners"]])
    relay.case = open_case("outreach.relay", relay.ref, unit=unit, actor=actor, title=relay.title)
    relay.save(update_fields=["case"])
    return relay


@transaction.atomic
def opened(line: RelayLine) -> None:
    """The partner looked at the material for the first time."""
    RelayLine.objects.filter(pk=line.pk, opened_at=None).update(opened_at=timekeeping.now())


@transaction.atomic
def report_reach(line: RelayLine, facts: dict[str, Any]) -> None:
    """What the partner reports through its own address.

    Raises:
        Refused: the relay is not under way.
    """
    line = RelayLine.objects.select_for_update(of=("self",)).select_related("relay__case", "partner").get(pk=line.pk)
    case = line.relay.case
    if case is None or case.state != "sent":
        raise Refused("这次接力已经结束。", remedy="如要更正，请联系送出单位。", code="closed")
    material.keep_reach(line, facts, line.partner.name)
    journal.append(
        action="outreach.reach",
        actor=MACHINE,
        subject=line.relay.ref,
        case_id=case.pk,
        summary=f"{line.partner.name}反馈：触达企业 {line.enterprises} 家、{line.people} 人",
        basis=POINT_17_RELAY.text,
    )


# --- what happens to documents -----------------------------------------------------------------------------------


@transaction.atomic
def _doubt(document_id: int, why: str) -> None:
    """Courseware on a document that changed is marked, on the page too, until somebody has looked."""
    policies = Policy.objects.filter(document=document_id)
    for row in Courseware.objects.filter(policy__in=policies, published_at__isnull=False, ended_why=""):
        if row.case is None:
            continue
        row.doubt = f"{why}（{chinese_date(timekeeping.today())}）"
        row.save(update_fields=["doubt"])
        material.shown(row)
        if row.case.state == "published":
            take_step(row.case, "doubt", MACHINE)


@handler("outreach.document_released", label="文件有新版后提示核对课件", event="documents.released")
def document_released(payload: dict[str, Any]) -> None:
    """``{document, edition}``. The first edition has no courseware before it."""
    live = Courseware.objects.filter(policy__document=payload["document"]).exclude(edition=None)
    current = (
        Policy.objects.filter(document=payload["document"]).values_list("document__live__serial", flat=True).first()
    )
    if live.exclude(edition=current).exists():
        _doubt(payload["document"], "依据的文件有了新版")


@handler("outreach.document_withdrawn", label="文件撤下后提示核对课件", event="documents.withdrawn")
def document_withdrawn(payload: dict[str, Any]) -> None:
    _doubt(payload["document"], "依据的文件已撤下")


@handler("outreach.document_effect", label="文件效力变动后提示核对课件", event="documents.effect")
def document_effect(payload: dict[str, Any]) -> None:
    """``{document, effect}``"""
    effect = Effect.objects.filter(pk=payload["effect"]).first()
    if effect is not None and validity.changes_content(effect):
        _doubt(payload["document"], f"依据的文件{validity.said(effect)}")
