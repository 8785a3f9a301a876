"""The nodes that a settled application must have on its trail (条例 Arts 31, 40, 45; task 14), as one query for many."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from mingzheng.requests.foi.models import Application, Correction, Delivery, Fee, Letter

NO_REPLY = ("F1", "F2", "F3")  # given up, not paid, withdrawn or merged: nothing is answered


@dataclass(frozen=True)
class Node:
    """``holds`` is a condition on ``Application``, true where the node is on the trail or not called for."""

    code: str
    label: str
    holds: Callable[[], Q]


def _answered() -> Q:
    letter = Letter.objects.filter(application=OuterRef("pk"), kind="answer", status=Letter.Status.SIGNED)
    lapsed = Correction.objects.filter(application=OuterRef("pk"), lapsed_on__isnull=False)
    unpaid = Fee.objects.filter(application=OuterRef("pk"), lapsed_on__isnull=False)
    return (
        (~Q(leaf__in=NO_REPLY) & Q(Exists(letter)))
        | (Q(leaf="F1") & Q(Exists(lapsed)))
        | (Q(leaf="F2") & Q(Exists(unpaid)))
        | Q(leaf="F3")
    )


def _served() -> Q:
    served = Delivery.objects.filter(
        letter__application=OuterRef("pk"), letter__kind="answer", delivered_on__isnull=False
    )
    return Q(leaf__in=NO_REPLY) | (Q(delivered_on__isnull=False) & Q(Exists(served)))


_nodes: dict[str, Node] = {
    node.code: node
    for node in (
        Node("received", "接收（收到日期和确认方式）", lambda: Q(received_on__isnull=False) & ~Q(receipt_how="")),
        Node("registered", "登记（申请号）", lambda: ~Q(number="")),
        Node("answered", "答复或者视为放弃、撤回的登记", _answered),
        Node("served", "送达日期", _served),
        Node("archived", "归档", lambda: Q(case__state="archived")),
    )
}


def add_node(node: Node) -> None:
    """A node that a room above keeps, such as the report of a remedy; adding it again replaces it."""
    _nodes[node.code] = node


def nodes() -> list[Node]:
    return list(_nodes.values())


def complete(rows: QuerySet[Application]) -> QuerySet[Application]:
    """Those with every node."""
    for node in nodes():
        rows = rows.filter(node.holds())
    return rows


def lacking(rows: QuerySet[Application]) -> dict[int, list[str]]:
    """Which nodes each one lacks; one query for each node."""
    found: dict[int, list[str]] = {}
    for node in nodes():
        holds = rows.filter(node.holds()).values("pk")
        for pk in rows.exclude(pk__in=holds).values_list("pk", flat=True):
            found.setdefault(pk, []).append(node.label)
    return found
