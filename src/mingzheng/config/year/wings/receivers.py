"""Those whom a policy reached open it, and some say whether it was meant for them."""

from __future__ import annotations

from mingzheng.config.year.stage import Stage
from mingzheng.policy.policies.models import Policy
from mingzheng.policy.push import responding
from mingzheng.policy.push.models import Delivery, Profile

OPENED, RATED, USEFUL = 0.3, 0.3, 0.9  # of those reached; of those who opened; of those who answered


def respond(stage: Stage, policy: Policy) -> None:
    """Some days after it was delivered."""
    dice = stage.dice("receivers", policy.pk)
    reached = Delivery.objects.filter(policy_id=policy.pk).order_by("profile_id").values_list("profile_id", flat=True)
    for profile in Profile.objects.filter(pk__in=[pk for pk in reached if dice.random() < OPENED]).order_by("pk"):
        responding.opened(profile, policy.pk)
        if dice.random() < RATED:
            responding.rate(profile, policy.pk, dice.random() < USEFUL)
