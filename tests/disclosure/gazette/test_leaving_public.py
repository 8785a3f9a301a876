"""What is narrowed to some readers, or taken out of the history, is gone from columns, matters and the printed file too."""

from __future__ import annotations

import pytest
from django.core.files.storage import storages
from tests.papers.reading import Paper
from tests.support.documents import facts

from mingzheng.core.files.models import StoredFile
from mingzheng.core.procedures.commands import act
from mingzheng.core.procedures.models import Case
from mingzheng.disclosure.catalogue.models import Placement
from mingzheng.disclosure.documents.commands import correct
from mingzheng.disclosure.documents.models import Document, Edition
from mingzheng.disclosure.gazette import queries
from mingzheng.disclosure.key_areas.commands import bind_record, load_areas
from mingzheng.disclosure.key_areas.models import Matter

pytestmark = pytest.mark.django_db
NAMED = "<p>各有关单位：</p><p>现将有关事项通知如下。</p><h2>一、名单</h2><p>特此公布张三的家庭情况。</p>"


def corrected(papers, document: Document, **changes) -> Document:
    fresh = correct(document, papers.drafter, change_note="更正")
    papers.does(fresh, "edit", papers.drafter, **facts(change_note="更正", **changes))
    papers.does(fresh, "submit", papers.drafter)
    papers.reviewed(fresh)
    papers.does(fresh, "release", papers.head)
    return Document.objects.select_related("live").get(pk=document.pk)


def narrowed(papers, document: Document) -> Document:
    from django.contrib.auth.hashers import make_password

    from mingzheng.disclosure.documents.models import Grant

    fresh = correct(document, papers.drafter, change_note="改为定向公开")
    papers.does(fresh, "edit", papers.drafter, **facts(change_note="改为定向公开", scope="targeted"))
    Grant.objects.create(edition=fresh, kind="code", code_hash=make_password("K7M2-Q9PX"))
    papers.does(fresh, "submit", papers.drafter)
    papers.reviewed(fresh)
    papers.does(fresh, "release", papers.head)
    return Document.objects.select_related("live").get(pk=document.pk)


def test_a_document_narrowed_by_a_correction_leaves_its_columns(papers, client):
    document = papers.released()
    assert Placement.objects.filter(record_kind=document.ref.kind, record_id=document.ref.id).exists()
    document = narrowed(papers, document)
    assert not document.listed
    assert not Placement.objects.filter(record_kind=document.ref.kind, record_id=document.ref.id).exists()
    assert document.title not in client.get("/lanmu/zcwj/").content.decode()


@pytest.mark.parametrize("way", ["withdrawn", "narrowed"])
def test_what_is_no_longer_public_leaves_the_matter_to_which_it_belonged(gazette, client, way):
    papers = gazette.papers
    load_areas(gazette.clerk)
    document = papers.released()
    matter = Matter.objects.filter(units=papers.unit).first()
    bind_record(matter, document.ref, actor=gazette.clerk)
    assert document.title in client.get(matter.get_absolute_url()).content.decode()
    if way == "withdrawn":
        act(Case.objects.get(pk=document.live.case_id), "withdraw", papers.head, {"reason": "内容有误", "explanation": "内容有误，撤下。"})  # fmt: skip
    else:
        narrowed(papers, document)
    gazette.settle()
    assert document.title not in client.get(matter.get_absolute_url()).content.decode()


def test_the_gazette_file_does_not_go_on_showing_an_old_edition_that_was_withdrawn(gazette):
    papers = gazette.papers
    document = gazette.document(body=NAMED)
    issue = gazette.published([document])
    gazette.settle()
    printed = Edition.objects.get(pk=document.live_id)
    assert "张三的家庭情况" in _file_of(issue)
    corrected(papers, document)
    gazette.settle()
    act(Case.objects.get(pk=printed.case_id), "withdraw", papers.head, {"reason": "含个人信息", "explanation": "含不应公开的内容。"})  # fmt: skip
    gazette.settle()
    assert queries.contents(issue)[0].pieces[0].gone
    assert "张三的家庭情况" not in _file_of(issue)


def test_the_explanation_of_a_targeted_edition_is_not_given_to_the_public(gazette):
    papers = gazette.papers
    document = gazette.document()
    issue = gazette.published([document])
    document = narrowed(papers, document)
    act(Case.objects.get(pk=document.live.case_id), "withdraw", papers.head, {"reason": "不再需要", "explanation": "只对内说明的事。"})  # fmt: skip
    assert queries.contents(issue)[0].pieces[0].why == ""


def _file_of(issue) -> str:
    issue.refresh_from_db()
    with storages["default"].open(StoredFile.objects.get(pk=issue.pdf_id).key) as stream:
        return Paper(stream.read()).text()
