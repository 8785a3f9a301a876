"""A bulletin from the records to the units' signatures: numbers are cells, somebody else approves, nothing changes afterwards."""

from __future__ import annotations

import datetime as dt
import io
import json
import zipfile

import pytest
from django.core import mail as outgoing
from django.utils.datastructures import MultiValueDict
from docx import Document
from pypdfium2 import PdfDocument
from tests.support.tampering import sql
from tests.support.workplan import ISSUED

from mingzheng.core import cells, timekeeping
from mingzheng.core.actors import Post
from mingzheng.core.errors import Refused
from mingzheng.core.indicators import Scope, indicator_of
from mingzheng.core.outbox.commands import run_due
from mingzheng.core.procedures.commands import FormRefused, act
from mingzheng.core.procedures.models import Case, Clock
from mingzheng.papers import bulletins as papers
from mingzheng.supervision.bulletins import commands, letters, presenting, queries, steps
from mingzheng.supervision.bulletins.models import Bulletin, UnitLetter, quarter_end
from mingzheng.supervision.indicators.commands import read_plan
from mingzheng.supervision.indicators.standings import standing
from mingzheng.supervision.open_data.proving import prove
from mingzheng.supervision.workplan.queries import answer_due

pytestmark = pytest.mark.django_db
QUARTER_OVER = "2023-07-03"


def does(record, command, actor, **data):
    typed = MultiValueDict({key: [value] for key, value in data.items()})
    act(Case.objects.get(pk=record.case_id), command, actor, typed)
    record.refresh_from_db()


def texts(bulletin, **written):
    found = {}
    for section in bulletin.sections.all():
        found[f"keep_{section.key}"] = "on"
        found[f"text_{section.key}"] = written.get(section.key, "")
    return found


@pytest.fixture
def office(work):
    return work.district


@pytest.fixture
def draft(work, on_day):
    """The second quarter's, composed after its end."""
    work.finishes("sifa", 5)
    on_day(QUARTER_OVER)
    return commands.compose(work.plan, 2, work.district.clerk)


def publish(bulletin, office, *, public=False):
    does(bulletin, "submit", office.clerk)
    does(bulletin, "approve", office.head, **({"to_public": "on"} if public else {}))
    does(bulletin, "publish", office.clerk)
    return bulletin


def said(bulletin):
    return "\n".join(cells.draw(steps.text_of(one), bulletin.held) for one in bulletin.sections.all())


def figure(code, unit=None):
    return indicator_of(code).measure(Scope(timekeeping.today(), None, unit)).text


@pytest.mark.parametrize(("quarter", "day"), [(1, "2023-03-31"), (2, "2023-06-30"), (4, "2023-12-31")])
def test_quarters_end(quarter, day):
    assert quarter_end(2023, quarter) == dt.date.fromisoformat(day)


def test_where_nothing_is_late_no_unit_is_counted(work, on_day):
    on_day("2023-04-24")
    text = said(commands.compose(work.plan, 2, work.district.clerk))
    assert "逾期 0 件。" in text
    assert "0 个单位" not in text


def test_the_text_is_made_from_the_records(draft):
    text = said(draft)
    assert "6 项任务" in text
    assert "已核实办结 1 件" in text
    late = draft.held["shares.red"].text
    assert f"逾期 {late} 件" in text and int(late) > 0
    assert [row[0] for row in draft.tables["units"]["rows"]]
    assert len(draft.tables["tasks"]["rows"]) == 6
    assert all(not cells.unknown(steps.text_of(one), draft.held) for one in draft.sections.all())


def test_what_people_write_refers_to_cells_and_typed_numbers_are_shown(draft, office):
    does(draft, "edit", office.clerk, **texts(draft, overview="逾期 {{ shares.red }} 件要抓紧，另有 987 件。"))
    assert f"逾期 {draft.held['shares.red'].text} 件要抓紧" in said(draft)
    assert [(heading, number) for heading, number, _around in presenting.typed(draft)] == [("总体情况", "987")]
    with pytest.raises(FormRefused, match="没有这些数字"):
        does(draft, "edit", office.clerk, **texts(draft, overview="{{ nonsense }}"))


def test_composed_again_the_figures_are_new_and_the_words_stay(draft, office, work, on_day):
    does(draft, "edit", office.clerk, **texts(draft, good="新华街道做法值得学习。"))
    before = draft.held["shares.done"].text
    work.finishes("fagai", 1)
    on_day("2023-07-04")
    commands.compose(work.plan, 2, office.clerk)
    draft.refresh_from_db()
    assert (before, draft.held["shares.done"].text) == ("1", "2")
    assert "新华街道做法值得学习" in said(draft)
    assert Bulletin.objects.count() == 1


def test_before_the_quarter_ends_it_can_be_prepared_but_not_handed_in(work, office, on_day):
    on_day("2023-06-20")
    made = commands.compose(work.plan, 2, office.clerk)
    with pytest.raises(Refused, match="季度还没有结束"):
        does(made, "submit", office.clerk)
    on_day(QUARTER_OVER)
    with pytest.raises(Refused, match="早于季度最后一天"):
        does(made, "submit", office.clerk)


def test_who_composed_does_not_approve_and_units_touch_nothing(draft, office):
    second = office.actor("qufuban", Post.OFFICE_HEAD, 2)
    does(draft, "compose_again", office.head)
    does(draft, "submit", office.clerk)
    for actor, why in (
        (office.head, "参与过"),
        (office.clerk, "负责人"),
        (office.actor("xinhua", Post.HEAD), "负责人"),
    ):
        with pytest.raises(Refused, match=why):
            does(draft, "approve", actor)
    does(draft, "approve", second)


def test_published_it_is_numbered_sent_and_signed_for(draft, office):
    publish(draft, office)
    assert draft.number == "政务公开通报〔2023〕1号"
    assert draft.receipts.count() == 6
    receipt = draft.receipts.get(unit__code="xinhua")
    with pytest.raises(Refused):
        does(receipt, "sign", office.actor("fagai"))
    does(receipt, "sign", office.actor("xinhua"), remark="已阅。")
    assert receipt.signed_by == "新华街道信息员1"
    assert figure("bulletins.signed") == "17%（1/6）"
    assert figure("bulletins.signed", office.units["xinhua"].pk) == "100%（1/1）"
    assert len(queries.unsigned(draft)) == 5
    assert figure("bulletins.issued_in_time") == "100%（1/1）"


def test_after_publication_nothing_changes_and_a_correction_is_a_new_edition(draft, office, work):
    publish(draft, office)
    kept = (draft.cells, said(draft), papers.pdf(draft))
    for command in ("compose_again", "edit", "submit"):
        with pytest.raises(Refused):
            does(draft, command, office.clerk)
    work.finishes("fagai", 1)
    does(draft, "correct", office.clerk, reason="区发改委的一件漏计。")
    second = Bulletin.objects.get(edition=2)
    does(second, "compose", office.clerk)
    publish(second, office)
    draft.refresh_from_db()
    assert (draft.cells, said(draft), papers.pdf(draft)) == kept
    assert queries.newer(draft) == second
    assert second.number == "政务公开通报〔2023〕2号"
    assert "区发改委的一件漏计" in papers.paper_of(second).body


def test_late_it_counts_as_late(work, office, on_day):
    on_day("2023-07-01")
    assert commands.owe() == 2
    assert commands.owe() == 0
    on_day("2023-08-01")
    assert figure("bulletins.issued_in_time") == "0%（0/2）"


def test_a_plan_that_came_after_the_quarter_starts_the_clock(work, on_day):
    made = commands.begin(work.plan, 1, work.district.clerk)
    assert made.case.due_on > ISSUED


def test_the_papers_say_what_the_page_says(draft, office):
    drafted = PdfDocument(papers.pdf(draft))
    assert "送审稿" in drafted[0].get_textpage().get_text_bounded()
    publish(draft, office)
    pages = PdfDocument(papers.pdf(draft))
    text = "".join(page.get_textpage().get_text_bounded() for page in pages)
    assert "政务公开通报〔2023〕1号" in text and "送审稿" not in text
    word = "\n".join(one.text for one in Document(io.BytesIO(papers.docx(draft))).paragraphs)
    for line in said(draft).splitlines():
        assert line in word
    assert len(Document(io.BytesIO(papers.docx(draft))).inline_shapes) == 1
    assert papers.docx(draft) == papers.docx(draft)


def test_who_reads_what(draft, office, client):
    assert not queries.sees(draft, office.actor("xinhua"))
    publish(draft, office)
    assert queries.sees(draft, office.actor("xinhua"))
    assert not queries.sees(draft, None)
    assert client.get(f"/gongzuoyaodian/tongbao/{draft.pk}/").status_code == 404


def test_approved_for_the_public_it_stands_on_the_portal(draft, office, client):
    publish(draft, office, public=True)
    page = client.get(f"/gongzuoyaodian/tongbao/{draft.pk}/").content.decode()
    assert "总体情况" in page and "（人写）" not in page
    assert client.get(f"/gongzuoyaodian/tongbao/{draft.pk}/tongbao.pdf").headers["Content-Type"] == "application/pdf"


# --- the monthly letter and 督办单 --------------------------------------------------------------------------------


def test_every_unit_is_written_to_once_a_month_and_only_of_its_own(work, office, on_day, settings):
    settings.MINGZHENG_DEMO = True
    assert commands.write_letters() == 0
    person = office.person("xinhua", Post.OFFICER)
    person.email = "xxy@example.invalid"
    person.save()
    on_day("2023-07-03")
    assert commands.write_letters() == 6
    assert commands.write_letters() == 0
    run_due()
    sent = [one for one in outgoing.outbox if one.to == ["xxy@example.invalid"]]
    assert len(sent) == 1
    assert "逾期" in sent[0].body and "第1项" in sent[0].body
    assert "新华街道信息员1" not in sent[0].body
    letter = UnitLetter.objects.get(unit__code="xinhua")
    assert (letter.sent_to, letter.sent_at is not None) == (1, True)
    assert UnitLetter.objects.get(unit__code="fagai").sent_to == 0
    commands.send_letter({"letter": letter.pk})
    assert len([one for one in outgoing.outbox if one.to == ["xxy@example.invalid"]]) == 1
    assert queries.sees_letter(letter, office.actor("xinhua"))
    assert not queries.sees_letter(letter, office.actor("fagai"))


def test_a_supervision_letter_is_a_paper(work, office):
    work.does("xinhua", 1, "supervise", by=office.clerk, text="请说明推进安排。")
    letter = work.share("xinhua", 1).letters.get()
    text = PdfDocument(papers.letter_pdf(letter))[0].get_textpage().get_text_bounded()
    assert "新华街道办事处" in text and "请说明推进安排" in text
    with zipfile.ZipFile(io.BytesIO(papers.letter_docx(letter))) as parts:
        word = "".join(parts.read(name).decode() for name in parts.namelist() if name.endswith(".xml"))
    assert letter.number in word and "请说明推进安排" in word
    due = Clock.objects.get(case=work.case("xinhua", 1), name="answer").due_on
    assert f"请于{due.year}年{due.month}月{due.day}日前" in text.replace("\r\n", "").replace(" ", "")
    work.does("xinhua", 1, "answer", answer="已安排在六月完成，材料随后提交。")
    letter.refresh_from_db()
    assert answer_due(letter) == due, "the paper says the same after it was answered"


# --- figures, their lights, and the paper --------------------------------------------------------------------------


@pytest.fixture
def lit(draft):
    """The draft again, with the lights of the boards: a figure counted for the district and its units."""
    plan = draft.plan
    return standing(plan, dt.date.fromisoformat(QUARTER_OVER))


def test_the_bulletin_says_of_every_figure_what_the_board_says(draft, lit):
    assert lit.as_of == draft.figures_on, "composing takes the readings of its day"
    known = {one.indicator.code: one.light.code for task in lit.tasks for one in task.figures}
    shown = {code: light for code, light in known.items() if not code.startswith("bulletins.")}
    assert shown
    assert draft.held["figures.total"].text == str(len(shown))
    for light in ("green", "amber", "red", "none"):
        assert draft.held[f"figures.{light}"].text == str(sum(one == light for one in shown.values()))
    assert "从记录计算的" in said(draft)


def test_what_is_below_its_target_stands_in_a_table_with_its_units(draft, lit):
    red = {one.indicator.label for task in lit.tasks for one in task.figures if one.light.code == "red"}
    red -= {one.indicator.label for t in lit.tasks for one in t.figures if one.indicator.code.startswith("bulletins.")}
    rows = draft.tables.get("figures", {"rows": []})["rows"]
    assert {row[1] for row in rows} == red
    assert ("没有达到目标，见下表" in said(draft)) is bool(red)


def test_nobody_is_named_before_others_who_are_as_late(draft):
    counts = [int(row[1]) for row in draft.tables["units"]["rows"]]
    ahead = counts.count(max(counts)) == 1
    assert ("最多，" in said(draft)) is ahead
    assert draft.held["units.most"].text == str(max(counts))


def test_the_word_paper_has_page_numbers_and_columns_of_their_own_width(draft):
    document = Document(io.BytesIO(papers.docx(draft)))
    section = document.sections[0]
    for footer in (section.footer, section.even_page_footer):
        xml = footer._element.xml
        assert " PAGE " in xml and "fldChar" in xml and "—" in footer.paragraphs[0].text
    table = document.tables[0]
    widths = [column.width for column in table.columns]
    assert len(set(widths)) > 1 and all(cell.width == widths[x] for x, cell in enumerate(table.rows[0].cells))
    assert all("cantSplit" in row._tr.xml for row in table.rows)


def test_the_monthly_letter_names_the_units_own_figures_below_target(work, on_day):
    on_day("2023-07-03")
    read_plan(work.plan, dt.date(2023, 7, 3))
    read = standing(work.plan, dt.date(2023, 7, 3))
    unit = work.district.units["xinhua"]
    below = {
        one.indicator.label
        for (_task, held), figures in read.cells.items()
        for one in figures
        if held == unit.pk and one.light.code == "red"
    }
    _subject, text = letters.written(work.plan, unit, read.day, read)
    assert ("指标没有达到目标（7月3日读数）" in text) is bool(below)
    assert all(label in text for label in below)


# --- what was published stands ------------------------------------------------------------------------------------


def test_a_published_bulletin_changed_by_sql_is_named_with_the_figure(draft, office):
    publish(draft, office)
    assert prove().sound
    rows = [[key, label, "999" if key == "shares.red" else text] for key, label, text in draft.cells]
    sql("UPDATE bulletins_bulletin SET cells = %s WHERE id = %s", json.dumps(rows), draft.pk)
    sql("UPDATE bulletins_section SET written = '改过' WHERE bulletin_id = %s AND key = 'overview'", draft.pk)
    faults = "\n".join(prove().faults)
    was = draft.held["shares.red"].text
    assert (
        f"季度通报“{draft}”的数字“{draft.held['shares.red'].label}”（shares.red）：公布时为“{was}”，现为“999”" in faults
    )
    assert "部分“总体情况”" in faults and len(prove().faults) == 2


def test_a_published_bulletin_that_was_taken_away_is_missed(draft, office):
    publish(draft, office)
    sql("UPDATE bulletins_bulletin SET published_at = NULL WHERE id = %s", draft.pk)
    assert prove().faults == [f"季度通报 {draft.pk}：日志记了它的公布，现在没有这份已公布的记录。"]
