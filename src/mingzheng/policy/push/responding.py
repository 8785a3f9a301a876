"""What receivers do with a policy: open it, say whether it was meant for them."""

from __future__ import annotations

from django.db import transaction

from mingzheng.core import timekeeping
from mingzheng.policy.policies.models import Policy
from mingzheng.policy.push.models import Delivery, Profile, Response


def answers_of(profile: Profile) -> dict[int, bool | None]:
    """What was answered, by policy; None: opened, not answered."""
    return dict(Response.objects.filter(profile=profile).values_list("policy_id", "useful"))


@transaction.atomic
def opened(profile: Profile, pk: int) -> Policy | None:
    """Note that a delivered policy was opened; the policy, None when it is not public. What was not delivered is not noted."""
    policy = Policy.objects.select_related("document").filter(pk=pk, document__listed=True).first()
    if policy is not None and _delivered(profile, pk):
        Response.objects.get_or_create(profile=profile, policy=policy, defaults={"opened_at": timekeeping.now()})
    return policy


@transaction.atomic
def rate(profile: Profile, pk: int, useful: bool) -> bool:
    """An answer counts for what was delivered; a second one takes the place of the first. False when it does not count."""
    if not _delivered(profile, pk):
        return False
    moment = timekeeping.now()
    Response.objects.update_or_create(
        profile=profile,
        policy_id=pk,
        defaults={"useful": useful, "answered_at": moment},
        create_defaults={"useful": useful, "answered_at": moment, "opened_at": moment},
    )
    return True


def _delivered(profile: Profile, pk: int) -> bool:
    return Delivery.objects.filter(profile_id=profile.pk, policy_id=pk).exists()
