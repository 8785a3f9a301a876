"""The portal is held to what the platform holds other portals to: its own pages pass its own inspection."""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import urlsplit

from django.test import Client
from django.urls import resolve

from mingzheng.supervision.inspections.ground import ground_on
from mingzheng.supervision.inspections.inspecting import judge_page
from mingzheng.supervision.inspections.reading.page import read_page

LOCATION = re.compile(r"<loc>([^<]+)</loc>")
OF_A_KIND = 20  # pages of one address that are read


def test_the_pages_of_the_sitemap_pass_the_inspection(demonstrated):
    client, ground, seen = Client(), ground_on(demonstrated), Counter[str]()
    faults = []
    for address in _addresses(client):
        name = resolve(address).view_name
        seen[name] += 1
        if seen[name] > OF_A_KIND:
            continue
        answer = client.get(address)
        page = read_page(answer.content, f"http://testserver{address}", url=f"http://testserver{address}")
        assert (answer.status_code, page is not None) == (200, True), address
        faults += [f"{name} {address} {one.rule} {one.subject}: {one.evidence}" for one in judge_page(page, ground)]
    assert len(seen) > 70
    assert not faults, "\n" + "\n".join(faults)


def _addresses(client: Client) -> list[str]:
    parts = LOCATION.findall(client.get("/sitemap.xml").content.decode())
    found = [one for part in parts for one in LOCATION.findall(client.get(urlsplit(part).path).content.decode())]
    return [urlsplit(one).path for one in dict.fromkeys(found)]
