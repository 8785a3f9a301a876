"""What every answer says to the browser, what it keeps in it, and what comes from elsewhere and is not taken."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.config.test_environment import SAFE
from tests.guard.addresses import addresses
from tests.guard.asking import url_of
from tests.guard.test_desk import signed_in

from mingzheng.core.actors import Post
from mingzheng.core.files.commands import store
from mingzheng.core.journal.models import Entry
from mingzheng.core.outbox.models import Message
from mingzheng.desk.views.plan_export import feed_address

ELSEWHERE = "https://evil.example"
# Without Django's token: what asks the browser instead (``portal.guarding.from_here``), keeps no session (the API), or sets
# nothing but how a page looks. The stand-in provider of a demonstration is another site's page in real life.
EXEMPT = (
    "mingzheng.portal.views.",
    "mingzheng.portal.standin.views",
    "mingzheng.api.",
    "ninja.",
    "mingzheng.design.views",
)
PERSONAL = ("desk:", "account", "mfa_")


def exempt() -> list:
    return [one for one in addresses() if getattr(one.view, "csrf_exempt", False)]


def test_only_public_forms_and_the_interface_go_without_a_token():
    assert not [one.route for one in exempt() if not one.view.__module__.startswith(EXEMPT)]
    assert not [one.route for one in exempt() if one.route.startswith(("desk/", "account/", "files/"))]
    assert [one.name for one in exempt() if one.view.__module__ == "mingzheng.design.views"] == ["design:preferences"]
    assert [one.name for one in exempt() if one.view.__module__.startswith("mingzheng.portal.standin")] == [
        "portal:standin"
    ]


@pytest.mark.django_db
@pytest.mark.sqlite
def test_every_post_of_staff_needs_its_token(house):
    strict = Client(enforce_csrf_checks=True, raise_request_exception=False)
    strict.force_login(house.people[house.own.pk, Post.OFFICER])
    taken = []
    for one in addresses():
        if getattr(one.view, "csrf_exempt", False) or not one.route.startswith(("desk/", "account/")):
            continue
        if strict.post(url_of(one, "1")).status_code != 403:
            taken.append(one.route)
    assert not taken


@pytest.mark.django_db
@pytest.mark.sqlite
@pytest.mark.parametrize(
    "sent", [{"Origin": ELSEWHERE}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}]
)
def test_no_public_form_is_taken_from_another_site(house, sent):
    client = Client(raise_request_exception=False)
    before = Entry.objects.count(), Message.objects.count()
    broken = []
    for one in exempt():
        if one.view.__module__.startswith("mingzheng.portal."):
            answer = client.post(url_of(one, "1"), {"website": "", "consent": "on"}, headers=sent)
            if answer.status_code >= 500:
                broken.append(f"{answer.status_code} {one.route}")
    assert not broken
    assert (Entry.objects.count(), Message.objects.count()) == before


@pytest.fixture
def answers(house, client):
    """One answer of each kind, by name."""
    case = house.cases["workplan.assignment"]
    officer = signed_in(house.people[case.unit_id, Post.OFFICER])
    file = store("一行字".encode(), "a.txt", owner=case.ref, actor=house.actor(case.unit_id, Post.OFFICER))
    return {
        "portal": client.get("/"),
        "list": client.get("/zhengce/wenjian/"),
        "search": client.get("/search/?q=x"),
        "form": client.get("/jiucuo/"),
        "feed": client.get("/zhengce/wenjian/feed.xml"),
        "interface": client.get("/api/v1/units"),
        "schema": client.get("/api/v1/openapi.json"),
        "missing": client.get("/nothing-here/"),
        "bad": client.get("/search/?q=%00"),
        "not allowed": client.post("/zhengce/"),
        "sign in": client.get("/account/login/"),
        "to sign in": client.get("/desk/"),
        "desk": officer.get("/desk/"),
        "case": officer.get(f"/desk/cases/{case.pk}/"),
        "desk missing": officer.get("/desk/cases/999999/"),
        "desk forbidden": officer.get("/desk/command/"),
        "desk workbook": officer.get("/desk/inspections/findings.xlsx"),
        "desk calendar": officer.get("/desk/plan/plan.ics"),
        "desk upload refused": officer.post("/desk/annual/check/", {"file": SimpleUploadedFile("a.exe", b"MZ")}),
        "file": officer.get(f"/files/{file.pk}/"),
        "style": client.get("/style/"),
    }


@pytest.mark.django_db
def test_every_kind_of_answer_carries_its_headers(answers):
    faults = []
    for name, answer in answers.items():
        held = answer.headers
        policy = held.get("Content-Security-Policy", "")
        wanted = {
            "policy": "default-src 'self'" in policy or "default-src 'none'" in policy,
            "no inline script": "unsafe-eval" not in policy and "script-src 'unsafe-inline'" not in policy,
            "no outside host": "http" not in policy,
            "nosniff": held.get("X-Content-Type-Options") == "nosniff",
            "frame": held.get("X-Frame-Options") == "DENY",
            "referrer": held.get("Referrer-Policy") in ("same-origin", "no-referrer"),
            "permissions": "geolocation=()" in held.get("Permissions-Policy", ""),
            "says no version": "Server" not in held and "X-Powered-By" not in held,
        }
        faults += [f"{name} ({answer.status_code}): {what}" for what, fits in wanted.items() if not fits]
        if name.startswith(("desk", "case", "file", "sign")) and "no-store" not in held.get("Cache-Control", ""):
            faults.append(f"{name}: may be kept")
    assert not faults


@pytest.mark.django_db
def test_a_page_that_the_public_reads_sets_no_cookie(answers):
    for name in ("portal", "list", "search", "form", "feed", "interface", "missing"):
        assert not answers[name].cookies, name


@pytest.mark.django_db
def test_cookies_are_for_this_site_and_not_for_scripts(house, client):
    person = house.people[house.own.pk, Post.OFFICER]
    person.set_password("mingzheng2023")
    person.save()
    page = client.get("/account/login/")
    inside = client.post("/account/login/", {"login": person.username, "password": "mingzheng2023"})
    assert inside.cookies["sessionid"]["httponly"]
    for name, value in {**page.cookies, **inside.cookies}.items():
        assert value["samesite"] in ("Lax", "Strict"), name
        assert not value["domain"], name


@pytest.mark.django_db
def test_with_a_new_key_whoever_is_signed_in_stays_as_long_as_the_old_one_is_named(house, settings):
    officer = signed_in(house.people[house.own.pk, Post.OFFICER])
    feed = feed_address(house.own)
    before = Client().get(feed).status_code
    old, settings.SECRET_KEY = settings.SECRET_KEY, "k" * 20 + "another-key-of-the-house-0123456789"
    settings.SECRET_KEY_FALLBACKS = [old]
    assert officer.get("/desk/").status_code == 200
    assert Client().get(feed).status_code == before != 404
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "m" * 20 + "a-third-key-of-the-house-0123456789", []
    assert officer.get("/desk/").headers["Location"].startswith("/account/login/")
    assert Client().get(feed).status_code == 404


def test_in_production_cookies_and_pages_go_over_https_only(tmp_path):
    """The settings as production has them, in a process of their own."""
    words = "import json; from django.conf import settings as s; print(json.dumps([s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_SSL_REDIRECT, s.SECURE_HSTS_SECONDS, s.DEBUG]))"
    env = {**os.environ, **SAFE, "MINGZHENG_VAR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "mingzheng.config.settings"}
    env["PYTHONPATH"] = str(settings.BASE_DIR / "src")
    done = subprocess.run([sys.executable, "-c", words], env=env, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == [True, True, True, 31536000, False]


@pytest.mark.django_db
def test_https_is_demanded_and_remembered(client, settings):
    settings.SECURE_SSL_REDIRECT, settings.SECURE_HSTS_SECONDS = True, 31536000
    plain = Client()
    assert plain.get("/").headers["Location"] == "https://testserver/"
    assert plain.get("/", secure=True).headers["Strict-Transport-Security"] == "max-age=31536000"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "where", [ELSEWHERE, "//evil.example", "/\\evil.example", "https:evil.example", "javascript:alert(1)"]
)
def test_nothing_leads_to_another_site(house, client, where):
    person = house.people[house.own.pk, Post.OFFICER]
    person.set_password("mingzheng2023")
    person.save()
    sign_in = {"login": person.username, "password": "mingzheng2023", "next": where}
    led = [client.post("/account/login/", sign_in)]
    led.append(client.post("/desk/post/", {"post": f"{house.own.pk}:officer:", "next": where}))
    led.append(client.post("/style/look/", {"size": "large", "next": where}, headers={"Referer": where}))
    case = house.cases["workplan.assignment"]
    officer = signed_in(house.people[case.unit_id, Post.OFFICER])
    led.append(officer.post(f"/desk/cases/{case.pk}/accept/", {"revision": case.revision, "next": where}))
    assert [one.status_code for one in led] == [302] * len(led)
    for one in led:
        assert one.headers["Location"].startswith("/")
        assert not one.headers["Location"].startswith(("//", "/\\"))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "host", ["evil.example", "testserver.evil.example", "testserver:80@evil.example", "evil.example/x"]
)
def test_a_forged_host_is_refused(client, host):
    client.raise_request_exception = False
    for page in ("/", "/account/password/reset/", "/api/v1/units", "/zhengce/wenjian/feed.xml"):
        answer = client.get(page, headers={"Host": host})
        assert answer.status_code == 400, page
        assert "evil" not in answer.content.decode()
