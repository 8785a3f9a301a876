"""What somebody verified sends: marked for the unit, named to nobody, found again in 我的办件; nothing typed is lost."""
# ruff: noqa: F811 - fixtures of other rooms are arguments here

from __future__ import annotations

import datetime as dt
import json
import re

import pytest
from django.test import Client
from tests.portal.foi import Citizen
from tests.support.consultations import asking  # noqa: F401 - fixture
from tests.support.letters import WRITTEN
from tests.support.letters import desk as letters  # noqa: F401 - fixture
from tests.support.public_forms import key_of
from tests.support.requests import foi  # noqa: F401 - fixture
from tests.support.signing_in import ENTERPRISE, OTHER, Faulty, goes_to, signs_in, trial  # noqa: F401 - fixture
from tests.support.surveys import AFTER, DURING, Office, office  # noqa: F401 - fixture

from mingzheng.core.files.queries import files_of
from mingzheng.core.identity import commands as identity
from mingzheng.core.identity.models import Mark
from mingzheng.core.identity.people import pseudonyms
from mingzheng.core.identity.queries import mark_of
from mingzheng.core.journal.models import Entry
from mingzheng.core.oidc import client as oidc
from mingzheng.core.submissions.keys import new_key
from mingzheng.core.units.models import Person
from mingzheng.participation.consultations import commands
from mingzheng.participation.consultations.models import Opinion
from mingzheng.participation.letters.models import Letter
from mingzheng.participation.surveys import answering, telling
from mingzheng.participation.surveys.models import Idea, IdeaContact, Participant, Response
from mingzheng.portal import visitor
from mingzheng.portal.standin import answers
from mingzheng.portal.standin.people import samples
from mingzheng.requests.foi.models import Application

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("trial")]
PERSON, FIRM = samples()["p-1"], samples()[ENTERPRISE]
TEXT = "学校门口应当增设接送车辆的临时停车位"
OPINION = {"website": "", "text": TEXT, "author_kind": "person", "publish": "yes"}


@pytest.fixture
def asked(asking, on_day):
    found = asking.announced()
    on_day("2023-05-02")
    return found


def opinion(client, found, **more):
    return client.post(f"/yijian/{found.pk}/tijiao/", {**OPINION, "form_key": new_key(), **more})


def looks(client, record):
    return client.post("/wode/banjian/kan/", {"kind": record.ref.kind, "pk": record.pk})


# --- an opinion ------------------------------------------------------------------------------------------------------


def test_an_opinion_is_marked_and_names_nobody(client, asked):
    signs_in(client)
    assert "附上已核验的标记" in client.get(f"/yijian/{asked.pk}/tijiao/").content.decode()
    assert opinion(client, asked, with_identity="1").status_code == 302
    sent = Opinion.objects.get()
    mark = mark_of(sent.ref)
    assert (mark.provider, mark.kind, mark.pseudonym) == (answers.NAME, "person", pseudonyms(issuer(), "p-1")[0])
    said = json.dumps([[one.summary, one.data] for one in Entry.objects.all()], ensure_ascii=False, default=str)
    assert PERSON.name not in said and PERSON.number not in said and mark.pseudonym not in said
    assert "意见" in client.get("/wode/banjian/").content.decode()
    assert TEXT in looks(client, sent).content.decode()


def issuer():
    return f"http://testserver{answers.PATH}"


def test_who_does_not_want_the_mark_is_nobody(client, asked):
    signs_in(client)
    opinion(client, asked)
    assert Opinion.objects.count() == 1 and not Mark.objects.exists()


def test_nothing_needs_a_sign_in(client, asked):
    assert opinion(client, asked).status_code == 302
    assert Opinion.objects.count() == 1 and not Mark.objects.exists()


def test_what_was_typed_is_there_after_the_sign_in(client, asked):
    path = f"/yijian/{asked.pk}/tijiao/"
    answer = opinion(client, asked, go="identity", name="王先生")
    assert answer.headers["Location"] == f"/denglu/?hui={path.replace('/', '%2F')}"
    assert not Opinion.objects.exists()
    assert goes_to(signs_in(client, back=path)) == path
    drawn = client.get(path).content.decode()
    assert TEXT in drawn and 'value="王先生"' in drawn
    client.post(path, {**OPINION, "form_key": key_of(drawn), "with_identity": "1"})
    assert Mark.objects.count() == 1
    assert TEXT not in client.get(path).content.decode(), "sent: nothing is kept of it"


def test_what_was_left_empty_before_the_sign_in_is_filled_in_with_what_was_proved(client, asked):
    path = f"/yijian/{asked.pk}/tijiao/"
    opinion(client, asked, go="identity", name="", author_kind="person")
    signs_in(client, ENTERPRISE, back=path)
    drawn = client.get(path).content.decode()
    assert TEXT in drawn and f'value="{samples()[ENTERPRISE].name}"' in drawn
    assert re.search(r'value="enterprise"[^>]* checked', drawn), "the mark says that an enterprise speaks"


def test_what_was_typed_is_there_when_the_provider_is_down(client, asked, monkeypatch):
    path = f"/yijian/{asked.pk}/tijiao/"
    opinion(client, asked, go="identity")
    monkeypatch.setattr(answers, "Door", lambda issuer: Faulty(issuer, down=True))
    oidc.forget()
    failed = client.post(f"/denglu/?hui={path}")
    assert failed.status_code == 503 and path in failed.content.decode() and "没有丢" in failed.content.decode()
    assert TEXT in client.get(path).content.decode()
    stored = "".join(str(one.get_decoded()) for one in client.session.model.objects.all())
    assert TEXT not in stored, "sealed"


def test_a_mark_that_ran_out_is_said_and_the_form_stays(client, asked, monkeypatch):
    signs_in(client)
    later = visitor.time.time() + visitor.LASTS + 1
    monkeypatch.setattr(visitor.time, "time", lambda: later)
    answer = opinion(client, asked, with_identity="1")
    said = answer.content.decode()
    assert "身份核验已经到期" in said and TEXT in said
    assert not Opinion.objects.exists()
    assert opinion(client, asked).status_code == 302 and Opinion.objects.count() == 1


def test_an_enterprise_finds_its_name_filled_in(client, asked):
    signs_in(client, ENTERPRISE)
    drawn = client.get(f"/yijian/{asked.pk}/tijiao/").content.decode()
    assert f'value="{FIRM.name}"' in drawn
    opinion(client, asked, with_identity="1", author_kind="enterprise", name=FIRM.name)
    assert Mark.objects.get().kind == "enterprise"


def test_the_desk_sees_that_it_was_verified(client, asked, asking):
    signs_in(client)
    opinion(client, asked, with_identity="1")
    officer = Client()
    officer.force_login(asking.papers.district.person("fagai", asking.officer.post))
    said = officer.get(f"/desk/consultations/opinions/{Opinion.objects.get().pk}/").content.decode()
    assert "已核验身份" in said and PERSON.name not in said


def test_the_mark_goes_with_the_author(asking, on_day, client):
    found = asking.announced()
    on_day("2023-05-02")
    signs_in(client)
    opinion(client, found, with_identity="1")
    until = dt.date(2023, 8, 1)
    commands.date_authors(found, until)
    assert Mark.objects.get().remove_after == until
    on_day(until + dt.timedelta(days=1))
    assert identity.drop_old() == 1
    assert "还没有办件" in client.get("/wode/banjian/").content.decode()


# --- 我的办件 ---------------------------------------------------------------------------------------------------------


def test_nobody_sees_what_another_sent(client, asked):
    signs_in(client)
    opinion(client, asked, with_identity="1")
    sent = Opinion.objects.get()
    other = Client()
    signs_in(other, OTHER)
    assert asked.title not in other.get("/wode/banjian/").content.decode()
    assert looks(other, sent).status_code == 404
    assert looks(Client(), sent).status_code == 302
    for wrong in (
        {"kind": "workplan.task", "pk": "1"},
        {"kind": sent.ref.kind, "pk": "x"},
        {"kind": sent.ref.kind, "pk": "9" * 30},
        {},
    ):
        assert client.post("/wode/banjian/kan/", wrong).status_code == 404


def test_after_a_change_of_the_key_one_s_own_is_still_one_s_own(client, asked, settings):
    settings.MINGZHENG_IDENTITY_KEYS = ["k" * 40]
    signs_in(client)
    opinion(client, asked, with_identity="1")
    before = Mark.objects.get().pseudonym
    client.post("/denglu/likai/")
    settings.MINGZHENG_IDENTITY_KEYS = ["n" * 40, "k" * 40]
    signs_in(client)
    assert asked.title in client.get("/wode/banjian/").content.decode()
    assert Mark.objects.get().pseudonym != before, "carried over: the old key may go once everybody has been here"


# --- a letter --------------------------------------------------------------------------------------------------------


def test_a_letter_is_followed_without_its_code(client, letters):
    signs_in(client)
    typed = {
        "channel": "consult",
        "title": "路灯不亮",
        "text": "天山路路灯坏了一周，请尽快修复。",
        "consent": "yes",
        "looked": "1",
    }
    typed |= {
        "channel": WRITTEN["channel"],
        "mailbox": WRITTEN.get("mailbox", ""),
        "form_key": new_key(),
        "with_identity": "1",
    }
    answer = client.post("/xinjian/xie/", typed)
    assert answer.status_code == 302, answer.content.decode()
    letter = Letter.objects.get()
    assert mark_of(letter.ref) is not None
    assert letter.number in looks(client, letter).content.decode()
    clerk = Client()
    clerk.force_login(letters.district.person("qufuban", letters.clerk.post))
    assert "已核验身份" in clerk.get(f"/desk/cases/{letter.case_id}/").content.decode()


# --- a survey --------------------------------------------------------------------------------------------------------


def test_one_answer_for_each_person(client, office, on_day):
    survey = office.survey(answering="identity")
    on_day(DURING)
    start = f"/diaocha/{survey.pk}/kaishi/"
    said = client.get(start).content.decode()
    assert "登录后填写" in said and "form_key" not in said
    assert client.post(start, {"form_key": new_key()}).status_code == 200, "nobody is let in without a sign-in"
    signs_in(client, back=start)
    _answers(client, start, survey)
    again = client.get(start).content.decode()
    assert "您已经答过这份问卷" in again and "form_key" not in again
    assert "您已经答过" in client.post(start, {"form_key": new_key()}).content.decode()
    assert Response.objects.count() == 1
    row = Participant.objects.get()
    assert row.done and row.email == "" and row.digest != pseudonyms(issuer(), "p-1")[0]
    assert not Mark.objects.exists(), "no mark leads from a person to an answer"
    assert survey.title in client.get("/wode/banjian/").content.decode()
    other = Client()
    signs_in(other, OTHER)
    _answers(other, start, survey)
    assert Response.objects.count() == 2


def _begins(client, start):
    """The key of the draft, which stands in the address of its first page."""
    went = client.post(start, {"form_key": key_of(client.get(start).content.decode())})
    assert went.status_code == 302, went.content.decode()
    return went.headers["Location"].rstrip("/").split("/")[-2]


def _ends(client, survey, key):
    draft = answering.draft_of(survey, key)
    for page in range(len(survey.form.pages)):
        draft = answering.keep_page(draft, page, {"q1": "o1", "q2": "o2", "q3": ["o1"], "q5": 4})
    check = f"/diaocha/{survey.pk}/tian/{key}/queren/"
    return client.post(check, {"form_key": key_of(client.get(check).content.decode())})


def _answers(client, start, survey):
    assert _ends(client, survey, _begins(client, start)).status_code == 302


def test_two_tabs_of_one_person_make_one_answer(client, office, on_day):
    survey = office.survey(answering="identity")
    on_day(DURING)
    start = f"/diaocha/{survey.pk}/kaishi/"
    signs_in(client, back=start)
    keys = [_begins(client, start) for _tab in range(2)]
    assert [_ends(client, survey, key).status_code for key in keys] == [302, 200]
    assert Response.objects.count() == 1


# --- a suggestion to a call ------------------------------------------------------------------------------------------


def test_a_suggestion_is_marked_followed_without_its_code_and_forgotten_with_its_contact(client, office, on_day):
    called = office.call()
    on_day(DURING)
    path = f"/zhengji/{called.pk}/tijian/"
    typed = {"topic": "加装电梯", "proposal": "请把审批时间缩短到十天。", "email": "li@example.cn"}
    assert client.post(path, {**typed, "go": "identity"}).headers["Location"].startswith("/denglu/")
    assert goes_to(signs_in(client, back=path)) == path
    drawn = client.get(path).content.decode()
    assert "附上已核验的标记" in drawn and typed["proposal"] in drawn
    sent = client.post(path, {**typed, "form_key": key_of(drawn), "with_identity": "1"}, follow=True)
    assert "查询码" in sent.content.decode()
    idea = Idea.objects.get()
    assert mark_of(idea.ref).kind == "person" and PERSON.name not in IdeaContact.objects.get().name
    assert idea.topic in client.get("/wode/banjian/").content.decode()
    assert idea.number in looks(client, idea).content.decode()
    other = Client()
    signs_in(other, OTHER)
    assert looks(other, idea).status_code == 404
    officer = Client()
    officer.force_login(Person.objects.get(pk=office.writer.person_id))
    assert "已核验身份" in officer.get(f"/desk/calls/{called.pk}/ideas/").content.decode()
    type(called).objects.filter(pk=called.pk).update(results_on=AFTER, result={}, feedback="已研究。")
    on_day(AFTER + dt.timedelta(days=400))
    assert telling.forget() == 1
    assert not Mark.objects.exists() and not IdeaContact.objects.exists()


# --- an application --------------------------------------------------------------------------------------------------


@pytest.fixture
def citizen(foi, on_day, client):
    on_day("2023-06-20")
    return Citizen(client)


def test_a_verified_identity_is_the_proof(citizen, client):
    signs_in(client)
    for part in ("what", "unit", "kind"):
        citizen.fills(part)
    drawn = citizen.get("shenqingren/")
    assert f'value="{PERSON.name}"' in drawn and f'value="{PERSON.number}"' in drawn
    own = {"name": PERSON.name, "id_kind": "resident", "id_number": PERSON.number, "proof_later": ""}
    assert citizen.fills("who", **own).status_code == 302
    assert citizen.fills("way").status_code == 302
    assert "已核验身份" in citizen.get("queren/")
    citizen.sends()
    found = Application.objects.get()
    assert mark_of(found.ref) is not None and not files_of(found.ref)
    assert PERSON.name not in client.get("/wode/banjian/").content.decode().split("<main")[1]
    shown = looks(client, found)
    assert shown.headers["Location"].endswith("/jindu/")
    assert found.unit.name in citizen.get("jindu/")
    client.post("/denglu/likai/")
    assert "查询码" in citizen.client.get("/yishenqing/jindu/", follow=True).content.decode()


def test_somebody_else_s_name_needs_a_document_as_before(citizen, client):
    signs_in(client)
    for part in ("what", "unit", "kind"):
        citizen.fills(part)
    assert citizen.fills("who", proof_later="").status_code == 200
    assert citizen.fills("who").status_code == 302
    citizen.fills("way")
    citizen.sends()
    assert not Mark.objects.exists()


def test_after_leaving_the_proof_is_asked_for_again(citizen, client):
    signs_in(client)
    for part in ("what", "unit", "kind"):
        citizen.fills(part)
    citizen.fills("who", name=PERSON.name, id_kind="resident", id_number=PERSON.number, proof_later="")
    citizen.fills("way")
    client.post("/denglu/likai/")
    answer = citizen.post("queren/", {"form_key": new_key()})
    assert answer.status_code == 200 and not Application.objects.exists()


def test_from_the_middle_of_an_application_and_back(citizen, client):
    for part in ("what", "unit", "kind"):
        citizen.fills(part)
    answer = citizen.fills("who", go="identity", name="先写一点", id_kind="", id_number="", proof_later="")
    assert answer.headers["Location"] == "/denglu/?hui=%2Fyishenqing%2Fshenqingren%2F"
    assert goes_to(signs_in(client, back="/yishenqing/shenqingren/")) == "/yishenqing/shenqingren/"
    drawn = citizen.get("shenqingren/")
    assert "先写一点" in drawn and f'value="{PERSON.number}"' in drawn, "typed stays, blank is filled in"


def test_an_enterprise_applies(citizen, client):
    signs_in(client, ENTERPRISE)
    citizen.fills("what")
    citizen.fills("unit")
    assert "business" in citizen.get("shenfen/")
    citizen.fills("kind", applicant_kind="business")
    drawn = citizen.get("shenqingren/")
    assert f'value="{FIRM.name}"' in drawn and f'value="{FIRM.number}"' in drawn
