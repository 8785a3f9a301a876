"""接口说明: drawn from the schema, every operation and every kind of problem has its place."""

from __future__ import annotations

import re

import pytest

from mingzheng.api.problems import KINDS
from mingzheng.api.schema import public_schema

pytestmark = pytest.mark.django_db


def test_every_operation_is_explained_and_every_problem_has_its_place(client):
    page = client.get("/jiekou/").content.decode()
    paths = public_schema()["paths"]
    for path, methods in paths.items():
        assert path in page and methods["get"]["summary"] in page, path
    assert page.count('class="interface"') == len(paths)
    answered = {400, 404, 405, 410, 422, 429, 500}
    assert answered <= KINDS.keys()
    assert all(f'id="status-{status}"' in page for status in answered)
    assert "`" not in page


def test_examples_are_addresses_of_this_site_that_an_operation_reads(client):
    page = client.get("/jiekou/").content.decode()
    examples = re.findall(r'curl "([^"]+)"', page.replace("&amp;", "&").replace("&quot;", '"'))
    assert len(examples) == len(public_schema()["paths"]) + 1
    for address in examples:
        assert address.startswith("http://testserver/api/v1/")
        assert client.get(address).status_code in (200, 404), address


def test_it_is_found_from_every_page_and_machines_find_the_schema(client):
    assert 'href="/jiekou/"' in client.get("/").content.decode()
    assert 'rel="service-desc"' in client.get("/jiekou/").content.decode()
    assert "/jiekou/" in client.get("/sitemap-columns.xml").content.decode()
