"""区府办 sets how often one subject may be written to; what stood before goes on holding for earlier days."""

import datetime as dt

import pytest

from mingzheng.core.errors import Refused
from mingzheng.policy.push import channels
from mingzheng.policy.push.limits import set_limit
from mingzheng.policy.push.models.deliveries import Channel

pytestmark = pytest.mark.django_db
MAIL = Channel.MAIL.value


def facts(day, most=1):
    return {"channel": MAIL, "most": most, "days": 30, "valid_from": day, "source": "区府办会议"}


def test_a_new_limit_holds_from_its_day_on(papers):
    day = dt.date(2023, 5, 1)
    before = channels.limit_on(day - dt.timedelta(days=1), MAIL)
    set_limit(papers.district.clerk, facts(day))
    assert channels.limit_on(day - dt.timedelta(days=1), MAIL) == before
    assert (channels.limit_on(day, MAIL).most, channels.limit_on(day, MAIL).days) == (1, 30)


def test_a_unit_cannot_set_it_nor_anybody_for_a_day_that_has_passed_or_twice(papers):
    with pytest.raises(Refused, match="区府办"):
        set_limit(papers.drafter, facts(dt.date(2023, 5, 1)))
    with pytest.raises(Refused, match="以前"):
        set_limit(papers.district.clerk, facts(dt.date(2023, 4, 1)))
    set_limit(papers.district.clerk, facts(dt.date(2023, 5, 1)))
    with pytest.raises(Refused, match="已经设过"):
        set_limit(papers.district.clerk, facts(dt.date(2023, 5, 1), most=3))
