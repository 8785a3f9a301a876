"""The redaction page over HTTP: who gets in, what is refused and how, and the whole way without a script."""

from __future__ import annotations

import io

import pytest
from django.core.files.base import ContentFile
from django.template import Context, Template
from django.test import RequestFactory
from PIL import Image
from tests.support.redaction import LETTER, papers_to_cover, text, typeset  # noqa: F401 - fixtures
from tests.support.workplan import district, reference  # noqa: F401 - fixtures

from mingzheng.core.actors import Post
from mingzheng.core.outbox.commands import run_due
from mingzheng.core.outbox.models import Message
from mingzheng.requests.redaction.models import Box, Redaction

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def letter():
    return typeset(LETTER, "第二页写到张三丰。")


@pytest.fixture
def papers(papers_to_cover, client):  # noqa: F811
    papers_to_cover.enter = lambda unit="xinhua", post=Post.OFFICER, nth=2: client.force_login(
        papers_to_cover.district.person(unit, post, nth)
    )
    papers_to_cover.enter()
    return papers_to_cover


@pytest.fixture
def redaction(papers, letter):
    return papers.begun(letter)


def post(client, redaction, tail, **facts):
    return client.post(f"/desk/redaction/{redaction.pk}/{tail}", facts)


BOX = {"page": "1", "x0": "10", "y0": "10", "x1": "30", "y1": "20", "ground": "C4", "note": ""}


def test_the_whole_way_without_a_script(papers, letter, client):
    file = papers.file(letter)
    start = {"owner_kind": papers.owner.kind, "owner_id": papers.owner.id, "file": str(file.pk), "do": "cover"}
    page = client.post("/desk/redaction/start/", start, follow=True)
    redaction = Redaction.objects.get()
    assert "第 1 页，共 2 页" in page.content.decode() and page["Cache-Control"] == "private, no-store"
    found = post(client, redaction, "words/", page="1", word="张三丰", whole="on", ground="C4")
    assert found.status_code == 302 and redaction.boxes.count() == 2
    post(client, redaction, "proposals/", page="1")
    waiting = redaction.proposals.get()
    shown = client.get(f"/desk/redaction/{redaction.pk}/?page=1").content.decode()
    assert "身份证号码" in shown and "is-proposed" in shown
    redaction.refresh_from_db()
    early = post(client, redaction, "make/", version=redaction.version)
    assert early.status_code == 409 and "还没有决定" in early.content.decode()
    post(client, redaction, "proposals/decide/", page="1", proposal=waiting.pk, ground="C4", do="cover")
    box = redaction.boxes.filter(page=2).get()
    post(client, redaction, f"boxes/{box.pk}/", ground="C7", note="案卷", do="save")
    box.refresh_from_db()
    assert (box.ground, box.note) == ("C7", "案卷")
    redaction.refresh_from_db()
    asked = client.post(f"/desk/redaction/{redaction.pk}/make/", {"version": redaction.version}, follow=True)
    assert "正在生成和核验" in asked.content.decode()
    assert client.get(f"/desk/redaction/{redaction.pk}/progress/").json()["making"] is True
    run_due()
    done = client.get(f"/desk/redaction/{redaction.pk}/").content.decode()
    assert "核验通过" in done and "逐页提取文字" in done
    redaction.refresh_from_db()
    sent = client.get(f"/files/{redaction.copy_id}/")
    assert "张" not in text(b"".join(sent.streaming_content))
    fresh = client.post(f"/desk/redaction/{redaction.pk}/again/", follow=True)
    assert "共遮盖 3 处" in fresh.content.decode()
    gone = client.post(f"/desk/redaction/{redaction.pk}/void/", {"reason": "x"})
    assert "请写明作废的原因" in gone.content.decode()
    client.post(f"/desk/redaction/{redaction.pk}/void/", {"reason": "遮盖范围有误"})
    redaction.refresh_from_db()
    assert redaction.status == "void"


def test_another_unit_finds_nothing_at_any_address(papers, redaction, client):
    box = Box.objects.create(redaction=redaction, page=1, x0=0.1, y0=0.1, x1=0.2, y1=0.2, ground="C4", drawn_by=1, drawn_by_text="x", drawn_at=redaction.begun_at)  # fmt: skip
    papers.enter("xinjing", nth=1)
    for tail in ("", "pages/1.jpg", "progress/", "void/"):
        assert client.get(f"/desk/redaction/{redaction.pk}/{tail}").status_code == 404, tail
    for tail in ("boxes/", f"boxes/{box.pk}/", "words/", "proposals/", "proposals/decide/", "make/", "stop/", "again/", "void/"):  # fmt: skip
        assert post(client, redaction, tail, **BOX).status_code == 404, tail
    start = {"owner_kind": papers.owner.kind, "owner_id": papers.owner.id, "file": str(redaction.original_id)}
    assert client.post("/desk/redaction/start/", start).status_code == 404
    assert redaction.boxes.count() == 1


def test_nobody_who_is_not_signed_in_sees_a_page(redaction, client):
    client.logout()
    for tail in ("", "pages/1.jpg", "progress/"):
        answer = client.get(f"/desk/redaction/{redaction.pk}/{tail}")
        assert answer.status_code == 302 and "/login/" in answer["Location"]


def test_another_post_of_the_unit_reads_and_does_not_draw(papers, redaction, client):
    papers.enter(post=Post.REVIEWER, nth=1)
    page = client.get(f"/desk/redaction/{redaction.pk}/").content.decode()
    assert "您只能查看" in page and "遮盖由信息员办理" in page and "遮盖这一块" not in page
    for tail in ("boxes/", "words/", "make/", "proposals/"):
        answer = post(client, redaction, tail, **BOX, word="张", version="1")
        assert answer.status_code == 403 and "遮盖由信息员办理" in answer.content.decode(), tail
    assert not redaction.boxes.exists()


def test_pictures_of_pages_are_for_eyes_only_and_never_kept(redaction, client):
    answer = client.get(f"/desk/redaction/{redaction.pk}/pages/1.jpg")
    assert answer["Cache-Control"] == "private, no-store"
    assert Image.open(io.BytesIO(answer.content)).width > 1000
    plain = Image.open(io.BytesIO(answer.content)).convert("L").getpixel((250, 260))
    post(client, redaction, "boxes/", **BOX)
    shown = client.get(f"/desk/redaction/{redaction.pk}/pages/1.jpg?preview=1")
    assert Image.open(io.BytesIO(shown.content)).convert("L").getpixel((130, 180)) < 20 < plain
    for tail in ("pages/3.jpg", "pages/0.jpg", "pages/x.jpg"):
        assert client.get(f"/desk/redaction/{redaction.pk}/{tail}").status_code == 404


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"x0": "abc"}, "请填 0 至 100 的数字"),
        ({"x0": "nan"}, "请填 0 至 100 的数字"),
        ({"x1": "1e9"}, "请填 0 至 100 的数字"),
        ({"x0": "40"}, "右边应大于左边"),
        ({"x0": "29.99"}, "遮盖框太小"),
        ({"ground": ""}, "请选择遮盖理由"),
        ({"ground": "C8"}, "请从列表中选择"),
        ({"ground": "A1"}, "请从列表中选择"),
        ({"page": "99"}, "没有第 99 页"),
        ({"note": "长" * 101}, "100"),
    ],
)
def test_malformed_boxes_are_said_in_place_and_nothing_typed_is_lost(redaction, client, change, said):
    answer = post(client, redaction, "boxes/", **BOX | change | {"y1": "77.5"})
    page = answer.content.decode()
    assert answer.status_code == 200 and said in page and 'value="77.5"' in page
    assert not redaction.boxes.exists()


def test_words_that_are_not_there_and_pages_that_do_not_exist(redaction, client):
    answer = post(client, redaction, "words/", page="1", word="王五", whole="on", ground="C4")
    page = answer.content.decode()
    assert answer.status_code == 200 and "没有找到" in page and 'value="王五"' in page
    assert "第 2 页，共 2 页" in client.get(f"/desk/redaction/{redaction.pk}/?page=9999").content.decode()
    assert "第 1 页" in client.get(f"/desk/redaction/{redaction.pk}/?page=-1").content.decode()
    assert client.get("/desk/redaction/99999999999999999999/").status_code == 404


def test_what_is_sent_twice_happens_once(redaction, client):
    first, second = (post(client, redaction, "boxes/", **BOX) for _ in range(2))
    assert first.status_code == second.status_code == 302 and redaction.boxes.count() == 1
    redaction.refresh_from_db()
    made = [post(client, redaction, "make/", version=redaction.version).status_code for _ in range(2)]
    assert made == [302, 409]
    assert Message.objects.filter(topic="redaction.make").count() == 1
    run_due()
    redaction.refresh_from_db()
    assert redaction.status == "made" and Redaction.objects.count() == 1
    box = redaction.boxes.get()
    late = post(client, redaction, f"boxes/{box.pk}/", do="remove")
    assert late.status_code == 409 and "不能更改遮盖" in late.content.decode()


def test_a_stale_page_does_not_make_what_nobody_saw(redaction, client):
    post(client, redaction, "boxes/", **BOX)
    redaction.refresh_from_db()
    seen = redaction.version
    post(client, redaction, "boxes/", **BOX | {"page": "2"})
    answer = post(client, redaction, "make/", version=seen)
    assert answer.status_code == 409 and "有了变化" in answer.content.decode()


def test_the_panel_of_a_record_lists_and_begins(papers, redaction, client):
    request = RequestFactory().get("/desk/cases/1/")
    request.actor = papers.officer
    drawn = Template("{% load redaction %}{% redaction_panel ref %}").render(Context({"request": request, "ref": papers.owner}))  # fmt: skip
    assert "遮盖：材料.pdf" in drawn and "清除隐藏内容" in drawn
    request.actor = papers.district.actor("xinjing")
    assert not Template("{% load redaction %}{% redaction_panel ref %}").render(Context({"request": request, "ref": papers.owner})).strip()  # fmt: skip


def test_the_case_shows_its_redactions_and_what_was_done(papers, redaction, client):
    post(client, redaction, "boxes/", **BOX)
    page = client.get(f"/desk/cases/{papers.case.pk}/").content.decode()
    assert "遮盖和副本" in page and f"/desk/redaction/{redaction.pk}/" in page
    assert "在第 1 页遮盖 1 处（C4）" in page and "开始遮盖一份材料" in page
    papers.enter("xinjing", nth=1)
    assert client.get(f"/desk/cases/{papers.case.pk}/").status_code in (403, 404)


def test_a_word_file_with_tracked_changes_comes_back_with_the_reason(papers, client):
    from tests.requests.redaction.test_commands import word_file

    start = {"owner_kind": papers.owner.kind, "owner_id": papers.owner.id, "do": "clean", "next": "/desk/"}
    tracked = papers.file(word_file("tracked"), "a.docx")
    page = client.post("/desk/redaction/start/", start | {"file": str(tracked.pk)}, follow=True).content.decode()
    assert "接受还是拒绝要由起草人决定" in page
    noted = papers.file(word_file("comment"), "b.docx")
    page = client.post("/desk/redaction/start/", start | {"file": str(noted.pk)}, follow=True).content.decode()
    assert "删除 1 条批注" in page
    for wrong in ("x", "00000000-0000-0000-0000-000000000000"):
        assert client.post("/desk/redaction/start/", start | {"file": wrong}).status_code == 404


def test_a_damaged_original_is_said_and_nothing_breaks(redaction, client):
    from django.core.files.storage import storages

    storages["default"].delete(redaction.original.key)
    storages["default"].save(redaction.original.key, ContentFile(b"%PDF-1.4 broken"))
    assert client.get(f"/desk/redaction/{redaction.pk}/").status_code == 403
    assert client.get(f"/desk/redaction/{redaction.pk}/pages/1.jpg").status_code == 403
