"""What the administrator sees of the subscriptions."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet

from mingzheng.machines.webhooks.models import Delivery, Subscription

SHOWN = 50


def subscriptions() -> QuerySet[Subscription]:
    """Those that are told or paused first, with how many messages wait."""
    waiting = Count("deliveries", filter=~Q(deliveries__status=Delivery.Status.DELIVERED))
    return Subscription.objects.select_related("unit").annotate(waiting=waiting).order_by("status", "name", "pk")


def newest_deliveries(found: Subscription) -> list[Delivery]:
    return list(found.deliveries.order_by("-pk")[:SHOWN])
