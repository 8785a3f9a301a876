"""What documents do to each other, and the cached validity that follows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db.models import Q

from mingzheng.core import searchable, timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.dates import chinese_date
from mingzheng.core.freshness.commands import touch
from mingzheng.core.journal import commands as journal
from mingzheng.core.outbox.commands import publish
from mingzheng.core.outbox.daily import daily
from mingzheng.core.procedures.table import Act
from mingzheng.disclosure.documents import validity
from mingzheng.disclosure.documents.models import Document, Edition, Effect, Validity

BASIS = "《上海市行政规范性文件管理规定》（清理、废止、修改）；国办发〔2017〕47号（在原网页注明）"


def record(effect: Effect, actor: Actor) -> None:
    """The effect counts from now on; the target's badge, lists and index follow with the commit."""
    effect.status, effect.recorded_at = Effect.Status.RECORDED, timekeeping.now()
    effect.save()
    journal.append(
        action="documents.effect_recorded",
        actor=actor,
        subject=effect.target.ref,
        summary=f"{chinese_date(effect.effective_on)}起{effect.get_kind_display()}：{validity.source_name(effect)}",
        basis=BASIS,
        data={"effect": effect.pk, "kind": effect.kind, "from": effect.effective_on.isoformat()},
    )
    told(effect)


def told(effect: Effect) -> None:
    """Renew what an effect (recorded or revoked) changes."""
    target = Document.objects.select_related("live", "unit").get(pk=effect.target_id)
    refresh_validity(target)
    renew(target)
    if effect.source_id:
        touch(f"document:{effect.source_id}")
    publish("documents.effect", {"document": effect.target_id, "effect": effect.pk})


def confirm(act: Act) -> None:
    """The head confirmed what the officer proposed."""
    record(act.subject, act.actor)
    act.note = f"{act.subject.get_kind_display()}，自{chinese_date(act.subject.effective_on)}起"


def refuse(act: Act) -> None:
    act.subject.status = Effect.Status.REFUSED
    act.subject.save(update_fields=["status"])
    act.note = act.data["reason"][:120]


def revoke(act: Act) -> None:
    """Recorded by mistake: it no longer counts, the record of it stays."""
    act.subject.status = Effect.Status.REVOKED
    act.subject.save(update_fields=["status"])
    told(act.subject)
    act.note = act.data["reason"][:120]


def record_planned(edition: Edition, actor: Actor) -> None:
    """The effects that were drafted with an edition are recorded when it goes live."""
    for effect in edition.effects.filter(status=Effect.Status.PLANNED).select_related("target"):
        effect.source = edition.document
        record(effect, actor)


def refresh_validity(document: Document) -> bool:
    """Bring the cached validity in line with today; True when it changed."""
    today = timekeeping.today()
    fresh = validity.of_document(document, today)
    before = (document.validity, document.validity_until)
    document.validity, document.validity_until, document.validity_on = fresh.validity, fresh.until, today
    document.save(update_fields=["validity", "validity_until", "validity_on"])
    return before != (document.validity, document.validity_until)


def renew(document: Document) -> None:
    touch(f"document:{document.pk}", "documents", f"agency:{document.unit.code}")
    searchable.changed("documents.document", document.pk)


def may_have_turned(today: dt.date) -> Iterable[Document]:
    """Documents whose validity may be another one since it was last reckoned: a date was passed, in either direction."""
    begun = Q(validity=Validity.PENDING, live__effective_on__lte=today)
    run_out = Q(validity_until__lt=today) & ~Q(validity__in=[Validity.EXPIRED, Validity.REPEALED])
    turned = Effect.objects.filter(status=Effect.Status.RECORDED, effective_on__lte=today)
    struck = Q(pk__in=turned.filter(effective_on__gt=today - dt.timedelta(days=40)).values("target"))
    back = Q(validity_on__gt=today) & (
        Q(live__effective_on__isnull=False) | Q(live__expires_on__isnull=False) | Q(effects__isnull=False)
    )
    rows = Document.objects.filter(live__isnull=False).filter(begun | run_out | struck | back)
    return rows.select_related("live", "unit").prefetch_related("effects__source").distinct().iterator(chunk_size=500)


@daily("documents.validity", label="核算文件有效性")
def refresh_all() -> int:
    """Every morning: documents that began, ran out or were struck by an effect since yesterday."""
    changed = 0
    for document in may_have_turned(timekeeping.today()):
        if refresh_validity(document):
            renew(document)
            changed += 1
    return changed
