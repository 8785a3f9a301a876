"""The main promise of the wing, over all its rooms: a Word file becomes a public, findable, filed document by the hands of
different people; whoever may not, may not; what is repealed shows as repealed everywhere, on the right days."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document as Word
from tests.disclosure.filing.conftest import library, work  # noqa: F401 - fixtures
from tests.support.documents import facts, papers  # noqa: F401 - fixtures
from tests.support.workplan import district, reference  # noqa: F401 - fixtures

from mingzheng.core.actors import Post
from mingzheng.core.errors import Refused
from mingzheng.core.journal import queries as journal
from mingzheng.core.journal.commands import seal_all
from mingzheng.core.outbox.commands import run_due
from mingzheng.core.procedures.models import Case
from mingzheng.disclosure.documents import commands
from mingzheng.disclosure.documents.effects import refresh_all
from mingzheng.disclosure.documents.models import Document, Edition
from mingzheng.search import following, queries

pytestmark = pytest.mark.django_db(transaction=True)
TITLE = "关于印发《优化营商环境若干措施》的通知"


def word_file() -> SimpleUploadedFile:
    paper = Word()
    for line in (
        "某区发展和改革委员会文件", "长发改〔2023〕12号", TITLE, "各街道办事处、新泾镇人民政府：",
        "现将有关措施印发给你们，请认真执行。", "一、总体要求", "提高服务水平，方便企业和群众办事。",
        "某区发展和改革委员会", "2023年4月17日", "（此件公开发布）",
    ):  # fmt: skip
        paper.add_paragraph(line)
    held = io.BytesIO()
    paper.save(held)
    return SimpleUploadedFile("若干措施.docx", held.getvalue())


class Desk:
    """People sign in and act through the pages."""

    def __init__(self, client, papers) -> None:  # noqa: F811 - the fixture of that name
        self.client, self.papers = client, papers

    def sign_in(self, post: Post, unit: str = "fagai") -> None:
        self.client.force_login(self.papers.district.person(unit, post))

    def does(self, edition: Edition, command: str, **data: str) -> int:
        case = Case.objects.get(pk=edition.case_id)
        url = reverse("desk:act", args=[case.pk, command])
        return self.client.post(url, {"revision": case.revision, **data}).status_code

    def state(self, edition: Edition) -> str:
        return Case.objects.get(pk=edition.case_id).state


@pytest.fixture
def desk(client, papers):  # noqa: F811 - the fixture of that name
    return Desk(client, papers)


def brought_in(desk: Desk) -> Edition:
    """Upload, look, confirm, complete."""
    desk.sign_in(Post.OFFICER)
    page = desk.client.post(reverse("desk:document-new"), {"pasted": "", "file": word_file()}, follow=True)
    form = page.context["form"]
    sent = {one.name: one.value() for one in form if one.value() not in (None, False, "")}
    sent = {key: "on" if value is True else value for key, value in sent.items()}
    sent |= {one.name: "on" for one in form if one.name.startswith("ok_")} | {"do": "confirm"}
    desk.client.post(page.request["PATH_INFO"], sent, follow=True)
    edition = Edition.objects.get()
    wanted = facts(title=edition.title, doc_number=edition.doc_number, body=edition.body)
    url = reverse("desk:document-edit", args=[edition.pk])
    revision = Case.objects.get(pk=edition.case_id).revision
    desk.client.post(url, {**wanted, "revision": revision, "do": "stay"})
    edition.refresh_from_db()
    return edition


def settle() -> None:
    """The worker's round: what is owed is carried out, the index follows."""
    for _round in range(5):
        run_due(500)
    for _round in range(50):
        if not following.keep_up():
            return


def test_a_word_file_becomes_a_public_document_by_different_hands(desk, library, work):  # noqa: F811
    edition = brought_in(desk)
    assert (edition.title, edition.doc_number) == (TITLE, "长发改〔2023〕12号")
    assert desk.does(edition, "submit") == 302
    for post, command in [
        (Post.REVIEWER, "check"),
        (Post.SECRECY, "pass_secrecy"),
        (Post.REVIEWER, "pass_privacy"),
        (Post.HEAD, "release"),
    ]:
        desk.sign_in(post)
        assert desk.does(edition, command) == 302, command
    document = Document.objects.get()
    assert document.listed
    settle()
    work()

    desk.client.logout()
    page = desk.client.get(document.get_absolute_url())
    assert page.status_code == 200
    assert TITLE in page.content.decode()
    assert "提高服务水平" in page.content.decode()
    assert TITLE in desk.client.get("/zhengce/wenjian/").content.decode()
    assert [hit.record.url for hit in queries.search("长发改〔2023〕12号").hits] == [document.get_absolute_url()]
    assert [hit.record.title for hit in queries.search("优化营商环境").hits] == [TITLE]
    held = library.newest(document.index_number)
    assert held is not None
    assert TITLE in held.values.values()
    seal_all()
    assert journal.verify().sound


@pytest.mark.parametrize(
    ("post", "unit"), [(Post.OFFICER, "fagai"), (Post.ADMIN, "fagai"), (Post.REVIEWER, "sifa"), (Post.HEAD, "sifa")]
)
def test_the_wrong_person_neither_reviews_nor_releases_over_http(desk, post, unit):
    edition = desk.papers.submitted()
    person = desk.papers.district.person(unit, post)
    person.is_superuser = person.is_staff = True
    person.save()
    desk.client.force_login(person)
    for command in ("check", "pass_secrecy", "pass_privacy", "release", "force"):
        status = desk.does(edition, command)
        assert status in (403, 404, 409), (command, status)
    assert desk.state(edition) == "checking"


def test_a_repeal_shows_on_page_list_search_and_look_up_from_its_day_on(desk, on_day):
    old = desk.papers.released(title="旧办法", tags="补贴")
    draft = desk.papers.draft(title="关于废止旧办法的通知", doc_number="长发改〔2023〕20号")
    commands.plan_effect(draft, desk.papers.drafter, target=old, kind="repeal", effective_on=dt.date(2023, 5, 10))
    desk.papers.does(draft, "submit", desk.papers.drafter)
    desk.papers.does(desk.papers.reviewed(draft), "release", desk.papers.head)
    settle()
    for day, word in [("2023-05-09", "现行有效"), ("2023-05-10", "已废止")]:
        on_day(day)
        refresh_all()
        settle()
        page = desk.client.get(old.get_absolute_url()).content.decode()
        assert word in page, day
        hit = next(one for one in queries.search("旧办法").hits if one.record.title == "旧办法")
        assert hit.record.validity == ("repealed" if word == "已废止" else "valid")
    for day, word in [("2023-05-09", "现行有效"), ("2023-05-10", "已废止")]:
        found = desk.client.get("/youxiaoxing/", {"q": old.doc_number, "day": day}).content.decode()
        assert word in found, day


def test_the_page_shows_whom_a_paper_is_addressed_to_and_who_signed_it_once(desk):
    apart = desk.papers.released(body="<p>请执行。</p>", addressee="各街道办事处", signature="某区发展和改革委员会")
    page = desk.client.get(apart.get_absolute_url()).content.decode()
    assert "各街道办事处：</p>" in page
    assert "document__signature" in page
    within = desk.papers.released(
        doc_number="长发改〔2023〕13号",
        body="<p>各街道办事处：</p><p>请执行。</p><p>某区发展和改革委员会</p>",
        addressee="各街道办事处",
        signature="某区发展和改革委员会",
    )
    page = desk.client.get(within.get_absolute_url()).content.decode()
    assert page.count("各街道办事处：</p>") == 1
    assert "document__signature" not in page


def test_the_page_leads_to_where_one_may_apply_and_odd_addresses_are_refused_in_their_place(desk):
    paper = desk.papers.released(service_url="https://zwdt.sh.gov.cn/govPortals/index")
    page = desk.client.get(paper.get_absolute_url()).content.decode()
    assert 'href="https://zwdt.sh.gov.cn/govPortals/index"' in page
    for odd in ("javascript:alert(1)", "//evil.example/x", "/\\evil.example", "去大厅"):
        with pytest.raises(Refused, match="办理入口的网址写法不对"):
            desk.papers.draft(doc_number="长发改〔2023〕15号", service_url=odd)
