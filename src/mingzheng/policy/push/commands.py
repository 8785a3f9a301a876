"""Writing profiles: by their subjects, who see, correct and delete them (个人信息保护法 Arts 44–47), and by imports.

Nothing here writes a name, an address or a fact to the journal or to a log: of what subjects do themselves the consents are
the record.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from mingzheng.core import timekeeping
from mingzheng.core.errors import Refused
from mingzheng.core.outbox.commands import enqueue
from mingzheng.core.outbox.forgetting import forgets
from mingzheng.policy.push.columns import Who, columns_of
from mingzheng.policy.push.facts import completed
from mingzheng.policy.push.models import Consent, Delivery, Profile, facts_model
from mingzheng.policy.push.models.profiles import Rhythm

WITHDRAWN_DAYS = 30  # so long somebody may change their mind


@transaction.atomic
def enter(who: Who, email: str) -> Profile:
    """The profile of an address that was proved by a link; begun, without any consent, when there is none yet."""
    profile, fresh = Profile.objects.get_or_create(
        kind=who.value, email=email.lower(), defaults={"made_on": timekeeping.today()}
    )
    if fresh:
        facts_model(who).objects.create(profile=profile)
    return profile


@transaction.atomic
def correct(profile: Profile, values: Mapping[str, Any]) -> None:
    """The subject corrects facts; what changed is matched anew. ``values`` by field, typed already.

    Raises:
        Refused: the profile was deleted meanwhile.
    """
    known = {column.field for column in columns_of(profile.who)}
    wanted = completed(profile.who, {field: value for field, value in values.items() if field in known})
    if not facts_model(profile.who).objects.filter(pk=profile.pk).update(**wanted):
        raise Refused("这份画像已经删除。", remedy="请重新进入。", code="gone")
    enqueue("push.match", {"profiles": [profile.pk]})


@transaction.atomic
def settle(
    profile: Profile, *, rhythm: str, by_mail: bool, by_sms: bool, by_portal: bool, mobile: str, name: str
) -> None:
    """How, how often and under what name the subject wants to be reached.

    Raises:
        Refused: by short message without a number.
    """
    if by_sms and not mobile:
        raise Refused("选了短信，请填手机号码。", field="mobile")
    profile.rhythm, profile.by_mail, profile.by_sms, profile.by_portal = (
        Rhythm(rhythm).value,
        by_mail,
        by_sms,
        by_portal,
    )
    profile.mobile, profile.name = mobile, name.strip()
    profile.save(update_fields=["rhythm", "by_mail", "by_sms", "by_portal", "mobile", "name"])


@transaction.atomic
def consent(profile: Profile, purpose: str, source: str = Consent.Source.SELF) -> bool:
    """Agree to a purpose from now on; False when that was so already."""
    _lock(profile)
    held = Consent.objects.filter(profile=profile, purpose=purpose, ended_at=None)
    if held.exists():
        return False
    Consent.objects.create(profile=profile, purpose=purpose, source=source, since=timekeeping.now())
    if purpose == Consent.Purpose.PUSH:
        facts_model(profile.who).objects.filter(pk=profile.pk).update(open=True)
        enqueue("push.match", {"profiles": [profile.pk]})
    return True


@transaction.atomic
def withdraw(profile: Profile, purpose: str) -> bool:
    """Withdraw a consent: from the next send on nothing goes out (Art. 15). False when there was none."""
    _lock(profile)
    ended = Consent.objects.filter(profile=profile, purpose=purpose, ended_at=None).update(ended_at=timekeeping.now())
    if purpose == Consent.Purpose.PUSH:
        facts_model(profile.who).objects.filter(pk=profile.pk).update(open=False)
    return bool(ended)


@transaction.atomic
def forget(profile: Profile) -> None:
    """Delete everything that is known of a subject: profile, facts, consents, deliveries, answers, places on lists (Art. 47)."""
    Delivery.objects.filter(profile_id=profile.pk).delete()
    Profile.objects.filter(pk=profile.pk).delete()


def _lock(profile: Profile) -> None:
    """Two tabs of one subject wait for each other.

    Raises:
        Refused: the profile was deleted meanwhile.
    """
    if not Profile.objects.select_for_update().filter(pk=profile.pk).exists():
        raise Refused("这份画像已经删除。", remedy="请重新进入。", code="gone")


@transaction.atomic
def keep_many(who: Who, rows: Sequence[tuple[Mapping[str, Any], Mapping[str, Any]]]) -> tuple[int, int]:
    """Write imported profiles: ``(reach, facts)`` each, with the consent to push that their source obtained.

    What is known already by its number or address gets the new facts; a consent that its subject withdrew here is not
    brought back by an import. Returns how many are new and how many were known.
    """
    model: Any = facts_model(who)
    known = _known(who, [reach for reach, _facts in rows])
    fresh: list[Profile] = []
    pairs: list[tuple[Profile, Mapping[str, Any]]] = []
    for reach, facts in rows:
        profile = known.get(("id", reach["outside_id"])) or known.get(("mail", reach["email"]))
        if profile is None:
            profile = Profile(kind=who.value, made_on=timekeeping.today(), **reach)
            fresh.append(profile)
            known |= {("id", reach["outside_id"]): profile, ("mail", reach["email"]): profile}
            known.pop(("id", ""), None)
            known.pop(("mail", ""), None)
        pairs.append((profile, completed(who, facts)))
    Profile.objects.bulk_create(fresh, batch_size=500)
    new = {profile.pk for profile in fresh}
    given: dict[int, dict[str, Any]] = {}
    for profile, facts in pairs:
        given.setdefault(profile.pk, {}).update({field: value for field, value in facts.items() if value is not None})
    model.objects.bulk_create(
        [model(profile_id=pk, open=True, **given[pk]) for pk in given if pk in new], batch_size=500
    )
    moment = timekeeping.now()
    Consent.objects.bulk_create(
        [
            Consent(profile_id=pk, purpose="push", source=Consent.Source.IMPORT, since=moment)
            for pk in given
            if pk in new
        ],
        batch_size=500,
    )
    for pk in given:
        if pk not in new and given[pk]:
            model.objects.filter(pk=pk).update(**given[pk])
    return len(fresh), len(given) - len(new)


def count_known(who: Who, reached: Sequence[Mapping[str, Any]]) -> int:
    """How many of these would meet a profile that is here already."""
    known = _known(who, reached)
    return sum(("id", one["outside_id"]) in known or ("mail", one["email"]) in known for one in reached)


def _known(who: Who, reached: Sequence[Mapping[str, Any]]) -> dict[tuple[str, str], Profile]:
    found: dict[tuple[str, str], Profile] = {}
    for at in range(0, len(reached), 400):
        part = reached[at : at + 400]
        ids = [one["outside_id"] for one in part if one["outside_id"]]
        mails = [one["email"] for one in part if one["email"]]
        for profile in Profile.objects.filter(Q(outside_id__in=ids) | Q(email__in=mails), kind=who.value):
            found |= {("id", profile.outside_id): profile, ("mail", profile.email): profile}
    found.pop(("id", ""), None)
    found.pop(("mail", ""), None)
    return found


def never_agreed() -> QuerySet[Profile]:
    """Whoever came in and agreed to nothing leaves nothing behind the next day."""
    return Profile.objects.filter(made_on__lt=timekeeping.today(), consents=None, outside_id="")


@forgets(
    "push.empty",
    label="清除没有同意也没有内容的画像",
    what="我的政策：什么也没有同意的画像",
    term="次日",
    due=never_agreed,
)
def drop_empty() -> int:
    """Returns how many went."""
    count = 0
    for profile in never_agreed().iterator():
        forget(profile)
        count += 1
    return count


def withdrawn() -> QuerySet[Profile]:
    """Whose last consent was withdrawn long enough ago, and of whom something beyond the address is still known."""
    agrees = Consent.objects.filter(profile=OuterRef("pk")).filter(
        Q(ended_at=None) | Q(ended_at__gte=timekeeping.now() - dt.timedelta(days=WITHDRAWN_DAYS))
    )
    known = ~Q(name="") | ~Q(mobile="") & (~Q(email="") | ~Q(outside_id=""))
    for who, related in ((Who.PERSON, "person_facts"), (Who.ENTERPRISE, "enterprise_facts")):
        for column in columns_of(who):
            known |= Q(**{f"{related}__{column.field}__isnull": False})
    return Profile.objects.filter(known, consents__isnull=False).exclude(Exists(agrees)).distinct()


@forgets(
    "push.withdrawn",
    label="清空已撤回同意的画像",
    what="我的政策：撤回全部同意的画像内容（邮箱或者来源编号和撤回的事实保留，导入时不再带回）",
    term=f"撤回后{WITHDRAWN_DAYS}日",
    basis="《个人信息保护法》第四十七条（个人撤回同意）",
    due=withdrawn,
)
def empty_withdrawn() -> int:
    """Facts, name, number and deliveries go; what keeps an import from bringing the subject back stays. Returns how many."""
    rows = list(withdrawn())
    for profile in rows:
        with transaction.atomic():
            Delivery.objects.filter(profile_id=profile.pk).delete()
            model: Any = facts_model(profile.who)
            model.objects.filter(pk=profile.pk).delete()
            model.objects.create(profile=profile)
            profile.name = ""
            if profile.email or profile.outside_id:
                profile.mobile = ""
            profile.save(update_fields=["name", "mobile"])
    return len(rows)
