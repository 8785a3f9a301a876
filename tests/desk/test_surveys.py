"""Surveys and calls on the desk: composing by rows, moderating, what other people see and cannot do."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.support.documents import papers  # noqa: F401 - fixtures
from tests.support.surveys import AFTER, BEFORE, DURING, QUESTIONS, asked, called, office  # noqa: F401 - fixtures
from tests.support.workplan import district, reference  # noqa: F401 - fixtures

from mingzheng.core.actors import Post
from mingzheng.core.journal.models import Entry
from mingzheng.core.submissions.keys import new_key
from mingzheng.participation.surveys import commands
from mingzheng.participation.surveys.models import Call, Idea, OpenText, Survey

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client, papers):  # noqa: F811
    """``desk(post)`` signs somebody of 区发改委 (or of another unit) in."""

    def sign_in(post=Post.OFFICER, unit="fagai"):
        client.force_login(papers.district.person(unit, post))
        return client

    return sign_in


def do(client, survey, what, **more):
    answer = client.post(f"/desk/surveys/{survey.pk}/compose/", {"do": what, **more})
    assert answer.status_code == 302
    survey.refresh_from_db()
    return [one.key for one in survey.form.questions()]


def test_a_survey_is_begun_once_and_takes_the_questions_of_another(desk, asked, on_day):  # noqa: F811
    on_day(BEFORE)
    client = desk()
    typed = {
        "form_key": new_key(), "title": "第二次问卷", "purpose": "poll", "about": "请说说。", "opens_on": "2023-06-01",
        "closes_on": "2023-06-20", "answering": "open", "like": str(asked.pk),
    }  # fmt: skip
    wrong = client.post("/desk/surveys/new/", {**typed, "closes_on": "2023-05-20"}).content.decode()
    assert "不能早于开始日期" in wrong and "第二次问卷" in wrong
    for _press in range(2):
        assert client.post("/desk/surveys/new/", typed).status_code == 302
    made = Survey.objects.get(title="第二次问卷")
    assert made.form == asked.form
    assert made.released_on is None


def test_questions_are_added_changed_moved_and_removed(desk, office, on_day):  # noqa: F811
    on_day(BEFORE)
    survey = office.written()
    client = desk()
    base = f"/desk/surveys/{survey.pk}/compose/"
    new = base + "1/new/single/"
    wrong = client.post(new, {"text": "题", "options": "只有一个", "required": "on"}).content.decode()
    assert "请写 2 到" in wrong and "只有一个" in wrong
    assert client.post(new, {"text": "交通方便吗", "options": "方便\n不方便", "only_if": ["q2:o1"]}).status_code == 302
    survey.refresh_from_db()
    added = survey.form.question("q9")
    assert (added.text, added.required, added.only_if.options) == ("交通方便吗", False, ("o1",))
    assert [one.text for one in added.options] == ["方便", "不方便"]
    client.post(base + "question/q9/", {"text": "交通方便吗", "options": "很方便\n不方便", "required": "on"})
    survey.refresh_from_db()
    assert [(one.key, one.text) for one in survey.form.question("q9").options] == [("o1", "很方便"), ("o2", "不方便")]
    assert do(client, survey, "up:q9")[2:5] == ["q3", "q9", "q4"]
    assert do(client, survey, "down:q9")[2:5] == ["q3", "q4", "q9"]
    assert "q9" not in do(client, survey, "drop:q9")
    do(client, survey, "page:")
    assert len(survey.form.pages) == 4
    do(client, survey, "drop_page:3")
    do(client, survey, "breakdown:", breakdown="q2")
    assert survey.form.breakdown == "q2"
    assert do(client, survey, "nonsense:") == do(client, survey, "drop_page:99")
    page = client.get(f"/desk/surveys/{survey.pk}/preview/").content.decode()
    assert "只问第 2 题选" in page and "总体满意程度" in page


def test_a_question_that_others_wait_for_is_not_removed_under_them(desk, office, on_day):  # noqa: F811
    on_day(BEFORE)
    survey = office.written()
    client, address = desk(), f"/desk/surveys/{survey.pk}/compose/"
    waiting = [one for one in survey.form.questions() if one.only_if is not None]
    above = survey.form.question(waiting[0].only_if.question)
    page = survey.form.page_of(above.key)
    for what in (f"drop:{above.key}", f"drop_page:{page}"):
        said = client.post(address, {"do": what}, follow=True).content.decode()
        assert f"第 {survey.form.number_of(waiting[0].key)}" in said and "现在不能删" in said
        survey.refresh_from_db()
        assert survey.form.question(above.key) is not None
    for one in waiting:
        said = client.post(address, {"do": f"drop:{one.key}"}, follow=True).content.decode()
        assert f"已保存：删去题目：{one.text}" in said
    assert above.key not in do(client, survey, f"drop:{above.key}")


def test_questions_are_replaced_by_those_of_another_only_when_somebody_says_so(desk, office, asked, on_day):  # noqa: F811
    on_day(BEFORE)
    survey = office.written(title="自己写的")
    client, address = desk(), f"/desk/surveys/{survey.pk}/compose/"
    client.post(address, {"do": "drop:q8"})
    survey.refresh_from_db()
    mine = survey.form
    said = client.post(address, {"do": "copy:", "like": asked.pk}, follow=True).content.decode()
    survey.refresh_from_db()
    assert "照抄会替换现有的题目" in said and survey.form == mine
    do(client, survey, "copy:", like=asked.pk, replace="on")
    assert survey.form == asked.form


def test_who_moves_a_question_comes_back_to_it(desk, office, on_day):  # noqa: F811
    on_day(BEFORE)
    survey = office.written()
    moved = desk().post(f"/desk/surveys/{survey.pk}/compose/", {"do": "down:q1"})
    assert moved.headers["Location"].endswith("/compose/#q1")


def test_only_the_units_writers_compose_and_only_before_the_release(desk, office, asked, on_day):  # noqa: F811
    on_day(BEFORE)
    survey = office.written()
    held = survey.questions
    reviewer = desk(Post.REVIEWER)
    do(reviewer, survey, "page:")
    assert survey.questions == held
    stranger = desk(Post.OFFICER, "sifa")
    assert stranger.get(f"/desk/surveys/{survey.pk}/compose/").status_code == 404
    assert survey.title not in stranger.get("/desk/surveys/").content.decode()
    writer = desk()
    before = asked.questions
    do(writer, asked, "page:")
    assert asked.questions == before


def test_texts_are_moderated_one_by_one_or_many_where_the_machine_saw_nothing(desk, office, asked, on_day):  # noqa: F811
    on_day(DURING)
    for text in ("窗口太少", "排队太久", "打13812345678"):
        office.answers(asked, q1="o1", q2="o1", q3=["o1"], q5=4)
        OpenText.objects.create(survey=asked, question="q8", text=text)
    client, address = desk(), f"/desk/surveys/{asked.pk}/texts/"
    page = client.get(address)
    assert len(page.context["clean"]) == 2
    client.post(address, {"decision": "show", "texts": [str(pk) for pk in page.context["clean"]]})
    left = OpenText.objects.get(state="waiting")
    assert (
        "这一类里没有文字" in client.get(address + "?state=held").content.decode()
    )  # there are texts, in the other tabs
    refused = client.post(address, {"decision": "show", "texts": [str(left.pk)], "public_text": "打13812345678吧"})
    assert refused.status_code == 409
    assert "打13812345678吧" in refused.content.decode()
    client.post(address, {"decision": "hold", "texts": [str(left.pk)], "reason": "含有电话。"})
    left.refresh_from_db()
    assert (left.state, left.held_why) == ("held", "含有电话。")


def test_who_made_a_suggestion_is_shown_to_its_moderators_and_the_look_is_journalled(desk, office, called, on_day):  # noqa: F811
    on_day(DURING)
    office.idea(called, "增加公园座椅", name="王小明", email="one@example.com")
    address = f"/desk/calls/{called.pk}/ideas/"
    assert "王小明" not in desk(Post.OFFICE_HEAD, "qufuban").get(address).content.decode()
    assert not Entry.objects.filter(action="surveys.contacts_read").exists()
    client = desk()
    assert "王小明" in client.get(address).content.decode()
    entry = Entry.objects.get(action="surveys.contacts_read")
    assert "王小明" not in entry.summary
    idea = Idea.objects.get()
    client.post(
        address, {"idea": str(idea.pk), "decision": "show", "public_topic": "多放座椅", "public_proposal": "多放"}
    )
    idea.refresh_from_db()
    assert (idea.state, idea.public_topic, idea.topic) == ("shown", "多放座椅", "增加公园座椅")
    assert "多放座椅" in client.get(f"/desk/calls/{called.pk}/groups/").content.decode()


def test_a_call_is_begun_with_what_article_8_wants(desk, papers, on_day):  # noqa: F811
    on_day(BEFORE)
    client = desk()
    typed = {
        "form_key": new_key(), "title": "征集", "kind": "suggestions", "about": "议题", "ways": "", "opens_on": "2023-05-08",
        "closes_on": "2023-05-19", "rule": "ranked", "votes_from": "2023-05-19", "votes_until": "2023-05-31", "most": "3",
    }  # fmt: skip
    page = client.post("/desk/calls/new/", typed).content.decode()
    assert "请填写途径和方式" in page and "投票应在征集截止之后开始" in page
    assert "请选择谁可以投票" in page
    typed |= {"ways": "网上提交。", "votes_from": "2023-05-25", "voting": "open"}
    assert client.post("/desk/calls/new/", typed).status_code == 302
    assert (Call.objects.get().places, Call.objects.get().voting) == (0, "open")


NEW_CALL = {
    "title": "征集", "kind": "suggestions", "about": "议题", "ways": "网上提交。", "opens_on": "2023-05-08",
    "closes_on": "2023-05-19", "rule": "approval", "votes_from": "2023-05-25", "votes_until": "2023-05-31", "most": "2",
}  # fmt: skip
DAYS = {name: dt.date.fromisoformat(NEW_CALL[name]) for name in ("opens_on", "closes_on", "votes_from", "votes_until")}


def test_who_votes_is_chosen_where_the_public_can_sign_in(desk, papers, on_day, settings):  # noqa: F811
    on_day(BEFORE)
    settings.MINGZHENG_DEMO = False
    client = desk()
    typed = {**NEW_CALL, "form_key": new_key(), "voting": "identity"}
    assert "实名核验" not in client.get("/desk/calls/new/").content.decode()
    assert client.post("/desk/calls/new/", typed).status_code == 200, "nobody could ever vote"
    settings.MINGZHENG_DEMO, settings.MINGZHENG_OIDC_ISSUER = True, ""
    assert "实名核验，每人一票" in client.get("/desk/calls/new/").content.decode()
    assert client.post("/desk/calls/new/", {**typed, "voting": "coded"}).status_code == 200
    assert client.post("/desk/calls/new/", typed).status_code == 302
    made = Call.objects.get()
    assert made.voting == "identity"
    assert "实名核验，每人一票" in client.get(f"/desk/cases/{made.case_id}/").content.decode()
    settings.MINGZHENG_DEMO = False
    edit = f"/desk/cases/{made.case_id}/edit/"
    assert 'value="identity" ' in client.get(edit).content.decode(), (
        "what was chosen stays, though nobody can sign in now"
    )
    assert (
        client.post(edit, {**NEW_CALL, "rule": "", "voting": "verified", "revision": made.case.revision}).status_code
        == 302
    )
    made.refresh_from_db()
    assert (made.rule, made.voting) == ("", ""), "no ballot, nobody who votes"


@pytest.mark.parametrize(
    ("post", "unit", "status"),
    [(Post.REVIEWER, "fagai", 409), (Post.OFFICER, "sifa", 404), (Post.OFFICER, "fagai", 302)],
)
def test_who_votes_is_for_the_writer_to_say(desk, office, on_day, post, unit, status):  # noqa: F811
    on_day(BEFORE)
    call = commands.begin_call(office.unit, office.writer, {**NEW_CALL, **DAYS, "most": 2, "voting": "verified"})
    client = desk(post, unit)
    typed = {**NEW_CALL, "voting": "open", "revision": call.case.revision}
    assert client.post(f"/desk/cases/{call.case_id}/edit/", typed).status_code == status
    call.refresh_from_db()
    assert call.voting == ("open" if status == 302 else "verified")


def test_the_case_page_shows_the_reviewer_every_question_and_the_figures_to_come(desk, office, asked, on_day):  # noqa: F811
    on_day(DURING)
    office.answers(asked, q1="o1", q2="o1", q3=["o1"], q5=4)
    on_day(AFTER)
    page = desk(Post.REVIEWER).get(f"/desk/cases/{asked.case_id}/").content.decode()
    for question in QUESTIONS.questions():
        assert question.text in page
    assert "将要公布的数字" in page
    assert "回答的人太少" in page
