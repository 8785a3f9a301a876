"""A citizen applies for information on the portal: helped at every part, nothing lost, nothing taken twice."""
# ruff: noqa: F811 - fixtures of other rooms are arguments here

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.test import Client
from tests.portal.foi import ID_NUMBER, NAME, PERSONAL, PNG, WANTED, Citizen, picture
from tests.support.public_forms import answered, key_of
from tests.support.requests import foi  # noqa: F401 - fixture

from mingzheng.core.actors import Actor
from mingzheng.core.files.models import StoredFile
from mingzheng.core.files.queries import may_read
from mingzheng.core.journal.models import Entry
from mingzheng.core.outbox.models import Message
from mingzheng.portal.views.foi import apply
from mingzheng.requests.foi import drafts
from mingzheng.requests.foi.models import Application, Draft, Supplement, Visit

pytestmark = pytest.mark.django_db


@pytest.fixture
def citizen(foi, on_day, client):
    on_day("2023-06-20")  # a Tuesday; Thursday and Friday are the Dragon Boat holiday, Sunday is worked
    return Citizen(client)


def test_from_the_first_word_to_the_receipt(citizen, foi):
    citizen.fills_all(who={"proof": picture(), "proof_later": ""}, way={"needs": "请打电话说明"})
    checked = citizen.get("queren/")
    assert all(word in checked for word in (WANTED, NAME, ID_NUMBER, "身份证.png", foi.unit.name, "请打电话说明"))
    code = citizen.sends()
    found = Application.objects.get()
    assert (found.unit.code, found.channel, found.origin) == ("fagai", "internet", "portal")
    assert found.received_on is None and found.number == "", "received only when both sides confirm (Art. 31)"
    assert found.wanted == f"{WANTED}；区里委托第三方做的那一份"
    assert (found.applicant.name, found.applicant.id_number) == (NAME, ID_NUMBER)
    assert StoredFile.objects.get(owner_kind="foi.application", owner_id=str(found.pk)).label == "身份证明"
    assert found.supplements.get().text == "请打电话说明"
    assert not Draft.objects.exists(), "what was typed lies in one place only"
    receipt = citizen.get("huizhi/")
    assert "2023年6月21日前" in receipt and "双方确认" in receipt and code in receipt
    citizen.post("huizhi/")
    assert code not in citizen.get("huizhi/"), "written down, it is shown no more"


def test_the_query_code_leads_to_the_application_and_is_kept_nowhere(citizen):
    citizen.fills_all()
    code = citizen.sends()
    shown = Citizen(Client()).asks(code.lower().replace("-", " "))
    assert "等待确认收到" in shown and WANTED in shown and "2023年6月21日" in shown
    plain = code.replace("-", "")
    visit = Visit.objects.first()
    assert plain not in visit.fresh_code and plain not in Application.objects.get().query_hash


def test_no_purpose_is_asked(citizen):
    pages = "".join(citizen.get(path) for path in ("xuqiu/",))
    citizen.fills("what")
    pages += "".join(citizen.get(path) for path in ("danwei/", "shenfen/", "shenqingren/", "fangshi/"))
    assert 'name="purpose"' not in pages and "所需信息的用途" not in pages


def test_an_organisation_tells_its_kind_and_its_code(citizen):
    citizen.fills("what")
    citizen.fills("unit")
    citizen.fills("kind", applicant_kind="legal")
    wrong = citizen.fills("who", name="某某律师事务所", id_kind="uscc", id_number="91310000MA1K35X43X").content.decode()
    assert "各位对不上" in wrong and "请填写法定代表人" in wrong and "某某律师事务所" in wrong
    facts = {
        "name": "某某律师事务所",
        "id_kind": "other",
        "id_number": "律证001",
        "representative": "李四",
        "contact": "王五",
    }
    assert citizen.fills("who", **facts).status_code == 302
    citizen.fills("way")
    citizen.sends()
    found = Application.objects.get()
    assert found.applicant_kind == "legal" and found.applicant.representative == "李四"


WRONG = [
    ("what", {"about": "问" * 1001}, "写了 1001 个字，最多 1000 个"),
    ("what", {"title": "", "about": ""}, "名称、文号、描述，写其中一样就可以"),
    ("what", {"title": "甲", "about": ""}, "写得太短"),
    ("what", {"title": "甲" * 201}, "太长了，最多 200 个字"),
    ("what", {"about": "甲" * 1001}, "最多 1000 个"),
    ("unit", {"unit": ""}, "请选择一个单位"),
    ("unit", {"unit": "moon"}, "没有这个单位"),
    ("kind", {"applicant_kind": ""}, "请选择一种身份"),
    ("kind", {"applicant_kind": "king"}, "请从列出的身份中选一种"),
    ("who", {"name": ""}, "请填写姓名"),
    ("who", {"id_kind": ""}, "请选择证件种类"),
    ("who", {"id_number": ""}, "请填写证件号码"),
    ("who", {"id_number": "31010519900101123"}, "身份证号码有 18 位，现在是 17 位"),
    ("who", {"id_number": "310105199001011234"}, "多半是抄错了一位"),
    ("who", {"proof_later": ""}, "现在手边没有，请勾选"),
    ("way", {"form": ""}, "请选择一种形式"),
    ("way", {"way": ""}, "请选择怎样给您"),
    ("way", {"form": "paper", "way": "email"}, "请换一种方式"),
    ("way", {"form": "paper", "way": "post", "address": ""}, "请填写通信地址"),
    ("way", {"way": "email", "email": ""}, "请填写电子邮箱"),
    ("way", {"form": "paper", "way": "fax", "phone": ""}, "请填写传真号码"),
    ("way", {"phone": "打给我"}, "看不出是电话号码"),
    ("way", {"email": "sanfeng"}, "看不出是电子邮箱"),
    ("way", {"postcode": "长宁"}, "邮政编码是 6 位数字"),
    ("way", {"phone": "", "email": ""}, "电话或者电子邮箱中的一样"),
]


@pytest.mark.parametrize(("part", "changed", "said"), WRONG, ids=[f"{one[0]}-{one[2][:8]}" for one in WRONG])
def test_wrong_input_is_said_in_its_place_and_kept(citizen, part, changed, said):
    citizen.fills("what")
    citizen.fills("kind")
    answer = citizen.fills(part, **changed)
    page = answer.content.decode()
    assert answer.status_code == 200 and said in page and 'aria-invalid="true"' in page
    typed = next((value for value in changed.values() if value and value not in ("moon", "king")), "")
    assert typed in page


def test_a_number_that_the_person_has_checked_is_taken(citizen):
    """Some true numbers fail the check digit: the law wants proof of identity, not a sum."""
    citizen.fills("what")
    citizen.fills("kind")
    page = citizen.fills("who", id_number="310105199001011234").content.decode()
    assert "我对照证件核对过" in page
    assert citizen.fills("who", id_number="310105199001011234", id_sure="on").status_code == 302


@pytest.mark.parametrize("kind", ["passport", "hk_macao", "taiwan", "other"])
def test_other_documents_are_taken_as_they_are(citizen, kind):
    citizen.fills("what")
    citizen.fills("kind")
    assert citizen.fills("who", id_kind=kind, id_number="E1234567").status_code == 302


def test_full_width_digits_and_blanks_in_a_number_do_no_harm(citizen):
    citizen.fills_all(who={"id_number": "３１０１０５ 19900101 123ｘ"})
    citizen.sends()
    assert Application.objects.get().applicant.id_number == ID_NUMBER


def test_a_good_file_is_kept_when_something_else_is_wrong(citizen):
    citizen.fills("what")
    citizen.fills("kind")
    page = citizen.fills("who", id_number="1", proof=picture(), proof_later="").content.decode()
    assert "已经上传的身份证明" in page and "身份证.png" in page
    assert citizen.fills("who", proof_later="").status_code == 302, "it has not to be chosen again"
    kept = StoredFile.objects.get()
    citizen.post("shenqingren/", {"drop": str(kept.pk)})
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize(
    ("name", "data"), [("a.exe", b"MZ\x90\x00" + b"\x00" * 80), ("a.png", b""), ("a.png", b"hello")]
)
def test_a_file_that_is_none_is_said_in_its_place(citizen, name, data):
    citizen.fills("what")
    citizen.fills("kind")
    answer = citizen.fills("who", proof=picture(name, data), proof_later="")
    assert answer.status_code == 200 and "field__error" in answer.content.decode() and not StoredFile.objects.exists()


def test_too_many_files_are_said_so(citizen, monkeypatch):
    monkeypatch.setattr(drafts, "MOST_FILES", 1)
    citizen.fills("what")
    citizen.fills("kind")
    page = citizen.fills("who", proof=[picture("一.png"), picture("二.png", PNG + b"\x00")]).content.decode()
    assert "最多上传 1 个文件" in page


def test_files_beyond_the_bound_are_left_out_and_the_rest_is_taken(citizen, monkeypatch):
    monkeypatch.setattr(apply, "MOST_FILES", 0)
    citizen.fills("what")
    citizen.fills("kind")
    page = citizen.fills("who", proof=picture(), proof_later="").content.decode()
    assert "上传的文件太多" in page and not StoredFile.objects.exists()
    citizen.fills_all()
    citizen.sends()
    assert Application.objects.exists()


def test_the_same_application_posted_twice_is_one_and_shows_the_first_receipt(citizen):
    citizen.fills_all()
    key = key_of(citizen.get("queren/"))
    for _press in range(3):
        assert citizen.post("queren/", {"form_key": key}).url == "/yishenqing/huizhi/"
    code = citizen.code_shown(citizen.get("huizhi/"))
    assert Application.objects.count() == 1
    assert citizen.get("huizhi/").count(code) == 1


def test_two_windows_of_one_draft_make_one_application(citizen):
    citizen.fills_all()
    keys = [key_of(citizen.get("queren/")) for _window in range(2)]
    assert keys[0] != keys[1]
    for key in keys:
        citizen.post("queren/", {"form_key": key})
    assert Application.objects.count() == 1


def test_two_browsers_of_one_draft_make_one_application(citizen):
    citizen.fills_all()
    citizen.fills("way", go="save")
    code = citizen.code_shown(citizen.get("caogao/"))
    other = Citizen(Client())
    other.post("caogao/", {"go": "resume", "code": code})
    key = key_of(other.get("queren/"))
    citizen.sends()
    page = other.post("queren/", {"form_key": key}).content.decode()
    assert "没有找到正在填写的申请" in page and Application.objects.count() == 1


def test_an_incomplete_draft_is_not_sent_and_says_where_to_go(citizen):
    citizen.fills("what")
    page = citizen.get("queren/")
    assert "还有几处没有填完" in page and "提交申请" not in page and "以后再补" not in page
    assert re.search(r'href="/yishenqing/danwei/">\s*接着填写', page)
    citizen.post("queren/", {"form_key": key_of(page)})
    assert not Application.objects.exists()
    assert "请选择一个单位" not in citizen.get("danwei/"), "nothing is wrong before it was tried"


def test_changing_a_part_from_the_check_leads_back_there(citizen):
    citizen.fills_all()
    assert citizen.post("danwei/?hui=1", {"unit": "fagai", "go": "next"}).url == "/yishenqing/queren/"


def test_going_back_keeps_what_was_typed_however_wrong(citizen):
    citizen.fills("what")
    citizen.fills("kind")
    assert citizen.fills("who", id_number="12", go="back").url == "/yishenqing/shenfen/"
    assert 'value="12"' in citizen.get("shenqingren/")


# --- drafts ------------------------------------------------------------------------------------------------------------


def test_a_saved_draft_is_found_again_by_its_code_alone(citizen):
    citizen.fills("what")
    citizen.fills("kind")
    citizen.fills("who", go="save")
    code = citizen.code_shown(citizen.get("caogao/"))
    later = Citizen(Client())
    assert later.post("caogao/", {"go": "resume", "code": code.lower()}).url == "/yishenqing/caogao/"
    assert NAME in later.get("shenqingren/") and WANTED in later.get("xuqiu/")


def test_what_was_typed_cannot_be_read_in_the_database(citizen):
    citizen.fills_all()
    citizen.fills("way", go="save")
    code = citizen.code_shown(citizen.get("caogao/")).replace("-", "")
    row = str(Draft.objects.values().get()) + str(Visit.objects.values().get())
    assert not [one for one in (*PERSONAL, WANTED, code) if one in row]
    assert citizen.client.cookies["mz_shenqing"].value not in row


def test_a_draft_ends_on_its_day_with_its_files(citizen, on_day):
    citizen.fills("what")
    citizen.fills("kind")
    citizen.fills("who", proof=picture(), go="save")
    code = citizen.code_shown(citizen.get("caogao/"))
    on_day("2023-07-20")
    assert drafts.drop_old() == 0 and NAME in citizen.get("shenqingren/")
    on_day("2023-07-21")
    assert "没有找到正在填写的申请" in citizen.get("shenqingren/")
    page = Citizen(Client()).post("caogao/", {"go": "resume", "code": code}).content.decode()
    assert "没有这份草稿" in page
    assert drafts.drop_old() == 1 and not Draft.objects.exists() and not StoredFile.objects.exists()


def test_a_draft_nobody_saved_goes_the_next_day(citizen, on_day):
    citizen.fills("what")
    on_day("2023-06-22")
    drafts.drop_old()
    assert not Draft.objects.exists()


def test_delete_my_draft_deletes_everything(citizen):
    citizen.fills("what")
    citizen.fills("kind")
    citizen.fills("who", proof=picture())
    page = citizen.post("caogao/", {"go": "delete"}).content.decode()
    assert "已经删除" in page and not Draft.objects.exists() and not StoredFile.objects.exists()
    assert "没有找到正在填写的申请" in citizen.get("shenqingren/")


def test_leaving_a_shared_computer_leaves_nothing_on_it(citizen):
    citizen.fills_all()
    code = citizen.sends()
    citizen.post("caogao/", {"go": "leave"})
    assert "查询办理情况" in citizen.client.get("/yishenqing/jindu/", follow=True).content.decode()
    assert not Visit.objects.exists()
    assert WANTED in Citizen(Client()).asks(code)


def test_a_browser_left_alone_for_hours_shows_nothing(citizen):
    citizen.fills_all()
    Visit.objects.update(seen_at=dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
    assert NAME not in citizen.get("shenqingren/")
    assert citizen.fills("what").status_code == 302, "and one begins anew"


def test_a_draft_sealed_under_another_key_is_empty_and_no_error(citizen, settings):
    citizen.fills_all()
    cookie = citizen.client.cookies["mz_shenqing"].value
    Draft.objects.update(sealed="gAAAAABnothing")
    assert citizen.client.get("/yishenqing/queren/").status_code == 200 and cookie


# --- who presses -------------------------------------------------------------------------------------------------------


def test_a_busy_address_is_asked_a_plain_question_and_never_refused(citizen, monkeypatch):
    monkeypatch.setattr(apply, "MANY_FILINGS", 0)
    citizen.fills_all()
    page = citizen.post("queren/", {"form_key": key_of(citizen.get("queren/"))}).content.decode()
    assert "请先回答一个小问题" in page and not Application.objects.exists()
    wrong = citizen.post("queren/", {"form_key": key_of(page), **answered(page), "wen-answer": "99"}).content.decode()
    assert "请先回答一个小问题" in wrong and not Application.objects.exists()
    assert citizen.post("queren/", {"form_key": key_of(wrong), **answered(wrong)}).status_code == 302
    assert Application.objects.count() == 1


def test_whoever_fills_in_the_hidden_field_is_asked_too(citizen):
    citizen.fills_all()
    page = citizen.post("queren/", {"form_key": key_of(citizen.get("queren/")), "website": "x"}).content.decode()
    assert "请先回答一个小问题" in page and not Application.objects.exists()


def test_a_busy_address_may_begin_after_the_question(citizen, monkeypatch):
    monkeypatch.setattr(apply, "MANY_DRAFTS", 0)
    page = citizen.fills("what").content.decode()
    assert WANTED in page and not Draft.objects.exists()
    assert citizen.fills("what", **answered(page)).status_code == 302


@pytest.mark.parametrize("path", ["xuqiu/", "queren/", "chaxun/", "caogao/", "jindu/buzheng/"])
def test_a_form_sent_by_another_site_is_not_taken(citizen, path):
    citizen.fills_all()
    answer = citizen.post(path, {"code": "X"}, origin="https://evil.example")
    assert answer.status_code == 403 and "不是从本网站提交的" in answer.content.decode()
    assert not Application.objects.exists()


def test_nothing_typed_is_in_an_address_a_header_the_log_the_journal_or_the_outbox(citizen, caplog):
    caplog.set_level("DEBUG")
    citizen.fills_all(who={"proof": picture("张三丰的身份证.png"), "proof_later": ""})
    code = citizen.sends()
    citizen.asks(code)
    for answer in citizen.answers:
        assert "no-store" in answer["Cache-Control"] and "private" in answer["Cache-Control"]
        assert answer["X-Robots-Tag"] == "noindex"
        said = str(dict(answer.items())) + str(answer.cookies)
        assert not [one for one in (*PERSONAL, WANTED, code, code.replace("-", "")) if one in said]
    written = caplog.text + str(list(Entry.objects.values())) + str(list(Message.objects.values()))
    assert not [one for one in (*PERSONAL, WANTED, code, code.replace("-", "")) if one in written]
    cookie = citizen.client.cookies["mz_shenqing"]
    assert cookie["path"] == "/yishenqing/" and cookie["httponly"] and cookie["samesite"] == "Strict"


def test_the_draft_is_nobodys_but_its_writers(citizen, foi):
    citizen.fills("what")
    citizen.fills("kind")
    citizen.fills("who", proof=picture())
    file = StoredFile.objects.get()
    assert not may_read(file, foi.actor()) and not may_read(file, None) and not may_read(file, Actor.system())


def test_pages_without_a_draft_say_what_can_be_done(citizen):
    for path in ("danwei/", "shenqingren/", "queren/", "huizhi/", "yigongkai/"):
        assert "用草稿码继续填写" in citizen.get(path)
    assert not citizen.client.cookies, "looking around sets no cookie"


def test_help_that_is_asked_for_waits_for_the_office(citizen):
    citizen.fills_all(way={"needs": "大字版"})
    citizen.sends()
    assert Supplement.objects.get(kind="help").state == "waiting"
