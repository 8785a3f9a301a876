"""The list of documents: whose drafts, narrowed, late, and what it costs."""

from __future__ import annotations

import pytest
from django.urls import reverse
from tests.support.documents import facts

from mingzheng.core.actors import Post

pytestmark = pytest.mark.django_db


def test_the_list_shows_the_own_units_drafts_with_their_clock(client, papers, as_post):
    papers.draft(title="关于甲事项的通知")
    as_post(Post.OFFICER)
    page = client.get(reverse("desk:documents")).content.decode()
    assert "关于甲事项的通知" in page
    assert "还有" in page
    assert reverse("desk:document-new") in page


def test_another_unit_sees_neither_list_row_nor_page(client, papers, as_post):
    edition = papers.draft(title="关于甲事项的通知")
    document = edition.document
    as_post(Post.OFFICER, "sifa")
    assert "关于甲事项的通知" not in client.get(reverse("desk:documents")).content.decode()
    for name, pk in [
        ("document-edit", edition.pk),
        ("document-files", edition.pk),
        ("document-effects", edition.pk),
        ("document-preview", edition.pk),
        ("document", document.pk),
        ("document-correct", document.pk),
        ("case", edition.case_id),
    ]:
        assert client.get(reverse(f"desk:{name}", args=[pk])).status_code == 404, name
    assert client.post(reverse("desk:document-problems", args=[edition.pk]), facts()).status_code == 404


def test_the_office_sees_every_unit_and_narrows_by_it(client, papers, as_post):
    papers.draft(title="关于甲事项的通知")
    as_post(Post.OFFICE_CLERK, "qufuban")
    page = client.get(reverse("desk:documents"), {"unit": papers.unit.pk, "year": "2023", "genre": "notice"})
    assert "关于甲事项的通知" in page.content.decode()
    page = client.get(reverse("desk:documents"), {"text": "没有这样的字"})
    assert "没有符合筛选的文稿" in page.content.decode()


def test_the_late_list_says_by_how_much(client, papers, as_post, on_day):
    papers.draft(title="关于甲事项的通知")
    on_day("2023-05-18")
    as_post(Post.OFFICER)
    page = client.get(reverse("desk:documents"), {"tab": "late"}).content.decode()
    assert "关于甲事项的通知" in page
    assert "逾期 2 个工作日" in page
    assert "逾期 1 件" in page


@pytest.mark.parametrize(
    "query",
    [
        "tab=x&year=99999999999999&unit=-1&genre=zz&attribute=<b>",
        "unit=99999999999999999999",
        "text=%ff%fe",
        "after=2023-99-99~1&tab=live",
        "before=~9",
        "tab=registered",
        "tab=withdrawn",
        "tab=mine&text=" + "字" * 3000,
    ],
)
def test_nonsense_in_the_address_is_no_fault(client, papers, as_post, query):
    papers.draft()
    as_post(Post.OFFICER)
    assert client.get(f"{reverse('desk:documents')}?{query}").status_code == 200


def test_each_tab_holds_what_its_name_says(client, papers, as_post):
    papers.draft(title="关于在办事项的通知")
    papers.released(title="关于公开事项的通知", doc_number="长发改〔2023〕13号")
    hidden = papers.reviewed(
        papers.submitted(
            title="关于内部事项的通知", doc_number="长发改〔2023〕14号", attribute="withheld", ground="internal"
        )
    )
    papers.does(hidden, "register", papers.head)
    gone = papers.released(title="关于撤下事项的通知", doc_number="长发改〔2023〕15号")
    papers.does(gone.live, "withdraw", papers.head, explanation="内容有误。")
    as_post(Post.OFFICER)
    for tab, title in [
        ("open", "在办"),
        ("mine", "在办"),
        ("live", "公开事项"),
        ("registered", "内部"),
        ("withdrawn", "撤下事项"),
    ]:
        page = client.get(reverse("desk:documents"), {"tab": tab}).content.decode()
        listed = [word for word in ("关于在办", "关于公开", "关于内部", "关于撤下") if word in page]
        assert len(listed) == 1, (tab, listed)
        assert title[:2] in listed[0], tab


def test_the_list_costs_the_same_whatever_its_length(client, papers, as_post, django_assert_max_num_queries):
    for number in range(12):
        papers.draft(doc_number=f"长发改〔2023〕{number + 20}号")
    as_post(Post.OFFICER)
    client.get(reverse("desk:documents"))
    with django_assert_max_num_queries(24):
        client.get(reverse("desk:documents"))
