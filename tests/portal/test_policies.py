"""The life line for everybody: on the document's page, on its own, as a list, in English; nothing that is not public."""

from __future__ import annotations

import pytest
from tests.support.documents import papers  # noqa: F401 - fixture
from tests.support.workplan import district, reference  # noqa: F401 - fixtures

from mingzheng.core import searchable
from mingzheng.core.actors import Post
from mingzheng.core.procedures.commands import act
from mingzheng.core.procedures.models import Case
from mingzheng.policy.policies.commands import issue_from

pytestmark = pytest.mark.django_db
NORMATIVE = {"normative": "on", "expires_on": "2025-12-31", "doc_number": "长发改规〔2023〕1号"}
NEED = {"kind": "meeting", "day": "2023-04-03", "title": "企业座谈会", "who": "12 家企业", "text": "企业希望简化申报。"}


@pytest.fixture
def policy(papers):  # noqa: F811
    made = issue_from(papers.released(**NORMATIVE))

    def does(command, by, **data):
        act(Case.objects.get(pk=made.case_id), command, by, data)

    made.does = does
    return made


def test_the_documents_page_carries_the_line_and_hides_what_is_not_public(papers, policy, client):  # noqa: F811
    policy.does("need", papers.drafter, **NEED, public="on")
    policy.does("need", papers.drafter, **{**NEED, "title": "内部碰头会"})
    policy.does("waive", papers.actor(Post.REVIEWER, 2), stage="evaluating", reason="一次性措施，不作评价。")
    page = client.get(policy.document.get_absolute_url()).content.decode()
    assert "政策生命线" in page and page.count("life-line__stage") == 8
    assert "企业座谈会" in page and "保密审查" in page and "一次性措施" in page
    assert "内部碰头会" not in page
    own = client.get(f"/zhengce/quancheng/{policy.pk}/").content.decode()
    assert "企业希望简化申报" in own and "内部碰头会" not in own and "English" not in own
    listed = client.get("/zhengce/quancheng/").content.decode()
    assert policy.title in listed and "还没到期限" in listed
    assert "没有更多政策" in client.get("/zhengce/quancheng/?agency=xinhua").content.decode()
    assert client.get("/zhengce/quancheng/?after=2023-01-01~1").status_code == 200
    entry = searchable.kind_of("policies.policy").entry_of(policy.pk)
    assert "简化申报" in entry.body and "碰头会" not in entry.body
    assert f"/zhengce/quancheng/{policy.pk}/" in client.get("/sitemap-policies.xml").content.decode()


def test_an_english_summary_has_a_page_when_foreign_trade_is_touched(papers, policy, client):  # noqa: F811
    address = f"/zhengce/quancheng/{policy.pk}/en/"
    assert client.get(address).status_code == 404
    policy.does("describe", papers.drafter, foreign="on", english="Who may apply: foreign-invested enterprises.")
    page = client.get(address).content.decode()
    assert 'lang="en"' in page and "foreign-invested enterprises" in page
    assert address in client.get(policy.document.get_absolute_url()).content.decode()


def test_what_is_not_issued_or_is_withdrawn_is_nobodys(papers, policy, client):  # noqa: F811
    from mingzheng.policy.policies.commands import begin

    brewing = begin(papers.unit, papers.drafter, {"title": "还在酝酿的政策"})
    assert client.get(f"/zhengce/quancheng/{brewing.pk}/").status_code == 404
    assert "还在酝酿" not in client.get("/zhengce/quancheng/").content.decode()
    papers.does(policy.document.live, "withdraw", papers.head, explanation="内容有误。")
    assert client.get(f"/zhengce/quancheng/{policy.pk}/").status_code == 404
    assert searchable.kind_of("policies.policy").entry_of(policy.pk) is None
