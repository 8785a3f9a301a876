"""A rule is written in the desk's form without scripts, tried, approved; its list is handed out to its unit alone."""

from __future__ import annotations

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.policy.push.conftest import FIT, drain, pushing  # noqa: F401 - fixture
from tests.support.documents import papers  # noqa: F401 - fixtures
from tests.support.workplan import district, reference  # noqa: F401 - fixtures

from mingzheng.core.actors import Post
from mingzheng.core.procedures.commands import act
from mingzheng.core.units.middleware import SESSION_KEY, post_key
from mingzheng.core.units.models import Person
from mingzheng.policy.push import commands, drafting
from mingzheng.policy.push.models import Rule

pytestmark = pytest.mark.django_db


def signed_in(actor):
    client = Client()
    client.force_login(Person.objects.get(pk=actor.person_id), backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session[SESSION_KEY] = post_key(actor)
    session.save()
    return client


ROW = {"col.r.0": "size", "op.r.0": "in", "val.r.0": ["small", "micro"]}


def test_rows_and_groups_are_written_with_buttons_and_saved(pushing):  # noqa: F811
    policy = pushing.policy()
    client = signed_in(pushing.officer)
    client.post(reverse("desk:push-new"), {"policy": policy.pk, "of": "enterprise"})
    rule = Rule.objects.get()
    address = reverse("desk:push-rule", args=[rule.pk])
    typed = {"how.r": "all", **ROW}
    page = client.post(address, {**typed, "do": "add-group:r"}).content.decode()
    assert 'name="how.r.1"' in page and 'name="col.r.1.1"' in page and "还有 2 处没有写完" in page
    typed |= {"how.r.1": "none", "col.r.1.0": "founded", "op.r.1.0": "lt", "val.r.1.0": "很多"}
    wrong = client.post(address, {**typed, "do": "save", "benefit": "贴息"})
    assert (
        wrong.status_code == 422
        and "「成立年限」应当是数字" in wrong.content.decode()
        and "贴息" in wrong.content.decode()
    )
    client.post(address, {**typed, "val.r.1.0": "1", "do": "save", "benefit": "贴息"})
    rule.refresh_from_db()
    assert rule.sentence == "面向同时符合以下条件的企业：（一）是微型企业或者小型企业；（二）成立满 1 年。"
    for number in range(12):
        pushing.profile(f"企业{number}", **FIT)
    beside = client.post(reverse("desk:push-rule-live", args=[rule.pk]), typed | {"val.r.1.0": "1"}).content.decode()
    assert "<dd>12</dd>" in beside and "成立满 1 年" in beside
    client.post(
        reverse("desk:push-example", args=[rule.pk]),
        {"title": "小企业", "wanted": "fits", "size": "small", "founded_on": "2018-01-01"},
    )
    client.post(
        reverse("desk:push-example", args=[rule.pk]), {"title": "没有成立日期", "wanted": "not", "size": "small"}
    )
    assert "得出还差信息，应当不符合" in client.get(address).content.decode()
    sheet = SimpleUploadedFile("名单.csv", "企业规模,成立日期\n小型企业,2019-01-01\n大型企业,2019-01-01".encode())
    client.post(reverse("desk:push-back-test", args=[rule.pk]), {"title": "2022 年获批", "file": sheet})
    assert "2 行：符合 1，还差信息 0，不符合 1" in client.get(address).content.decode()


def test_an_example_that_comes_too_late_is_refused_and_stays_on_the_page(pushing):  # noqa: F811
    rule = pushing.draft(pushing.policy())
    type(rule.case).objects.filter(pk=rule.case.pk).update(state="submitted")
    typed = {"title": "迟到的例子", "wanted": "fits", "size": "small", "founded_on": "2018-01-01"}
    answer = signed_in(pushing.officer).post(reverse("desk:push-example", args=[rule.pk]), typed)
    page = answer.content.decode()
    assert answer.status_code == 422 and "条件已经提交，例子不能再改" in page
    assert 'value="迟到的例子"' in page and "2018-01-01" in page
    assert not rule.examples.filter(title="迟到的例子").exists()


def test_another_unit_sees_nothing_and_odd_input_breaks_nothing(pushing):  # noqa: F811
    rule = pushing.draft(pushing.policy())
    address = reverse("desk:push-rule", args=[rule.pk])
    other = signed_in(pushing.papers.district.actor("sifa", Post.OFFICER))
    for path in (address, reverse("desk:push-rule-live", args=[rule.pk])):
        assert other.post(path, {}).status_code == 404
    client = signed_in(pushing.officer)
    for odd in (
        {"do": "drop:r.9.9"},
        {"do": "add-row:x"},
        {"how.r": "??", "do": "save"},
        {"do": "save"},
        {"do": "drop:r"},
    ):
        assert client.post(address, odd).status_code in (200, 422)
    rule.refresh_from_db()
    assert rule.node is not None
    head = signed_in(pushing.head)
    assert 'name="col.r.0"' not in head.get(address).content.decode()


def test_the_list_leaves_by_the_officer_after_the_head(pushing):  # noqa: F811
    rule = pushing.in_force(pushing.policy(), grants="on")
    profile = pushing.profile("甲公司", **FIT)
    commands.consent(profile, "grant")
    drain()
    grant = drafting.make_list(rule, pushing.officer)
    address = reverse("desk:push-export", args=[grant.pk])
    client = signed_in(pushing.officer)
    assert client.post(address).status_code != 200 or "xlsx" not in client.post(address).get("Content-Type", "")
    act(grant.case, "approve", pushing.head)
    answer = client.post(address)
    assert "no-store" in answer["Cache-Control"]
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content)).active.values)
    assert rows[1][1] == "甲公司" and "成立满 1 年" in rows[1][5]
    office = signed_in(pushing.papers.district.actor("qufuban", Post.OFFICE_CLERK))
    assert office.get(address).status_code == 404
    assert "甲公司" not in client.get(reverse("desk:push")).content.decode()
