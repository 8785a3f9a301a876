"""Reference data on the desk: the lexicon, the deadline rules, the subscribed calendar."""

from __future__ import annotations

import pytest

from mingzheng.core.privacy.models import LexiconWord
from mingzheng.core.privacy.queries import review
from mingzheng.core.procedures.clocks import rule_on
from mingzheng.core.procedures.models import DeadlineRule


def text(response):
    return response.content.decode()


def test_the_office_adds_a_word_and_the_check_finds_it(work, enter):
    client = enter(work.district.clerk)
    form = {"word": "内部掌握", "kind": "sensitive", "mode": "anywhere", "exceptions": "", "note": ""}
    assert "词库已更新" in text(client.post("/desk/lexicon/", form, follow=True))
    assert any(finding.text == "内部掌握" for finding in review("此件内部掌握。"))
    word = LexiconWord.objects.get(word="内部掌握")
    client.post(f"/desk/lexicon/{word.pk}/off/")
    assert not any(finding.text == "内部掌握" for finding in review("此件内部掌握。"))
    wrong = client.post("/desk/lexicon/", form | {"word": ""})
    assert "请填写要检查的词" in text(wrong)


def test_a_rule_gets_a_new_version_and_running_clocks_keep_theirs(work, enter, on_day):
    client = enter(work.district.head)
    running = work.clock("xinhua", 1, "accept")
    blank = client.post(
        "/desk/rules/workplan.accept/", {"warn": 1, "article": "区府办通知", "valid_from": "2023-05-01"}
    )
    assert "请填写期限长度" in text(blank)
    assert not DeadlineRule.objects.filter(code="workplan.accept", version=2).exists()
    early = client.post(
        "/desk/rules/workplan.accept/", {"length": 3, "warn": 1, "article": "区府办通知", "valid_from": "2022-01-01"}
    )
    assert "施行日期应晚于" in text(early)
    assert "区府办通知" in text(early)
    client.post(
        "/desk/rules/workplan.accept/", {"length": 3, "warn": 1, "article": "区府办通知", "valid_from": "2023-05-01"}
    )
    assert rule_on("workplan.accept", on_day("2023-05-02")).length == 3
    running.refresh_from_db()
    assert running.rule.version == 1
    assert DeadlineRule.objects.filter(code="workplan.accept").count() == 2
    assert "第 2 版" in text(client.get("/desk/rules/"))


@pytest.mark.parametrize("address", ["/desk/lexicon/", "/desk/rules/", "/desk/rules/workplan.accept/"])
def test_units_do_not_keep_reference_data(work, enter, address):
    client = enter(work.district.actor("xinhua"))
    assert client.get(address).status_code == 403
    assert client.post(address, {}).status_code == 403


def test_a_calendar_program_subscribes_without_signing_in(work, enter, client):
    unit = work.district.units["sifa"]
    page = text(enter(work.district.clerk).get(f"/desk/plan/units/{unit.pk}/"))
    address = page.split("http://testserver", 1)[1].split("<", 1)[0]
    client.logout()
    found = client.get(address)
    assert found["Content-Type"].startswith("text/calendar")
    assert b"BEGIN:VEVENT" in found.content
    assert client.get(address.replace("sifa", "xinhua")).status_code == 404
