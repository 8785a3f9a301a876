"""帮助: the guides of docs/guides on both faces."""

from __future__ import annotations

import pytest
from tests.support.workplan import district, reference  # noqa: F401 - fixtures

from mingzheng.core.actors import Post
from mingzheng.design import guides

pytestmark = pytest.mark.django_db


def test_the_public_reads_its_guides_and_no_others(client):
    assert "市民使用指南" in client.get("/bangzhu/").content.decode()
    page = client.get("/bangzhu/citizen/").content.decode()
    assert "申请公开政府信息" in page and 'src="/static/guides/citizen-apply' in page and 'href="#task-2"' in page
    assert client.get("/bangzhu/officer/").status_code == 404
    assert client.get("/bangzhu/readme/").status_code == 404


def test_staff_find_their_own_guide_first(client, district, on_day):  # noqa: F811 - the fixture of that name
    on_day("2023-06-20")
    client.force_login(district.person("fagai", Post.SECRECY))
    page = client.get("/desk/help/").content.decode()
    own = guides.of_post(Post.SECRECY)
    assert own is not None and own.guide.key == "reviewer"
    assert page.index(own.title) < page.index("街镇、部门信息员使用指南")
    assert "保密审查员：保密审查" in client.get("/desk/help/reviewer/").content.decode()


def test_pictures_say_what_they_show_and_how_large_they_are():
    for guide in guides.GUIDES:
        html = str(guides.read(guide.key).body)
        assert html.count("<img") == html.count('width="') == html.count('loading="lazy"')
        assert 'alt=""' not in html
