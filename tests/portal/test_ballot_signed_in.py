"""A ballot of which each person has one: who signed in at the provider votes, once, and nobody knows for what."""
# ruff: noqa: F811 - fixtures of other rooms are arguments here

from __future__ import annotations

import re

import pytest
from django.test import Client
from tests.support.documents import papers  # noqa: F401 - fixture
from tests.support.public_forms import key_of
from tests.support.signing_in import OTHER, goes_to, signs_in, trial  # noqa: F401 - fixture
from tests.support.surveys import AFTER, VOTES, Office, office  # noqa: F401 - fixture
from tests.support.workplan import district, reference  # noqa: F401 - fixture

from mingzheng.core.identity.models import Mark
from mingzheng.core.identity.people import pseudonyms
from mingzheng.core.submissions.keys import new_key
from mingzheng.core.units.models import Person
from mingzheng.participation.surveys.models import Ballot, Participant
from mingzheng.portal import visitor
from mingzheng.portal.standin.people import samples

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("trial")]
TOPICS = ("加装电梯更快一点", "社区食堂延长时间", "公园夜间照明改造")
DONE = "您已经投过票"


@pytest.fixture
def path(office, on_day):
    """The ballot of a call with three candidates, of which a ballot names two at most."""
    call = office.lists(office.call(voting="identity"), *TOPICS)
    on_day(VOTES[0])
    return f"/zhengji/{call.pk}/toupiao/"


def page(client, path):
    return client.get(path).content.decode()


def votes(client, path, *choices, key=""):
    typed = {"form_key": key or key_of(page(client, path)), "choices": list(choices)}
    return client.post(path, typed, follow=True).content.decode()


def chosen(said):
    """The boxes that are ticked on a page."""
    return [re.search(r'value="(\d+)"', tag)[1] for tag in re.findall(r"<input[^>]*>", said) if " checked" in tag]


def cast():
    return sorted(one.choices for one in Ballot.objects.all())


def test_who_is_not_signed_in_is_asked_to_and_casts_nothing(client, path):
    said = page(client, path)
    assert "实名核验，每人一票" in said and "登录后投票" in said and TOPICS[0] in said
    said = votes(client, path, "1")
    assert "请先登录" in said and "登录后投票" in said
    assert chosen(said) == ["1"], "what was chosen stays"
    assert not Ballot.objects.exists() and not Participant.objects.exists()


def test_what_was_chosen_before_signing_in_is_there_after_coming_back(client, path):
    typed = {"form_key": key_of(page(client, path)), "choices": ["1", "3"], "go": "identity"}
    assert client.post(path, typed).headers["Location"].startswith("/denglu/")
    assert goes_to(signs_in(client, back=path)) == path
    said = page(client, path)
    assert chosen(said) == ["1", "3"] and samples()["p-1"].name in said and "登录后投票" not in said
    assert "选票已收到" in votes(client, path, *chosen(said))
    assert cast() == [[1, 3]]
    assert not client.session.get(visitor.TYPED), "nothing of the ballot is left in the session"


def test_each_person_votes_once_from_whatever_browser(client, path):
    signs_in(client, back=path)
    key = key_of(page(client, path))
    assert "选票已收到" in votes(client, path, "1", key=key)
    assert "选票已收到" in votes(client, path, "1", key=key), "pressed twice, it is the same ballot"
    assert DONE in page(client, path) and "form_key" not in page(client, path)
    elsewhere = Client()
    drawn = key_of(page(elsewhere, path))  # before signing in
    signs_in(elsewhere, back=path)
    assert DONE in votes(elsewhere, path, "2", key=drawn)
    assert cast() == [[1]]
    neighbour = Client()
    signs_in(neighbour, OTHER, back=path)
    assert "选票已收到" in votes(neighbour, path, "2", "3")
    assert cast() == [[1], [2, 3]]


def test_two_windows_of_one_person_are_one_ballot(client, path):
    signs_in(client, back=path)
    keys = [key_of(page(client, path)) for _window in range(2)]
    said = [votes(client, path, choice, key=key) for choice, key in zip("12", keys, strict=True)]
    assert "选票已收到" in said[0] and DONE in said[1]
    assert cast() == [[1]]


def test_a_second_way_in_by_link_does_not_exist(client, path, office):
    assert client.get(f"{path}{'x' * 30}/").headers["Location"] == path
    assert client.post(f"{path}{'x' * 30}/", {"form_key": new_key(), "choices": ["1"]}).headers["Location"] == path
    assert not Ballot.objects.exists()


def test_whom_the_sign_in_left_meanwhile_is_asked_again_and_loses_nothing(client, path):
    signs_in(client, back=path)
    key = key_of(page(client, path))
    client.post("/denglu/likai/")
    said = votes(client, path, "2", key=key)
    assert "请先登录" in said and chosen(said) == ["2"] and not Ballot.objects.exists()


def test_signed_in_at_the_desk_is_not_signed_in_as_a_citizen(client, path, office):
    client.force_login(Person.objects.get(pk=office.writer.person_id))
    assert "登录后投票" in page(client, path)
    assert "请先登录" in votes(client, path, "1")
    assert not Ballot.objects.exists()


def test_neither_name_nor_pseudonym_is_kept_and_nothing_leads_to_the_ballot(client, path, office, on_day):
    signs_in(client, back=path)
    votes(client, path, "1")
    row, ballot = Participant.objects.get(), Ballot.objects.get()
    assert row.done and row.email == "" and row.token_digest is None
    known = pseudonyms("http://testserver/moni-denglu", "p-1")[0]
    assert row.digest not in ("", known) and known not in str(vars(row))
    assert not Mark.objects.exists(), "no mark leads from a person to a ballot"
    assert {field.name for field in Ballot._meta.fields} == {"id", "call", "choices", "day"} and str(
        ballot.pk
    ) not in str(vars(row))
    mine = page(client, "/wode/banjian/")
    assert "明年实事项目征集" in mine and "已投票" in mine


def test_after_a_change_of_the_key_the_person_is_still_known(client, path, settings):
    settings.MINGZHENG_IDENTITY_KEYS = ["k" * 40]
    signs_in(client, back=path)
    votes(client, path, "1")
    settings.MINGZHENG_IDENTITY_KEYS = ["n" * 40, "k" * 40]
    later = Client()
    signs_in(later, back=path)
    assert DONE in page(later, path)
    assert DONE in votes(later, path, "2", key=new_key())
    assert cast() == [[1]]


def test_without_a_provider_the_page_says_that_nobody_can_vote_now(client, path, settings):
    settings.MINGZHENG_DEMO = False
    said = page(client, path)
    assert "现在不能登录" in said and "登录后投票" not in said


def test_what_the_public_reads_says_who_votes(client, office, path, on_day):
    call = path.removesuffix("toupiao/")
    assert "截止，实名核验，每人一票" in page(client, call)
    signs_in(client, back=path)
    votes(client, path, "1", "2")
    on_day(AFTER)
    assert "不能防止同一个人多次投" not in page(client, call)
