"""Every address of the house, asked with nonsense, by nobody, by an officer and by the office: it answers, and never with a 500."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from tests.support.documents import papers  # noqa: F401 - fixtures
from tests.support.workplan import district, reference  # noqa: F401 - fixtures

from mingzheng.core.actors import Post

pytestmark = pytest.mark.django_db
NOWHERE = {"0", "99999999999999999999999"}  # numbers that no record has
ODD = {
    "int": ["7", *sorted(NOWHERE)],
    "slug": ["x", "a-b_c"],
    "str": ["x", "政策", "SYYS00000260202300001"],
    "uuid": ["00000000-0000-4000-8000-000000000000"],
    "path": ["a/b"],
}
ASKED = (
    "",
    "?after=%E4%B8%80&before=zz&page=-1&year=99999999999&month=13&day=2023-02-31&q=%22%27%25%F0%9F%98%80&tab=x&unit=1e9&agency=%3Cb%3E",
    "?after=2023-06-01_99999999999999999999&page=99999999999999999999&year=abc&day=9999-12-31&q=%E2%80%8B&kind=x&theme=x&light=x",
)
# Streams, or needs a worker of its own.
LEFT_OUT = ("account/", "static/")
SIGN_IN = "/account/login/"


def addresses(under: str = "/") -> list[str]:
    return sorted(
        {
            url
            for url in walk(get_resolver().url_patterns, "/")
            if url.startswith(under) and not url.startswith(tuple(f"/{one}" for one in LEFT_OUT))
        }
    )


def walk(patterns: list[URLPattern | URLResolver], prefix: str) -> Iterator[str]:
    for pattern in patterns:
        for route in filled(pattern.pattern):
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns, prefix + route)
            else:
                yield prefix + route


def filled(pattern) -> list[str]:
    """The route with odd values in its places; what is written as a regular expression is left out."""
    route = getattr(pattern, "_route", None)
    if route is None:
        return []
    found = [str(route)]
    for name, converter in pattern.converters.items():
        kind = type(converter).__name__.removesuffix("Converter").lower().replace("string", "str")
        values = ODD.get(kind, ["x"])
        spelled = [f"<{kind}:{name}>", f"<{name}>"] + [f"<{code}:{name}>" for code in ODD]
        found = [
            next((one.replace(mark, value) for mark in spelled if mark in one), one)
            for one in found
            for value in values
        ]
    return found


def test_the_walk_finds_the_addresses():
    found = addresses()
    assert len(found) > 150
    assert not [url for url in found if "<" in url]


def asked_of(url: str) -> tuple[str, ...]:
    """The odd questions are put once to each page: where no record can be found for them, only the address is tried."""
    return ASKED[:1] if NOWHERE.intersection(url.split("/")) else ASKED


@pytest.mark.parametrize("who", ["nobody", "officer", "office"])
def test_no_address_breaks_when_asked_with_nonsense(papers, who):  # noqa: F811 - the fixture of that name
    papers.released()
    papers.submitted(doc_number="长发改〔2023〕13号")
    client = Client(raise_request_exception=False)
    if who == "officer":
        client.force_login(papers.district.person("fagai", Post.OFFICER))
    elif who == "office":
        client.force_login(papers.district.person("qufuban", Post.OFFICE_HEAD))
    broken = []
    # The portal and the interfaces know staff, not their posts: there the officer stands for all of them.
    for url in addresses(under="/desk/" if who == "office" else "/"):
        for query in asked_of(url):
            answer = client.get(url + query)
            if answer.status_code >= 500:
                broken.append(f"{answer.status_code} {url}{query}")
            if answer.streaming:
                b"".join(answer.streaming_content)
            if answer.get("Location", "").startswith(SIGN_IN):
                break  # turned away before the page looked at the question
    assert not broken, broken
    assert settings.DEBUG is False
