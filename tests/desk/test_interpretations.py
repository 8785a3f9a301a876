"""政策解读 on the desk: opening a task, composing, reviewing; also as the wrong person and with wrong input."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.core.files.makers import exif_with_place, jpeg
from tests.support.interpretations import SCHEME, Explaining

from mingzheng.core.files.models import StoredFile
from mingzheng.core.procedures.models import Case
from mingzheng.core.units.models import Person
from mingzheng.policy.interpretations.models import Interpretation, Rulebook, Task

pytestmark = pytest.mark.django_db
NORMATIVE = {"normative": "on", "expires_on": "2028-04-30", "doc_number": "长发改规〔2023〕1号"}


@pytest.fixture
def enter(client, papers):
    """``enter(actor)``: the browser of the person who acts so."""

    def entered(actor):
        client.force_login(Person.objects.get(pk=actor.person_id))
        return client

    return entered


@pytest.fixture
def explaining(papers) -> Explaining:
    return Explaining(papers)


def text(response) -> str:
    return response.content.decode()


def test_from_the_refused_draft_to_the_task_and_its_scheme(enter, papers):
    edition = papers.draft(**NORMATIVE)
    client = enter(papers.drafter)
    case = text(client.get(f"/desk/cases/{edition.case_id}/"))
    link = f"/desk/interpretations/documents/{edition.document_id}/"
    assert f'<a href="{link}">政策解读</a>' in case
    refused = client.post(
        f"/desk/cases/{edition.case_id}/submit/", {"revision": Case.objects.get(pk=edition.case_id).revision}
    )
    assert "还没有解读方案" in text(refused)
    assert f'href="{link}"' in text(refused)

    assert edition.title in text(client.get("/desk/interpretations/"))
    page = text(client.get(link))
    assert "这份文件要解读：行政规范性文件" in page
    assert "读过节选" not in page and "part：" not in page and "office：" not in page
    key = page.split('name="form_key" value="')[1].split('"')[0]
    for _ in range(2):  # pressed twice
        answer = client.post(link, {"form_key": key})
        assert answer.status_code == 302
    task = Task.objects.get()
    assert answer["Location"] == f"/desk/cases/{task.case_id}/"
    wrong = client.post(f"/desk/cases/{task.case_id}/plan/", {**SCHEME, "ways": [], "timing": "later", "revision": 0})
    assert "请至少选择一种形式" in text(wrong)
    assert "请选择计划发布日期" in text(wrong)
    assert "讲清背景、对象" in text(wrong)
    done = client.post(f"/desk/cases/{task.case_id}/plan/", {**SCHEME, "revision": 0}, follow=True)
    assert "现在是「方案已定，待解读」" in text(done)


def test_others_see_and_do_nothing(enter, papers, explaining, district):
    task = explaining.planned(papers.draft(**NORMATIVE).document)
    one = explaining.drafted(task)
    stranger = enter(district.actor("sifa", papers.drafter.post))
    for path in (
        f"/desk/interpretations/documents/{task.document_id}/",
        f"/desk/interpretations/documents/{task.document_id}/again/",
        f"/desk/interpretations/{one.pk}/edit/",
        f"/desk/cases/{one.case_id}/",
    ):
        assert stranger.get(path).status_code == 404, path
    assert one.title not in text(stranger.get("/desk/interpretations/?tab=open"))
    assert stranger.get("/desk/interpretations/rulebook/").status_code == 403
    reviewer = enter(papers.reviewer)
    assert reviewer.get(f"/desk/interpretations/{one.pk}/edit/").status_code == 200
    assert reviewer.get("/desk/interpretations/before/").status_code == 403
    assert reviewer.get(f"/desk/interpretations/documents/{task.document_id}/again/").status_code == 403
    assert one.title in text(enter(district.clerk).get("/desk/interpretations/?tab=open"))


@pytest.fixture
def composing(enter, papers, explaining):
    """A picture story in drafting and the browser of its drafter; ``send(rows, do)`` posts the page."""
    task = explaining.planned(papers.draft(**NORMATIVE).document)
    explaining.does(task, "begin", papers.drafter, form="pictures", title="一图读懂")
    one = Interpretation.objects.get()
    client = enter(papers.drafter)
    path = f"/desk/interpretations/{one.pk}/edit/"

    def send(rows, do="save", **more):
        typed = {"title": "一图读懂", "summary": "三个数字。", "do": do, **more}
        typed.setdefault("revision", Case.objects.get(pk=one.case_id).revision)
        for place, row in enumerate(rows):
            for name, value in {"title": "", "text": "", "file": "", **row}.items():
                typed[f"b-{place}-{name}"] = value
        answer = client.post(path, typed)
        one.refresh_from_db()
        return answer

    send.client, send.path, send.one = client, path, one
    return send


NUMBERS = {"kind": "numbers", "text": "100万元 | 最高"}
STEPS = {"kind": "steps", "text": "填表 | 网上"}


def test_every_button_keeps_what_was_typed(composing):
    assert composing([NUMBERS, STEPS], "up:1").status_code == 302
    assert [row["kind"] for row in composing.one.blocks] == ["steps", "numbers"]
    answer = composing([STEPS, NUMBERS], "add", add="picture")
    assert answer["Location"].endswith("#block-2")
    composing([STEPS, NUMBERS, {"kind": "picture", "text": "门店照片"}], "remove:0")
    assert [row["kind"] for row in composing.one.blocks] == ["numbers", "picture"]
    page = text(composing.client.get(composing.path))
    assert "100万元 | 最高" in page
    assert "没有选择图片" in page  # said before it is submitted
    assert "质量检查" in page


def test_a_picture_follows_its_block_and_belongs_to_the_interpretation(composing, papers):
    upload = SimpleUploadedFile("店.jpg", jpeg())
    composing([{"kind": "picture", "text": "门店"}, NUMBERS], "down:0", **{"picture-0": upload})
    block = composing.one.blocks[1]
    assert block["kind"] == "picture"
    file = StoredFile.objects.get(pk=block["file"])
    assert file.owner == composing.one.ref
    foreign = composing([{"kind": "picture", "text": "门店", "file": "00000000-0000-4000-8000-000000000000"}])
    assert "图片不属于这份解读" in text(foreign)
    wrong = composing(
        [{"kind": "picture", "text": "门店"}], **{"picture-0": SimpleUploadedFile("店.pdf", b"%PDF-1.4 x")}
    )
    assert "门店" in text(wrong)
    assert "图片" in text(wrong)


@pytest.mark.parametrize("kind", ["film", "../x", ""])
def test_odd_input_is_said_and_nothing_is_lost(composing, kind):
    answer = composing([{"kind": kind, "text": "写了很久的内容"}])
    assert answer.status_code == 200
    assert "没有这一种" in text(answer)
    assert "写了很久的内容" in text(answer)


def test_somebody_was_faster(composing):
    composing([NUMBERS])
    answer = composing([STEPS], revision="0")
    assert answer.status_code == 409
    assert "填表 | 网上" in text(answer)
    assert [row["kind"] for row in composing.one.blocks] == ["numbers"]


def test_what_is_sent_after_the_draft_was_handed_in_is_refused_and_stays_on_the_page(composing):
    composing([NUMBERS])
    Case.objects.filter(pk=composing.one.case_id).update(state="reviewing")
    answer = composing([{**STEPS, "title": "三步办好"}], title="改过的标题")
    page = text(answer)
    assert answer.status_code == 409
    assert "您填写的内容都在下面，还没有保存" in page
    assert "填表 | 网上" in page and "三步办好" in page and 'value="改过的标题"' in page
    assert 'value="save"' not in page  # there is nothing to save it into
    assert [row["kind"] for row in composing.one.blocks] == ["numbers"]
    assert 'name="b-0-text"' not in text(composing.client.get(composing.path))  # a look offers no form


def test_a_film_needs_captions_and_a_transcript(enter, papers, explaining):
    task = explaining.planned(papers.draft(**NORMATIVE).document)
    explaining.does(task, "begin", papers.drafter, form="film", title="科长说")
    one = Interpretation.objects.get()
    client = enter(papers.drafter)
    path = f"/desk/interpretations/{one.pk}/edit/"
    case = Case.objects.get(pk=one.case_id)
    typed = {
        "title": "科长说",
        "summary": "六分钟",
        "media_url": "https://www.shcn.gov.cn/v/1",
        "revision": case.revision,
    }
    bad = SimpleUploadedFile("a.vtt", "WEBVTT\n\n00:01 --> 00:02\n字".encode())
    assert "第 3 行的时间写法不对" in text(client.post(path, {**typed, "captions_file": bad}))
    assert "网址的写法不对" in text(client.post(path, {**typed, "media_url": "javascript:alert(1)"}))
    client.post(path, typed)
    case.refresh_from_db()
    refused = text(client.post(f"/desk/cases/{case.pk}/submit/", {"revision": case.revision}))
    assert "没有字幕" in refused
    assert "没有文字稿" in refused
    good = SimpleUploadedFile("a.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\n大家好\n".encode())
    client.post(path, {**typed, "revision": case.revision, "captions_file": good, "transcript": "大家好。"})
    case.refresh_from_db()
    assert client.post(f"/desk/cases/{case.pk}/submit/", {"revision": case.revision}).status_code == 302


def test_a_picture_that_tells_a_place_must_be_cleaned(composing):
    upload = SimpleUploadedFile("店.jpg", jpeg(exif_with_place()))
    composing([{"kind": "picture", "text": "门店"}], **{"picture-0": upload})
    assert "里有隐藏信息" in text(composing.client.get(composing.path))


def test_personal_data_is_seen_and_a_secret_mark_stops(papers, explaining, enter):
    task = explaining.planned(papers.draft(**NORMATIVE).document)
    one = explaining.drafted(task, transcript="", people="")
    client = enter(papers.drafter)
    path = f"/desk/interpretations/{one.pk}/edit/"

    def page(words):
        typed = {"title": "解读", "summary": "一句话", "b-0-kind": "text", "b-0-text": words}
        client.post(path, {**typed, "revision": Case.objects.get(pk=one.case_id).revision})
        return text(client.get(path))

    assert "像个人信息" in page("请打 13812345678 找我。")
    assert "13812345678" not in text(client.get(f"/desk/cases/{one.case_id}/")).split('id="content"')[0]
    assert "没有发现个人信息" in page("请打 021-22050000 咨询。")


def test_the_lists_and_a_second_interpretation(enter, papers, explaining, district):
    document = papers.released(**NORMATIVE)
    client = enter(papers.drafter)
    for tab in ("", "tasks", "open", "out"):
        assert client.get(f"/desk/interpretations/?tab={tab}").status_code == 200
    assert "新措施解读" in text(client.get("/desk/interpretations/?tab=out"))
    path = f"/desk/interpretations/documents/{document.pk}/again/"
    assert "请填写" in text(client.post(path, {"reason": ""}))
    assert client.post(path, {"reason": "公众集中询问申请条件。"}).status_code == 302
    assert Task.objects.filter(document=document, kind="second").exists()
    before = client.post(
        "/desk/interpretations/before/", {"draft_title": "某办法（草案）", "draft_url": "x", "reason": "征求意见"}
    )
    assert "网址的写法不对" in text(before)
    assert "某办法（草案）" in text(before)

    office = enter(district.clerk)
    assert "没有找到这样的已公开文件" in text(
        office.post("/desk/interpretations/rulebook/", {"document": "长府〔2023〕9号"})
    )
    office.post("/desk/interpretations/rulebook/", {"document": document.doc_number})
    assert Rulebook.objects.get().document_id == document.pk
