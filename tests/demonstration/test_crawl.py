"""Every page that a person reaches by links: it answers, it is sound HTML from this house alone, and leads on and back."""

from __future__ import annotations

from collections import Counter

from tests.support.crawling import Crawl, Visit
from tinyhtml5.parser import HTMLParser

# Weights of a page as it leaves the server, before it is compressed, and how many files it asks for.
HEAVIEST, MOST_FILES = 160_000, 24
# The board of 66 tasks and 50 units is 3,300 cells, each a link with words for who hears the page.
HEAVIEST_OF = {"desk:command": 620_000, "portal:interfaces": 220_000}


def said(faults: list[str]) -> str:
    return "\n" + "\n".join(faults)


def test_the_crawl_reaches_the_house(crawl: Crawl):
    reached = {visit.name for visit in crawl.visits if visit.is_page}
    assert len(reached) > 300
    assert {
        "portal:home",
        "portal:help-guide",
        "portal:document",
        "desk:case",
        "desk:command-wall",
        "desk:journal",
    } <= reached


def test_every_link_that_is_offered_answers(crawl: Crawl):
    """No link leads to a page that refuses, is missing or breaks."""
    wrong = [f"{visit.status} {visit}" for visit in crawl.visits if visit.status not in (200, 301, 302)]
    wrong += [f"no such address: {one}" for one in crawl.unknown]
    assert not wrong, said(wrong)


def test_pages_are_valid_html(crawl: Crawl):
    faults, frames = [], set()
    for visit in crawl.samples():
        main = visit.parts[1]
        # The same roof over hundreds of pages is read once: what stands under it is read of each.
        known = main and visit.frame in frames
        frames.add(visit.frame)
        text = f"<!doctype html><title>{visit.view}</title>{main}" if known else visit.body.decode()
        parser = HTMLParser()
        parser.parse(text)
        faults += [f"{code} at {place}: {visit}" for place, code, _data in parser.errors]
    assert len(frames) < len(crawl.samples()) / 2
    assert not faults, said(faults)


def test_the_checker_sees_what_is_wrong():
    """Unclosed elements, a block within a paragraph, an attribute twice."""
    for wrong in ("<p><b>x</p>", "<p><span><div></div></span></p>", '<a id="x" id="y">z</a>', "<ul><li>x</ul></div>"):
        parser = HTMLParser()
        parser.parse(f"<!doctype html><html lang='zh'><head><title>x</title></head><body>{wrong}</body></html>")
        assert parser.errors, wrong


def test_ids_are_unique_and_what_points_at_them_finds_them(crawl: Crawl):
    faults = []
    for visit in crawl.samples():
        tree = visit.tree
        ids = Counter(tree.xpath("//*/@id"))
        faults += [f"twice #{one}: {visit}" for one, times in ids.items() if times > 1]
        for attribute in ("for", "aria-labelledby", "aria-describedby", "aria-controls", "list"):
            pointed = {one for value in tree.xpath(f"//@{attribute}") for one in value.split()}
            faults += [f"{attribute} of nothing, #{one}: {visit}" for one in sorted(pointed - set(ids))]
    assert not faults, said(faults)


def test_links_to_a_place_on_a_page_find_the_place(crawl: Crawl):
    seen = {visit.address: visit.facts.ids for visit in crawl.visits if visit.is_page}
    faults = {
        f"{address}#{place} (on {visit.view})"
        for visit in crawl.samples()
        for address, place in visit.facts.places
        if address in seen and place not in seen[address]
    }
    assert not faults, said(sorted(faults))


def test_nothing_is_loaded_from_another_host(crawl: Crawl):
    faults = [
        f"{one}: {visit}"
        for visit in crawl.visits
        for one in visit.facts.files
        if not (one.startswith("/") and not one.startswith("//")) and not one.startswith("data:image/")
    ]
    assert not faults, said(faults)


def test_pages_keep_their_weight_and_number_of_files(crawl: Crawl):
    pages = [visit for visit in crawl.visits if visit.is_page]
    faults = [f"{len(visit.body):,} bytes: {visit}" for visit in pages if len(visit.body) > _most(visit)]
    for visit in crawl.samples():
        files = len(visit.facts.files)
        faults += [f"{files} files: {visit}"] if files > MOST_FILES else []
    assert not faults, said(faults)


def _most(visit: Visit) -> int:
    return HEAVIEST_OF.get(visit.name, HEAVIEST)


def test_every_page_says_what_it_is(crawl: Crawl):
    """A title of its own and exactly one heading of the first rank."""
    faults = []
    for visit in crawl.samples():
        title = (visit.tree.findtext(".//title") or "").strip()
        heads = [one.text_content().strip() for one in visit.tree.xpath("//h1")]
        if not title or title.startswith("-"):
            faults.append(f"title {title!r}: {visit}")
        if len(heads) != 1 or not heads[0]:
            faults.append(f"h1 {heads}: {visit}")
    assert not faults, said(faults)


def test_every_page_leads_on_and_back(crawl: Crawl):
    """On: to at least one other page. Back: to a page above it, to the home page of its face, or where its link stood."""
    faults = []
    for visit in crawl.samples():
        leads = set(visit.facts.leads) - {visit.address}
        path = visit.address.partition("?")[0]
        above = {one for one in leads if path.startswith(one) or one in ("/", "/desk/", visit.came)}
        if not leads:
            faults.append(f"leads nowhere: {visit}")
        elif not above and visit.came:
            faults.append(f"no way back: {visit}")
    assert not faults, said(faults)


def test_no_link_is_empty(crawl: Crawl):
    faults = [f"{one}: {visit}" for visit in crawl.samples() for one in _empty(visit)]
    assert not faults, said(faults)


def _empty(visit: Visit) -> list[str]:
    found = []
    for link in visit.tree.xpath("//a"):
        name = link.text_content().strip() or link.get("aria-label", "") or "".join(link.xpath(".//img/@alt"))
        if not name.strip() or link.get("href") in (None, "", "#"):
            found.append(f"<a href={link.get('href')!r}>{name}</a>")
    return found
