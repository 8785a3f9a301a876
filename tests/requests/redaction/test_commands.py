"""Redactions as people work on them: begin, cover, decide, make, clean, void; who may, and what is written down."""

from __future__ import annotations

import io
import json

import docx
import openpyxl
import pytest
from django.db import IntegrityError, transaction
from lxml import etree
from PIL import Image
from tests.support.redaction import LETTER, drawn, papers_to_cover, saved, text, typeset  # noqa: F401 - fixtures
from tests.support.workplan import district, reference  # noqa: F401 - fixtures

from mingzheng.core import records
from mingzheng.core.actors import Post
from mingzheng.core.errors import Refused
from mingzheng.core.files import commands as files
from mingzheng.core.files.hidden import scan_hidden
from mingzheng.core.files.models import StoredFile
from mingzheng.core.journal.models import Entry
from mingzheng.core.outbox.commands import run_due
from mingzheng.core.procedures.commands import act
from mingzheng.core.records import RecordRef
from mingzheng.requests.redaction import commands, drawing, grounds, queries
from mingzheng.requests.redaction.copying import building
from mingzheng.requests.redaction.copying.places import Rect
from mingzheng.requests.redaction.models import Box, Redaction

pytestmark = pytest.mark.django_db


@pytest.fixture
def papers(papers_to_cover):  # noqa: F811
    return papers_to_cover


@pytest.fixture(scope="module")
def letter():
    return typeset(LETTER, "第二页写到张三丰。")


@pytest.fixture
def redaction(papers, letter):
    return papers.begun(letter, "张三丰的信.pdf")


def code(call, *args, **facts):
    with pytest.raises(Refused) as caught:
        call(*args, **facts)
    return caught.value.code


def test_covering_every_place_of_a_name_making_and_verifying(papers, redaction):
    assert drawing.cover_word(redaction, papers.officer, "张三丰", "C4", "申请人") == 2
    made = papers.made(redaction)
    assert made.status == "made" and made.verified_at and made.report["checks"]
    data = papers.bytes_of(made.copy)
    assert "张" not in text(data, 1) + text(data, 2) and "第三方合法权益" in text(data, 1)
    assert made.copy.owner == papers.owner and "张" not in made.copy.name and made.copy.kept_at
    assert papers.bytes_of(made.original) != data and queries.copies(papers.owner) == [made.copy]
    assert [one for one in made.copy.hidden_findings if one["serious"]] == []


def test_the_journal_says_what_was_done_and_no_word_of_the_page(papers, redaction):
    drawing.cover_word(redaction, papers.officer, "张三丰", "C4", "张三丰是申请人")
    drawing.propose(redaction, papers.officer)
    drawing.decide(list(redaction.proposals.all()), papers.officer, accept=False)
    papers.made(redaction)
    entries = Entry.objects.filter(action__startswith="redaction.")
    said = json.dumps([[entry.summary, entry.data_text] for entry in entries], ensure_ascii=False)
    assert "张三" not in said and "3101" not in said
    assert {"redaction.begun", "redaction.covered", "redaction.dismissed", "redaction.made"} <= {
        e.action for e in entries
    }
    assert all(entry.case_id == papers.case.pk and "第三十七条" in entry.basis for entry in entries)


def test_whoever_draws_does_not_review(papers, redaction):
    drawing.add_boxes(redaction, papers.officer, 1, [Rect(0.1, 0.1, 0.2, 0.2)], "C4")
    assert code(act, papers.case, "approve", papers.officer) == "contributed"
    act(papers.case, "approve", papers.district.actor("xinhua", Post.REVIEWER))


def test_only_those_whom_the_owner_lets_may_work(papers, redaction):
    stranger = papers.district.actor("xinjing")
    reviewer = papers.district.actor("xinhua", Post.REVIEWER)
    file = redaction.original
    assert code(commands.begin, papers.owner, file, stranger) == "not_found"
    assert code(commands.begin, papers.owner, file, reviewer) == "wrong_post"
    assert code(drawing.add_boxes, redaction, reviewer, 1, [Rect(0, 0, 1, 1)], "C4") == "wrong_post"
    assert queries.seen(redaction.pk, stranger) is None and queries.seen(redaction.pk, reviewer) == redaction
    assert not records.visible(RecordRef("redaction.redaction", str(redaction.pk)), stranger)
    elsewhere = files.store(
        typeset("别处"), "a.pdf", owner=RecordRef("units.unit", str(papers.unit.pk)), actor=stranger
    )
    assert code(commands.begin, papers.owner, elsewhere, papers.officer) == "foreign_file"
    assert code(commands.begin, RecordRef("units.unit", "1"), elsewhere, papers.officer) == "not_found"


def test_beginning_twice_gives_the_same_and_the_original_cannot_be_taken_away(papers, redaction):
    assert commands.begin(papers.owner, redaction.original, papers.officer) == redaction
    redaction.original.refresh_from_db()
    assert code(files.remove, redaction.original, actor=papers.officer) == "file_kept"
    with pytest.raises(IntegrityError), transaction.atomic():
        Redaction.objects.create(
            owner_kind=redaction.owner_kind, owner_id=redaction.owner_id, original=redaction.original, begun_by=1,
            begun_by_text="x", begun_at=redaction.begun_at,
        )  # fmt: skip


def test_boxes_that_cannot_be_are_refused_and_none_is_drawn_twice(papers, redaction):
    add = drawing.add_boxes
    assert code(add, redaction, papers.officer, 3, [Rect(0, 0, 1, 1)], "C4") == "page"
    assert code(add, redaction, papers.officer, 1, [Rect(0.5, 0.1, 0.2, 0.2)], "C4") == "place"
    assert code(add, redaction, papers.officer, 1, [Rect(float("nan"), 0, 1, 1)], "C4") == "place"
    assert code(add, redaction, papers.officer, 1, [Rect(2, 2, 3, 3)], "C4") == "place"
    assert code(add, redaction, papers.officer, 1, [Rect(0, 0, 1, 1)], "C8") == "ground"
    assert len(add(redaction, papers.officer, 1, [Rect(-0.1, 0, 0.4, 0.2), Rect(-0.1, 0, 0.4, 0.2)], "C4")) == 1
    assert add(redaction, papers.officer, 1, [Rect(0, 0, 0.4, 0.2)], "C4") == []
    box = redaction.boxes.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Box.objects.filter(pk=box.pk).update(x1=1.5)
    with pytest.raises(IntegrityError), transaction.atomic():
        Box.objects.filter(pk=box.pk).update(ground="C9")


def test_grounds_are_changed_and_boxes_taken_away(papers, redaction):
    box = drawing.add_boxes(redaction, papers.officer, 1, [Rect(0.1, 0.1, 0.2, 0.2)], "C4")[0]
    assert drawing.change_box(box, papers.officer, "C7", "案卷").ground == "C7"
    assert drawing.remove_boxes(redaction, papers.officer, [box.pk]) == 1
    assert drawing.remove_boxes(redaction, papers.officer, [box.pk]) == 0
    assert code(drawing.change_box, box, papers.officer, "C5", "") == "gone"


def test_what_the_machine_finds_waits_for_a_person(papers, redaction):
    assert drawing.propose(redaction, papers.officer) == 1  # the identity card
    found = redaction.proposals.get()
    assert "居民身份证号码" in found.label and found.page == 1 and len(found.places) == 1
    drawing.cover_word(redaction, papers.officer, "张三丰", "C4")
    redaction.refresh_from_db()
    assert code(commands.ask, redaction, papers.officer, redaction.version) == "undecided"
    assert drawing.decide([found], papers.officer, accept=True, ground="C4") == 1
    assert drawing.decide([found], papers.officer, accept=False) == 0
    assert drawing.propose(redaction, papers.officer) == 0
    made = papers.made(redaction)
    assert "310101" not in text(papers.bytes_of(made.copy), 1)


def test_only_what_was_seen_is_made(papers, redaction):
    assert code(commands.ask, redaction, papers.officer, redaction.version) == "no_boxes"
    seen = redaction.version
    drawing.cover_word(redaction, papers.officer, "张三丰", "C4")
    assert code(commands.ask, redaction, papers.officer, seen) == "stale"
    redaction.refresh_from_db()
    commands.ask(redaction, papers.officer, redaction.version)
    assert code(drawing.cover_word, redaction, papers.officer, "12", "C4") == "not_draft"
    redaction.refresh_from_db()
    assert code(commands.ask, redaction, papers.officer, redaction.version) == "not_draft"
    commands.stop(redaction, papers.officer)
    run_due()
    redaction.refresh_from_db()
    assert redaction.status == "draft" and redaction.copy is None


def test_a_copy_that_fails_its_check_is_not_kept_and_the_page_and_reason_are_said(papers, redaction, monkeypatch):
    drawing.cover_word(redaction, papers.officer, "张三丰", "C4", page=2)
    monkeypatch.setattr(building.burning, "burn", lambda image, covers, scale=1.0: image)
    made = papers.made(redaction)
    assert made.status == "draft" and "第 2 页" in made.failure and "没有保存" in made.failure
    assert StoredFile.objects.filter(owner_kind=papers.owner.kind).count() == 1
    assert Entry.objects.filter(action="redaction.refused").exists()


def test_a_file_that_no_reader_foresaw_is_said_and_can_be_drawn_on(papers, redaction, monkeypatch):
    drawing.cover_word(redaction, papers.officer, "张三丰", "C4")

    def broken(*_args):
        raise IndexError("张三丰")

    monkeypatch.setattr(building, "build", broken)
    made = papers.made(redaction)
    assert made.status == "draft" and "打印到 PDF" in made.failure and "张" not in made.failure


def test_a_new_copy_takes_the_place_of_the_one_before(papers, redaction):
    drawing.cover_word(redaction, papers.officer, "张三丰", "C4")
    first = papers.made(redaction)
    fresh = commands.again(first, papers.officer)
    assert fresh.boxes.count() == 2 and fresh.open
    drawing.cover_word(fresh, papers.officer, "新华路", "C4")
    second = papers.made(fresh)
    first.refresh_from_db()
    assert first.status == "void" and queries.copies(papers.owner) == [second.copy]
    assert code(commands.void, second, papers.officer, " ") == "reason"
    commands.void(second, papers.officer, "范围有误")
    assert queries.copies(papers.owner) == []


def test_words_over_the_end_of_a_line_spaced_or_in_full_width_are_found(papers):
    page = "#set par(justify: false)\n" + "字" * 33 + "张三丰与李　四、Ｗang Wei 电话 138 1234 5678。"
    redaction = papers.begun(typeset(page))
    for word, places in (("张三丰", 1), ("李四", 1), ("wang wei", 1), ("13812345678", 1), ("没有", 0)):
        assert drawing.cover_word(redaction, papers.officer, word, "C4") == places, word
    made = papers.made(redaction)
    left = text(papers.bytes_of(made.copy))
    assert not set("张三丰李四") & set(left.replace("第三方", "")) and "138" not in left and "ei" not in left


def picture(kind="JPEG", **facts):
    image = Image.effect_noise((900, 600), 80).convert("RGB")
    out = io.BytesIO()
    image.save(out, kind, **facts)
    return out.getvalue()


@pytest.mark.parametrize(("kind", "name"), [("JPEG", "a.jpg"), ("PNG", "a.png"), ("WEBP", "a.webp")])
def test_pictures_are_burned_turned_upright_and_tell_nothing(papers, kind, name):
    exif = Image.Exif()
    exif[0x0112], exif[0x013B], exif[0x8825] = 6, "SECRETMAN", {1: "N", 2: (31.0, 12.0, 0.0)}
    redaction = papers.begun(picture(kind, exif=exif.tobytes()), name)
    drawing.add_boxes(redaction, papers.officer, 1, [Rect(0.1, 0.1, 0.6, 0.5)], "C4")
    assert code(drawing.cover_word, redaction, papers.officer, "张", "C4") == "no_text"
    assert code(drawing.propose, redaction, papers.officer) == "no_text"
    made = papers.made(redaction)
    assert made.status == "made", made.failure
    data = papers.bytes_of(made.copy)
    shown = Image.open(io.BytesIO(data))
    assert (
        shown.format == kind and shown.size == (600, 900) and scan_hidden(data, name) == [] and b"SECRETMAN" not in data
    )
    assert max(shown.convert("L").crop((65, 95, 120, 440)).getextrema()) < 40


def test_what_is_transparent_does_not_hide_anything(papers):
    image = Image.new("RGBA", (400, 300), (255, 0, 0, 0))
    out = io.BytesIO()
    image.save(out, "PNG")
    redaction = papers.begun(out.getvalue(), "a.png")
    drawing.add_boxes(redaction, papers.officer, 1, [Rect(0.1, 0.1, 0.2, 0.2)], "C4")
    shown = Image.open(io.BytesIO(papers.bytes_of(papers.made(redaction).copy)))
    assert shown.mode == "RGB" and shown.getpixel((399, 299)) == (255, 255, 255)


def word_file(change=None):
    document = docx.Document()
    document.core_properties.author = "SECRETMAN"
    paragraph = document.add_paragraph("可以公开的一段。")
    if change == "comment":
        document.add_comment(paragraph.runs, text="SECRETNOTE", author="李四")
    elif change == "tracked":
        w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
        mark = etree.SubElement(paragraph._p, f"{w}del", {f"{w}author": "李四", f"{w}id": "1"})
        run = etree.SubElement(mark, f"{w}r")
        etree.SubElement(run, f"{w}delText").text = "删去的话"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_hidden_content_of_word_files_is_cleared_and_scanned_again(papers):
    done = commands.clean(papers.owner, papers.file(word_file("comment"), "张三.docx"), papers.officer)
    data = papers.bytes_of(done.copy)
    assert done.status == "made" and scan_hidden(data, "a.docx") == [] and "张三" not in done.copy.name
    assert any("批注" in line for line in done.report["checks"])
    assert commands.clean(papers.owner, done.original, papers.officer) == done


def test_tracked_changes_are_for_people_to_decide(papers):
    file = papers.file(word_file("tracked"), "a.docx")
    with pytest.raises(Refused) as caught:
        commands.clean(papers.owner, file, papers.officer)
    assert caught.value.code == "tracked" and "审阅" in caught.value.remedy
    assert not Redaction.objects.exists()


def test_workbooks_lose_hidden_sheets_and_what_cannot_be_taken_out_is_refused(papers):
    book = openpyxl.Workbook()
    book.active["A1"] = "公开"
    book.create_sheet("秘密")["A1"] = "SECRETCELL"
    book["秘密"].sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    done = commands.clean(papers.owner, papers.file(out.getvalue(), "a.xlsx"), papers.officer)
    assert openpyxl.load_workbook(io.BytesIO(papers.bytes_of(done.copy))).sheetnames == ["Sheet"]
    plain = openpyxl.Workbook()
    plain.active["A1"] = "公开"
    held = io.BytesIO()
    plain.save(held)
    assert (
        code(commands.clean, papers.owner, papers.file(held.getvalue(), "b.xlsx"), papers.officer) == "nothing_hidden"
    )


def test_kinds_that_cannot_be_covered_say_what_to_do(papers):
    assert code(commands.begin, papers.owner, papers.file(word_file(), "a.docx"), papers.officer) == "kind"
    assert code(commands.clean, papers.owner, papers.file(saved(drawn("")), "a.pdf"), papers.officer) == "kind"
    frames = [Image.new("RGB", (20, 20), shade) for shade in ("red", "blue")]
    out = io.BytesIO()
    frames[0].save(out, "WEBP", save_all=True, append_images=frames[1:])
    assert code(commands.begin, papers.owner, papers.file(out.getvalue(), "a.webp"), papers.officer) == "moving"


def test_every_ground_has_its_article_and_stands_in_the_boxes():
    held = grounds.newest()
    assert list(held) == list(grounds.CODES)
    assert held["C4"].article == "《政府信息公开条例》第十五条" and "第十六条" in held["C7"].article
