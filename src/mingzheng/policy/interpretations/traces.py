"""What interpretations give to the life line of policies (stage 解读), for many policies at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localtime

from mingzheng.policy.interpretations.models import Interpretation, Task
from mingzheng.policy.policies.models import Policy
from mingzheng.policy.policies.stages import Stage, Trace


def of(policies: Sequence[Policy]) -> Mapping[int, Sequence[Trace]]:
    """Released interpretations for everybody. Four queries at most, however many policies."""
    by_document = {policy.document_id: policy.pk for policy in policies if policy.document_id}
    known = {policy.pk for policy in policies}
    rows = Interpretation.objects.filter(
        Q(document__in=list(by_document)) | Q(task__policy__in=list(known)), status=Interpretation.Status.RELEASED
    ).select_related("task", "document")
    found: dict[int, list[Trace]] = {}
    for one in rows:
        policy = by_document.get(one.document_id or 0) or one.task.policy_id
        if policy in known and one.published_at is not None:
            found.setdefault(policy, []).append(_trace(one))
    return found


def _trace(one: Interpretation) -> Trace:
    assert one.published_at is not None  # noqa: S101 - only released ones are asked for
    open_to_all = one.document is None or one.document.listed or one.document.live_id is None
    before = "" if one.task.kind == Task.Kind.WITH else f"{one.task.get_kind_display()}，"
    together = one.document is not None and one.document.first_published_at == one.published_at
    return Trace(
        stage=Stage.EXPLAINING,
        day=localtime(one.published_at).date(),
        title=one.title,
        url=reverse("portal:interpretation", args=[one.pk]),
        public=open_to_all,
        note=f"{before}{one.get_form_display()}{'，与文件同时发布' if together else ''}",
        ref=one.ref,
    )
