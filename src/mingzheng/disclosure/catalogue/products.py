"""公开产品: what is made of the catalogue for citizens and enterprises, and how often each is opened."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F, QuerySet, Sum

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.core.freshness.commands import touch
from mingzheng.core.journal import commands as journal
from mingzheng.core.procedures.permission import still_in_post
from mingzheng.core.records import RecordRef
from mingzheng.core.units.models import Unit
from mingzheng.disclosure.catalogue.commands import KEEPERS, REGISTRARS
from mingzheng.disclosure.catalogue.models import Product, Visits

BASIS = "政务公开工作要点第九点（加快开发市民企业喜闻乐见的公开产品）"
OWN = (
    ("map", Product.Kind.MAP, "标准目录主题地图", "/mulu/ditu/"),
    ("calendar", Product.Kind.CALENDAR, "公开发布日历", "/lingyu/rili/"),
)


@transaction.atomic
def publish(code: str, kind: Product.Kind, title: str, url: str, *, unit: Unit | None, actor: Actor) -> Product:
    """Publish a product, or publish it again after it was withdrawn.

    Raises:
        Refused: neither a post of the unit nor of 区府办.
    """
    if actor.post not in KEEPERS and (actor.post not in REGISTRARS or unit is None or actor.unit_id != unit.pk):
        raise Refused("公开产品由本单位或区府办发布。", remedy="请切换岗位。", code="wrong_post")
    still_in_post(actor)
    held = Product.objects.select_for_update().filter(code=code).first()
    if held is not None and held.withdrawn_on is None:
        return held
    made = held or Product(code=code)
    made.kind, made.title, made.url, made.unit = kind, title[:120], url, unit
    made.published_on, made.withdrawn_on = timekeeping.today(), None
    made.save()
    _journal("catalogue.product_published", made, f"发布公开产品《{made.title}》", actor)
    return made


def publish_own(*, actor: Actor) -> None:
    """The products that the platform itself draws: the subject map and the calendar."""
    for code, kind, title, url in OWN:
        publish(code, kind, title, url, unit=None, actor=actor)


def visited(code: str) -> None:
    """Count one opening of a product today; nothing of the visitor is kept. An unknown or withdrawn product is not counted."""
    product = Product.objects.filter(code=code, withdrawn_on=None).first()
    if product is None:
        return
    day = timekeeping.today()
    if not Visits.objects.filter(product=product, day=day).update(count=F("count") + 1):
        Visits.objects.bulk_create([Visits(product=product, day=day, count=1)], ignore_conflicts=True)


def published(*, unit_id: int | None = None) -> QuerySet[Product]:
    """Products that are out, those of a unit or all, with the sum of their ``visits``."""
    rows = Product.objects.filter(withdrawn_on=None)
    rows = rows if unit_id is None else rows.filter(unit_id=unit_id)
    return rows.annotate(opened=Sum("visits__count")).select_related("unit")


def _journal(action: str, product: Product, summary: str, actor: Actor) -> None:
    subject = RecordRef("catalogue.product", str(product.pk))
    journal.append(action=action, actor=actor, subject=subject, summary=summary, basis=BASIS)
    touch("catalogue")
