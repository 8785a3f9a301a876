"""Who may register a system, for which posts and operations, and what is kept of a token."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from django.core.management import call_command
from tests.support.machines import ADMIN, LAST_DAY

from mingzheng.core.actors import Post
from mingzheng.core.errors import Refused
from mingzheng.core.journal.models import Entry
from mingzheng.core.units.commands import set_password
from mingzheng.core.units.queries import holders, may_act_as
from mingzheng.machines.systems import commands, queries
from mingzheng.machines.systems.models import Token

pytestmark = pytest.mark.django_db


def test_of_a_token_only_its_digest_is_kept_and_the_journal_names_the_system(systems):
    found = systems.system("fagai", Post.OFFICER, name="办公系统")
    token, text = commands.issue(found, {"documents.draft"}, LAST_DAY, ADMIN)
    assert text.startswith("mz_") and queries.opened_by(text).pk == token.pk
    assert text[3:] not in str(list(Token.objects.values())) and text[3:12] not in str(list(Entry.objects.values()))
    assert "办公系统" in Entry.objects.filter(action="system.registered").get().summary


def test_a_system_acts_like_a_person_and_is_none(systems):
    found = systems.system("fagai", Post.OFFICER)
    unit = systems.district.units["fagai"]
    assert may_act_as(found.actor, dt.date(2023, 4, 18))
    assert found.person not in holders(unit, Post.OFFICER, dt.date(2023, 4, 18))
    with pytest.raises(Refused, match="不用密码登录"):
        set_password(found.person, "Changning-2023-gongkai", ADMIN)
    assert not found.person.has_usable_password()


@pytest.mark.parametrize("post", [Post.REVIEWER, Post.HEAD, Post.SECRECY, Post.LEGAL, Post.ADMIN])
def test_judgement_is_not_given_to_a_system(systems, post):
    with pytest.raises(Refused, match="由人来判断"):
        systems.system("fagai", post)


def test_what_cannot_be_issued_is_refused_at_its_field(systems):
    found = systems.system("fagai", Post.WINDOW)
    for operations, last_day, field in (
        (set(), LAST_DAY, "operations"),
        ({"documents.draft"}, LAST_DAY, "operations"),
        ({"cases.read"}, dt.date(2023, 4, 17), "last_day"),
        ({"cases.read"}, dt.date(2024, 6, 1), "last_day"),
    ):
        with pytest.raises(Refused) as refused:
            commands.issue(found, operations, last_day, ADMIN)
        assert refused.value.field == field
    with pytest.raises(Refused, match="系统管理员"):
        commands.issue(found, {"cases.read"}, LAST_DAY, systems.district.actor("fagai"))
    with pytest.raises(Refused, match="同名"):
        systems.system("fagai", Post.WINDOW, name=str(found))


def test_a_closed_system_loses_every_token(systems):
    found = systems.system("fagai", Post.OFFICER)
    texts = [commands.issue(found, {"cases.read"}, LAST_DAY, ADMIN)[1] for _ in "12"]
    commands.close(found, "不再对接", ADMIN)
    for text in texts:
        with pytest.raises(Refused, match="吊销"):
            queries.opened_by(text)


def test_the_command_line_issues_and_revokes(systems):
    systems.district.actor("fagai")
    call_command("systems", "add", "办公系统", "fagai", "officer", "信息中心", stdout=io.StringIO())
    out, notes = io.StringIO(), io.StringIO()
    call_command("systems", "issue", "办公系统", "documents.draft", "--to", "2023-12-31", stdout=out, stderr=notes)
    text = out.getvalue().strip()
    assert queries.opened_by(text).operations == ["documents.draft"] and "只显示这一次" in notes.getvalue()
    call_command("systems", "revoke", text[3:9], "测试完毕", stdout=io.StringIO())
    with pytest.raises(Refused, match="吊销"):
        queries.opened_by(text)
