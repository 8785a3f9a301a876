"""Partial disclosure at the desk: what was found is kept, covered, and only its copy goes out with the answer."""
# ruff: noqa: F811 - fixtures of other rooms are arguments here

import datetime as dt
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook
from tests.support.at_the_desk import words
from tests.support.requests import foi  # noqa: F401 - fixtures

from mingzheng.core.actors import Post
from mingzheng.core.files.models import StoredFile
from mingzheng.requests.foi.models import Letter, Outcome, Supplement
from mingzheng.requests.redaction.models import Redaction

THURSDAY = dt.date(2023, 4, 20)


@pytest.fixture(autouse=True)
def _thursday(foi, on_day):
    on_day(THURSDAY)


def sheet():
    book = Workbook()
    book.worksheets[0]["A1"] = "投资估算"
    hidden = book.create_sheet("采购价格")
    hidden["A1"], hidden.sheet_state = "保密价格", "hidden"
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def uploaded(data, name="估算表.xlsx"):
    return SimpleUploadedFile(name, data)


def attached(client, foi, found, data):
    """The officer puts what was found into the case; returns the file."""
    case = foi.case(found)
    client.post(f"/desk/cases/{case.pk}/attach/", {"revision": case.revision, "papers": uploaded(data)})
    return StoredFile.objects.get(owner_kind="foi.application", name="估算表.xlsx")


def cleaned(client, found, file):
    start = {"owner_kind": "foi.application", "owner_id": found.pk, "file": str(file.pk), "do": "clean"}
    client.post("/desk/redaction/start/", start)
    return Redaction.objects.get()


def partial(foi, found, **more):
    return {
        "leaf": "B", "reason": "采购价格属于商业秘密。", "withheld": ["C4"], "supplied": "投资估算表（已区分处理）",
        "revision": str(foi.case(found).revision), **more,
    }  # fmt: skip


def test_the_copy_goes_out_with_the_answer_and_the_original_does_not(enter_foi, foi):
    found = foi.handled()
    client = enter_foi()
    file = attached(client, foi, found, sheet())
    made = cleaned(client, found, file)
    page = f"/desk/foi/cases/{found.case_id}/reply/"
    assert f'value="{made.copy_id}"' in client.get(page + "?leaf=B").content.decode()
    assert client.post(page, partial(foi, found, given=[str(made.copy_id)])).status_code == 302
    assert Outcome.objects.get().given == [str(made.copy_id)]
    letter = foi.signs(found, THURSDAY)
    assert [one.pk for one in letter.attachments.all()] == [made.copy_id]


def test_the_original_uploaded_again_beside_its_copy_is_refused(enter_foi, foi):
    found = foi.handled()
    client = enter_foi()
    data = sheet()
    cleaned(client, found, attached(client, foi, found, data))
    again = partial(foi, found, papers=uploaded(data, "给申请人.xlsx"))
    answer = client.post(f"/desk/foi/cases/{found.case_id}/reply/", again)
    assert answer.status_code == 409
    assert "不能提供原件" in words(answer)
    assert not Letter.objects.filter(kind="answer").exists()


def test_a_copy_that_was_voided_or_is_of_another_case_is_no_choice(enter_foi, foi):
    found, other = foi.handled(), foi.handled()
    client = enter_foi()
    made = cleaned(client, found, attached(client, foi, found, sheet()))
    client.post(f"/desk/foi/cases/{other.case_id}/reply/", partial(foi, other, given=[str(made.copy_id)]))
    assert Outcome.objects.get().given == []
    client.post(f"/desk/redaction/{made.pk}/void/", {"reason": "遮少了一处"})
    page = client.get(f"/desk/foi/cases/{found.case_id}/reply/?leaf=B").content.decode()
    assert str(made.copy_id) not in page


def test_covering_is_the_officers_while_the_answer_is_not_handed_in(enter_foi, foi):
    found = foi.handled()
    file = attached(enter_foi(), foi, found, sheet())
    start = {"owner_kind": "foi.application", "owner_id": found.pk, "file": str(file.pk), "do": "clean"}
    enter_foi(Post.REVIEWER).post("/desk/redaction/start/", start)
    enter_foi(Post.OFFICER, "sifa").post("/desk/redaction/start/", start)
    assert not Redaction.objects.exists()
    foi.proposes(found, "C5", THURSDAY)
    enter_foi().post("/desk/redaction/start/", start)
    assert not Redaction.objects.exists()
    assert "不能再遮盖" in words(enter_foi().get(f"/desk/cases/{found.case_id}/"))


def test_steps_say_on_what_they_stand(enter_foi, foi):
    came = foi.arrives("internet", on=THURSDAY)
    page = enter_foi(Post.WINDOW).get(f"/desk/cases/{came.case_id}/confirm/")
    assert "13800001111" in page.content.decode()
    asked = foi.handled()
    foi.does(asked, "ask_extension", {"days": "5", "reason": "材料较多"}, on=THURSDAY)
    page = words(enter_foi(Post.HEAD).get(f"/desk/cases/{asked.case_id}/approve_extension/"))
    assert "延长5个工作日，到2023年5月23日（周二）" in page
    sent = {"kind": "third_party", "party": "某公司", "content": "数据", "sent_on": "2023-04-20"}
    foi.does(asked, "consult", sent, on=THURSDAY)
    page = words(enter_foi().get(f"/desk/cases/{asked.case_id}/consult_delivered/"))
    assert "某公司（第三方），4月20日发出" in page


def handed_in(found, kind, text):
    return Supplement.objects.create(application=found, kind=kind, text=text, handed_in_on=THURSDAY)


def test_what_the_applicant_hands_in_online_is_read_and_settled_on_the_case(enter_foi, foi):
    found = foi.handled()
    extra, again = handed_in(found, "material", "补充一份说明"), handed_in(found, "help", "看不清小字")
    page = words(enter_foi().get(f"/desk/cases/{found.case_id}/"))
    assert "补充一份说明" in page
    assert "看不清小字" in page
    assert (
        enter_foi(Post.OFFICER, "sifa").post(f"/desk/foi/supplements/{extra.pk}/settle/", {"do": "take"}).status_code
        == 404
    )
    assert enter_foi(Post.REVIEWER).post(f"/desk/foi/supplements/{extra.pk}/settle/", {"do": "take"}).status_code == 403
    enter_foi().post(f"/desk/foi/supplements/{extra.pk}/settle/", {"do": "take"})
    silent = enter_foi().post(f"/desk/foi/supplements/{again.pk}/settle/", {"do": "decline", "note": " "}, follow=True)
    assert "请写明不采用的原因" in words(silent)
    enter_foi().post(f"/desk/foi/supplements/{again.pk}/settle/", {"do": "decline", "note": "已电话告知"})
    assert list(found.supplements.values_list("state", flat=True)) == ["taken", "declined"]
    assert "已电话告知" in words(enter_foi().get(f"/desk/cases/{found.case_id}/"))


def test_conversations_stand_on_the_case(enter_foi, foi):
    found = foi.handled()
    found.conversations.create(
        talked_on=THURSDAY, way="phone", summary="说明了检索范围", result="explained", person="李四"
    )
    assert "说明了检索范围" in words(enter_foi().get(f"/desk/cases/{found.case_id}/"))
