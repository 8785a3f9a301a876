"""Texts that people wrote are read by a second person before they are published."""

from __future__ import annotations

import pytest
from tests.support.surveys import AFTER, DURING

from mingzheng.core.errors import Refused
from mingzheng.core.procedures.commands import FormRefused
from mingzheng.participation.surveys.models import OpenText

pytestmark = pytest.mark.django_db
State = OpenText.State


@pytest.fixture
def masked(asked, office, on_day):
    """One text, masked by the writer, the survey over."""
    on_day(DURING)
    office.answers(asked, q1="o1", q2="o1", q3=["o1"], q5="4", q8="请增加早餐，我是三楼的老王")
    text = asked.texts.get()
    office.does(asked, "screen", office.writer, texts=[str(text.pk)], decision="show", public_text="请增加早餐")
    on_day(AFTER)
    return text


def again(text):
    return OpenText.objects.get(pk=text.pk)


def test_nothing_is_published_before_the_second_look(masked, asked, office):
    office.does(asked, "report", office.writer, findings="多数人满意。", feedback="已增加窗口。")
    with pytest.raises(Refused, match="没有复核"):
        office.does(asked, "publish_result", office.reviewer)
    office.does(asked, "check_texts", office.reviewer, texts=[str(masked.pk)], decision="fit")
    assert again(masked).checked_on == AFTER
    office.does(asked, "publish_result", office.reviewer)
    assert asked.results_on == AFTER


def test_who_masked_does_not_check(masked, asked, office, papers):
    with pytest.raises(Refused, match="办理"):
        office.does(asked, "check_texts", office.writer, texts=[str(masked.pk)], decision="fit")


def test_what_is_sent_back_is_masked_again_and_checked_again(masked, asked, office):
    back = {"texts": [str(masked.pk)], "decision": "back"}
    with pytest.raises(FormRefused, match="隐去"):
        office.does(asked, "check_texts", office.reviewer, **back)
    office.does(asked, "check_texts", office.reviewer, **back, reason="还认得出是谁")
    assert (again(masked).state, again(masked).sent_back_why) == (State.WAITING, "还认得出是谁")
    with pytest.raises(Refused, match="没有审核"):
        office.does(asked, "report", office.writer, findings="满意。", feedback="已办。")
    office.does(asked, "screen", office.writer, texts=[str(masked.pk)], decision="show", public_text="增加早餐")
    assert again(masked).sent_back_why == ""
    office.checks(asked)
    office.report(asked)


def test_a_text_decided_anew_is_looked_at_anew(masked, asked, office):
    office.checks(asked)
    office.does(asked, "screen", office.writer, texts=[str(masked.pk)], decision="show", public_text="早餐多一点")
    assert again(masked).checked_on is None


def test_the_reviewers_page_offers_the_second_look_and_keeps_what_was_refused(masked, asked, office, client, papers):
    from mingzheng.core.actors import Post

    client.force_login(papers.district.person("fagai", Post.REVIEWER))
    address = f"/desk/surveys/{asked.pk}/texts/?state=unchecked"
    page = client.get(address).content.decode()
    assert "请增加早餐" in page and "退回重新审核" in page
    typed = {"do": "check_texts", "texts": [str(masked.pk)]}
    refused = client.post(address, {**typed, "decision": "back"})
    assert refused.status_code == 409 and "请写明哪里还要隐去" in refused.content.decode()
    assert client.post(address, {**typed, "decision": "fit"}).status_code == 302
    assert again(masked).checked_on == AFTER
