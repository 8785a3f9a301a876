"""Policies as the search index holds them: their life line's page."""

from __future__ import annotations

from django.urls import reverse

from mingzheng.core.searchable import Entry, SearchKind
from mingzheng.policy.policies import queries


def entry_of(pk: int) -> Entry | None:
    """A public policy with its public notes and the English summary.

    None while it is not public, or when it holds no words that its document does not: one thing is found once.
    """
    policy = queries.public().filter(pk=pk).first()
    if policy is None or policy.document is None:
        return None
    said = [f"{one}\n{one.who}\n{one.text}" for one in queries.public_notes(policy)]
    if not said and not policy.english:
        return None
    return Entry(
        key=f"policies.policy:{policy.pk}",
        kind="政策全流程",
        title=f"政策全流程：{policy.title}",
        body="\n".join([*said, policy.english]),
        url=reverse("portal:policy-life", args=[policy.pk]),
        agency=policy.unit.short,
        theme=policy.document.theme_class,
        published_on=policy.issued_on,
        validity=policy.document.validity,
        weight=0.8,
    )


def ids(after: int, limit: int) -> list[int]:
    rows = queries.public().filter(pk__gt=after).order_by("pk")
    return list(rows.values_list("pk", flat=True)[:limit])


KIND = SearchKind("policies.policy", "政策全流程", entry_of, ids)
