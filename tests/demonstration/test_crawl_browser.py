"""One page of every kind that anybody reaches, on a phone in a real browser: axe, console, content policy, hosts, width, requests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from tests.support.browser import PHONE, enter_as
from tests.support.crawling import NOBODY, Crawl, Visit

from mingzheng.core.units.models import Person

# Requests that a page may cause, itself among them.
MOST_REQUESTS = 24
# What a page is for and axe forbids: the projector's page turns by itself, and can be held.
MEANT = {"desk:command-wall": {"meta-refresh"}}
# Kept by the page: what the content policy refused before anybody could ask.
LISTENS = """
window.refused = [];
document.addEventListener('securitypolicyviolation', (one) => refused.push(one.violatedDirective + ' ' + one.blockedURI));
"""
# Half of axe's time goes into contrasts, which follow from the classes: they are looked at where an element stands that
# did not stand so before, by its classes and those of the two around it.
LOOKS = """
async ([within, seen]) => {
  const place = (one) => one.tagName + '.' + one.className;
  const kinds = new Set([...document.querySelectorAll('main *')].map((one) =>
    place(one) + '<' + place(one.parentElement) + '<' + place(one.parentElement.parentElement)));
  const fresh = [...kinds].filter((one) => !seen.includes(one));
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  const rules = fresh.length || within === 'html' ? {} : {'color-contrast': {enabled: false}};
  const found = await axe.run(within, {resultTypes: ['violations'], elementRef: false, rules});
  return {
    wide,
    fresh,
    refused: window.refused,
    axe: found.violations.flatMap((one) => one.nodes.map((node) => [one.id, node.html.slice(0, 160)])),
  };
}
"""


@dataclass
class Phone:
    """One browser page, signed in as one person after another. ``errors`` and ``asked``: of the page that stands."""

    page: Any
    origin: str
    errors: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    frames: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.page.add_init_script(LISTENS)
        self.page.add_init_script(AXE_SCRIPT)  # half a megabyte: kept by the browser, not sent to each page
        self.page.on("console", lambda one: self.errors.append(one.text) if one.type == "error" else None)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))

    def faults(self, visit: Visit) -> Iterator[str]:
        """All that is wrong with a page. What stands around ``main`` is looked at once for every roof."""
        self.errors.clear()
        self.asked.clear()
        answer = self.page.goto(self.origin + visit.address)
        if answer.status != 200:
            yield f"answered {answer.status}"
        seen = self.page.evaluate(LOOKS, ["main" if visit.frame in self.frames else "html", self.kinds])
        self.frames.add(visit.frame)
        self.kinds += seen["fresh"]
        yield from (f"{rule}: {where}" for rule, where in seen["axe"] if rule not in MEANT.get(visit.name, ()))
        yield from (f"refused by the content policy: {one}" for one in seen["refused"])
        if seen["wide"] > 0:
            yield f"{seen['wide']} px too wide"
        yield from (f"console: {one}" for one in self.errors)
        outside = [one for one in self.asked if not one.startswith((self.origin + "/", "data:", "blob:"))]
        yield from (f"asked another host: {one}" for one in outside)
        if len(self.asked) > MOST_REQUESTS:
            yield f"{len(self.asked)} requests"


def one_of_each(crawl: Crawl) -> list[Visit]:
    """The first page of each name, nobody's first, then by person: each signs in once."""
    first: dict[str, Visit] = {}
    for visit in crawl.visits:
        if visit.is_page:
            first.setdefault(visit.name, visit)
    return sorted(first.values(), key=lambda visit: (visit.who != NOBODY, visit.who))


@pytest.mark.browser
def test_every_kind_of_page_on_a_phone(crawl: Crawl, browser: Any, served_district: str, client: Any) -> None:
    context = browser.new_context(viewport=PHONE, locale="zh-CN")
    phone = Phone(context.new_page(), served_district)
    faults, signed_in = [], NOBODY
    phone.page.goto(served_district)
    for visit in one_of_each(crawl):
        if visit.who != signed_in:
            signed_in = visit.who
            enter_as(phone.page, client, Person.objects.get(username=signed_in))
        faults += [f"{fault}: {visit}" for fault in phone.faults(visit)]
    context.close()
    assert len(phone.kinds) > 1000  # they were looked at
    assert not faults, "\n" + "\n".join(faults)
