"""An issue is composed, reviewed by others, signed, published, and never changes again."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from tests.papers.reading import Paper

from mingzheng.core import indicators, searchable
from mingzheng.core.errors import Refused
from mingzheng.core.files.models import StoredFile
from mingzheng.core.files.queries import may_read
from mingzheng.core.freshness.models import Stamp
from mingzheng.core.journal.models import Entry
from mingzheng.core.outbox.models import Message
from mingzheng.disclosure.catalogue.models import Column, Placement
from mingzheng.disclosure.documents.commands import correct
from mingzheng.disclosure.gazette import commands, queries
from mingzheng.disclosure.gazette.models import Issue, Item, Recipient
from mingzheng.disclosure.gazette.sections import suggested

pytestmark = pytest.mark.django_db


def orders(issue: Issue) -> list[tuple[int, str]]:
    return list(issue.items.order_by("order").values_list("document_id", "section"))


def kept(issue: Issue) -> Paper:
    from django.core.files.storage import storages

    issue.refresh_from_db()
    file = StoredFile.objects.get(pk=issue.pdf_id)
    with storages["default"].open(file.key) as stream:
        return Paper(stream.read())


def test_numbers_follow_each_other(gazette):
    first = gazette.begun()
    second = gazette.begun()
    assert (first.number, first.total, first.doc_number) == (1, 1, "长宁公报〔2023〕1号")
    assert (second.number, second.total, second.doc_number) == (2, 2, "长宁公报〔2023〕2号")


def test_a_number_is_used_once_and_free_again_when_the_issue_is_dropped(gazette):
    issue = gazette.begun()
    values = {**commands.proposed(dt.date(2023, 4, 18)), "number": 1, "total": 1, "doc_number": issue.doc_number}
    with pytest.raises(Refused, match="已有一期使用"):
        commands.begin(gazette.clerk, values)
    gazette.does(issue, "drop", gazette.clerk, reason="编号有误")
    assert commands.begin(gazette.clerk, values).number == 1


def test_numbers_and_note_are_changed_while_it_is_composed(gazette):
    issue = gazette.begun()
    other = gazette.begun()
    values = {
        **commands.proposed(dt.date(2023, 4, 18)),
        "number": 9,
        "total": 80,
        "doc_number": "长宁公报〔2023〕9号",
        "note": "合刊。",
    }
    gazette.does(issue, "edit", gazette.clerk, **values)
    assert (issue.number, issue.total, issue.note) == (9, 80, "合刊。")
    assert issue.case.number == "长宁公报〔2023〕9号"
    with pytest.raises(Refused, match="已有一期使用"):
        gazette.does(other, "edit", gazette.clerk, **values)


def test_documents_go_to_the_sections_that_suit_them_and_stay_in_the_order_given(gazette):
    plain = gazette.document(12)
    person = gazette.document(13, title="关于王某某同志任职的通知")
    issue = gazette.begun([person, plain])
    assert orders(issue) == [(plain.pk, "departments"), (person.pk, "personnel")]
    assert suggested(plain) == "departments"

    more = gazette.document(14, title="关于公布清单的通知")
    commands.add(issue, gazette.clerk, [more])
    commands.arrange(issue, gazette.clerk, [(plain, "departments", 2), (more, "departments", 1), (person, "other", 9)])
    assert orders(issue) == [(more.pk, "departments"), (plain.pk, "departments"), (person.pk, "other")]
    commands.arrange(issue, gazette.clerk, [(plain, "departments", 1)])
    assert orders(issue) == [(plain.pk, "departments")]


def test_only_public_documents_can_be_put_in(gazette):
    draft = gazette.papers.draft().document
    issue = gazette.begun()
    with pytest.raises(Refused, match="没有向社会公开"):
        commands.add(issue, gazette.clerk, [draft])
    with pytest.raises(Refused, match="没有这个栏目"):
        commands.arrange(issue, gazette.clerk, [(gazette.document(), "nonsense", 1)])


def test_units_and_the_administrator_have_no_part_in_it(gazette):
    issue = gazette.begun([gazette.document()])
    for actor in (gazette.papers.head, gazette.papers.drafter):
        with pytest.raises(Refused):
            commands.add(issue, actor, [])
        with pytest.raises(Refused):
            gazette.does(issue, "submit", actor)
        with pytest.raises(Refused):
            commands.begin(actor, commands.proposed(dt.date(2023, 4, 18)))
        with pytest.raises(Refused):
            commands.plan_year(actor, 2023, 6)


def test_who_composed_cannot_review_or_sign(gazette):
    issue = gazette.begun([gazette.document()])
    gazette.does(issue, "submit", gazette.clerk)
    with pytest.raises(Refused) as no:
        gazette.does(issue, "approve", gazette.clerk)
    assert no.value.code == "contributed"
    gazette.does(issue, "approve", gazette.other)
    with pytest.raises(Refused):
        gazette.does(issue, "sign", gazette.other)  # a clerk's post does not sign
    gazette.does(issue, "sign", gazette.head)
    assert issue.reviewed_at
    assert issue.signed_at


def test_an_empty_issue_or_one_with_a_withdrawn_document_does_not_go_on(gazette):
    empty = gazette.begun()
    with pytest.raises(Refused, match="还没有编入文件"):
        gazette.does(empty, "submit", gazette.clerk)
    document = gazette.document()
    issue = gazette.signed([document])
    gazette.papers.does(document.live, "withdraw", gazette.papers.head, explanation="内容有误，已撤下。")
    with pytest.raises(Refused, match="没有向社会公开"):
        gazette.does(issue, "publish", gazette.clerk)
    gazette.does(issue, "recall", gazette.clerk, reason="文件撤下")
    assert issue.reviewed_at is None
    assert issue.signed_at is None


def test_a_published_issue_is_public_findable_and_cannot_be_changed(gazette, django_capture_on_commit_callbacks):
    document = gazette.document()
    issue = gazette.published([document])
    assert issue.status == Issue.Status.PUBLISHED
    assert issue.items.get().edition == document.live
    with pytest.raises(Refused):
        commands.arrange(issue, gazette.clerk, [])
    entry = queries.entry_of(issue.pk)
    assert entry is not None
    assert entry.number == issue.doc_number
    assert document.title in entry.body
    assert searchable.kind_of("gazette.issue") is not None
    assert Message.objects.filter(topic=searchable.TOPIC, payload__kind="gazette.issue").exists()
    assert Stamp.objects.filter(tag=f"gazette:{issue.pk}").exists()
    basis = Entry.objects.filter(case_id=issue.case_id).values_list("basis", flat=True)
    assert all(basis)


def test_issues_stand_in_the_column_of_the_gazette_where_there_is_one(gazette):
    Column.objects.create(code="zfgb", title="政府公报", owner=gazette.papers.unit, opened_on=dt.date(2023, 1, 1))
    issue = gazette.published([gazette.document()])
    row = Placement.objects.get(column__code="zfgb")
    assert (row.title, row.url) == (str(issue), issue.get_absolute_url())


def test_the_database_refuses_an_issue_that_nobody_reviewed(gazette):
    issue = gazette.begun([gazette.document()])
    with pytest.raises(IntegrityError), transaction.atomic():
        Issue.objects.filter(pk=issue.pk).update(status=Issue.Status.PUBLISHED)


def test_the_file_is_made_once_and_says_what_the_issue_holds(gazette):
    document = gazette.document()
    issue = gazette.published([document, gazette.document(13, title="关于公布清单的通知")])
    assert queries.making(issue).state == "waiting"
    gazette.settle()
    paper = kept(issue)
    assert queries.making(issue).state == "ready"
    assert issue.pdf_pages == paper.pages == 3
    cover = paper.text(0)
    for words in (
        "人民政府公报",
        "二○二三年第一期",
        "（总第1期）",
        "二○二三年四月十八日出版",
        "目录",
        "【部门文件】",
        "长宁公报〔2023〕1号",
    ):
        assert words in cover
    assert document.title in cover
    assert "提高服务水平，方便企业和群众。" in paper.text(1)
    assert may_read(StoredFile.objects.get(pk=issue.pdf_id), None)


def test_a_document_withdrawn_later_gives_way_to_a_notice_on_the_page_and_in_the_file(gazette):
    document, other = gazette.document(), gazette.document(13, title="关于公布清单的通知")
    issue = gazette.published([document, other])
    gazette.settle()
    before = kept(issue)
    assert "提高服务水平" in before.text()
    old = issue.pdf_id

    gazette.papers.does(document.live, "withdraw", gazette.papers.head, explanation="内容有误，已撤下。")
    gone = [piece for part in queries.contents(issue) for piece in part.pieces if piece.gone]
    assert [piece.item.document_id for piece in gone] == [document.pk]
    assert gone[0].edition is None
    assert gone[0].why == "内容有误，已撤下。"

    gazette.settle()
    after = kept(issue)
    assert after.text().count("提高服务水平") == 1, "only the other document still stands there"
    assert "已撤下，不再公开" in after.text()
    assert issue.pdf_id != old
    assert not StoredFile.objects.filter(pk=old).exists(), "the file with the withdrawn text is taken away"


def test_a_correction_leaves_the_printed_text_and_is_pointed_at(gazette):
    document = gazette.document()
    issue = gazette.published([document])
    printed = document.live
    fresh = correct(document, gazette.papers.drafter, change_note="更正日期")
    assert queries.contents(issue)[0].pieces[0].newer is False
    gazette.papers.does(fresh, "edit", gazette.papers.drafter, **_again(change_note="更正日期"))
    gazette.papers.does(fresh, "submit", gazette.papers.drafter)
    gazette.papers.reviewed(fresh)
    gazette.papers.does(fresh, "release", gazette.papers.head)
    piece = queries.contents(issue)[0].pieces[0]
    assert piece.edition == printed
    assert piece.newer is True


def _again(**changes):
    from tests.support.documents import facts

    return facts(**changes)


def test_a_document_that_is_narrowed_to_some_readers_gives_way_as_well(gazette):
    document = gazette.document()
    issue = gazette.published([document, gazette.document(13, title="关于公布清单的通知")])
    gazette.settle()
    before = issue.pdf_id or (kept(issue) and issue.pdf_id)
    document.live.scope = "targeted"
    document.live.save()
    document.listed = False
    document.save()
    commands.on_released({"document": document.pk, "edition": 0})
    gazette.settle()
    assert "已撤下，不再公开" in kept(issue).text()
    assert issue.pdf_id != before


def test_the_release_that_was_printed_makes_nothing_anew(gazette):
    document = gazette.document()
    issue = gazette.published([document])
    Message.objects.filter(topic="gazette.pdf").delete()
    commands.on_released({"document": document.pk, "edition": document.live_id})
    assert not Message.objects.filter(topic="gazette.pdf").exists()
    assert issue.items.count() == 1


def test_a_character_without_shape_is_said_to_a_person_and_tried_again_when_asked(gazette):
    document = gazette.document(title="关于𠮷林路整治的通知")
    issue = gazette.published([document])
    Message.objects.filter(topic="gazette.pdf").update(attempts=2)
    gazette.settle()
    made = queries.making(issue)
    assert made.state == "failed"
    assert "U+20BB7" in made.reason
    commands.remake_pdf(issue, gazette.clerk)
    assert queries.making(issue).state == "waiting"


def test_copies_are_sent_and_received_once(gazette, on_day):
    issue = gazette.published([gazette.document()])
    archive = commands.save_recipient(gazette.clerk, {"name": "区档案馆", "kind": "archive", "copies": 5})
    library = commands.save_recipient(gazette.clerk, {"name": "区图书馆", "kind": "library", "copies": 10})
    with pytest.raises(Refused, match="名单里已有"):
        commands.save_recipient(gazette.clerk, {"name": "区档案馆", "copies": 1})
    sent = commands.dispatch(issue, gazette.clerk, {archive.pk: 5, library.pk: 12})
    with pytest.raises(Refused, match="没有要发出的份数"):
        commands.dispatch(issue, gazette.clerk, {archive.pk: 5})
    with pytest.raises(Refused, match="多于"):
        commands.receive(sent[0], gazette.clerk, received_on=dt.date(2023, 4, 18), received_copies=6)
    with pytest.raises(Refused, match="早于"):
        commands.receive(sent[0], gazette.clerk, received_on=dt.date(2023, 4, 17), received_copies=5)
    on_day("2023-04-20")
    commands.receive(sent[0], gazette.clerk, received_on=dt.date(2023, 4, 20), received_copies=4)
    found = queries.distribution(issue)
    assert (found.sent, found.received, found.outstanding) == (17, 4, 1)
    assert Recipient.objects.count() == 2


def test_nothing_is_sent_of_an_issue_that_is_not_published(gazette):
    row = commands.save_recipient(gazette.clerk, {"name": "区档案馆", "copies": 5})
    with pytest.raises(Refused, match="出版以后"):
        commands.dispatch(gazette.begun(), gazette.clerk, {row.pk: 5})


def test_the_plan_s_task_reads_issues_documents_and_copies(gazette):
    scope = indicators.Scope(dt.date(2023, 4, 18))
    issues = indicators.indicator_of("gazette.issues")
    assert issues.measure(scope).text == "0"
    commands.plan_year(gazette.clerk, 2023, 4)
    issue = gazette.published([gazette.document()])
    assert issues.measure(scope).text == "25%（1/4）"
    assert [item.counts for item in issues.items(scope)] == [True, False, False, False]
    documents = indicators.indicator_of("gazette.documents")
    assert documents.measure(scope).text == "1"
    assert len(documents.items(scope)) == 1
    row = commands.save_recipient(gazette.clerk, {"name": "区档案馆", "copies": 5})
    sent = commands.dispatch(issue, gazette.clerk, {row.pk: 5})[0]
    copies = indicators.indicator_of("gazette.copies")
    assert copies.measure(scope).text == "0%（0/5）"
    commands.receive(sent, gazette.clerk, received_on=dt.date(2023, 4, 18), received_copies=5)
    assert copies.measure(scope).percent == 100
    assert [item.counts for item in copies.items(scope)] == [True]


def test_task_twelve_is_bound():
    from mingzheng.supervision.workplan.binding import binding_for

    found = binding_for("完善政府公报数据库，丰富公报内容，做好编撰和赠阅工作")
    assert found.indicators == ("gazette.issues", "gazette.documents", "gazette.copies")


def test_the_database_is_searched_by_words_year_section_and_number(gazette):
    first = gazette.published([gazette.document(12, title="关于优化营商环境的通知")])
    second = gazette.published([gazette.document(13, title="关于王某某任职的通知")])

    def found(**filters):
        return [issue.pk for issue in queries.search(queries.Filters(**filters)).issues]

    assert found() == [second.pk, first.pk]
    assert found(words="营商") == [first.pk]
    assert found(words="长发改〔2023〕13号") == [second.pk]
    assert found(words="公报〔2023〕1号") == [first.pk]
    assert found(section="personnel") == [second.pk]
    assert found(year=2023, number=1) == [first.pk]
    assert found(year=2022) == []
    assert found(words="没有的词") == []


def test_pages_of_issues_go_by_key(gazette, monkeypatch):
    monkeypatch.setattr(queries, "PAGE", 2)
    document = gazette.document()
    made = [gazette.published([document]) for _ in range(5)]
    newest = queries.search(queries.Filters())
    assert [issue.total for issue in newest.issues] == [5, 4]
    assert (newest.newer, newest.older) == (0, 4)
    middle = queries.search(queries.Filters(), older_than=4)
    assert [issue.total for issue in middle.issues] == [3, 2]
    assert (middle.newer, middle.older) == (3, 2)
    back = queries.search(queries.Filters(), newer_than=3)
    assert [issue.total for issue in back.issues] == [5, 4]
    assert back.newer == 0
    assert len(made) == 5


@pytest.mark.parametrize(
    "change",
    [
        lambda issue: Issue.objects.filter(pk=issue.pk).update(dated=dt.date(2023, 1, 1)),
        lambda issue: Issue.objects.filter(pk=issue.pk).update(status=Issue.Status.COMPOSING),
        lambda issue: issue.items.update(title="另一个标题"),
        lambda issue: issue.items.update(edition=None),
        lambda issue: issue.items.all().delete(),
        lambda issue: Item(issue=issue, section="other", order=9, document_id=issue.later.pk, title="后加").save(),
    ],
)
def test_the_database_keeps_a_published_issue_as_it_was_printed(gazette, change):
    issue = gazette.published([gazette.document()])
    issue.later = gazette.document(13)
    with pytest.raises(DatabaseError), transaction.atomic():
        change(issue)
    assert issue.items.get().edition_id == issue.items.get().document.live_id


def test_an_issue_in_hand_may_be_changed_and_a_published_one_given_its_file(gazette):
    begun = gazette.begun([gazette.document()])
    assert Issue.objects.filter(pk=begun.pk).update(note="编者按") == 1
    assert begun.items.update(title="改过") == 1
    assert begun.items.all().delete()[0] == 1
    issue = gazette.published([gazette.document(13)])
    assert Issue.objects.filter(pk=issue.pk).update(pdf_pages=9) == 1
