"""The person is forgotten on schedule, the statistics are not; nothing goes early and nothing that is still needed."""

from __future__ import annotations

import datetime as dt

import pytest
from django.apps import apps
from django.core.files.storage import storages
from django.db import models
from tests.support.workplan import once_by

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.core.files.commands import store
from mingzheng.core.files.models import StoredFile
from mingzheng.core.journal.models import Entry
from mingzheng.core.journal.queries import verify
from mingzheng.core.outbox.commands import run_due
from mingzheng.core.outbox.daily import owe_today
from mingzheng.requests.foi import holds, queries, retention
from mingzheng.requests.foi.models import Applicant, Application
from mingzheng.requests.foi.personal import EMPTIED, KEPT, POINTERS

MONDAY = dt.date(2023, 4, 17)
ARCHIVED = dt.date(2023, 4, 21)
THREE_YEARS_ON = dt.date(2026, 4, 21)
SECRETS = ("张三丰", "310105199001011233", "13800001111", "sanfeng", "营商环境", "某公司", "陈某", "EMS1")


def purge(found: Application, on: dt.date) -> bool:
    with timekeeping.standing_at(on):
        return retention.purge(found, Actor.system("清除"))


@pytest.fixture
def archived(foi):
    """A case with everything that can be personal: consultation, files, letters, service."""
    return once_by(foi.district, "archived", lambda: _archived(foi))


def _archived(foi):
    found = foi.handled()
    sent = {
        "kind": "third_party",
        "party": "某公司",
        "contact": "陈某",
        "content": "数据",
        "sent_on": MONDAY.isoformat(),
    }
    foi.does(found, "consult", sent, on=MONDAY)
    said = {"ref": "S1", "answered_on": MONDAY.isoformat(), "position": "agree"}
    foi.does(found, "consult_answered", said, on=MONDAY)
    store("身份证明：张三丰".encode(), "身份证明.txt", owner=found.ref, actor=foi.actor(), label="身份证明")
    foi.answers(found, "A2", MONDAY, supplied="《2022年度营商环境评估报告》")
    run_due()
    foi.does(found, "archive", on=ARCHIVED)
    return found


def everything_of(found: Application) -> str:
    """Every text of every row of the room, and of the files."""
    rows = [row for model in apps.get_app_config("foi").get_models() for row in model._default_manager.values()]
    own = [row for row in rows if "body" not in row]
    return f"{own} {list(StoredFile.objects.values())}"


def test_forgotten_three_years_after_archiving_and_counted_for_ever(foi, archived, django_capture_on_commit_callbacks):
    keys = [file.key for file in StoredFile.objects.all()]
    assert len(keys) >= 7
    assert "张三丰" in everything_of(archived)
    with timekeeping.standing_at(THREE_YEARS_ON), django_capture_on_commit_callbacks(execute=True):
        owe_today()
        run_due()
    archived.refresh_from_db()
    assert archived.purged_on == THREE_YEARS_ON
    left = everything_of(archived)
    assert [word for word in SECRETS if word in left] == []
    assert not Applicant.objects.exists()
    assert not StoredFile.objects.exists()
    assert [key for key in keys if storages["default"].exists(key)] == []
    facts = (archived.leaf, archived.closed_on, archived.applicant_kind, archived.received_on, archived.delivered_on)
    assert facts == ("A2", MONDAY, "natural", MONDAY, MONDAY)
    assert foi.answer(archived).number == "区发改委公复〔2023〕1号"
    entry = Entry.objects.get(action="foi.purged")
    assert entry.subject_id == str(archived.pk)
    purged = Entry.objects.filter(action="file.purged")
    assert purged.count() == len(keys)
    assert [word for word in SECRETS for one in (entry, *purged) if word in f"{one.summary}{one.data_text}"] == []
    assert verify().sound
    assert purge(archived, THREE_YEARS_ON) is False


def test_not_a_day_early_and_never_before_archive(foi, archived):
    waiting = foi.handled()
    foi.answers(waiting, "E2", MONDAY)
    with pytest.raises(Refused, match="没有归档"):
        purge(waiting, dt.date(2033, 1, 1))
    day_before = THREE_YEARS_ON - dt.timedelta(days=1)
    with pytest.raises(Refused, match="没有届满"):
        purge(archived, day_before)
    with timekeeping.standing_at(day_before):
        assert retention.purge_due() == 0
        assert list(retention.due(day_before + dt.timedelta(days=31))) == [archived]
        assert retention.due_on(archived) == THREE_YEARS_ON
        assert retention.due_on(waiting) is None


def test_what_something_still_needs_is_kept(archived):
    holds.register("test", label="行政诉讼尚未审结", held=lambda: Application.objects.filter(pk=archived.pk))
    try:
        with pytest.raises(Refused, match="行政诉讼尚未审结"):
            purge(archived, THREE_YEARS_ON)
        with timekeeping.standing_at(THREE_YEARS_ON):
            assert retention.purge_due() == 0
    finally:
        holds.forget("test")
    assert purge(archived, THREE_YEARS_ON)


def test_a_case_under_remedy_waits_for_its_end_and_then_goes_with_it(foi, archived):
    from mingzheng.requests.remedies import commands as remedies
    from mingzheng.requests.remedies.models import RemedyCase

    facts = {"kind": "reconsideration", "organ": "某区人民政府", "filed_on": MONDAY, "received_on": MONDAY}
    with timekeeping.standing_at(ARCHIVED):
        remedy = remedies.report(archived, foi.actor(), facts)
    store("复议申请书：张三丰".encode(), "申请书.txt", owner=remedy.ref, actor=foi.actor())
    with pytest.raises(Refused, match="尚未办结"):
        purge(archived, THREE_YEARS_ON)
    ended = {"concluded_on": ARCHIVED, "result": "upheld", "decision": "维持对张三丰的答复"}
    RemedyCase.objects.filter(pk=remedy.pk).update(**ended)
    assert purge(archived, THREE_YEARS_ON)
    remedy.refresh_from_db()
    assert (remedy.result, remedy.decision) == ("upheld", "")
    assert not StoredFile.objects.exists()


def test_the_office_sets_the_term_with_its_source(district, archived):
    with timekeeping.standing_at(ARCHIVED):
        later = ARCHIVED + dt.timedelta(days=10)
        with pytest.raises(Refused, match="区府办负责人"):
            retention.set_term(5, district.clerk, valid_from=later, source="本区档案管理规定")
        with pytest.raises(Refused, match="依据"):
            retention.set_term(5, district.head, valid_from=later, source=" ")
        with pytest.raises(Refused, match="今天之后"):
            retention.set_term(5, district.head, valid_from=ARCHIVED, source="本区档案管理规定")
        retention.set_term(5, district.head, valid_from=later, source="本区档案管理规定")
        assert retention.years_on(ARCHIVED) == 3
    with pytest.raises(Refused, match="没有届满"):
        purge(archived, THREE_YEARS_ON)
    assert purge(archived, dt.date(2028, 4, 21))


def test_the_query_code_opens_nothing_afterwards(archived):
    before = archived.query_hash
    assert before
    purge(archived, THREE_YEARS_ON)
    archived.refresh_from_db()
    assert archived.query_hash == ""
    assert queries.by_code("") is None


def test_redactions_and_rooms_above_are_taken_along(foi, archived):
    from mingzheng.requests.redaction.models import Redaction

    file = StoredFile.objects.filter(label="身份证明").get()
    facts = {"begun_by": 1, "begun_by_text": "李四", "begun_at": timekeeping.now()}
    Redaction.objects.create(owner_kind=archived.ref.kind, owner_id=archived.ref.id, original=file, **facts)
    told = []
    retention.also(lambda found, _actor: told.append(found.pk))
    try:
        purge(archived, THREE_YEARS_ON)
    finally:
        retention._also.pop()
    assert told == [archived.pk]
    assert not Redaction.objects.exists()


def test_every_text_of_a_case_is_either_emptied_or_kept_by_decision():
    """A field that is added later fails here until somebody decides; so does a new pointer to a file."""
    undecided = []
    for model in apps.get_app_config("foi").get_models():
        if not belongs_to_an_application(model) or model is Applicant:
            continue
        decided = {*EMPTIED.get(model, ("", ()))[1], *KEPT.get(model.__name__, ()), *POINTERS.get(model, ("", ()))[1]}
        for field in model._meta.get_fields():
            if (
                speaks(field)
                and field.name not in decided
                and (model.__name__, field.name) != ("Letter", "attachments")
            ):
                undecided.append(f"{model.__name__}.{field.name}")
    assert undecided == []


def belongs_to_an_application(model: type[models.Model]) -> bool:
    near = {field.related_model for field in model._meta.get_fields() if field.is_relation and not field.auto_created}
    return model is Application or bool({"Application", "Letter"} & {one.__name__ for one in near})


def speaks(field: models.Field) -> bool:
    """Free text, or a file: what may say who somebody is."""
    if field.is_relation:
        return not field.auto_created and field.related_model is StoredFile
    words = isinstance(field, (models.CharField, models.TextField, models.JSONField))
    return words and not field.choices
