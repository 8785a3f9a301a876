"""Reviews: who may, what stands on the page, findings decided one by one."""

from __future__ import annotations

import pytest
from django.urls import reverse
from tests.desk.drafting import PRIVATE, step

from mingzheng.core.actors import Post
from mingzheng.disclosure.documents.models import Edition

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "command", ["check", "pass_secrecy", "pass_privacy", "release", "force", "schedule", "register"]
)
def test_neither_drafter_nor_superuser_nor_a_foreign_reviewer_reviews_or_releases(client, papers, as_post, command):
    edition = papers.submitted()
    before = Edition.objects.values().get(pk=edition.pk)
    data = {"reason": "紧急", "reviewed": "on", "release_at": "2023-04-20T09:00"}
    as_post(Post.OFFICER)
    assert step(client, edition, command, **data).status_code == 409
    as_post(Post.REVIEWER, "sifa")
    assert step(client, edition, command, **data).status_code == 404
    person = papers.district.person("fagai", Post.ADMIN)
    person.is_superuser = True
    person.save()
    client.force_login(person)
    assert step(client, edition, command, **data).status_code == 409
    assert Edition.objects.values().get(pk=edition.pk) == before


def test_a_superuser_without_a_post_gets_no_further_than_the_door(client, papers):
    from mingzheng.core.units.models import Person

    edition = papers.submitted()
    root = Person.objects.create_superuser("root", password="a-long-password-1")
    client.force_login(root)
    answer = step(client, edition, "check")
    assert answer.status_code == 403
    edition.refresh_from_db()
    assert edition.checked_at is None


def test_findings_are_decided_one_by_one_with_a_reason(client, papers, as_post):
    edition = papers.submitted(body=PRIVATE + "<p>电话 13812345678。</p>")
    papers.does(edition, "check", papers.reviewer)
    as_post(Post.REVIEWER)
    first, second = edition.findings.filter(gone=False)
    case = client.get(reverse("desk:case", args=[edition.case_id])).content.decode()
    assert "310105199001010018" not in case.split("正文</h2>")[0]
    act = client.get(reverse("desk:act", args=[edition.case_id, "resolve"]), {"findings": first.pk}).content.decode()
    assert f'value="{first.pk}" checked' in act
    assert f'value="{second.pk}" checked' not in act
    assert "310105199001010018" not in act
    page = step(client, edition, "resolve", findings=[first.pk], resolution="false", reason="")
    assert "请填写理由" in page.content.decode()
    assert f'value="{first.pk}" checked' in page.content.decode()
    page = step(client, edition, "resolve", findings=[first.pk], resolution="", reason="样例号码。")
    assert "请选择处理结果" in page.content.decode()
    step(client, edition, "resolve", findings=[first.pk], resolution="false", reason="样例号码，不是真实证件。")
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.resolution, second.resolution) == ("false", "")
    assert "样例号码" in client.get(reverse("desk:case", args=[edition.case_id])).content.decode()
    refused = step(client, edition, "pass_privacy")
    assert refused.status_code == 409
    assert reverse("desk:act", args=[edition.case_id, "resolve"]) in refused.content.decode()


def test_the_page_of_a_review_says_what_it_stands_on(client, papers, as_post):
    edition = papers.submitted()
    as_post(Post.REVIEWER)
    page = client.get(reverse("desk:act", args=[edition.case_id, "check"])).content.decode()
    assert "主动公开" in page
    assert "没有待处理的问题" in page
    assert "第十三条" in page
