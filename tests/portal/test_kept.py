"""Kept pages: drawn once, never stale, never somebody else's."""

from __future__ import annotations

import gzip
import threading

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from tests.core.processes import shared_database

from mingzheng.core import timekeeping
from mingzheng.core.actors import Post
from mingzheng.core.freshness.commands import EVERYTHING, touch
from mingzheng.core.freshness.models import Stamp
from mingzheng.core.freshness.watch import WATCH
from mingzheng.design import kept
from mingzheng.design.middleware import KeptPagesMiddleware
from mingzheng.disclosure.documents.models import Document

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def keeping(settings, tmp_path):
    settings.MINGZHENG_KEEP_PAGES = True
    settings.MINGZHENG_KEPT_FOLDER = tmp_path / "pages"


class Pages:
    """A view that counts how often it is asked, behind the middleware."""

    def __init__(self) -> None:
        self.drawn, self.tags, self.query = 0, ("document:1",), ("year",)
        self.during = lambda: None
        self.change = lambda answer: answer
        self.middleware = KeptPagesMiddleware(self.view)

    def view(self, request):
        self.drawn += 1
        text = f"drawn {self.drawn}"
        self.during()
        return self.change(kept.shows(HttpResponse(text), *self.tags, query=self.query))

    def get(self, path="/a/", query=None, cookies=None, method="get", **headers):
        request = getattr(RequestFactory(headers=headers), method)(path, query or {})
        request.COOKIES.update(cookies or {})
        request.META["HTTP_COOKIE"] = "; ".join(f"{name}={value}" for name, value in (cookies or {}).items())
        return self.middleware(request)


@pytest.fixture
def pages(db):
    return Pages()


def other_process():
    """Another web process: it shares the database and the disk, and remembers nothing."""
    kept.MEMORY.clear()
    WATCH.forget()


def test_a_page_is_drawn_once(pages):
    assert {pages.get().content for _ in range(3)} == {b"drawn 1"}
    other_process()
    assert pages.get().content == b"drawn 1", "taken from the disk"


def test_a_touched_page_is_drawn_anew_and_others_are_not(pages):
    pages.get()
    touch("document:2", "documents")
    assert pages.get().content == b"drawn 1"
    touch("document:1")
    assert pages.get().content == b"drawn 2"
    touch(EVERYTHING)
    assert pages.get().content == b"drawn 3"


def test_a_stale_page_on_the_disk_is_not_served_by_another_process(pages):
    pages.get()
    touch("document:1")
    other_process()
    assert pages.get().content == b"drawn 2"


def test_what_another_process_drew_anew_is_taken_from_the_disk(pages):
    pages.get()
    mine = dict(kept.MEMORY._pages)
    touch("document:1")
    other_process()
    pages.get()
    kept.MEMORY._pages.clear()
    kept.MEMORY._pages.update(mine)  # this process still remembers the first drawing
    assert pages.get().content == b"drawn 2" and pages.drawn == 2


def test_a_page_drawn_while_a_change_commits_is_not_kept_as_fresh(pages):
    pages.during = lambda: touch("document:1") if pages.drawn == 1 else None
    assert pages.get().content == b"drawn 1"
    assert pages.get().content == b"drawn 2"
    assert pages.get().content == b"drawn 2"


def test_a_change_heard_of_by_another_thread_while_drawing_counts_too(pages):
    def changed():
        if pages.drawn == 1:
            touch("document:1")
            WATCH.poll(now=True)

    pages.during = changed
    pages.get()
    assert pages.get().content == b"drawn 2"


def test_a_stamp_that_was_set_long_ago_is_known_without_drawing(pages):
    import datetime as dt

    touch("document:1")
    Stamp.objects.update(touched_at=dt.datetime(2023, 1, 1, tzinfo=dt.UTC))
    other_process()
    pages.get()
    assert pages.get().content == b"drawn 1"


@pytest.mark.parametrize(
    "other",
    [
        {"path": "/b/"},
        {"query": {"year": "2023"}},
        {"cookies": {"mz_look": "elder"}},
        {"cookies": {"mz_look": "contrast"}},
        {"host": "127.0.0.1"},
    ],
)
def test_address_query_look_and_host_have_pages_of_their_own(pages, other):
    pages.get()
    assert pages.get(**other).content == b"drawn 2"
    assert pages.get(**other).content == b"drawn 2"
    assert pages.get().content == b"drawn 1"


def test_a_nonsense_look_is_the_plain_one(pages):
    pages.get()
    assert pages.get(cookies={"mz_look": "x" * 50, "other": "1"}).content == b"drawn 1"


def test_the_day_turns(pages, on_day):
    on_day("2023-04-18")
    pages.get()
    on_day("2023-04-19")
    assert pages.get().content == b"drawn 2"


def test_the_demonstration_day_is_part_of_the_key(pages, settings, db):
    import datetime as dt

    from mingzheng.core.actors import Actor

    settings.MINGZHENG_DEMO = True
    pages.get()
    timekeeping.set_demo_day(dt.date(2023, 6, 1), Actor.system())
    assert pages.get().content == b"drawn 2"
    timekeeping.set_demo_day(None, Actor.system())
    assert pages.get().content == b"drawn 1"


def test_a_page_drawn_over_midnight_is_not_kept(pages, on_day):
    on_day("2023-04-18")
    pages.during = lambda: on_day("2023-04-19") if pages.drawn == 1 else None
    pages.get()
    on_day("2023-04-18")
    assert pages.get().content == b"drawn 2"


def test_what_nobody_touches_is_kept_for_a_moment_only(pages, monkeypatch):
    pages.change = lambda answer: kept.shows(answer, "document:1", moment=True)
    pages.get()
    assert pages.get().content == b"drawn 1"
    other_process()
    assert pages.get().content == b"drawn 2", "not on the disk"
    later = kept.time.monotonic() + kept.MOMENT + 0.1
    monkeypatch.setattr(kept.time, "monotonic", lambda: later)
    assert pages.get().content == b"drawn 3"


def test_pages_of_a_moment_still_follow_the_stamps(pages):
    pages.change = lambda answer: kept.shows(answer, "document:1", moment=True)
    pages.get()
    touch("document:1")
    assert pages.get().content == b"drawn 2"


@pytest.mark.parametrize(
    "ask",
    [
        {"cookies": {"sessionid": "x"}},
        {"cookies": {"messages": "x"}},
        {"query": {"utm": "1"}},
        {"query": {"year": ["1", "2"]}},
        {"query": {"year": "9" * 500}},
        {"method": "post"},
    ],
)
def test_these_are_answered_each_time(pages, ask):
    pages.get()
    drawn = [pages.get(**ask).content for _ in range(2)]
    assert drawn == [b"drawn 2", b"drawn 3"]


def test_somebody_with_a_form_token_leaves_no_page_for_others(pages):
    pages.get(cookies={"csrftoken": "x"})
    assert pages.get().content == b"drawn 2"


@pytest.mark.parametrize("fault", ["status", "cookie", "private", "no-store", "plain"])
def test_such_answers_are_not_kept(pages, fault):
    def change(answer):
        if fault == "status":
            answer.status_code = 404
        elif fault == "cookie":
            answer.set_cookie("a", "b")
        elif fault == "plain":
            del answer.shows
        else:
            answer["Cache-Control"] = fault
        return answer

    pages.change = change
    pages.get()
    assert pages.get().content == b"drawn 2"


def test_who_has_the_page_is_told_that_it_stands(pages):
    first = pages.get()
    again = pages.get(if_none_match=first["ETag"])
    assert again.status_code == 304 and not again.content and again["ETag"] == first["ETag"]
    touch("document:1")
    assert pages.get(if_none_match=first["ETag"]).status_code == 200


def test_it_is_sent_packed_to_who_can_unpack_it(pages):
    plain, packed = pages.get(), pages.get(accept_encoding="br, gzip")
    assert packed["Content-Encoding"] == "gzip" and gzip.decompress(packed.content) == plain.content
    assert "Accept-Encoding" in packed["Vary"] and "Cookie" in packed["Vary"]
    head = pages.get(method="head")
    assert head.content == b"" and head["Content-Length"] == str(len(plain.content))


def test_the_disk_is_bounded(pages, settings, tmp_path):
    pages.get()
    folder = kept.home()
    for number in range(50):
        pages.get(f"/{number}/")
    before = len(list(folder.glob("*/*")))
    size = sum(path.stat().st_size for path in folder.glob("*/*"))
    assert kept.sweep(folder, size) == 0
    assert kept.sweep(folder, size // 2) > 20
    assert sum(path.stat().st_size for path in folder.glob("*/*")) <= size // 2 and before == 51


def test_memory_is_bounded(pages, settings):
    settings.MINGZHENG_KEPT_MEMORY_MB = 0
    for number in range(5):
        pages.get(f"/{number}/")
    assert len(kept.MEMORY._pages) == 1
    assert pages.get("/0/").content == b"drawn 1", "from the disk"


def test_another_database_or_program_does_not_see_these_pages(pages, monkeypatch):
    pages.get()
    Stamp.objects.all().delete()
    other_process()
    assert pages.get().content == b"drawn 2"
    monkeypatch.setattr(kept, "program", lambda: "newer")
    other_process()
    assert pages.get().content == b"drawn 3"


def test_a_damaged_file_is_drawn_anew(pages, caplog):
    pages.get()
    for path in kept.home().glob("*/*"):
        path.write_bytes(b"\x00not a page")
    other_process()
    assert pages.get().content == b"drawn 2"


def test_a_full_disk_keeps_nobody_from_reading(pages, monkeypatch, caplog):
    monkeypatch.setattr(kept.tempfile, "NamedTemporaryFile", lambda **_: (_ for _ in ()).throw(OSError("full")))
    assert pages.get().content == b"drawn 1"
    assert pages.get().content == b"drawn 1"


def test_many_threads_get_whole_pages(pages):
    """Half-written pages are never seen."""
    import re

    pages.get("/z/")
    found: list[bytes] = []
    key, page = next(iter(kept.MEMORY._pages.items()))

    def work():
        for _ in range(40):
            kept.DISK.write(key, page)
            read = kept.DISK.read(key)
            found.append(gzip.decompress(read.packed) if read else b"")

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(re.fullmatch(rb"drawn 1", one) for one in found) and len(found) == 160


def test_asking_costs_one_query_at_most_and_none_within_half_a_second(pages, settings, django_assert_num_queries):
    settings.MINGZHENG_DEMO = False
    pages.get()
    with django_assert_num_queries(1):
        pages.get()
    settings.MINGZHENG_FRESHNESS_SECONDS = 60
    with django_assert_num_queries(0):
        pages.get()


# --- the real pages


def test_a_kept_document_page_carries_the_same_headers_as_a_drawn_one(client, papers, settings):
    document = papers.released()
    kept_page = client.get(document.get_absolute_url()) and client.get(document.get_absolute_url())
    settings.MINGZHENG_KEEP_PAGES = False
    drawn = client.get(document.get_absolute_url())
    assert kept_page.content == drawn.content
    own = {"ETag", "Cache-Control", "Vary", "X-Request-ID"}
    assert {k: v for k, v in kept_page.items() if k not in own} == {k: v for k, v in drawn.items() if k not in own}
    assert "Content-Security-Policy" in kept_page.headers and "X-Frame-Options" in kept_page.headers


def test_each_step_of_a_document_is_seen_at_once(client, papers):
    """Through the commands, on the page, the list and the feed."""
    paths = ["/zhengce/wenjian/", "/feeds/wenjian.atom", "/zhengce/", "/jigou/fagai/"]
    for path in paths:
        assert "优化营商环境" not in client.get(path).content.decode()
    document = papers.released()
    for path in paths:
        assert "优化营商环境" in client.get(path).content.decode(), path
    assert client.get(document.get_absolute_url()).status_code == 200
    papers.does(document.live, "withdraw", papers.head, explanation="重新核对。")
    assert client.get(document.get_absolute_url()).status_code == 410
    for path in paths:
        assert "优化营商环境" not in client.get(path).content.decode(), path


def test_a_document_page_is_served_without_asking_for_the_document(client, papers, settings, django_assert_num_queries):
    settings.MINGZHENG_DEMO = False
    document = papers.released()
    client.get(document.get_absolute_url())
    with django_assert_num_queries(1):  # the stamps
        client.get(document.get_absolute_url())


def test_a_document_for_the_named_is_never_kept(client, papers):
    from mingzheng.disclosure.documents.models import Grant

    edition = papers.draft(scope="targeted")
    Grant.objects.create(edition=edition, kind="unit", unit=papers.district.units["sifa"])
    papers.does(edition, "submit", papers.drafter)
    papers.does(papers.reviewed(edition), "release", papers.head)
    document = Document.objects.get(pk=edition.document_id)
    client.force_login(papers.district.person("sifa", Post.OFFICER))
    assert "优化营商环境" in client.get(document.get_absolute_url()).content.decode()
    client.logout()
    client.cookies.clear()
    assert client.get(document.get_absolute_url()).status_code == 404
    assert list(kept.home().glob("*/*")) == []


def test_the_public_layout_is_the_same_for_a_signed_in_reader_and_for_others(client, papers):
    document = papers.released()
    anonymous = client.get(document.get_absolute_url()).content
    client.force_login(papers.district.person("sifa", Post.OFFICER))
    assert client.get(document.get_absolute_url()).content == anonymous


CHANGE = """
from mingzheng.core.freshness.commands import touch
touch("document:1")
"""
WAIT_FOR_CHANGE = """
import sys, time
from django.conf import settings
from django.http import HttpResponse
from django.test import RequestFactory
from mingzheng.design import kept
from mingzheng.design.middleware import KeptPagesMiddleware
drawn = []
def view(request):
    drawn.append(1)
    return kept.shows(HttpResponse(str(len(drawn))), "document:1")
pages = KeptPagesMiddleware(view)
settings.ALLOWED_HOSTS = ["testserver"]
ask = lambda: pages(RequestFactory().get("/")).content
assert [ask() for _ in range(5)] == [b"1"] * 5
print("ready", flush=True)
sys.stdin.readline()
for _ in range(200):
    if ask() == b"2":
        break
    time.sleep(0.05)
print(ask().decode())
"""


@pytest.mark.django_db(transaction=True)
def test_a_change_made_by_one_process_reaches_the_others(tmp_path):
    shared = shared_database(tmp_path)
    reader = shared.start(WAIT_FOR_CHANGE)
    assert reader.stdout.readline() == "ready\n"
    shared.run(CHANGE)
    reader.stdin.write("go\n")
    reader.stdin.flush()
    assert shared.finish(reader) == ["2"]
