"""Every read of policies that a page or a report uses."""

from __future__ import annotations

from django.db.models import QuerySet

from mingzheng.core.actors import Actor
from mingzheng.core.procedures.permission import OFFICE_POSTS
from mingzheng.disclosure.documents.models import Document
from mingzheng.policy.policies.models import Policy


def policy_of(document: Document) -> Policy | None:
    """The policy that a document was issued as."""
    return Policy.objects.filter(document=document).select_related("unit", "document__live").first()


def public() -> QuerySet[Policy]:
    """Policies that everybody may see: issued, their document open to everybody now."""
    return Policy.objects.filter(document__listed=True).select_related("unit", "document__live")


def sees(policy: Policy, actor: Actor | None) -> bool:
    """The public: what was issued. Staff besides: their own unit's; 区府办 all."""
    if policy.document is not None and policy.document.listed:
        return True
    if actor is None:
        return False
    return actor.is_machine or actor.post in OFFICE_POSTS or actor.unit_id == policy.unit_id


def seen_by(actor: Actor) -> QuerySet[Policy]:
    """Policies of the desk: the own unit's; 区府办 and the machine all."""
    rows = Policy.objects.select_related("unit", "document__live", "case")
    return rows if actor.is_machine or actor.post in OFFICE_POSTS else rows.filter(unit_id=actor.unit_id)
