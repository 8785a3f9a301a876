"""A clean-up on the desk: whoever waits is told for what, and whoever decides sees what is decided."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from mingzheng.core.actors import Post
from mingzheng.disclosure.cleanup.commands import launch
from mingzheng.disclosure.cleanup.models import Share

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign(papers):
    papers.released(title="甲办法", doc_number="长发改规〔2023〕1号", normative="on", expires_on="2028-04-30")
    days = {"as_of": dt.date(2023, 4, 18), "due_on": dt.date(2023, 5, 31)}
    facts = {"title": "2023年文件清理", "basis": "清理通知", "unit": None, "normative_only": True}
    return launch(papers.district.clerk, {**facts, **days})


def test_the_office_is_told_what_its_own_step_waits_for(client, campaign, as_post):
    as_post(Post.OFFICE_CLERK, "qufuban")
    page = client.get(reverse("desk:case", args=[campaign.case_id])).content.decode()
    assert "还有单位没有报送。请等各单位报送，或督促逾期的单位。" in page
    assert "现在不由您办理" not in page
    assert "等待区府办经办、区府办负责人办理" in page


def test_a_proposal_is_chosen_not_preset(client, campaign, as_post):
    share = Share.objects.get(campaign=campaign)
    line = share.lines.get()
    as_post(Post.OFFICER)
    url = reverse("desk:act", args=[share.case_id, "propose"])
    said = {"revision": share.case.revision, "lines": [line.pk], "reason": "仍需施行。"}
    assert "有效期至2028年4月30日" in client.get(url).content.decode()
    assert "请选择清理结果。" in client.post(url, said).content.decode()
    line.refresh_from_db()
    assert line.proposal == ""
    assert client.post(url, {**said, "outcome": "repeal"}).status_code == 302
    as_post(Post.HEAD)
    page = client.get(reverse("desk:act", args=[share.case_id, "submit"])).content.decode()
    assert "甲办法" in page
    assert "仍需施行。" in page
