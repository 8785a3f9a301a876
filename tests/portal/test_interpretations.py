"""Interpretations as the public reads them: on the document's page, on their own page, in the list."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict
from tests.support.interpretations import SCHEME, Explaining

from mingzheng.core.actors import Actor
from mingzheng.core.relations.commands import link
from mingzheng.policy.interpretations import finding, traces
from mingzheng.policy.interpretations.commands import Draft, begin_before
from mingzheng.policy.interpretations.models import Interpretation
from mingzheng.policy.policies.models import Policy

pytestmark = pytest.mark.django_db
NORMATIVE = {"normative": "on", "expires_on": "2028-04-30", "doc_number": "长发改规〔2023〕1号"}


def text(response) -> str:
    return response.content.decode()


@pytest.fixture
def released(papers):
    document = papers.released(**NORMATIVE)
    return document, Interpretation.objects.get(document=document)


def test_both_lead_to_each_other(client, released):
    document, one = released
    page = text(client.get(document.get_absolute_url()))
    block = page.split('class="jd-of"')[1].split("</section>")[0]
    assert f'<a href="/jiedu/{one.pk}/">{one.title}</a>' in block
    assert page.index('class="jd-of"') < page.index("索引号")  # above the header table
    own = text(client.get(f"/jiedu/{one.pk}/"))
    assert f'<a href="{document.get_absolute_url()}">《{document.title}》</a>' in own
    assert "尚未施行" in own  # the validity of the document, on its card
    assert "<h3>为什么出台（背景）</h3>" in own
    assert '<meta name="ArticleTitle" content="新措施解读">' in own
    assert f"/jiedu/{one.pk}/" in text(client.get("/sitemap-interpretations.xml"))


def test_the_list_narrows_and_odd_choices_do_no_harm(client, released, papers):
    _document, one = released
    assert one.title in text(client.get("/zhengce/jiedu/"))
    assert one.title in text(client.get(f"/zhengce/jiedu/?form=text&unit={papers.unit.code}&year=2023"))
    assert "没有符合的解读" in text(client.get("/zhengce/jiedu/?year=2022"))
    assert client.get("/zhengce/jiedu/?form=%E4%B8%80&year=２０２３&page=x").status_code == 200
    assert one.title in text(client.get("/zhengce/"))


def test_what_is_not_out_is_not_there(client, papers):
    one = Explaining(papers).approved(papers.draft(**NORMATIVE).document)
    assert client.get(f"/jiedu/{one.pk}/").status_code == 404
    assert client.get(f"/jiedu/{one.pk}/zimu.vtt").status_code == 404
    assert client.get("/jiedu/99999999999999999999999/").status_code == 404
    assert finding.entry_of(one.pk) is None


def test_after_the_document_is_withdrawn_the_page_says_so(client, released, papers):
    document, one = released
    papers.does(document.live, "withdraw", papers.head, explanation="印发有误。")
    page = text(client.get(f"/jiedu/{one.pk}/"))
    assert "所解读的文件已经撤下" in page
    assert "所解读的文件已经撤下" in text(client.get("/zhengce/jiedu/"))


def test_a_withdrawn_interpretation_says_why(client, released, papers):
    document, one = released
    Explaining(papers).does(one, "withdraw", papers.head, explanation="口径有误，请等新的解读。")
    gone = client.get(f"/jiedu/{one.pk}/")
    assert gone.status_code == 410
    assert "口径有误" in text(gone)
    assert one.title not in text(gone)
    assert 'class="jd-of"' not in text(client.get(document.get_absolute_url()))


def test_a_film_shows_its_words(client, papers):
    explaining = Explaining(papers)
    document = papers.released(**NORMATIVE)
    task = Interpretation.objects.get().task
    vtt = "WEBVTT\n\n00:01.000 --> 00:04.000\n大家好<b>！\n"
    sent = MultiValueDict({"captions_file": [SimpleUploadedFile("a.vtt", vtt.encode())]})
    media = {"media_url": "https://www.shcn.gov.cn/v/1", "transcript": "大家好，讲讲申请。"}
    one = explaining.drafted(task, "film", **media, files=sent)
    explaining.passed(one)
    explaining.does(one, "release", papers.head)
    page = text(client.get(f"/jiedu/{one.pk}/"))
    assert "大家好，讲讲申请。" in page
    assert "0:01　大家好！" in page
    assert client.get(f"/jiedu/{one.pk}/zimu.vtt")["Content-Type"].startswith("text/vtt")
    assert document.title in page


def test_a_draft_is_explained_before_and_its_document_shows_it(client, papers, district):
    explaining = Explaining(papers)
    other = papers.released(title="关于征求意见的公告", doc_number="长发改〔2023〕5号")
    task = begin_before(papers.unit, papers.drafter, Draft("某办法（草案）", "/hudong/", other.ref), reason="征求意见")
    explaining.does(task, "plan", papers.drafter, **SCHEME)
    one = explaining.passed(explaining.drafted(task))
    explaining.does(one, "release", papers.head)
    assert "草案还没有印发" in text(client.get(f"/jiedu/{one.pk}/"))
    document = papers.released(**NORMATIVE)
    link(other.ref, "consults_on", document.ref, Actor.system())
    block = text(client.get(document.get_absolute_url())).split('class="jd-of"')[1].split("</section>")[0]
    assert f"/jiedu/{one.pk}/" in block
    assert "预解读" in block


def test_the_life_line_holds_it_for_many_policies_at_once(released, django_assert_max_num_queries):
    document, one = released
    policy, _made = Policy.objects.get_or_create(
        document=document,
        defaults={
            "unit": document.unit,
            "title": document.title,
            "begun_on": document.published_on,
            "issued_on": document.published_on,
        },
    )
    with django_assert_max_num_queries(1):
        held = traces.of([policy])
    trace = held[policy.pk][0]
    assert (trace.title, trace.public, trace.url) == (one.title, True, f"/jiedu/{one.pk}/")
    assert "与文件同时发布" in trace.note
