"""Each person's way through the whole guide, in a real browser on the demonstration: the screen, the guide and its pictures agree."""

from __future__ import annotations

import pytest
from pypdfium2 import PdfDocument
from tests.demonstration.walks import ON_A_PHONE, WALKS
from tests.support.browser import DESKTOP, PHONE, assert_fits, enter_as
from tests.support.guided import Walk

from mingzheng.core.units.models import Person
from mingzheng.design import guides

CARDS = {"window", "admin"}


@pytest.fixture
def person_at(browser, served_district, client):
    """``person_at("qfb.jingban", DESKTOP)``: a page of their own on which they are signed in; nobody: ""."""
    contexts, faults = [], []

    def opened(account, size):
        context = browser.new_context(base_url=served_district, viewport=size, locale="zh-CN")
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda one: faults.append(f"{page.url}: {one.text}") if one.type == "error" else None)
        page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
        if account:
            page.goto("/account/login/")
            enter_as(page, client, Person.objects.get(username=account))
        return page

    yield opened
    for context in contexts:
        context.close()
    assert faults == [], "\n".join(faults)


@pytest.mark.browser
@pytest.mark.parametrize("key", WALKS)
def test_the_way_of_the_guide_is_the_way_of_the_screen(person_at, key):
    size = PHONE if key in ON_A_PHONE else DESKTOP
    walk = Walk(key, lambda account: person_at(account, size), camera=lambda page, _name: assert_fits(page))
    WALKS[key](walk)
    walk.finish()


@pytest.mark.browser
def test_guides_print_on_two_pages_and_cards_on_one(person_at):
    page = person_at("qfb.jingban", DESKTOP)
    for guide in guides.GUIDES:
        page.goto(f"/bangzhu/{guide.key}/" if guide.public else f"/desk/help/{guide.key}/")
        page.locator("img").evaluate_all("all => all.forEach(one => { one.loading = 'eager' })")
        page.wait_for_load_state("networkidle")
        pages = len(PdfDocument(page.pdf(prefer_css_page_size=True)))
        assert pages <= (1 if guide.key in CARDS else 2), f"{guide.key}: {pages}"
