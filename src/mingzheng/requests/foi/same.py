"""Several applicants ask for the same information (条例 Art. 44): found every day, decided by the unit, followed until it is public."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Count, Q, QuerySet

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor, Post
from mingzheng.core.errors import Refused
from mingzheng.core.journal import commands as journal
from mingzheng.core.likeness import Rules, groups
from mingzheng.core.procedures.commands import open_case
from mingzheng.core.procedures.table import Act
from mingzheng.core.relations.commands import link
from mingzheng.core.units.models import Unit
from mingzheng.disclosure.corners.plain import refuse_personal
from mingzheng.disclosure.documents import queries as documents
from mingzheng.requests.foi import queries
from mingzheng.requests.foi.keeping import value_on
from mingzheng.requests.foi.models import Application, KeptRule, SameInformation
from mingzheng.requests.foi.typical import faceless, traces

ARTICLE_44 = "《政府信息公开条例》第四十四条（多个申请人申请相同政府信息、申请人建议主动公开）"
PUBLISHED_AS = "foi.published_as"
ALREADY_PUBLIC = "A1"
TITLE = "研究转为主动公开"
MACHINE = Actor.system("相同申请检查")


@dataclass(frozen=True)
class SameRules:
    """What is alike, how many months back, how many applicants."""

    likeness: Rules
    months: int
    applicants: int


def rules() -> SameRules:
    """The rule of today that the office keeps."""
    return rules_of(value_on(KeptRule.Kind.SAME, timekeeping.today()))


def rules_of(row: Mapping[str, Any]) -> SameRules:
    likeness = Rules(row["alike"], row["shortest"], tuple(row["fillers"]))
    return SameRules(likeness, row["months"], row["applicants"])


@dataclass(frozen=True)
class Asked:
    """An application as the comparison reads it. ``who`` tells applicants apart and is kept nowhere."""

    pk: int
    wanted: str
    who: tuple[str, str]


def find() -> int:
    """The daily job: unit by unit, in three queries each. What was found before is not found again; how much is new."""
    now = rules()
    units = _recent(now).values("unit").annotate(n=Count("pk")).filter(n__gte=now.applicants)
    return sum(_find_of(pk, now) for pk in units.order_by("unit").values_list("unit", flat=True))


def _recent(now: SameRules) -> QuerySet[Application]:
    """Open, or received within the months; what was answered as public already is left out."""
    since = timekeeping.today() - dt.timedelta(days=now.months * 365 // 12)
    wanted = Application.objects.filter(Q(closed_on=None) | Q(received_on__gte=since), counted=True)
    return wanted.exclude(wanted="").exclude(leaf=ALREADY_PUBLIC).exclude(origin=Application.Origin.IMPORT)


@transaction.atomic
def _find_of(unit_id: int, now: SameRules) -> int:
    """Two workers that compare one unit at the same time follow each other at the lock of its row."""
    unit = Unit.objects.select_for_update(no_key=True).get(pk=unit_id)
    rows = _recent(now).filter(unit=unit, applicant__isnull=False).order_by("pk")
    asked = [
        Asked(pk, wanted, (kind, "".join(number.split()).upper()))
        for pk, wanted, kind, number in rows.values_list("pk", "wanted", "applicant__id_kind", "applicant__id_number")
    ]
    kept = _kept(unit)
    place = {one.pk: position for position, one in enumerate(asked)}
    seeds = [(same, [place[pk] for pk in members if pk in place]) for same, members in kept.items()]
    seeds = [(same, members) for same, members in seeds if members]
    found = groups([one.wanted for one in asked], now.likeness, [members for _same, members in seeds])
    for (same, before), members in zip(seeds, found, strict=False):
        fresh = [asked[position].pk for position in members if position not in set(before)]
        if fresh and same.declined_on is None:
            _join(same, fresh)
    return sum(_propose_if_many(unit, [asked[at] for at in members], now.applicants) for members in found[len(seeds) :])


def _kept(unit: Unit) -> dict[SameInformation, list[int]]:
    """What was found before, with its applications. A declined one is not proposed again by its own applications."""
    found: defaultdict[SameInformation, list[int]] = defaultdict(list)
    known = {same.pk: same for same in SameInformation.objects.filter(unit=unit)}
    through = SameInformation.applications.through.objects.filter(sameinformation__unit=unit).order_by("id")
    for same_id, application_id in through.values_list("sameinformation_id", "application_id"):
        found[known[same_id]].append(application_id)
    return found


def _join(same: SameInformation, fresh: list[int]) -> None:
    same.applications.add(*fresh)
    journal.append(
        action="foi.same.joined",
        actor=MACHINE,
        subject=same.ref,
        summary=f"又有 {len(fresh)} 件申请要求同一信息",
        basis=ARTICLE_44,
        case_id=same.case_id,
    )


def _propose_if_many(unit: Unit, asked: list[Asked], least: int) -> int:
    if len({one.who for one in asked}) < least:
        return 0
    members = list(Application.objects.filter(pk__in=[one.pk for one in asked]).select_related("applicant"))
    _open(unit, MACHINE, members, _topic(asked[0].wanted, members), suggested=False)
    return 1


def _topic(wanted: str, members: list[Application]) -> str:
    for application in members:
        wanted = faceless(wanted, application)
    return wanted[:200]


def _open(unit: Unit, actor: Actor, members: list[Application], topic: str, *, suggested: bool) -> SameInformation:
    made = SameInformation.objects.create(
        unit=unit, topic=topic, found_on=timekeeping.today(), suggested_by_applicant=suggested
    )
    made.applications.set(members)
    made.case = open_case("foi.same", made.ref, unit=unit, actor=actor, title=TITLE)
    made.save(update_fields=["case"])
    return made


def may_suggest(application: Application, actor: Actor) -> bool:
    """An officer of the handling unit, as long as no proposal of the application is being looked at or done."""
    return (
        actor.post is Post.OFFICER
        and actor.unit_id == application.unit_id
        and not application.same_information.filter(declined_on=None).exists()
    )


@transaction.atomic
def suggest(application: Application, actor: Actor, values: Mapping[str, Any]) -> SameInformation:
    """Art. 44 (2): the applicant suggests that what they asked for be published; the unit looks at it.

    Raises:
        Refused: wrong post or unit, a proposal runs or is done already, or the topic shows a person.
    """
    application = Application.objects.select_for_update().get(pk=application.pk)
    if not may_suggest(application, actor):
        raise Refused(
            "建议由办理单位的信息员登记，每件申请登记一次。", remedy="请查看这件申请已有的建议。", code="wrong_post"
        )
    _refuse_faces(values["topic"], [application])
    return _open(application.unit, actor, [application], values["topic"], suggested=True)


def _refuse_faces(topic: str, members: list[Application]) -> None:
    refuse_personal(topic, "topic")
    for application in members:
        if any("".join(name.split()) in "".join(topic.split()) for name in traces(application)):
            raise Refused(
                "内容里有申请人或者第三方的姓名、名称、编号。",
                remedy="请删去后再提交。",
                field="topic",
                code="personal",
            )


def accept(act: Act) -> None:
    """It must then be published; the topic is now worded so that others may read it."""
    found: SameInformation = act.subject
    _refuse_faces(act.data["topic"], list(found.applications.select_related("applicant")))
    found.topic, found.accepted_on = act.data["topic"], act.day
    found.save(update_fields=["topic", "accepted_on"])


def publish(act: Act) -> None:
    """Followed to the published document, which is looked up and must be open to everybody now."""
    found: SameInformation = act.subject
    number = act.data["document"]
    document = documents.public_document(number)
    if document is None:
        known = documents.known_document(number) is not None
        said = "这份文件现在没有向社会公开。" if known else "没有这个索引号的文件。"
        raise Refused(said, remedy="请核对索引号，或者先按“公文公开”公开。", field="document", code="not_public")
    found.document, found.published_on = number, document.published_on or act.day
    found.save(update_fields=["document", "published_on"])
    link(found.ref, PUBLISHED_AS, document.ref, act.actor)
    act.note = f"索引号 {number}"
    act.facts = {"index_number": number}


def decline(act: Act) -> None:
    found: SameInformation = act.subject
    refuse_personal(act.data["reason"], "reason")
    found.declined_on, found.reason = act.day, act.data["reason"]
    found.save(update_fields=["declined_on", "reason"])
    act.note = found.reason[:120]


def seen(actor: Actor) -> Q:
    """Cases of the own unit; 区府办 from the decision to publish on, when the topic was worded for others."""
    own = Q(unit_id=actor.unit_id) if actor.post in queries.READERS else Q(pk__in=[])
    if actor.post not in (Post.OFFICE_CLERK, Post.OFFICE_HEAD):
        return own
    return own | Q(foi_same_information__accepted_on__isnull=False)


def sees(found: SameInformation, actor: Actor | None) -> bool:
    if actor is None or found.case_id is None:
        return False
    if actor.is_machine:
        return True
    return SameInformation.objects.filter(pk=found.pk, case__in=_cases(actor)).exists()


def _cases(actor: Actor) -> QuerySet[Any]:
    from mingzheng.core.procedures.models import Case

    return Case.objects.filter(seen(actor), procedure="foi.same")


def facts(found: SameInformation) -> list[tuple[str, Any]]:
    """How many asked and for what; never who."""
    return [
        ("信息", found.topic),
        ("来源", "申请人建议" if found.suggested_by_applicant else "多个申请人申请同一信息"),
        ("涉及的申请", f"{found.applications.count()} 件"),
        ("发现日期", found.found_on),
        ("决定转主动公开", found.accepted_on),
        ("公开日期", found.published_on),
        ("公开文件索引号", found.document),
        ("不转的理由", found.reason),
    ]
