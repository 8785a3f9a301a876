"""Every write of marks. None is journaled: that would say for ever what the mark forgets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from mingzheng.core import timekeeping
from mingzheng.core.errors import Refused
from mingzheng.core.identity.models import Mark
from mingzheng.core.identity.people import Verified
from mingzheng.core.outbox.forgetting import forgets
from mingzheng.core.records import RecordRef


def mark(ref: RecordRef, verified: Verified | None) -> None:
    """Write down, within the caller's transaction, that who sent the record was verified; nothing for anybody else."""
    if verified is None:
        return
    Mark.objects.create(
        record_kind=ref.kind,
        record_id=ref.id,
        provider=verified.provider,
        kind=verified.kind,
        pseudonym=verified.pseudonym,
        day=timekeeping.today(),
    )


def date(kind: str, ids: Iterable[str] | QuerySet[Any, Any], until: dt.date | None) -> None:
    """From now on it is known until when the marks of these records are kept; None: no end is known again."""
    Mark.objects.filter(record_kind=kind, record_id__in=ids).update(remove_after=until)


def over() -> QuerySet[Mark]:
    return Mark.objects.filter(remove_after__lt=timekeeping.today())


@forgets(
    "identity.forget",
    label="删除到期的身份核验标记",
    what="网上提交事项的身份核验标记（代号，不含姓名和证件号码）",
    term="与所提交事项的个人信息相同",
    due=over,
)
def drop_old() -> int:
    """Returns how many went."""
    gone, _models = over().delete()
    return gone


def forget(kind: str, ids: Iterable[object]) -> int:
    """The personal data of these records went, and so does whose they were; returns how many were marked."""
    gone, _models = Mark.objects.filter(record_kind=kind, record_id__in=[str(one) for one in ids]).delete()
    return gone


@transaction.atomic
def carry_over(verified: Verified) -> int:
    """After a change of the key: what the person sent under an older one is found under the new one; returns how many."""
    return Mark.objects.filter(pseudonym__in=verified.pseudonyms[1:]).update(pseudonym=verified.pseudonym)


def expired() -> Refused:
    """For a form that was drawn for somebody verified who is it no more."""
    return Refused(
        "身份核验已经到期，没有提交。",
        remedy="请重新登录，或者取消“附上已核验的标记”后提交；填写的内容都还在。",
        code="identity_over",
    )
