"""A clean-up from its launch to the published list: what is decided there shows on every document at once."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.support.documents import facts
from tests.support.workplan import once_by

from mingzheng.core.actors import Post
from mingzheng.core.errors import Refused
from mingzheng.core.procedures.commands import act
from mingzheng.core.procedures.models import Case
from mingzheng.disclosure.cleanup.commands import launch
from mingzheng.disclosure.cleanup.models import Line, Share
from mingzheng.disclosure.documents import validity
from mingzheng.disclosure.documents.commands import correct
from mingzheng.disclosure.documents.models import Document

pytestmark = pytest.mark.django_db
NORMATIVE = {"normative": "on", "expires_on": "2028-04-30"}


@pytest.fixture
def campaign(papers):
    """Three normative documents of 区发改委 in force, and one notice that is none."""
    return once_by(papers.district, "campaign", lambda: _campaign(papers))


def _campaign(papers):
    for number, title in enumerate(["甲办法", "乙办法", "丙办法"], 1):
        papers.released(title=title, doc_number=f"长发改规〔2023〕{number}号", effective_on="2023-04-17", **NORMATIVE)
    papers.released(title="一般通知")
    facts = {"title": "2023年文件清理", "basis": "清理通知", "unit": None, "normative_only": True}
    return launch(papers.district.clerk, {**facts, "as_of": dt.date(2023, 4, 18), "due_on": dt.date(2023, 5, 31)})


def step(case, command, actor, **data):
    return act(Case.objects.get(pk=case.pk), command, actor, data)


def lines(*titles):
    return [str(pk) for pk in Line.objects.filter(document__title__in=titles).values_list("pk", flat=True)]


def hand_in(papers, campaign):
    share = Share.objects.select_related("case").get(campaign=campaign)
    step(
        share.case,
        "propose",
        papers.drafter,
        lines=lines("甲办法"),
        outcome="continue",
        reason="仍需施行。",
        new_expiry="2030-12-31",
    )
    step(share.case, "propose", papers.drafter, lines=lines("乙办法"), outcome="repeal", reason="已由新规代替。")
    step(share.case, "propose", papers.drafter, lines=lines("丙办法"), outcome="amend", reason="个别条款要改。")
    step(share.case, "submit", papers.head)
    return share


def test_only_what_is_in_force_and_normative_is_listed(campaign):
    assert set(campaign.listed.values_list("document__title", flat=True)) == {"甲办法", "乙办法", "丙办法"}
    share = Share.objects.get(campaign=campaign)
    assert share.case.due_on == dt.date(2023, 5, 31)


def test_a_campaign_ends_with_a_published_list_and_every_effect_recorded(papers, campaign, client):
    hand_in(papers, campaign)
    clerk, head = papers.district.clerk, papers.district.head
    step(campaign.case, "gather", clerk)
    step(campaign.case, "take_proposals", clerk)
    assert client.get(f"/zhengce/qingli/{campaign.pk}/").status_code == 404
    step(campaign.case, "publish", head, effective_on="2023-05-01", number="长府办〔2023〕20号")

    page = client.get(f"/zhengce/qingli/{campaign.pk}/").content.decode()
    assert "甲办法" in page
    assert "2030年12月31日" in page
    assert "修改后的文件印发以前，原文件继续有效" in page
    found = {one.title: one for one in Document.objects.all()}
    may_1, april = dt.date(2023, 5, 1), dt.date(2023, 4, 30)
    assert validity.of_document(found["乙办法"], may_1).validity == "repealed"
    assert validity.of_document(found["乙办法"], april).validity == "valid"
    assert validity.of_document(found["甲办法"], dt.date(2029, 1, 1)).validity == "valid"
    assert validity.of_document(found["丙办法"], may_1).validity == "valid"
    assert "长府办〔2023〕20号" in "".join(validity.of_document(found["乙办法"], may_1).reasons)


def test_a_unit_cannot_hand_in_before_every_document_has_a_proposal(papers, campaign):
    share = Share.objects.select_related("case").get(campaign=campaign)
    step(share.case, "propose", papers.drafter, lines=lines("甲办法"), outcome="repeal", reason="已无必要。")
    with pytest.raises(Refused) as refused:
        step(share.case, "submit", papers.head)
    assert refused.value.code == "guard"


def test_whoever_decided_cannot_publish(papers, campaign):
    hand_in(papers, campaign)
    clerk = papers.district.clerk
    step(campaign.case, "gather", clerk)
    step(campaign.case, "take_proposals", clerk)
    with pytest.raises(Refused) as refused:
        step(campaign.case, "publish", clerk, effective_on="2023-05-01")
    assert refused.value.code == "wrong_post"


def test_nothing_is_published_while_a_document_is_undecided(papers, campaign):
    hand_in(papers, campaign)
    step(campaign.case, "gather", papers.district.clerk)
    with pytest.raises(Refused) as refused:
        step(campaign.case, "publish", papers.district.head, effective_on="2023-05-01")
    assert refused.value.code == "guard"


def test_another_unit_cannot_propose(papers, campaign):
    share = Share.objects.select_related("case").get(campaign=campaign)
    with pytest.raises(Refused) as refused:
        step(
            share.case,
            "propose",
            papers.district.actor("sifa", Post.OFFICER),
            lines=lines("甲办法"),
            outcome="repeal",
            reason="无。",
        )
    assert refused.value.code == "wrong_unit"


def test_an_extension_needs_a_document_that_continues(papers, campaign):
    share = Share.objects.select_related("case").get(campaign=campaign)
    with pytest.raises(Refused, match="只有继续有效的才填新的有效期"):
        step(
            share.case,
            "propose",
            papers.drafter,
            lines=lines("甲办法"),
            outcome="repeal",
            reason="无。",
            new_expiry="2030-12-31",
        )


def test_with_nothing_in_force_nothing_is_launched(papers):
    with pytest.raises(Refused) as refused:
        launch(
            papers.district.clerk,
            {
                "title": "清理",
                "basis": "通知",
                "unit": None,
                "normative_only": True,
                "as_of": dt.date(2023, 4, 18),
                "due_on": dt.date(2023, 5, 31),
            },
        )
    assert refused.value.code == "nothing_to_clean"


def test_a_published_list_names_nothing_that_is_no_longer_public(papers, campaign, client):
    """The list points at documents; the title that a targeted edition or a new draft gave one since is nobody's to read."""
    hand_in(papers, campaign)
    step(campaign.case, "gather", papers.district.clerk)
    step(campaign.case, "take_proposals", papers.district.clerk)
    step(campaign.case, "publish", papers.district.head, effective_on="2023-05-01", number="长府办〔2023〕20号")
    document = Document.objects.select_related("live").get(title="丙办法")
    withdrawn = {"reason": "内容有误", "explanation": "内容有误，撤下。"}
    step(document.live.case, "withdraw", papers.head, **withdrawn)
    fresh = correct(document, papers.drafter, change_note="改为定向公开")
    papers.does(
        fresh, "edit", papers.drafter, **facts(title="还没有公开的新标题", scope="targeted", change_note="改为定向公开")
    )
    page = client.get(f"/zhengce/qingli/{campaign.pk}/").content.decode()
    assert "还没有公开的新标题" not in page and "甲办法" in page
    assert "不再向社会公开" in page
