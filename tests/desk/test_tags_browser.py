"""The chooser of tags and the life line in a real browser: searched, ticked, accessible, fitting a phone."""

from __future__ import annotations

import pytest
from tests.support.browser import DESKTOP, PHONE, assert_accessible, assert_fits
from tests.support.tags import TAGS, catalogue  # noqa: F401 - fixture

from mingzheng.core.actors import Actor, Post
from mingzheng.core.units.commands import set_password
from mingzheng.disclosure.documents.models import Edition
from mingzheng.policy.policies.commands import begin, issue_from

MACHINE = Actor.system("测试")
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def signed_in(papers, open_page):
    """``signed_in("/desk/…")``: the officer of 区发改委 in the browser."""
    person = papers.district.person("fagai", Post.OFFICER)
    set_password(person, "a-long-passphrase", MACHINE)

    def opened(path, **kept):
        page = open_page(f"/account/login/?next={path}", **kept)
        page.fill("input[name=login]", person.username)
        page.fill("input[name=password]", "a-long-passphrase")
        page.click("form button[type=submit]")
        page.wait_for_url(f"**{path}")
        return page

    return opened


def test_tags_are_searched_ticked_and_saved(papers, catalogue, signed_in):  # noqa: F811
    edition = papers.draft(tags=["企业"])
    page = signed_in(f"/desk/documents/{edition.pk}/edit/")
    page.fill("[data-tag-search]", "宏观")
    page.get_by_label("宏观经济", exact=True).check()
    assert "宏观经济" in page.inner_text("[data-tag-chosen]")
    page.get_by_role("button", name="保存", exact=True).click()
    page.get_by_text("已保存").first.wait_for()
    assert Edition.objects.get(pk=edition.pk).tags == ["企业", "宏观经济"]
    assert_accessible(page)
    assert_fits(page)


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_pages_of_tags_and_policies_are_accessible_and_fit(papers, catalogue, signed_in, size):  # noqa: F811
    document = papers.released(tags=TAGS, normative="on", expires_on="2025-12-31", doc_number="长发改规〔2023〕1号")
    policy = issue_from(document)
    begin(papers.unit, papers.drafter, {"title": "还在酝酿的政策"})
    page = signed_in("/desk/policies/", size=size)
    for path in (
        "/desk/policies/",
        f"/desk/cases/{policy.case_id}/",
        "/desk/tags/",
        "/biaoqian/",
        "/zhengce/quancheng/",
        f"/zhengce/quancheng/{policy.pk}/",
        document.get_absolute_url(),
    ):
        page.goto(path)
        assert_fits(page)
        assert_accessible(page)
