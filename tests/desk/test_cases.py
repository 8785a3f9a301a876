"""The case screen and taking a step: in place, in plain words, never half-silent, never twice."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from mingzheng.core.journal.commands import seal_all
from mingzheng.core.journal.queries import case_timeline

GOOD = {"note": "已经编好目录"}


def post(client, case, command, data=None, revision=None):
    sent = {"revision": case.revision if revision is None else revision, **(data or {})}
    return client.post(f"/desk/cases/{case.pk}/{command}/", sent)


def test_the_four_questions_are_answered(desk, client, sign_in):
    case = desk.open(desk.street, number="T-7")
    seal_all()
    sign_in("xie")
    page = client.get(f"/desk/cases/{case.pk}/").content.decode()
    assert "某区新华路街道办事处" in page  # what it is
    assert "还有 10 个工作日" in page  # what is due, and why
    assert "测试办法第二条" in page
    assert f'href="/desk/cases/{case.pk}/report/"' in page  # what can be done
    assert "为什么不能办理其他动作" in page
    assert "「同意」" in page or "同意要在" in page
    assert "交办：新华街道" in page  # what happened
    assert "已封印 第" in page


@pytest.mark.parametrize("path", ["", "report/"])
def test_others_cannot_tell_whether_it_exists(desk, client, sign_in, path):
    case = desk.open(desk.street)
    sign_in("jiao")
    assert client.get(f"/desk/cases/{case.pk}/{path}").status_code == 404
    assert client.get(f"/desk/cases/999999/{path}").status_code == 404
    assert client.post(f"/desk/cases/{case.pk}/report/", GOOD).status_code == 404


def test_a_step_says_exactly_what_happened(desk, client, sign_in):
    case = desk.open(desk.street)
    sign_in("xie")
    form = client.get(f"/desk/cases/{case.pk}/report/").content.decode()
    assert "写明做了什么。" in form
    assert "测试办法第一条" in form
    assert 'enctype="multipart/form-data"' in form
    answer = post(client, case, "report", GOOD)
    page = client.get(answer.headers["Location"]).content.decode()
    assert "已登记「上报：已经编好目录」。现在是「待核实」，接下来由区府办经办、区府办负责人办理。" in page
    assert "成功" not in page


def test_errors_stand_in_place_and_keep_what_was_typed(desk, client, sign_in):
    case = desk.open(desk.street)
    sign_in("xie")
    upload = SimpleUploadedFile("证明.txt", b"x")
    answer = client.post(f"/desk/cases/{case.pk}/report/", {"revision": 0, "note": "短", "proof": upload})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert ">\n短</textarea>" in page
    assert 'aria-invalid="true"' in page
    assert 'id="id_note-error"' in page
    assert "选过的附件需要重新选择" in page


def test_somebody_was_faster(desk, client, sign_in):
    case = desk.open(desk.street)
    sign_in("head")
    post(client, case, "report", {"note": "由负责人上报"})
    sign_in("xie")
    answer = post(client, case, "report", {"note": "我写了很久的话"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "已有人办理" in page
    assert "我写了很久的话" in page
    assert "由负责人上报" in page
    assert case_timeline(case.pk).count() == 2


def test_pressing_twice_does_it_once(desk, client, sign_in):
    case = desk.open(desk.street)
    sign_in("xie")
    assert post(client, case, "report", GOOD).status_code == 302
    again = post(client, case, "report", GOOD)
    assert again.status_code == 302
    assert "没有重复登记" in client.get(again.headers["Location"]).content.decode()
    assert case_timeline(case.pk).count() == 2


def test_without_a_form_one_button_confirms(desk, client, sign_in):
    case = desk.open(desk.street)
    sign_in("xie")
    post(client, case, "report", GOOD)
    sign_in("clerk")
    case.refresh_from_db()
    assert "确认后立即登记「同意」" in client.get(f"/desk/cases/{case.pk}/accept/").content.decode()
    answer = post(client, case, "accept")
    page = client.get(answer.headers["Location"]).content.decode()
    assert "现在是「已办结」。" in page
    assert "这件事已经办结" in page
    assert "已停止，在期限内" in page


def test_what_is_not_permitted_says_why_and_offers_no_button(desk, client, sign_in):
    case = desk.open(desk.street)
    sign_in("clerk")
    answer = client.get(f"/desk/cases/{case.pk}/accept/")
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "要在「待核实」时办理" in page
    assert 'class="button button--primary" type="submit"' not in page
    assert client.get(f"/desk/cases/{case.pk}/dance/").status_code == 404
    refused = post(client, case, "report", GOOD)
    assert refused.status_code == 409
    assert "已经编好目录" in refused.content.decode()


def test_a_missing_revision_is_taken_as_an_old_page(desk, client, sign_in):
    case = desk.open(desk.street)
    sign_in("xie")
    assert client.post(f"/desk/cases/{case.pk}/report/", GOOD).status_code == 409


class TestBulk:
    def test_each_case_is_done_or_refused_with_its_reason(self, desk, client, sign_in, many):
        first, second, third = many([("甲", None), ("乙", None), ("丙", None)])
        foreign = many([("别家的", None)], unit=desk.other)[0]
        sign_in("xie")
        assert "data-bulk-bar" in client.get("/desk/").content.decode()
        url = f"/desk/bulk/?do=test.matter:report&case={first.pk}&case={second.pk}&case={third.pk}&case={foreign.pk}"
        page = client.get(url).content.decode()
        assert "上报：3 件" in page
        assert "别家的" not in page
        tokens = [f"{case.pk}:0" for case in (first, second, third)]
        wrong = client.post("/desk/bulk/", {"do": "test.matter:report", "case": tokens, "note": "短"})
        assert wrong.status_code == 200
        assert case_timeline(first.pk).count() == 1
        sign_in("head")
        post(client, second, "report", {"note": "抢先上报"})
        sign_in("xie")
        answer = client.post("/desk/bulk/", {"do": "test.matter:report", "case": tokens, "note": "一起上报"})
        page = client.get(answer.headers["Location"]).content.decode()
        assert "上报：办理 2 件，1 件没有办成" in page
        assert "已有人办理" in page
        assert case_timeline(first.pk).count() == case_timeline(third.pk).count() == 2

    def test_a_step_that_is_not_for_many_is_refused(self, desk, client, sign_in, many):
        (case,) = many([("甲", None)])
        sign_in("xie")
        post(client, case, "report", GOOD)
        sign_in("clerk")
        answer = client.get(f"/desk/bulk/?do=test.matter:back&case={case.pk}")
        assert answer.status_code == 200
        assert "须逐件办理" in answer.content.decode()

    def test_nothing_chosen_is_said(self, desk, client, sign_in):
        sign_in("xie")
        answer = client.get("/desk/bulk/?do=test.matter:report", follow=True)
        assert "还没有选中任何一件" in answer.content.decode()
