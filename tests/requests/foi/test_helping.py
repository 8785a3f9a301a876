"""Typical cases, conferences and what many ask for: from the case to the library, to the minutes, to the published document."""
# ruff: noqa: F811 - fixtures of other rooms are arguments here

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from tests.support.documents import papers  # noqa: F401 - fixture
from tests.support.workplan import once_by

from mingzheng.core import records, timekeeping
from mingzheng.core.actors import Actor, Post
from mingzheng.core.errors import Refused
from mingzheng.core.journal.models import Entry
from mingzheng.core.outbox.models import Message
from mingzheng.core.procedures.commands import FormRefused, act
from mingzheng.core.procedures.models import Case
from mingzheng.core.relations.queries import links_of
from mingzheng.core.units.models import Unit
from mingzheng.requests.foi import conferences, helping_queries, same, typical
from mingzheng.requests.foi.models import Applicant, Application, Conference, SameInformation, TypicalCase

DAY = dt.date(2023, 4, 20)
SAID = {
    "title": "营商环境评估报告的公开",
    "facts": "申请人申请公开评估报告。",
    "question": "评估报告是不是过程性信息。",
    "handling": "已形成正式报告，予以公开。",
    "lesson": "正式报告不按过程性信息处理。",
}


@pytest.fixture
def settled(foi):
    """An application with a talkative text, answered and filed."""
    return once_by(foi.district, "talkative and filed", lambda: _settled(foi))


def _settled(foi):
    found = foi.handled(wanted="张三丰要2022年度评估报告，电话13800001111，住新华路12弄3号101室")
    foi.answers(found, "A2", DAY, supplied="《评估报告》")
    foi.does(found, "archive", on=DAY)
    return found


def drafted(foi, found) -> TypicalCase:
    with timekeeping.standing_at(DAY):
        return typical.draft(found, foi.actor(), SAID)


def does(found, command: str, actor: Actor, **data) -> None:
    with timekeeping.standing_at(DAY):
        act(Case.objects.get(pk=found.case_id), command, actor, data)
    found.refresh_from_db()


def test_facts_are_brought_in_without_the_person(settled):
    text = "".join(typical.prefill(settled).values())
    assert "申请人要2022年度评估报告" in text
    for trace in ("张三丰", "13800001111", "1380", "3号101"):
        assert trace not in text


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("facts", "张三丰申请公开"),
        ("lesson", "请联系 张 三丰"),
        ("handling", "寄到sanfeng@example.com"),
        ("title", "证件310105199001011233的申请"),
        ("question", "手机13912345678"),
    ],
)
def test_a_text_that_shows_a_person_is_refused_at_its_field(foi, settled, field, text):
    with pytest.raises(Refused) as refused:
        typical.draft(settled, foi.actor(), {**SAID, field: text})
    assert (refused.value.field, refused.value.code) == (field, "personal")
    assert "张三丰" not in str(refused.value) and "139" not in str(refused.value)
    assert not TypicalCase.objects.exists()


def test_checked_by_another_person_then_open_to_all_staff(foi, settled):
    found, stranger = drafted(foi, settled), foi.district.actor("xinhua")
    assert not records.visible(found.ref, stranger)
    with pytest.raises(Refused, match="审核"):
        does(found, "share", foi.actor())
    does(found, "share", foi.actor(Post.REVIEWER))
    assert (found.status, found.checked_on) == ("shared", DAY)
    assert records.visible(found.ref, stranger) and not records.visible(found.ref, None)
    assert list(helping_queries.typical_cases(stranger)) == [found]


def test_nobody_checks_what_they_changed_and_a_change_is_checked_again(foi, settled):
    found = drafted(foi, settled)
    does(found, "share_by_office", foi.district.clerk)
    does(found, "edit", foi.actor(Post.REVIEWER), **{**SAID, "lesson": "另写的启示。"})
    assert found.status == "draft"
    with pytest.raises(Refused) as refused:
        does(found, "share", foi.actor(Post.REVIEWER))
    assert refused.value.code == "contributed"
    with pytest.raises(Refused, match="姓名"):
        does(found, "edit", foi.actor(), **{**SAID, "facts": "张三丰要"})
    does(found, "drop", foi.actor(Post.LEGAL), reason="没有普遍意义。")
    assert found.status == "dropped"
    again = drafted(foi, settled)
    with pytest.raises(Refused, match="已经提交过"):
        drafted(foi, settled)
    assert again.pk != found.pk


def test_only_the_unit_drafts_and_only_what_is_settled(foi, settled):
    for actor in (foi.district.actor("xinhua"), foi.district.clerk, foi.actor(Post.WINDOW)):
        with pytest.raises(Refused):
            typical.draft(settled, actor, SAID)
    with pytest.raises(Refused, match="还没有办结"):
        typical.draft(foi.handled(), foi.actor(), SAID)


def test_the_library_is_narrowed(foi, settled):
    found = drafted(foi, settled)
    does(found, "share", foi.actor(Post.LEGAL))
    rows = helping_queries.typical_cases(foi.district.clerk)
    for query, n in [
        ({"leaf": "A2"}, 1),
        ({"leaf": "C1"}, 0),
        ({"unit": str(foi.unit.pk)}, 1),
        ({"year": "2022"}, 0),
        ({"text": "正式报告 过程性"}, 1),
        ({"text": "拆迁"}, 0),
        ({"leaf": "<b>", "unit": "x", "year": "９"}, 1),
        ({"tab": "drafts"}, 0),
    ]:
        assert helping_queries.TypicalFilters.read(query).narrow(rows).count() == n, query


# Conferences and exchanges


def meeting(**changes):
    values = {
        "kind": "case",
        "topic": "过程性信息的认定",
        "held_on": DAY,
        "minutes": "形成正式文件的应当公开。",
        "people": 6,
        "units": [Unit.objects.get(code="sifa")],
    }
    return {**values, **changes}


def test_a_conference_is_seen_by_who_convened_and_who_came(foi, settled):
    with timekeeping.standing_at(DAY):
        made = conferences.record(foi.unit, foi.actor(Post.LEGAL), meeting(numbers=[settled.number]))
    assert {unit.code for unit in made.units.all()} == {"fagai", "sifa"}
    guest, stranger = foi.district.actor("sifa"), foi.district.actor("xinhua")
    assert conferences.sees(made, guest) and conferences.sees(made, foi.district.clerk)
    assert not conferences.sees(made, stranger) and not conferences.sees(made, None)
    entry = Entry.objects.get(subject_kind="foi.conference")
    assert "过程性信息的认定" in entry.summary
    (for_guest,) = helping_queries.pointers(made.applications.all(), guest)
    assert (for_guest.number, for_guest.kind, for_guest.url) == (settled.number, "自然人", "")
    (for_own,) = helping_queries.pointers(made.applications.all(), foi.actor())
    assert for_own.url == settled.get_absolute_url()


def test_a_number_that_one_cannot_know_is_not_found(foi, settled):
    stranger = foi.district.actor("xinhua")
    unit = Unit.objects.get(code="xinhua")
    for number in (settled.number, "SQ0"):
        with pytest.raises(Refused) as refused:
            conferences.record(unit, stranger, meeting(numbers=[number]))
        assert (refused.value.field, refused.value.code) == ("numbers", "no_record")
    office = Unit.objects.get(code="qufuban")
    made = conferences.record(office, foi.district.clerk, meeting(numbers=[settled.number]))
    assert helping_queries.pointers(made.applications.all(), foi.district.clerk)[0].url == ""


def test_minutes_show_no_person_and_only_the_convener_changes_them(foi, settled):
    with pytest.raises(Refused) as refused:
        conferences.record(foi.unit, foi.actor(), meeting(minutes="张三丰的申请", numbers=[settled.number]))
    assert refused.value.field == "minutes" and not Conference.objects.exists()
    made = conferences.record(foi.unit, foi.actor(), meeting())
    with pytest.raises(Refused, match="召集单位"):
        conferences.change(made, foi.district.actor("sifa"), meeting(people=9))
    conferences.change(made, foi.actor(), meeting(people=9))
    assert Entry.objects.filter(summary="更改会商和交流记录：参加人数").exists()
    with pytest.raises(Refused):
        conferences.record(foi.unit, foi.actor(Post.WINDOW), meeting())


# What many ask for


def asks(foi, who: str, wanted: str = "2022年度区级孵化器认定结果", on: dt.date = DAY) -> Application:
    return foi.arrives(on=on, wanted=wanted, name=f"申请人{who}", id_kind="other", id_number=who)


def found_on(day: dt.date = DAY) -> int:
    with timekeeping.standing_at(day):
        return same.find()


def test_two_applicants_one_proposal_and_none_twice(foi):
    first, second = asks(foi, "甲"), asks(foi, "乙", "申请公开2022年度区级孵化器的认定结果")
    asks(foi, "丙", "2021年度区级孵化器认定结果")
    assert (found_on(), found_on()) == (1, 0)
    made = SameInformation.objects.get()
    assert set(made.applications.all()) == {first, second}
    assert Case.objects.get(pk=made.case_id).due_on == dt.date(2023, 5, 19)
    third = asks(foi, "丁")
    assert found_on() == 0
    assert third in made.applications.all()


def test_one_applicant_who_asks_twice_is_no_many(foi):
    asks(foi, "甲")
    asks(foi, " 甲 ")
    assert found_on() == 0


def test_other_units_old_ones_and_public_ones_do_not_count(foi):
    asks(foi, "甲")
    with timekeeping.standing_at(DAY):
        other = asks(foi, "乙")
        Application.objects.filter(pk=other.pk).update(unit=Unit.objects.get(code="sifa"))
    old = asks(foi, "丙")
    Application.objects.filter(pk=old.pk).update(
        received_on=dt.date(2021, 3, 1), closed_on=dt.date(2021, 3, 20), leaf="A2"
    )
    public = asks(foi, "丁")
    Application.objects.filter(pk=public.pk).update(closed_on=DAY, leaf="A1")
    assert found_on() == 0


def test_a_proposal_never_says_who(foi):
    asks(foi, "甲", "申请人甲和申请人乙家的补偿方案，电话13800001111")
    asks(foi, "乙", "申请人甲和申请人乙家的补偿方案，电话13800001111")
    assert found_on() == 1
    made = SameInformation.objects.get()
    said = [made.topic, str(same.facts(made)), Case.objects.get(pk=made.case_id).title]
    said += [str(entry.summary) + entry.data_text for entry in Entry.objects.filter(subject_kind="foi.same")]
    said += [str(message.payload) for message in Message.objects.all()]
    for text in said:
        assert "申请人甲" not in text and "13800001111" not in text


@pytest.fixture
def many(foi):
    asks(foi, "甲")
    asks(foi, "乙")
    found_on()
    return SameInformation.objects.get()


def test_followed_to_the_published_document(foi, many, papers):
    document = papers.released(title="2022年度区级孵化器认定结果")
    office, stranger = foi.district.clerk, foi.district.actor("xinhua")
    assert not same.sees(many, office) and not same.sees(many, stranger) and same.sees(many, foi.actor())
    does(many, "accept", foi.actor(), topic="2022年度区级孵化器认定结果")
    assert many.accepted_on == DAY
    assert same.sees(many, office) and not same.sees(many, stranger)
    with pytest.raises(Refused, match="没有这个索引号"):
        does(many, "publish", foi.actor(), document="SY0000000000202300099")
    does(many, "publish", foi.actor(), document=f" {document.index_number.lower()} ")
    assert (many.document, many.published_on) == (document.index_number, document.published_on)
    case = Case.objects.get(pk=many.case_id)
    assert case.state == "published" and case.due_on is None
    assert [one.record.ref for one in links_of(many.ref, foi.actor())] == [document.ref]
    assert links_of(document.ref, None) == []
    later = asks(foi, "丙")
    found_on()
    assert later in many.applications.all()


def test_a_document_that_is_not_public_does_not_do(foi, many, papers):
    document = papers.released()
    type(document).objects.filter(pk=document.pk).update(listed=False)
    does(many, "accept", foi.actor(), topic="认定结果")
    with pytest.raises(Refused, match="没有向社会公开"):
        does(many, "publish", foi.actor(), document=document.index_number)
    with pytest.raises(Refused):
        does(many, "decline", foi.actor(), reason="不想公开了。")
    with pytest.raises(Refused):
        does(many, "take_back", foi.actor(), reason="涉及商业秘密。")
    does(many, "take_back", foi.actor(Post.HEAD), reason="涉及商业秘密。")
    assert many.declined_on == DAY and many.accepted_on == DAY


def test_declined_with_a_reason_and_not_proposed_again_by_the_same(foi, many):
    with pytest.raises(FormRefused):
        does(many, "decline", foi.actor(Post.HEAD), reason="")
    does(many, "decline", foi.actor(Post.HEAD), reason="属于内部事务信息。")
    assert found_on() == 0
    asks(foi, "丙")
    assert found_on() == 0
    assert many.applications.count() == 2


def test_the_wording_for_others_shows_no_person(foi, many):
    for topic in ("申请人甲要的认定结果", "电话13800001111"):
        with pytest.raises(Refused) as refused:
            does(many, "accept", foi.actor(), topic=topic)
        assert refused.value.field == "topic"
    for actor in (foi.actor(Post.WINDOW), foi.district.actor("xinhua"), foi.district.clerk):
        with pytest.raises(Refused):
            does(many, "accept", actor, topic="认定结果")


def test_an_applicant_suggests(foi):
    found = asks(foi, "甲")
    with pytest.raises(Refused):
        same.suggest(found, foi.district.actor("xinhua"), {"topic": "认定结果"})
    made = same.suggest(found, foi.actor(), {"topic": "认定结果"})
    assert made.suggested_by_applicant and list(made.applications.all()) == [found]
    with pytest.raises(Refused):
        same.suggest(found, foi.actor(), {"topic": "认定结果"})
    assert found_on() == 0


def test_five_thousand_applications_of_a_unit_cost_few_queries(foi, django_assert_max_num_queries):
    with timekeeping.standing_at(DAY):
        made = Application.objects.bulk_create(
            [
                Application(
                    unit=foi.unit, origin="desk", channel="in_person", applicant_kind="natural", submitted_on=DAY,
                    received_on=DAY, wanted=f"第{n:04d}号地块的征收补偿方案",
                )
                for n in range(4998)
            ]
        )  # fmt: skip
        Applicant.objects.bulk_create(
            [Applicant(application=one, name="某", id_kind="other", id_number=str(one.pk), phone="1") for one in made]
        )
        asks(foi, "甲")
        asks(foi, "乙")
        with django_assert_max_num_queries(60):
            assert same.find() == 1
        with django_assert_max_num_queries(10):
            assert same.find() == 0


def test_the_database_keeps_the_order_of_things(foi, many, settled):
    from django.db import IntegrityError, transaction

    wrong = [
        lambda: SameInformation.objects.filter(pk=many.pk).update(document="SY1", published_on=DAY),
        lambda: SameInformation.objects.filter(pk=many.pk).update(declined_on=DAY),
        lambda: TypicalCase.objects.filter(pk=drafted(foi, settled).pk).update(status="shared"),
    ]
    for deed in wrong:
        with pytest.raises((IntegrityError, ValidationError)), transaction.atomic():
            deed()
