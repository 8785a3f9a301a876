"""What a draft does to other documents: planned, taken out, recorded."""

from __future__ import annotations

import pytest
from django.urls import reverse

from mingzheng.core.actors import Post
from mingzheng.disclosure.documents.models import Effect

pytestmark = pytest.mark.django_db


def test_a_repeal_is_planned_by_number_and_recorded_at_release(client, papers, as_post):
    old = papers.released(doc_number="长发改〔2023〕2号", title="关于旧办法的通知")
    edition = papers.draft()
    as_post(Post.OFFICER)
    url = reverse("desk:document-effects", args=[edition.pk])
    assert "关于旧办法的通知" in client.get(url, {"q": "长发改〔2023〕2号"}).content.decode()
    sent = {"target": old.pk, "kind": "repeal", "effective_on": "2023-05-01"}
    assert client.post(f"{url}?target={old.pk}", sent).status_code == 302
    assert client.post(f"{url}?target={old.pk}", sent).status_code == 200  # said already
    effect = Effect.objects.get()
    assert (effect.target_id, effect.status) == (old.pk, "planned")
    case = client.get(reverse("desk:case", args=[edition.case_id])).content.decode()
    assert "写入效力变动" in case
    assert "关于旧办法的通知" in case
    papers.does(edition, "submit", papers.drafter)
    papers.does(papers.reviewed(edition), "release", papers.head)
    effect.refresh_from_db()
    assert effect.status == "recorded"


def test_a_planned_effect_can_be_taken_out_and_not_by_others(client, papers, as_post):
    old = papers.released(doc_number="长发改〔2023〕2号")
    edition = papers.draft()
    as_post(Post.OFFICER)
    url = reverse("desk:document-effects", args=[edition.pk])
    client.post(f"{url}?target={old.pk}", {"target": old.pk, "kind": "repeal", "effective_on": "2023-05-01"})
    effect = Effect.objects.get()
    remove = reverse("desk:document-effect-remove", args=[edition.pk, effect.pk])
    as_post(Post.REVIEWER)
    client.post(remove)
    assert Effect.objects.filter(pk=effect.pk).exists()
    as_post(Post.OFFICER)
    client.post(remove)
    client.post(remove)
    assert not Effect.objects.exists()


def test_an_extension_without_its_date_is_asked_for(client, papers, as_post):
    old = papers.released(doc_number="长发改〔2023〕2号")
    edition = papers.draft()
    as_post(Post.OFFICER)
    url = reverse("desk:document-effects", args=[edition.pk])
    page = client.post(f"{url}?target={old.pk}", {"target": old.pk, "kind": "extend", "effective_on": "2023-05-01"})
    assert "请填写新的有效期至" in page.content.decode()
    assert client.get(url, {"target": "999999999"}).status_code == 404
    assert client.get(url, {"target": edition.document_id}).status_code == 404


def test_an_effect_that_comes_after_the_draft_was_handed_in_is_refused_and_stays_on_the_page(client, papers, as_post):
    old = papers.released(doc_number="长发改〔2023〕2号")
    edition = papers.draft()
    papers.does(edition, "submit", papers.drafter)
    as_post(Post.OFFICER)
    url = reverse("desk:document-effects", args=[edition.pk])
    sent = {"target": old.pk, "kind": "repeal", "effective_on": "2023-05-01", "note": "第三条另行规定"}
    answer = client.post(f"{url}?target={old.pk}", sent)
    assert answer.status_code == 409
    assert "第三条另行规定" in answer.content.decode()
    assert not Effect.objects.exists()
    assert client.get(url).status_code == 302  # a look leads to the case
