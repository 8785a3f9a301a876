"""The tag catalogue on the desk: a version made on the screen, a draft's tags, older documents, the agreement."""

from __future__ import annotations

import pytest
from tests.support.tags import TAGS, catalogue, released_before  # noqa: F401 - fixture

from mingzheng.core.actors import Post
from mingzheng.core.procedures.models import Case
from mingzheng.disclosure.documents.retagging import tags_of
from mingzheng.policy.tags.catalogue import in_force, in_hand
from mingzheng.policy.tags.models import Tag

pytestmark = pytest.mark.django_db


def test_the_first_version_is_begun_changed_approved_and_published_on_the_screen(papers, client, as_post):
    as_post(Post.OFFICER)
    assert "目录还没有公布" in client.get("/desk/tags/").content.decode()
    assert client.get("/desk/tags/new/").status_code == 403
    as_post(Post.OFFICE_CLERK, "qufuban")
    empty = client.post("/desk/tags/new/", {"note": ""})
    assert "请填写" in empty.content.decode()
    client.post("/desk/tags/new/", {"note": "第一版", "take_over": "on", "form_key": "k" * 20})
    case = in_hand().case
    wrong = client.post(
        f"/desk/cases/{case.pk}/add/",
        {"revision": case.revision, "facet": "measure", "name": "企业", "definition": "重名"},
    )
    assert "已经是标签" in wrong.content.decode()
    data = {"facet": "measure", "name": "首店经济", "definition": "引进首店的支持措施。", "reason": "商务委提出"}
    client.post(f"/desk/cases/{case.pk}/add/", {"revision": case.revision, **data})
    page = client.get(f"/desk/cases/{case.pk}/").content.decode()
    assert "在「区域举措」新增「首店经济」" in page and "商务委提出" in page
    client.post(f"/desk/cases/{case.pk}/submit/", {"revision": Case.objects.get(pk=case.pk).revision})
    as_post(Post.OFFICE_HEAD, "qufuban")
    client.post(f"/desk/cases/{case.pk}/approve/", {"revision": Case.objects.get(pk=case.pk).revision})
    client.post(f"/desk/cases/{case.pk}/publish/", {"revision": Case.objects.get(pk=case.pk).revision})
    assert "首店经济" in in_force().current
    assert "首店经济" in client.get("/desk/tags/").content.decode()


def test_a_drafter_takes_a_suggested_tag_with_one_press(papers, catalogue, client, as_post):  # noqa: F811
    edition = papers.draft(tags=["企业"])
    as_post(Post.OFFICER)
    beside = client.get(f"/desk/documents/{edition.pk}/suggestions/").content.decode()
    assert "take:tags:营商环境" in beside and "标题" in beside
    page = client.get(f"/desk/documents/{edition.pk}/edit/").content.decode()
    assert "tag-chooser" in page and "没有选择「主题」方面的标签" in page


def test_older_documents_are_confirmed_on_the_screen_and_wrong_ones_stay_in_place(papers, on_day, client, as_post):
    from tests.support.tags import Office

    older = released_before(papers, tags="甲")
    on_day("2023-04-20")
    Office(papers.district).publishes(take_over=True)
    as_post(Post.OFFICER)
    assert "还有 1 份公开文件" in client.get("/desk/tags/").content.decode()
    answer = client.post("/desk/tags/lists/new/", follow=True)
    case = Case.objects.get(procedure="tags.list")
    assert older.title in answer.content.decode()
    form = client.get(f"/desk/cases/{case.pk}/confirm/").content.decode()
    assert "目录以外的旧词：甲" in form
    row = case.subject.rows.get()
    sent = {"revision": case.revision, "row": row.pk, f"tags-{row.pk}": ["企业"], f"more-{row.pk}": "没有的词"}
    wrong = client.post(f"/desk/cases/{case.pk}/confirm/", sent).content.decode()
    assert "「没有的词」不在第 1 版标签目录中" in wrong and 'value="没有的词"' in wrong
    client.post(f"/desk/cases/{case.pk}/confirm/", {**sent, f"more-{row.pk}": "宏观经济"})
    assert tags_of(older) == ["企业", "宏观经济"]
    as_post(Post.OFFICER, "xinhua")
    assert client.get(f"/desk/cases/{case.pk}/").status_code == 404


def test_the_agreement_is_shown_by_facet_with_the_documents(papers, catalogue, client, as_post):  # noqa: F811
    papers.released(tags=TAGS)
    as_post(Post.OFFICE_CLERK, "qufuban")
    page = client.get("/desk/tags/agreement/").content.decode()
    assert "查准" in page and "1 份文件" in page and "合计" in page
    as_post(Post.OFFICER, "xinhua")
    assert "1 份文件" not in client.get("/desk/tags/agreement/").content.decode()
    assert Tag.objects.count() > 300
