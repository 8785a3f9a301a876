"""A survey from writing to feedback: who may do what when, one answer for each person, nobody traced."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from tests.support.surveys import AFTER, BEFORE, CLOSES, DURING, OPENS

from mingzheng.core import timekeeping
from mingzheng.core.errors import Refused
from mingzheng.core.indicators import Scope, indicator_of
from mingzheng.core.outbox.commands import run_due
from mingzheng.core.procedures.models import Clock
from mingzheng.core.records import RecordRef
from mingzheng.core.submissions.keys import new_key
from mingzheng.participation.surveys import answering, commands, gate, queries, telling
from mingzheng.participation.surveys.models import Draft, Follower, OpenText, Participant, Response, Survey
from mingzheng.participation.surveys.phases import Phase

pytestmark = pytest.mark.django_db
FULL = {"q1": "o1", "q2": "o1", "q3": ["o1"], "q5": 4}


# --- phases ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "phase"),
    [
        (BEFORE, Phase.BEFORE),
        (OPENS, Phase.OPEN),
        (CLOSES, Phase.OPEN),
        (CLOSES + dt.timedelta(days=1), Phase.CLOSED),
    ],
)
def test_the_phase_follows_from_the_dates(asked, on_day, day, phase):
    on_day(day)
    assert asked.phase is phase
    if phase is Phase.OPEN:
        assert answering.start(asked, new_key())
    else:
        with pytest.raises(Refused, match=r"开始|截止"):
            answering.start(asked, new_key())


def test_a_draft_begun_in_time_is_not_taken_after_the_end(asked, on_day):
    on_day(CLOSES)
    key = new_key()
    draft = answering.start(asked, key)
    for page in range(3):
        answering.keep_page(draft, page, FULL)
    on_day(CLOSES + dt.timedelta(days=1))
    with pytest.raises(Refused, match="已经截止"):
        answering.send(asked, key)
    assert not Response.objects.exists()


def test_who_wrote_the_questions_does_not_release_them(office):
    with timekeeping.standing_at(BEFORE):
        survey = office.written()
        office.does(survey, "submit", office.writer)
        with pytest.raises(Refused):
            office.does(survey, "release", office.writer)
        office.does(survey, "release", office.reviewer)
    assert survey.sha256


def test_released_questions_stand(asked, office, on_day):
    on_day(DURING)
    with pytest.raises(Refused):
        office.does(asked, "compose", office.writer, questions="{}", said="")


def test_an_extension_is_published_with_its_reason_and_moves_the_clock(asked, office, on_day):
    on_day(DURING)
    before = Clock.objects.get(case=asked.case_id, name="feedback").due_on
    office.does(asked, "extend", office.head, closes_on="2023-05-26", reason="回收不足。")
    assert asked.phase_on(dt.date(2023, 5, 26)) is Phase.OPEN
    assert Clock.objects.get(case=asked.case_id, name="feedback").due_on > before
    on_day(AFTER)
    with pytest.raises(Refused, match="已经截止"):
        office.does(asked, "extend", office.head, closes_on="2023-06-26", reason="再延。")


def test_a_stopped_survey_takes_nothing_more(asked, office, on_day):
    on_day(DURING)
    office.does(asked, "stop", office.head, reason="题目有误。")
    with pytest.raises(Refused, match="停止"):
        answering.start(asked, new_key())


# --- answers ---------------------------------------------------------------------------------------------------------


def test_an_answer_keeps_neither_time_nor_person_and_its_texts_stand_apart(asked, office, on_day):
    on_day(DURING)
    office.answers(asked, **FULL, q8="窗口太少")
    kept = Response.objects.get()
    assert kept.answers == FULL
    assert {field.name for field in Response._meta.fields} == {"id", "survey", "answers", "day"}
    assert {field.name for field in OpenText._meta.fields}.isdisjoint({"response", "day", "at"})
    assert OpenText.objects.get().text == "窗口太少"
    assert not Draft.objects.exists()


def test_an_answer_to_a_question_that_was_not_asked_is_dropped(asked, office, on_day):
    on_day(DURING)
    key = new_key()
    draft = answering.start(asked, key)
    answering.keep_page(draft, 0, {"q1": "o1", "q2": "o1"})
    answering.keep_page(draft, 1, {"q3": ["o2"]})
    answering.keep_page(draft, 0, {"q1": "o1", "q2": "o3"})
    answering.keep_page(draft, 2, {"q5": 3})
    answering.send(asked, key)
    assert Response.objects.get().answers == {"q1": "o1", "q2": "o3", "q5": 3}


def test_what_is_required_is_asked_for_by_its_page(asked, on_day):
    on_day(DURING)
    key = new_key()
    draft = answering.start(asked, key)
    answering.keep_page(draft, 0, {"q1": "o1", "q2": "o1"})
    answering.keep_page(draft, 2, {"q5": 3})
    with pytest.raises(Refused, match="第 2 页"):
        answering.send(asked, key)


def test_a_draft_is_sent_once(asked, on_day):
    on_day(DURING)
    key = new_key()
    draft = answering.start(asked, key)
    for page in range(3):
        answering.keep_page(draft, page, FULL)
    answering.send(asked, key)
    with pytest.raises(Refused, match="已经提交"):
        answering.send(asked, key)
    assert Response.objects.count() == 1


def test_drafts_that_nobody_sends_are_forgotten(asked, on_day):
    on_day(DURING)
    answering.start(asked, new_key())
    on_day(DURING + dt.timedelta(days=3))
    assert answering.drop_drafts() == 1


# --- one answer for each person --------------------------------------------------------------------------------------


@pytest.fixture
def verified(office):
    return office.survey(answering="verified")


@pytest.mark.parametrize("token", ["", " ", "　", "\t\n", " " * 40, "x"])
def test_a_blank_token_is_nobody(verified, on_day, token):
    on_day(DURING)
    for email in ("one@example.com", "other@example.com"):
        gate.ask(verified.ref, email)
    assert Participant.objects.filter(token_digest=None).count() == 2
    assert gate.by_token(verified.ref, token) is None
    with pytest.raises(Refused, match="链接"):
        answering.start(verified, new_key(), gate.by_token(verified.ref, token))


def test_blank_names_and_keys_never_make_one_person_of_many(verified, asked, on_day):
    on_day(DURING)
    with pytest.raises(ValueError, match="nobody"):
        gate.who_digest(verified.ref, "  ")
    for key in ("", " " * 20):
        with pytest.raises(ValueError, match="secret"):
            answering.start(asked, key)
        assert answering.draft_of(asked, key) is None
    with pytest.raises(IntegrityError), transaction.atomic():
        Participant.objects.create(record_kind="surveys.survey", record_id="1", digest="")
    with pytest.raises(IntegrityError), transaction.atomic():
        Participant.objects.create(record_kind="surveys.survey", record_id="1", digest="x", token_digest="")


def test_two_people_are_two_and_each_answers_once(verified, office, on_day):
    on_day(DURING)
    one, other = office.let_in(verified, "one@example.com"), office.let_in(verified, "other@example.com")
    office.answers(verified, one, **FULL)
    office.answers(verified, other, **FULL)
    with pytest.raises(Refused, match="一份"):
        office.answers(verified, one, **FULL)
    assert Response.objects.count() == 2


def test_capitals_and_blanks_do_not_make_another_person(verified, office, on_day):
    on_day(DURING)
    assert office.let_in(verified, "One@Example.com ") == office.let_in(verified, "one@example.com")


def test_two_drafts_of_one_person_become_one_answer(verified, office, on_day):
    on_day(DURING)
    person = office.let_in(verified, "one@example.com")
    keys = [new_key(), new_key()]
    for key in keys:
        draft = answering.start(verified, key, person)
        for page in range(3):
            answering.keep_page(draft, page, FULL)
    answering.send(verified, keys[0])
    with pytest.raises(Refused, match="一份"):
        answering.send(verified, keys[1])
    assert Response.objects.count() == 1


# --- a questionnaire of another record -------------------------------------------------------------------------------


def test_a_questionnaire_belongs_to_a_record_that_exists(office):
    with pytest.raises(Refused, match="找不到"):
        commands.attach(RecordRef("units.unit", "0"), office.unit, office.writer, "开放日", (OPENS, CLOSES))


def test_codes_let_in_and_blank_ones_do_not(office, on_day):
    host = office.survey(title="样例活动")
    gate.register_codes("surveys.survey", lambda _owner, code: {"AAAA": "1", "BBBB": "2"}.get(code.strip(), ""))
    with timekeeping.standing_at(BEFORE):
        survey = commands.attach(host.ref, office.unit, office.writer, "活动问卷", (OPENS, CLOSES), host)
        assert commands.attach(host.ref, office.unit, office.writer, "活动问卷", (OPENS, CLOSES)) == survey
        office.does(survey, "submit", office.writer)
        office.does(survey, "release", office.reviewer)
    assert queries.embedded(host.ref) == survey
    assert survey not in queries.listed_surveys()
    on_day(DURING)
    for wrong in ("", "  ", "CCCC"):
        with pytest.raises(Refused, match="签到码"):
            gate.by_code(survey.ref, host.ref, wrong)
    first = gate.by_code(survey.ref, host.ref, "AAAA")
    office.answers(survey, first, **FULL)
    with pytest.raises(Refused, match="一份"):
        gate.by_code(survey.ref, host.ref, "AAAA")
    office.answers(survey, gate.by_code(survey.ref, host.ref, "BBBB"), **FULL)
    assert survey.responses.count() == 2


# --- result and feedback ---------------------------------------------------------------------------------------------


def test_the_result_waits_for_the_end_and_for_every_text(asked, office, on_day):
    on_day(DURING)
    office.answers(asked, **FULL, q8="窗口太少")
    with pytest.raises(Refused, match="还没有截止"):
        office.report(asked)
    on_day(AFTER)
    with pytest.raises(Refused, match="没有审核"):
        office.report(asked)
    text = OpenText.objects.get()
    office.does(asked, "screen", office.writer, texts=[str(text.pk)], decision="show")
    office.report(asked)
    assert asked.phase is Phase.ANSWERED
    assert queries.result(asked).responses == 1
    assert list(queries.shown_texts(asked).values_list("public_text", flat=True)) == ["窗口太少"]


def test_a_text_with_a_telephone_number_is_shown_only_masked(asked, office, on_day):
    on_day(DURING)
    office.answers(asked, **FULL, q8="打我电话13812345678")
    text = OpenText.objects.get()
    with pytest.raises(Refused, match="不能公开"):
        office.does(asked, "screen", office.writer, texts=[str(text.pk)], decision="show")
    office.does(asked, "screen", office.writer, texts=[str(text.pk)], decision="show", public_text="请给我打电话")
    text.refresh_from_db()
    assert (text.text, text.public_text) == ("打我电话13812345678", "请给我打电话")
    with pytest.raises(Refused, match="理由"):
        office.does(asked, "screen", office.writer, texts=[str(text.pk)], decision="hold")


def test_nobody_answered_is_published_like_any_result_and_in_time(asked, office, on_day):
    on_day(AFTER)
    office.report(asked)
    assert queries.result(asked).responses == 0
    figure = indicator_of("surveys.answered").measure(Scope(AFTER))
    assert (figure.numerator, figure.denominator) == (1, 1)


def test_a_survey_whose_feedback_is_overdue_counts_as_not_answered(asked, on_day):
    on_day("2023-07-10")
    figure = indicator_of("surveys.answered").measure(Scope(dt.date(2023, 7, 10)))
    assert (figure.numerator, figure.denominator) == (0, 1)
    assert indicator_of("surveys.held").measure(Scope(dt.date(2023, 7, 10))).numerator == 1


def test_published_figures_stay_when_the_words_are_corrected(asked, office, on_day):
    on_day(AFTER)
    office.report(asked)
    figures = {**asked.results}
    office.does(asked, "amend", office.writer, findings="更正后的说明。", feedback="已增加三个窗口。")
    assert asked.results == figures
    office.does(asked, "publish_result", office.reviewer)
    assert asked.results["feedback"] == "已增加三个窗口。"
    assert asked.results["questions"] == figures["questions"]


def test_after_its_term_nobody_can_be_asked_who_took_part(verified, office, on_day):
    on_day(DURING)
    office.answers(verified, office.let_in(verified, "one@example.com"), **FULL)
    on_day(AFTER)
    office.report(verified)
    on_day(AFTER + dt.timedelta(days=61))
    assert telling.forget() == 1
    assert not Participant.objects.exists()
    assert Response.objects.count() == 1


def test_the_database_itself_wants_feedback_with_a_result(asked):
    with pytest.raises(IntegrityError), transaction.atomic():
        Survey.objects.filter(pk=asked.pk).update(results={}, results_on=AFTER)


def test_the_link_comes_by_letter_and_once_used_the_address_is_gone(verified, office, on_day):
    on_day(DURING)
    gate.ask(verified.ref, "one@example.com")
    run_due()
    token = next(word for word in mail.outbox[-1].body.split() if "/jinru/" in word).rstrip("/").rpartition("/")[2]
    person = gate.by_token(verified.ref, token)
    assert person is not None
    assert token not in repr(Participant.objects.values())
    office.answers(verified, person, **FULL)
    kept = Participant.objects.get()
    assert (kept.email, kept.token_digest, kept.done) == ("", None, True)
    assert gate.by_token(verified.ref, token) is None
    gate.ask(verified.ref, "one@example.com")
    run_due()
    assert len(mail.outbox) == 1


def test_the_link_of_one_survey_opens_no_other(verified, office, on_day):
    other = office.survey(answering="verified", title="另一份")
    on_day(DURING)
    gate.ask(verified.ref, "one@example.com")
    run_due()
    token = next(word for word in mail.outbox[-1].body.split() if "/jinru/" in word).rstrip("/").rpartition("/")[2]
    assert gate.by_token(other.ref, token) is None


def test_who_left_an_address_is_told_once_and_forgotten(asked, office, on_day):
    on_day(DURING)
    telling.follow(asked.ref, "one@example.com")
    telling.follow(asked.ref, "unconfirmed@example.com")
    telling.confirm(Follower.objects.get(email="one@example.com"))
    on_day(AFTER)
    office.report(asked)
    run_due()
    run_due()
    told = [one.to for one in mail.outbox if "结果已公布" in one.subject]
    assert told == [["one@example.com"]]
    assert not Follower.objects.filter(email="one@example.com").exists()
