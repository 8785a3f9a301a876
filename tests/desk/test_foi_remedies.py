"""Reconsideration and suits over HTTP: reported, listed, their evidence printed; rates and warning sheets of 区府办."""
# ruff: noqa: F811 - fixtures of other rooms are arguments here

import datetime as dt

import pytest
from tests.support.at_the_desk import words
from tests.support.requests import foi  # noqa: F401 - fixtures
from tests.support.workplan import once_by

from mingzheng.core import timekeeping
from mingzheng.core.actors import Post
from mingzheng.core.procedures.commands import act
from mingzheng.core.procedures.models import Case
from mingzheng.requests.foi.commands import grant
from mingzheng.requests.foi.models import Application
from mingzheng.requests.remedies import commands, purging, queries
from mingzheng.requests.remedies.models import RemedyCase, WarningSheet

NOW = dt.date(2023, 5, 15)
FORM = {
    "kind": "reconsideration", "organ": "某区人民政府", "filed_on": "2023-05-08", "received_on": "2023-05-12",
    "claim": "请求撤销答复", "form_key": "r" * 24,
}  # fmt: skip
EVIDENCE = {"name": "答复书", "source": "本机关制作", "proves": "已在法定期限内答复", "pages": "2"}
SECRET = "请求撤销答复"


@pytest.fixture
def refused(foi, on_day):
    """Refused as internal on 20 April 2023; it is 15 May."""
    found = once_by(foi.district, "refused", lambda: _refused(foi))
    on_day(NOW)
    return found


def _refused(foi):
    found = foi.handled()
    foi.answers(found, "C5", dt.date(2023, 4, 20))
    return found


@pytest.fixture
def remedy(foi, refused):
    facts = {"kind": "reconsideration", "organ": "某区人民政府", "filed_on": dt.date(2023, 5, 8),
             "received_on": dt.date(2023, 5, 12), "claim": SECRET}  # fmt: skip
    return commands.report(refused, foi.actor(), facts)


def does(foi, remedy, command, facts):
    act(Case.objects.get(pk=remedy.case_id), command, foi.actor(), facts)


def corrected(foi, remedy, on_day):
    on_day(dt.date(2023, 6, 30))
    said = {
        "concluded_on": "2023-06-30",
        "result": "corrected",
        "cause": "search",
        "redo": "on",
        "told_on": "2023-06-30",
        "decision": "撤销答复",
    }
    does(foi, remedy, "conclude", said)


def test_the_officer_reports_once_and_the_clock_of_the_answer_runs(enter_foi, refused):
    page = f"/desk/cases/{refused.case_id}/"
    assert f"/desk/foi/{refused.pk}/remedy/" in enter_foi().get(page).content.decode()
    for _twice in range(2):
        answer = enter_foi(Post.LEGAL).post(f"/desk/foi/{refused.pk}/remedy/", FORM)
        assert answer.status_code == 302
    remedy = RemedyCase.objects.get()
    assert answer.url == f"/desk/cases/{remedy.case_id}/"
    assert remedy.case.due_on == dt.date(2023, 5, 22)
    assert "某区人民政府" in words(enter_foi().get(page))


def test_what_is_refused_stands_in_the_form_and_nothing_typed_is_lost(enter_foi, refused):
    wrong = FORM | {"filed_on": "2023-04-01", "received_on": "2023-04-03"}
    page = words(enter_foi().post(f"/desk/foi/{refused.pk}/remedy/", wrong))
    assert "早于提交申请" in page
    assert SECRET in page
    again = FORM | {"kind": "suit_after_reconsideration", "form_key": "s" * 24}
    assert "没有已审结的行政复议" in words(enter_foi().post(f"/desk/foi/{refused.pk}/remedy/", again))
    assert not RemedyCase.objects.exists()


@pytest.mark.parametrize(
    ("post", "unit"),
    [(Post.REVIEWER, "fagai"), (Post.HEAD, "fagai"), (Post.OFFICER, "sifa"), (Post.OFFICE_CLERK, "qufuban")],
)
def test_reporting_belongs_to_officer_and_legal_of_the_handling_unit(enter_foi, refused, post, unit):
    client = enter_foi(post, unit)
    assert client.get(f"/desk/foi/{refused.pk}/remedy/").status_code == 404
    assert client.post(f"/desk/foi/{refused.pk}/remedy/", FORM).status_code == 404
    assert not RemedyCase.objects.exists()


def test_evidence_stands_as_a_list_with_its_file_and_is_printed(enter_foi, foi, remedy):
    from django.core.files.uploadedfile import SimpleUploadedFile

    paper = SimpleUploadedFile("答复书.txt", "答复书内容".encode())
    address = f"/desk/cases/{remedy.case_id}/add_evidence/"
    revision = Case.objects.get(pk=remedy.case_id).revision
    assert enter_foi().post(address, {**EVIDENCE, "paper": paper, "revision": revision}).status_code == 302
    row = remedy.evidence.get()
    page = enter_foi().get(f"/desk/cases/{remedy.case_id}/").content.decode()
    assert f"/files/{row.paper_id}" in page
    assert remedy.application.number in page
    printed = words(enter_foi().get(f"/desk/foi/remedies/{remedy.pk}/evidence/"))
    assert "共1件，2页" in printed
    assert "已在法定期限内答复" in printed


def test_lists_and_single_pages_agree_on_who_reads(enter_foi, foi, remedy):
    evidence, case = f"/desk/foi/remedies/{remedy.pk}/evidence/", f"/desk/cases/{remedy.case_id}/"
    assert "某区人民政府" in words(enter_foi().get("/desk/foi/remedies/"))
    other = enter_foi(Post.LEGAL, "sifa")
    assert remedy.application.number not in words(other.get("/desk/foi/remedies/"))
    assert {other.get(one).status_code for one in (evidence, case)} == {404}
    office = enter_foi(Post.OFFICE_CLERK, "qufuban")
    counts = words(office.get("/desk/foi/remedies/"))
    assert "区发改委1" in counts
    assert remedy.application.number not in counts
    assert {office.get(one).status_code for one in (evidence, case)} == {404}
    assert enter_foi(Post.WINDOW).get("/desk/foi/remedies/").status_code == 403
    grant(
        remedy.application,
        foi.district.person("qufuban", Post.OFFICE_CLERK),
        foi.district.head,
        reason="复议案件核对",
        until=dt.date(2023, 5, 20),
    )
    assert SECRET in words(enter_foi(Post.OFFICE_CLERK, "qufuban").get(case))


def test_rates_show_numbers_without_content_and_no_share_of_a_few(enter_foi, foi, remedy, on_day):
    corrected(foi, remedy, on_day)
    office = enter_foi(Post.OFFICE_HEAD, "qufuban")
    page = words(office.get("/desk/foi/rates/?year=2023"))
    assert "区发改委1件，1件" not in page
    assert "检索不充分1" in page
    assert "100.0%" not in page
    drill = words(office.get(f"/desk/foi/rates/{foi.unit.pk}/?year=2023"))
    assert remedy.application.number in drill
    assert "2023年6月30日" in drill
    assert SECRET not in drill
    assert "撤销答复" not in drill
    assert enter_foi().get("/desk/foi/rates/").status_code == 403
    assert enter_foi().get(f"/desk/foi/rates/{foi.unit.pk}/").status_code == 403


def test_a_share_is_shown_from_five_concluded_on(foi, refused):
    for n in range(queries.LEAST):
        RemedyCase.objects.create(
            application=refused, unit=foi.unit, kind="reconsideration", filed_on=NOW, concluded_on=NOW,
            result="corrected" if n < 2 else "upheld",
        )  # fmt: skip
    rate = queries.rates(2023)[0]
    assert (rate.answered, rate.reconsidered.percent, rate.sued.percent) == (1, 40.0, None)


def test_a_sheet_is_issued_answered_and_accepted_on_the_desk(enter_foi, foi, remedy, on_day):
    corrected(foi, remedy, on_day)
    address = f"/desk/foi/rates/{foi.unit.pk}/warn/?year=2023"
    said = {
        "kind": "hint",
        "remedies": [str(remedy.pk)],
        "facts": "检索不充分",
        "demands": "查明原因",
        "form_key": "w" * 24,
    }
    assert enter_foi().get(address).status_code == 403
    assert "请选择种类" in words(enter_foi(Post.OFFICE_CLERK, "qufuban").post(address, {**said, "kind": ""}))
    enter_foi(Post.OFFICE_CLERK, "qufuban").post(address, said)
    sheet = WarningSheet.objects.get()
    assert list(sheet.remedies.all()) == [remedy]
    page = f"/desk/cases/{sheet.case_id}/"
    assert "检索不充分" in words(enter_foi(Post.HEAD).get(page))
    assert sheet.number in words(enter_foi().get("/desk/foi/remedies/"))
    assert enter_foi(Post.HEAD, "sifa").get(page).status_code == 404
    mend = {"answer": "已修订检索办法", "revision": Case.objects.get(pk=sheet.case_id).revision}
    assert enter_foi().post(f"{page}mend/", mend).status_code == 302
    accept = {"revision": Case.objects.get(pk=sheet.case_id).revision}
    assert enter_foi(Post.OFFICE_HEAD, "qufuban").post(f"{page}accept/", accept).status_code == 302
    assert Case.objects.get(pk=sheet.case_id).state == "closed"


def test_remedies_of_another_unit_cannot_be_named_on_a_sheet(enter_foi, foi, remedy, on_day):
    corrected(foi, remedy, on_day)
    other = foi.district.units["sifa"]
    said = {"kind": "hint", "remedies": [str(remedy.pk)], "facts": "甲", "demands": "乙", "form_key": "x" * 24}
    enter_foi(Post.OFFICE_CLERK, "qufuban").post(f"/desk/foi/rates/{other.pk}/warn/?year=2023", said)
    assert not WarningSheet.objects.filter(remedies=remedy).exists()


def test_under_remedy_the_answered_application_has_no_clock_of_its_own_and_is_held(foi, remedy, on_day):
    with timekeeping.standing_at(dt.date(2024, 3, 1)):
        case = foi.case(remedy.application)
        assert case.due_on is None
    assert list(purging.pending()) == [remedy.application]
    on_day(dt.date(2023, 6, 30))
    does(foi, remedy, "conclude", {"concluded_on": "2023-06-30", "result": "upheld", "decision": "维持"})
    assert not purging.pending().exists()
    assert Application.objects.get().redo_ordered_on is None
