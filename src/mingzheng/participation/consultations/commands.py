"""Every write that is not a step: beginning, taking an opinion, the machine's days, forgetting, collection points."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast

from mingzheng.core import codes, timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.dates import chinese_date
from mingzheng.core.errors import Refused
from mingzheng.core.files import commands as files
from mingzheng.core.identity import commands as identity
from mingzheng.core.identity.people import Verified
from mingzheng.core.journal import commands as journal
from mingzheng.core.outbox.daily import daily
from mingzheng.core.outbox.forgetting import forgets
from mingzheng.core.privacy.masks import mask_name
from mingzheng.core.procedures.commands import act as take_step
from mingzheng.core.procedures.commands import open_case
from mingzheng.core.procedures.models import Case
from mingzheng.core.procedures.permission import still_in_post
from mingzheng.core.units.models import Unit
from mingzheng.disclosure.documents.models import Document
from mingzheng.participation.consultations import dated, queries, screening, splitting
from mingzheng.participation.consultations.basis import ART_15, POINT_18
from mingzheng.participation.consultations.models import (
    Article,
    AuthorKind,
    Channel,
    CollectionPoint,
    Consultation,
    Opinion,
    OpinionAuthor,
)
from mingzheng.participation.consultations.phases import Phase, phase_of

PUBLIC = Actor.system("公众（意见征集）")
MACHINE = Actor.system("意见征集")
CODE = "consultations.opinion"  # purpose of query codes
FACTS = ("title", "kind", "draft", "note", "ways", "shortened_why", "for_enterprises")


@transaction.atomic
def begin(unit: Unit, actor: Actor, facts: Mapping[str, Any]) -> Consultation:
    """A consultation of a unit, with its draft by articles and its case.

    Args:
        facts: ``FACTS``, and opens_on and closes_on, both inclusive.

    Raises:
        Refused: the actor's post may not begin one for the unit.
    """
    made = Consultation(unit=unit, **{name: facts[name] for name in FACTS})
    made.set_period(facts["opens_on"], facts["closes_on"])
    made.save()
    set_articles(made)
    made.case = open_case(
        "consultations.consultation", made.ref, unit=unit, actor=actor, title=f"征求意见：{made.title}"
    )
    made.save(update_fields=["case"])
    return made


def set_articles(consultation: Consultation) -> None:
    """Make the articles anew from the draft; only while there is no opinion."""
    consultation.articles.all().delete()
    Article.objects.bulk_create(
        Article(consultation=consultation, place=place, label=part.label[:40], heading=part.heading, text=part.text)
        for place, part in enumerate(splitting.split(consultation.draft), 1)
    )


# --- opinions --------------------------------------------------------------------------------------------------------


@transaction.atomic
def submit(
    consultation: Consultation, values: Mapping[str, Any], code: str = "", verified: Verified | None = None
) -> tuple[Opinion, str]:
    """Take an opinion of the public. Nothing is locked: many come at the same moment.

    Args:
        consultation: as read for this act: its dates say whether opinions may be put.
        values: text, author_kind; perhaps article (of this consultation), name, reach, publish, named, uploads.
        code: the query code to be given; "" makes a fresh one.
        verified: who sends it and lets that be known; the opinion is marked, nobody is named.

    Returns:
        the opinion, and its code, which is shown once and kept as a digest.

    Raises:
        Refused: the period has not begun or is over, or the text holds personal data.
    """
    require_open(consultation)
    article = values.get("article")
    if article is not None and article.consultation_id != consultation.pk:
        raise Refused("没有这一条。", remedy="请重新选择。", field="article", code="no_article")
    doubt = screening.screen(values["text"], "text")
    code = code or codes.new_code()
    made = Opinion.objects.create(
        consultation=consultation,
        article=article,
        channel=Channel.WEB,
        author_kind=values["author_kind"],
        shown_as=shown_as(values["author_kind"], values.get("name", ""), named=bool(values.get("named"))),
        text=values["text"],
        publish=values.get("publish", True),
        received_on=timekeeping.today(),
        entered_at=timekeeping.now(),
        doubt=doubt,
        code_digest=codes.digest(CODE, code),
    )
    keep_author(made, values)
    identity.mark(made.ref, verified)
    files.store_all(values.get("uploads"), owner=made.ref, actor=PUBLIC, label="意见附件")
    journal.append(
        action="consultations.opinion",
        actor=PUBLIC,
        subject=made.ref,
        summary=f"收到意见（{made.get_channel_display()}，{made.get_author_kind_display()}）",
        basis=ART_15.text,
    )
    return made, code


def require_open(consultation: Consultation) -> None:
    """Raises ``Refused``, saying when it may be done, unless the period runs today."""
    phase = phase_of(consultation, timekeeping.today())
    if phase is Phase.OPEN:
        return
    if phase is Phase.BEFORE:
        raise Refused(
            f"征集从 {chinese_date(consultation.opens_on)} 开始，现在还不能提交。", remedy="请到时再来。", code="early"
        )
    raise Refused(
        f"征集已于 {chinese_date(consultation.closes_on)} 截止，网上不再接收。",
        remedy="仍想反映的，请按页面上的电话、地址联系，会登记为逾期意见并答复。",
        code="over",
    )


def shown_as(kind: str, name: str, *, named: bool) -> str:
    """张某某; an organisation's own name only where it agreed, else 某企业."""
    if kind == AuthorKind.PERSON:
        return mask_name(name) or "匿名"
    return name.strip()[:100] if named and name.strip() else f"某{AuthorKind(kind).label}"


def keep_author(opinion: Opinion, values: Mapping[str, Any]) -> None:
    """Name and reach in their own row; nothing given, no row."""
    keep_authors([(opinion, values)])


def keep_authors(pairs: Iterable[tuple[Opinion, Mapping[str, Any]]]) -> None:
    """``keep_author`` for many at once."""
    given = [(one, values.get("name", "").strip(), values.get("reach", "").strip()) for one, values in pairs]
    OpinionAuthor.objects.bulk_create(
        [OpinionAuthor(opinion=one, name=name[:100], reach=reach[:120]) for one, name, reach in given if name or reach],
        batch_size=500,
    )


# --- the machine's days ----------------------------------------------------------------------------------------------


@daily("consultations.phases", label="意见征集的开始和截止")
def keep_phases() -> int:
    """Write down that periods began and ended, and tell whoever follows; returns how many. The phase itself is the date's."""
    day, moved = timekeeping.today(), 0
    running = Consultation.objects.filter(case__state="running", opens_on__lte=day).select_related("case")
    for found in running.filter(Q(opened_on=None) | Q(closes_on__lt=day)):
        case = _case_of(found)
        if found.opened_on is None:
            take_step(case, "open", MACHINE)
            moved += 1
        if found.closes_on < day:
            take_step(case, "close", MACHINE)
            moved += 1
    return moved


def _case_of(found: Consultation) -> Case:
    """
    Raises:
        LookupError: there is none, though it was begun; the database is damaged.
    """
    if found.case is None:
        raise LookupError(f"consultation {found.pk} has no case")
    return found.case


# --- afterwards ------------------------------------------------------------------------------------------------------


def authors_over() -> QuerySet[OpinionAuthor]:
    return OpinionAuthor.objects.filter(remove_after__lt=timekeeping.today())


@forgets(
    "consultations.forget",
    label="删除到期的意见提出人信息",
    what="意见征集：提出人的姓名和联系方式（意见保留）",
    term=lambda: f"反馈后{dated.value('author_days', timekeeping.today())}日",
    due=authors_over,
)
def forget() -> int:
    """The names and the reach of authors go after their term, the opinions stay; returns how many went."""
    gone, _by_model = authors_over().delete()
    return gone


def date_authors(consultation: Consultation, until: dt.date) -> None:
    """From the feedback on, who put an opinion is kept only so long."""
    OpinionAuthor.objects.filter(opinion__consultation=consultation).update(remove_after=until)
    opinions = Opinion.objects.filter(consultation=consultation, channel=Channel.WEB)
    identity.date("consultations.opinion", opinions.values_list(Cast("pk", CharField())), until)


# --- with a decision matter (called by the room of decisions) -----------------------------------------------------------


def decided_with(consultation: Consultation, decided_on: dt.date, said: str) -> None:
    """The matter was decided: the clock of ten working days runs from that day. One that was decided already stays so.

    Args:
        said: what stands in the place of a document that is not public yet.

    Raises:
        Refused: the period is not over, or enterprises and associations were not heard.
    """
    found = Consultation.objects.select_related("case").get(pk=consultation.pk)
    if found.case is not None and found.decided_on is None:
        facts = {"decided_on": decided_on, "no_document_why": said}
        take_step(found.case, "decide_with_matter", MACHINE, facts)


def became(consultation: Consultation, document: Document) -> None:
    """The decision's document is public: draft and final text can be compared."""
    found = Consultation.objects.select_related("case").get(pk=consultation.pk)
    if found.case is not None and found.decided_on is not None and found.document_id is None:
        take_step(found.case, "become", MACHINE, {"document": document})


# --- collection points -----------------------------------------------------------------------------------------------

POINT_FACTS = ("name", "unit", "place", "phone", "since", "ended_on")


@transaction.atomic
def keep_point(held: CollectionPoint | None, actor: Actor, facts: Mapping[str, Any]) -> CollectionPoint:
    """Register a collection point, or change what is said of one.

    Raises:
        Refused: somebody else than 区府办, or a name that is taken.
    """
    still_in_post(actor)
    if not queries.is_office(actor):
        raise Refused("涉企意见征集点由区府办登记。", remedy="请切换岗位。", code="wrong_post")
    if CollectionPoint.objects.filter(name=facts["name"]).exclude(pk=held.pk if held else 0).exists():
        raise Refused("已经登记了同名的征集点。", remedy="请在名单里找到它。", field="name", code="taken")
    fresh, point = held is None, held or CollectionPoint()
    for name in POINT_FACTS:
        setattr(point, name, facts[name])
    point.save()
    journal.append(
        action="consultations.point",
        actor=actor,
        subject=point.ref,
        summary=f"{'登记' if fresh else '更改'}涉企意见征集点「{point.name}」",
        basis=POINT_18.text,
    )
    return point
