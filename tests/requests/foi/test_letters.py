"""What comes with the letters of a case: the receipt, notices beside the reply, copies with the seal."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from mingzheng.core import timekeeping
from mingzheng.core.actors import Post
from mingzheng.core.errors import Refused
from mingzheng.core.files.models import StoredFile
from mingzheng.core.procedures.commands import act

MONDAY = dt.date(2023, 4, 17)
PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    b"\x00\x00\x00\rIDATx\x9cc\xf8\xff\xff?\x00\x05\xfe\x02\xfe\xa75\x81\x84\x00\x00\x00\x00IEND\xaeB`\x82"
)


def at(month: int, day: int) -> dt.date:
    return dt.date(2023, month, day)


def text_of(letter) -> str:
    return "\n".join([letter.title, *letter.paragraphs, letter.remedy])


def scan(name: str) -> MultiValueDict:
    return MultiValueDict({"signed_copy": [SimpleUploadedFile(name, PNG, "image/png")]})


def test_registered_means_a_receipt_with_the_number_and_the_day_of_reply(foi):
    found = foi.arrives()
    foi.does(found, "register", on=MONDAY)
    receipt = found.letters.get(kind="receipt")
    assert (receipt.number, receipt.serial) == ("", None)
    assert found.number in text_of(receipt)
    assert "2023年5月16日前答复" in text_of(receipt)
    assert "凭申请号和查询码" in text_of(receipt)
    assert receipt.remedy == ""


def test_the_applicant_is_told_once_that_opinions_are_sought_and_not_whose(foi):
    found = foi.handled()
    for kind, party in (("third_party", "某公司"), ("co_agency", "区教育局")):
        sent = {"kind": kind, "party": party, "content": "数据", "sent_on": MONDAY.isoformat()}
        foi.does(found, "consult", sent, on=MONDAY)
    told = found.letters.get(kind="consult_notice")
    assert told.addressee == "张三丰"
    assert "不计算在答复期限内" in text_of(told)
    assert "某公司" not in text_of(told)


def test_another_unit_is_asked_for_help_without_stopping_the_clock(foi, district):
    found = foi.handled()
    asked = {"unit": str(district.units["sifa"].pk), "content": "查找2021年的批复", "until": at(4, 21).isoformat()}
    case = foi.does(found, "assist", asked, on=MONDAY)
    letter = found.letters.get(kind="assist")
    assert letter.number == "区发改委公协〔2023〕1号"
    assert letter.addressee == district.units["sifa"].name
    assert "2023年4月21日前" in text_of(letter)
    assert "张三丰" not in text_of(letter)
    assert (case.state, foi.clock(found).status) == ("handling", "running")
    with pytest.raises(Refused, match="没有这个单位"):
        foi.does(found, "assist", asked | {"unit": str(foi.unit.pk)}, on=MONDAY)


def test_a_lapse_is_told_on_request_with_its_remedy(foi):
    quiet, told = foi.arrives(), foi.arrives()
    for found in (quiet, told):
        foi.does(found, "register", on=MONDAY)
        foi.does(found, "ask_correction", {"items": "请写明年份", "period_days": "5"}, on=at(4, 20))
        foi.does(found, "correction_delivered", {"delivered_on": at(4, 21).isoformat()}, on=at(4, 21))
    foi.does(quiet, "correction_lapsed", {"reason": "逾期"}, on=at(4, 28))
    foi.does(told, "correction_lapsed", {"reason": "逾期", "notify": "on"}, on=at(4, 28))
    assert not quiet.letters.filter(kind="notice_correction_lapsed").exists()
    letter = told.letters.get(kind="notice_correction_lapsed")
    assert "补正期限已于2023年4月27日届满" in text_of(letter)
    assert "申请行政复议" in letter.remedy


def test_a_copy_with_the_seal_comes_later_and_what_it_replaces_stays(foi):
    found = foi.handled()
    letter = foi.answers(found, "E2", MONDAY)
    assert letter.signed_copy is None
    for number in (1, 2):
        with timekeeping.standing_at(MONDAY):
            act(
                foi.case(found), "signed_copy", foi.actor(), {"letter": str(letter.pk)}, files=scan(f"盖章{number}.png")
            )
    letter.refresh_from_db()
    assert letter.signed_copy.name == "盖章2.png"
    kept = StoredFile.objects.filter(owner_kind="foi.application", owner_id=str(found.pk), label=f"{letter}盖章件")
    assert {file.name for file in kept} == {"盖章1.png", "盖章2.png"}
    stranger = foi.answers(foi.handled(), "E2", MONDAY)
    with timekeeping.standing_at(MONDAY), pytest.raises(Refused, match="哪一份文书"):
        act(foi.case(found), "signed_copy", foi.actor(), {"letter": str(stranger.pk)}, files=scan("x.png"))


def test_a_letter_of_a_void_number_takes_no_copy(foi):
    found = foi.handled()
    foi.proposes(found, "E2", MONDAY)
    letter = foi.signs(found, MONDAY)
    foi.does(found, "void", {"reason": "笔误"}, on=MONDAY, by=Post.HEAD)
    with timekeeping.standing_at(MONDAY), pytest.raises(Refused, match="哪一份文书"):
        act(foi.case(found), "signed_copy", foi.actor(), {"letter": str(letter.pk)}, files=scan("x.png"))
