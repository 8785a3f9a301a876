"""The person is forgotten on schedule; what the law wants counted for ever stays (个人信息保护法 Arts 19, 47).

Every day the worker removes what is due: years after the file was closed, never before, never while something holds the case.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor, Post
from mingzheng.core.dated import newest
from mingzheng.core.dates import chinese_date
from mingzheng.core.errors import Refused
from mingzheng.core.files import commands as files
from mingzheng.core.identity import commands as identity
from mingzheng.core.journal import commands as journal
from mingzheng.core.outbox.commands import publish
from mingzheng.core.outbox.forgetting import forgets
from mingzheng.core.records import RecordRef
from mingzheng.requests.foi import holds
from mingzheng.requests.foi.models import Applicant, Application, Letter, RetentionTerm
from mingzheng.requests.foi.personal import EMPTIED, POINTERS, blank_of
from mingzheng.requests.redaction.purging import purge_of

log = logging.getLogger(__name__)
DATA = Path(__file__).parent / "data" / "retention.yaml"
BASIS = "《个人信息保护法》第十九条、第四十七条（保存期限届满删除）"
CLOSED = ("archived", "returned")
_also: list[Callable[[Application, Actor], None]] = []


def also(purge_own: Callable[[Application, Actor], None]) -> None:
    """A room above that keeps personal data or files of an application removes them in the same transaction."""
    if purge_own not in _also:
        _also.append(purge_own)


@cache
def shipped() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return sorted(rows, key=lambda row: row["valid_from"])


def years_on(day: dt.date) -> int:
    """The term in force on a day: the office's newest, or the one that comes along."""
    own = RetentionTerm.objects.filter(valid_from__lte=day).order_by("-valid_from").first()
    if own is not None:
        return own.years
    return int(newest(shipped(), lambda row: row["valid_from"], day)["years"])


@transaction.atomic
def set_term(years: int, actor: Actor, *, valid_from: dt.date, source: str) -> RetentionTerm:
    """The office sets how long the person is remembered.

    Raises:
        Refused: not the head of 区府办, no source, a day that has passed, or a term out of bounds.
    """
    if actor.post is not Post.OFFICE_HEAD:
        raise Refused("保存年限由区府办负责人确定。", remedy="请切换岗位。", code="wrong_post")
    if not source.strip():
        raise Refused("请写明确定的依据。", remedy="如：本区档案管理规定的名称和文号。", field="source")
    if not 1 <= years <= 50:
        raise Refused("保存年限应在1年到50年之间。", remedy="请改正。", field="years")
    if valid_from <= timekeeping.today():
        raise Refused("启用日期应在今天之后。", remedy="先让经办人知道，再启用。", field="valid_from")
    made, _new = RetentionTerm.objects.update_or_create(
        valid_from=valid_from, defaults={"years": years, "source": source.strip(), "set_by": actor.person_name}
    )
    journal.append(
        action="foi.term_set",
        actor=actor,
        subject=RecordRef("foi.term", str(made.pk)),
        summary=f"依申请公开的个人信息自归档之日起保存 {years} 年，自 {chinese_date(valid_from)} 起启用。",
        basis=BASIS,
        data={"years": years},
    )
    return made


def due(day: dt.date) -> QuerySet[Application]:
    """Applications whose person is to be forgotten by a day: closed long enough ago, and held by nothing."""
    ended = Application.objects.filter(purged_on=None, redo_ordered_on=None, case__state__in=CLOSED)
    return ended.filter(case__closed_at__date__lte=_years_before(day, years_on(day))).exclude(holds.any_held())


def due_on(application: Application) -> dt.date | None:
    """The day on which a closed case comes up, by today's term; None while it is open or when it is done."""
    case = application.case
    if application.purged_on or case is None or case.state not in CLOSED or case.closed_at is None:
        return None
    closed, years = timezone.localtime(case.closed_at).date(), years_on(timekeeping.today())
    try:
        return closed.replace(year=closed.year + years)
    except ValueError:  # 29 February
        return dt.date(closed.year + years, 3, 1)


def _years_before(day: dt.date, years: int) -> dt.date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February: the day before, so that nothing goes early
        return dt.date(day.year - years, 2, 28)


@transaction.atomic
def purge(application: Application, actor: Actor) -> bool:
    """Forget the person of one case, with every file. The journal says that, and nothing of what was there.

    Returns:
        False when it was done before.

    Raises:
        Refused: the case is open, its time is not over, or something holds it.
    """
    found = Application.objects.select_for_update().get(pk=application.pk)
    if found.purged_on is not None:
        return False
    day = timekeeping.today()
    _must_be_due(found, day)
    for purge_own in _also:
        purge_own(found, actor)
    purge_of(found.ref)
    identity.forget(found.ref.kind, [found.pk])
    _empty(found)
    owners = [found.ref, *(one.ref for one in found.supplements.all())]
    removed = sum(files.purge(owner, actor, basis=BASIS) for owner in owners)
    Application.objects.filter(pk=found.pk).update(purged_on=day)
    years = years_on(day)
    journal.append(
        action="foi.purged",
        actor=actor,
        subject=found.ref,
        summary=f"个人信息和申请材料按期清除（归档满 {years} 年，文件 {removed} 个），统计事实保留。",
        basis=BASIS,
        case_id=found.case_id,
        data={"years": years, "files": removed},
    )
    publish("foi.purged", {"application": found.pk})
    return True


def _must_be_due(found: Application, day: dt.date) -> None:
    reasons = holds.why_held(found)
    if reasons:
        raise Refused("还不能清除：" + "、".join(reasons) + "。", remedy="办结后再按期清除。", code="held")
    if not due(day).filter(pk=found.pk).exists():
        raise Refused("还没有归档，或者保存期限还没有届满。", remedy="期满后自动清除。", code="too_early")


def _empty(found: Application) -> None:
    Applicant.objects.filter(application=found).delete()
    for model, (path, names) in POINTERS.items():
        model._default_manager.filter(**{path: found.pk}).update(**dict.fromkeys(names))
    for letter in Letter.objects.filter(application=found):
        letter.attachments.clear()
    for model, (path, names) in EMPTIED.items():
        blanks = {name: blank_of(model, name) for name in names}
        model._default_manager.filter(**{path: found.pk}).update(**blanks)


@forgets(
    "foi.retention",
    label="依申请公开：按期清除个人信息",
    what="依申请公开：申请人、材料、往来文书里的个人信息（统计事实保留）",
    term=lambda: f"归档后{years_on(timekeeping.today())}年，由区府办确定",
    basis=BASIS,
    due=lambda: due(timekeeping.today()),
    slow=True,
)
def purge_due() -> int:
    """Every case whose time is over, each in a transaction of its own. Returns how many were purged."""
    machine = Actor.system("个人信息按期清除")
    done = 0
    for application in due(timekeeping.today()).order_by("pk"):
        try:
            done += purge(application, machine)
        except Refused as no:  # something has come to hold it meanwhile
            log.info("application %s is not purged: %s", application.pk, no.code)
    return done
