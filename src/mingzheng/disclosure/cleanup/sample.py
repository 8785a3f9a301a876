"""Fresh cases of the room's procedures, for the test that walks every cell of every table."""

from __future__ import annotations

import datetime as dt

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.core.procedures.models import Case
from mingzheng.disclosure.cleanup.models import Share


def sample_campaign_case() -> Case:
    """A campaign over one document in force. For tests only; launched by the same command as real work."""
    from mingzheng.disclosure.cleanup.commands import launch
    from mingzheng.disclosure.documents.sample import sample_public_document

    sample_public_document()
    today = timekeeping.today()
    campaign = launch(
        Actor.system("样例"),
        {
            "title": "样例清理",
            "basis": "样例依据",
            "unit": None,
            "normative_only": True,
            "as_of": today,
            "due_on": today + dt.timedelta(days=30),
        },
    )
    if campaign.case is None:
        raise Refused("样例清理没有事项。")
    return campaign.case


def sample_share_case() -> Case:
    campaign = sample_campaign_case().subject
    share = Share.objects.select_related("case").filter(campaign=campaign).first()
    if share is None or share.case is None:
        raise Refused("样例清理没有份额。")
    return share.case
