"""Profiles, rules, deliveries, subscriptions. What is personal data and how long it is kept: docs/push.md."""

from mingzheng.policy.push.models.deliveries import Batch, Delivery, FrequencyLimit, Response, Sent
from mingzheng.policy.push.models.grants import Grant, GrantRow
from mingzheng.policy.push.models.imports import ImportFault, ProfileImport
from mingzheng.policy.push.models.profiles import Consent, EnterpriseFacts, Entrance, PersonFacts, Profile, facts_model
from mingzheng.policy.push.models.rules import BackTest, Example, Rule
from mingzheng.policy.push.models.subscriptions import Subscription

__all__ = [
    "BackTest",
    "Batch",
    "Consent",
    "Delivery",
    "EnterpriseFacts",
    "Entrance",
    "Example",
    "FrequencyLimit",
    "Grant",
    "GrantRow",
    "ImportFault",
    "PersonFacts",
    "Profile",
    "ProfileImport",
    "Response",
    "Rule",
    "Sent",
    "Subscription",
    "facts_model",
]
