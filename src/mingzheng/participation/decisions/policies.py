"""The policies that a matter belongs to, by the registry of records: this wing knows no policies."""

from __future__ import annotations

from django.db.models import QuerySet

from mingzheng.core import records
from mingzheng.core.records import Record, RecordRef
from mingzheng.core.relations.models import Link
from mingzheng.participation.decisions.models import Matter

PART_OF, KIND = "part_of", "policies.policy"


def of(matter: Matter) -> list[Record]:
    """Linked policies in the order in which they were linked; one that is no more is left out."""
    keys = _links(matter).order_by("id").values_list("target_id", flat=True)
    found = (records.resolve(RecordRef(KIND, key)) for key in keys)
    return [record for record in found if record is not None]


def link_to(matter: Matter, policy: str) -> Link | None:
    return _links(matter).filter(target_id=policy).first()


def exist_of(unit_id: int) -> bool:
    """Has the unit a policy that is not over?"""
    rows = records.kind_of(KIND).model._default_manager
    return rows.filter(unit_id=unit_id, ended_on=None).exists()


def _links(matter: Matter) -> QuerySet[Link]:
    ref = matter.ref
    return Link.objects.filter(kind=PART_OF, source_kind=ref.kind, source_id=ref.id, target_kind=KIND)
