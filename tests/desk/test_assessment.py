"""Assessment on the desk: every page for those it is for, wrong rows named, typing kept, nothing of others shown."""

from __future__ import annotations

import io
import re
from decimal import Decimal

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests.supervision.assessment.conftest import ROWS, Made, _figure, published, there  # noqa: F401 - fixtures

from mingzheng.core import records
from mingzheng.core.actors import Post
from mingzheng.core.procedures.models import Case
from mingzheng.papers.assessment_xlsx import system_workbook
from mingzheng.supervision.assessment import commands
from mingzheng.supervision.assessment.models import Appeal, Evidence, Mark, Score, System

pytestmark = pytest.mark.django_db


def page(client, name, *args, status=200, **query):
    response = client.get(reverse(f"desk:{name}", args=args), query)
    assert response.status_code == status, response.status_code
    return response.content.decode()


def test_each_post_finds_its_way_in(enter, there, district):  # noqa: F811
    assert f"/desk/assessment/rounds/{there.round.pk}/" in page(enter(district.clerk), "assessment")
    assert f"/desk/assessment/rounds/{there.round.pk}/marks/" in page(enter(there.assessor()), "assessment")
    text = page(enter(district.actor("fagai")), "assessment")
    assert f"/desk/cases/{there.sheet('fagai').case_id}/" in text
    assert "启动考核" not in text
    assert "现在没有考核" in page(enter(district.actor("chengyun")), "assessment")


def test_a_unit_comes_to_no_page_of_another_unit(enter, there, district, on_day):  # noqa: F811
    there.to_checking(on_day)
    client = enter(district.actor("sifa"))
    other, score = there.sheet("fagai"), there.score("fagai", "培训")
    addresses = [
        reverse("desk:case", args=[other.case_id]), reverse("desk:assessment-sheet-xlsx", args=[other.pk]),
        reverse("desk:assessment-report", args=[other.pk, "pdf"]), reverse("desk:assessment-fill", args=[score.pk]),
        reverse("desk:assessment-check", args=[score.pk]), reverse("desk:assessment-appeal", args=[score.pk]),
        reverse("desk:case", args=[there.case.pk]),
    ]  # fmt: skip
    assert {client.get(address).status_code for address in addresses} == {404}
    assert client.get(reverse("desk:assessment-marks", args=[there.round.pk])).status_code == 403
    assert client.get(reverse("desk:assessment-round-xlsx", args=[there.round.pk])).status_code == 403
    assert client.get(reverse("desk:assessment-round", args=[there.round.pk])).status_code == 302


def test_an_item_is_filled_with_a_record_and_a_file(enter, there, district):  # noqa: F811
    client = enter(district.actor("fagai"))
    first = page(client, "case", there.sheet("fagai").case_id)
    assert "培训" in first
    address = reverse("desk:assessment-fill", args=[there.score("fagai", "培训").pk])
    wrong = client.post(address, {"value": "30", "note": "开展了三次培训。"})
    assert "这一项最多 20 分" in wrong.content.decode()
    assert "开展了三次培训。" in wrong.content.decode()
    proof = SimpleUploadedFile("签到表.txt", "三次培训的签到".encode())
    done = client.post(address, {"value": "18", "note": "开展了三次培训。", "attachments": proof, "next": "1"})
    assert done.status_code == 302
    assert done["Location"] == reverse("desk:assessment-fill", args=[there.score("fagai", "创新").pk])
    assert there.score("fagai", "培训").self_score == 18
    shown = page(client, "case", there.sheet("fagai").case_id)
    assert "签到表.txt" in shown
    file = Evidence.objects.get().file
    assert client.get(reverse("files:download", args=[file.pk])).status_code == 200
    assert enter(district.actor("sifa")).get(reverse("files:download", args=[file.pk])).status_code in (403, 404)
    assert enter(there.assessor()).get(reverse("files:download", args=[file.pk])).status_code in (403, 404)


def test_a_record_that_is_not_there_is_said_at_its_field(enter, there, district):  # noqa: F811
    client = enter(district.actor("fagai"))
    address = reverse("desk:assessment-fill", args=[there.score("fagai", "培训").pk])
    other = there.sheet("sifa").case_id
    for record, said in (("随便写的", "没有找到这条记录"), (f"/desk/cases/{other}/", "请核对地址")):
        text = client.post(address, {"value": "18", "note": "三次。", "record": record}).content.decode()
        assert said in text
        assert 'value="18"' in text or "18" in text
    assert there.score("fagai", "培训").self_score is None


def test_wrong_rows_of_a_workbook_are_listed_and_nothing_is_taken(enter, district):
    client = enter(district.clerk)
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["指标", "具体项目", "分值"], ["甲", "乙", "很多"], ["", "", 3]):
        sheet.append(row)
    kept = io.BytesIO()
    book.save(kept)
    facts = {"year": 2024, "title": "2024年度考核指标", "whole": "100"}
    before = System.objects.count()
    sent = client.post(
        reverse("desk:assessment-system-new"), {**facts, "file": SimpleUploadedFile("指标.xlsx", kept.getvalue())}
    )
    text = sent.content.decode()
    assert "第 2 行" in text
    assert "第 3 行" in text
    assert "2024年度考核指标" in text
    assert System.objects.count() == before


def test_a_system_goes_from_a_workbook_to_the_portal(enter, there, district):  # noqa: F811
    data = system_workbook(there.system)
    client = enter(district.clerk)
    facts = {"year": 2024, "title": "2024年度考核指标", "whole": "100", "file": SimpleUploadedFile("指标.xlsx", data)}
    made = client.post(reverse("desk:assessment-system-new"), facts)
    system = System.objects.get(year=2024)
    assert made["Location"] == reverse("desk:assessment-system", args=[system.pk])
    assert "各项正好合计 100 分" in page(client, "assessment-system", system.pk)
    assert client.get(f"/kaohe/zhibiao/{system.pk}/").status_code == 404
    assert page(enter(district.actor("fagai")), "assessment-system", system.pk, status=404)
    head = enter(district.head)
    for command in ("adopt", "publish"):
        case = Case.objects.get(assessment_system=system)
        head.post(reverse("desk:act", args=[case.pk, command]), {"revision": case.revision})
    assert "2024年度考核指标" in client.get("/kaohe/").content.decode()
    text = client.get(f"/kaohe/zhibiao/{system.pk}/").content.decode()
    assert "测试按期率：按比例得分" in text
    assert client.get(f"/kaohe/zhibiao/{system.pk}/zhibiao.xlsx").status_code == 200
    assert "没有变化 5" in page(enter(district.clerk), "assessment-compare", system.pk)


def test_an_assessor_marks_one_record_after_the_other(enter, there, on_day):  # noqa: F811
    there.to_marking(on_day)
    client = enter(there.assessor())
    text = page(client, "assessment-marks", there.round.pk)
    assert "抽中 12 件，您评了 0 件" in text
    one = there.drawn()[0]
    address = reverse("desk:assessment-mark", args=[one.pk])
    said = client.get(address).content.decode()
    assert "自评" not in said
    main = said.split("<main", 1)[1].split("</main>")[0]
    assert "18" not in re.sub(r"<[^>]*>", "", main).replace(
        one.code, ""
    )  # words alone: a form's token may hold any digits
    assert "请写明缺什么" in client.post(address, {"value": "0", "reason": ""}).content.decode()
    assert client.post(address, {"value": "0.5", "reason": "缺依据。", "next": "1"}).status_code == 302
    other = enter(there.assessor(2))
    assert "缺依据" not in other.get(address).content.decode()
    assert "部分符合" not in page(other, "assessment-marks", there.round.pk)
    assert Mark.objects.get().reason == "缺依据。"


def test_what_cannot_be_marked_now_is_shown_and_not_offered_for_typing(enter, there, on_day):  # noqa: F811
    there.to_marking(on_day)
    client = enter(there.assessor())
    address = reverse("desk:assessment-mark", args=[there.drawn()[0].pk])
    client.post(address, {"value": "0.5", "reason": "缺依据。"})
    assert "disabled" not in client.get(address).content.decode().split("<main", 1)[1].split("</main>")[0]
    Case.objects.filter(pk=there.round.case_id).update(state="done")
    late = client.get(address)
    text = late.content.decode().split("<main", 1)[1].split("</main>")[0]
    assert late.status_code == 200 and "缺依据。" in text
    assert text.count("disabled") >= 4 and "保存" not in text


@pytest.mark.parametrize("post", [Post.OFFICE_CLERK, Post.OFFICE_HEAD, Post.OFFICER])
def test_nobody_else_comes_to_the_pages_of_marking(enter, there, district, on_day, post):  # noqa: F811
    there.to_marking(on_day)
    client = enter(district.actor("qufuban", post))
    assert client.get(reverse("desk:assessment-marks", args=[there.round.pk])).status_code == 403
    assert client.post(reverse("desk:assessment-mark", args=[there.drawn()[0].pk]), {"value": "1"}).status_code == 403
    assert not Mark.objects.exists()


def test_an_assessor_reads_no_sheet(enter, there, on_day):  # noqa: F811
    there.to_marking(on_day)
    client = enter(there.assessor())
    sheet = there.sheet("fagai")
    for address in (reverse("desk:case", args=[sheet.case_id]), reverse("desk:assessment-sheet-xlsx", args=[sheet.pk])):
        assert client.get(address).status_code == 404
    assert "区发改委" not in page(client, "case", there.case.pk)


def test_settling_shows_the_units_words_and_asks_for_a_reason(enter, there, district, on_day):  # noqa: F811
    there.to_checking(on_day)
    client = enter(district.clerk)
    address = reverse("desk:assessment-check", args=[there.score("fagai", "培训").pk])
    assert "开展培训两次。" in client.get(address).content.decode()
    assert "请写明理由" in client.post(address, {"value": "10", "note": ""}).content.decode()
    assert client.post(address, {"value": "10", "note": "只有一次。"}).status_code == 302
    assert 'value="10"' in client.get(address).content.decode(), "the score as it was typed, not 10.000"
    deduction = reverse("desk:assessment-check", args=[there.score("fagai", "被通报").pk])
    assert client.post(deduction, {"value": "2", "note": "被通报一次。"}).status_code == 302
    text = page(client, "case", there.sheet("fagai").case_id)
    assert "−2" in text
    assert "只有一次。" in text


def test_a_unit_appeals_from_its_sheet_and_reads_the_report(enter, there, district, on_day):  # noqa: F811
    there.to_appeal(on_day)
    client = enter(district.actor("fagai"))
    text = page(client, "case", there.sheet("fagai").case_id)
    address = reverse("desk:assessment-appeal", args=[there.score("fagai", "培训").pk])
    assert address in text
    assert "请填写申诉理由" in client.post(address, {"reason": ""}).content.decode()
    assert client.post(address, {"reason": "另有一次培训。", "wanted": "20"}).status_code == 302
    assert Appeal.objects.get().wanted == 20
    assert "待处理" in page(client, "case", there.sheet("fagai").case_id)
    sheet = there.sheet("fagai")
    made = client.get(reverse("desk:assessment-report", args=[sheet.pk, "pdf"]))
    assert made.content.startswith(b"%PDF")
    assert made["Cache-Control"] == "private, no-store"
    word = client.get(reverse("desk:assessment-report", args=[sheet.pk, "docx"]))
    assert word.content.startswith(b"PK")
    assert client.get(reverse("desk:assessment-report", args=[sheet.pk, "exe"])).status_code == 404


def test_the_sheet_as_a_workbook_has_no_scores_before_the_feedback(enter, there, district, on_day):  # noqa: F811
    there.to_checking(on_day)

    def column(actor):
        data = enter(actor).get(reverse("desk:assessment-sheet-xlsx", args=[there.sheet("fagai").pk])).content
        sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
        return [sheet.cell(row, 8).value for row in range(4, 9)]

    assert column(district.actor("fagai")) == [None] * 5 or set(column(district.actor("fagai"))) <= {None, ""}
    assert column(district.clerk)[0] == "40"


def test_the_result_is_public_with_its_ranges_and_without_any_sheet(enter, there, district, on_day):  # noqa: F811
    there.to_done(on_day)
    client = enter(district.clerk)
    text = page(client, "assessment-round", there.round.pk)
    assert "第1—2名" in text
    client.logout()
    public = client.get(f"/kaohe/{there.round.pk}/").content.decode()
    assert "第1—2名" in public
    assert "开展培训" not in public
    data = client.get(f"/kaohe/{there.round.pk}/jieguo.xlsx").content
    assert openpyxl.load_workbook(io.BytesIO(data)).sheetnames == ["结果"]
    whole = enter(district.clerk).get(reverse("desk:assessment-round-xlsx", args=[there.round.pk])).content
    assert len(openpyxl.load_workbook(io.BytesIO(whole)).sheetnames) == 5


def test_other_weights_are_tried_and_nothing_is_stored(enter, there, district, on_day):  # noqa: F811
    there.to_done(on_day)
    draft = commands.new_system(
        {"year": 2024, "title": "草案", "whole": Decimal(100), "note": ""}, ROWS, district.clerk
    )
    client = enter(district.clerk)
    item = draft.items.get(name="按期答复")
    text = page(client, "assessment-simulate", draft.pk)
    assert "没有一个的名次范围会变" in text
    tried = page(client, "assessment-simulate", draft.pk, **{f"w{item.pk}": "80"})
    assert "各项合计 140 分，应为 100 分" in tried
    assert "试了 1 个改动的分值" in tried
    assert "不是数字" in page(client, "assessment-simulate", draft.pk, **{f"w{item.pk}": "许多"})
    item.refresh_from_db()
    assert item.points == 40
    assert not Score.objects.filter(item__system=draft).exists()
    assert enter(district.actor("fagai")).get(reverse("desk:assessment-simulate", args=[draft.pk])).status_code == 403


def test_a_round_is_opened_on_the_page_and_says_what_is_wrong(enter, there, district):  # noqa: F811
    system = published(district)
    client = enter(district.clerk)
    address = reverse("desk:assessment-round-new")
    facts = {
        "system": system.pk,
        "title": "年中考核",
        "kinds": ["street"],
        "as_of": "2023-05-31",
        "self_due": "2023-05-10",
        "mark_due": "2023-05-01",
        "appeal_due": "2023-06-30",
    }
    text = client.post(address, facts).content.decode()
    assert "要在前一个期限之后" in text
    assert "年中考核" in text
    assert client.post(address, {**facts, "mark_due": "2023-06-10"}).status_code == 302
    assert enter(district.actor("fagai")).get(address).status_code == 403


def test_odd_numbers_in_addresses_are_no_page(enter, district):
    client = enter(district.clerk)
    for name in (
        "assessment-round",
        "assessment-system",
        "assessment-fill",
        "assessment-check",
        "assessment-appeal",
        "assessment-sheet-xlsx",
    ):
        assert client.get(reverse(f"desk:{name}", args=[999999])).status_code == 404
    assert client.get("/kaohe/999999/").status_code == 404


def test_a_machine_score_opens_on_the_records_behind_it_from_the_feedback_on(enter, there, district, on_day):  # noqa: F811
    there.to_checking(on_day)
    score = there.score("sifa", "按期答复").pk
    address = reverse("desk:assessment-records", args=[score])
    assert enter(district.actor("sifa")).get(address).status_code == 404
    text = enter(district.clerk).get(address).content.decode()
    assert "区司法局的第7件" in text
    assert text.count("不计入") == 3
    for unit in there.units:
        there.checks(unit)
    there.does("open_appeals")
    client = enter(district.actor("sifa"))
    assert address in page(client, "case", there.sheet("sifa").case_id)
    assert client.get(address).status_code == 200
    assert enter(district.actor("fagai")).get(address).status_code == 404


def test_a_record_that_the_post_may_not_open_is_not_named(enter, there, on_day):  # noqa: F811
    there.to_marking(on_day)
    one = there.drawn()[0]
    client = enter(there.assessor())
    assert one.title in page(client, "assessment-marks", there.round.pk)
    records.register("test.record", label="记录", model=Made, visible_to=lambda _found, _actor: False)
    for name, pk in (("assessment-marks", there.round.pk), ("assessment-mark", one.pk)):
        text = page(client, name, pk)
        assert one.title not in text
        assert "不能打开的记录" in text
