"""New documents, and what can be applied for, for the home page."""

from __future__ import annotations

from django.utils.translation import gettext as _

from mingzheng.core import timekeeping
from mingzheng.design.templatetags.design_text import cn_date
from mingzheng.disclosure.documents import listing
from mingzheng.policy.push.queries import rules_on
from mingzheng.portal.providers import HomeItem


def changes(limit: int) -> list[HomeItem]:
    return [HomeItem(row.title, row.get_absolute_url(), row.published_on) for row in listing.newest(limit)]


def applications(limit: int) -> list[HomeItem]:
    """What can be applied for today: policies with a condition in force whose document everybody may read."""
    today = timekeeping.today()
    rows = rules_on(today).filter(policy__document__listed=True).exclude(apply_until__lt=today)
    newest = {rule.policy_id: rule for rule in rows.order_by("valid_from")}
    found = []
    for rule in sorted(newest.values(), key=lambda one: one.valid_from or today, reverse=True)[:limit]:
        title = f"{rule.policy.title}：{rule.benefit}" if rule.benefit else rule.policy.title
        note = _("%(day)s截止") % {"day": cn_date(rule.apply_until)} if rule.apply_until else ""
        document = rule.policy.document
        found.append(HomeItem(title, document.get_absolute_url() if document else "", rule.valid_from, note))
    return found
