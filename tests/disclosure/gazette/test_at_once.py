"""Two people of the disclosure wing at the same moment: one release, one correction, no number twice."""

from __future__ import annotations

import pytest
from tests.desk.test_together import at_once
from tests.support.documents import DRAFTED
from tests.support.workplan import MACHINE

from mingzheng.core import timekeeping
from mingzheng.core.actors import Post
from mingzheng.core.errors import Refused
from mingzheng.core.procedures.commands import act
from mingzheng.core.procedures.models import Case
from mingzheng.disclosure.documents.commands import correct
from mingzheng.disclosure.documents.models import Document, Edition
from mingzheng.disclosure.gazette import commands as gazette_commands
from mingzheng.disclosure.gazette.models import Issue
from mingzheng.disclosure.key_areas.commands import add_table, load_areas, submit_version
from mingzheng.disclosure.key_areas.models import Matter

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


@pytest.fixture
def clock(settings, papers):
    """The day for every thread."""
    settings.MINGZHENG_DEMO = True
    timekeeping.set_demo_day(DRAFTED, MACHINE)
    return papers


def outcomes(said) -> tuple[int, int, list[object]]:
    """How many were done, how many refused, and what else came of them."""
    refused = [one for one in said if isinstance(one, Refused)]
    odd = [one for one in said if isinstance(one, Exception) and not isinstance(one, Refused)]
    return len(said) - len(refused) - len(odd), len(refused), [str(one) for one in odd]


def test_several_documents_of_a_unit_released_at_once_get_numbers_in_a_row(clock):
    editions = [clock.reviewed(clock.submitted(doc_number=f"长发改〔2023〕{n}号")) for n in (1, 2, 3)]
    head = clock.head
    calls = [lambda pk=one.case_id: act(Case.objects.get(pk=pk), "release", head) for one in editions]
    assert outcomes(at_once(*calls)) == (3, 0, [])
    numbers = sorted(Document.objects.values_list("index_number", flat=True))
    assert [number[-5:] for number in numbers] == ["00001", "00002", "00003"]


def test_one_edition_released_twice_at_once_is_released_once(clock):
    edition = clock.reviewed(clock.submitted())
    head = clock.head
    said = at_once(*[lambda: act(Case.objects.get(pk=edition.case_id), "release", head)] * 3)
    assert outcomes(said) == (1, 2, [])


def test_two_corrections_begun_at_once_are_one(clock):
    document = clock.released()
    drafter = clock.drafter
    said = at_once(*[lambda: correct(document, drafter, change_note="更正")] * 3)
    assert outcomes(said) == (1, 2, [])
    assert Edition.objects.filter(document=document).count() == 2


def test_two_issues_begun_at_once_have_one_number_each(clock):
    clerk, values = clock.district.clerk, gazette_commands.proposed(DRAFTED)
    said = at_once(*[lambda: gazette_commands.begin(clerk, dict(values))] * 3)
    assert outcomes(said) == (1, 2, [])
    assert Issue.objects.count() == 1


def test_the_rows_of_a_table_sent_twice_at_once_wait_once(clock):
    load_areas(clock.district.clerk)
    officer = clock.actor(Post.OFFICER)
    matter = Matter.objects.filter(units=clock.unit).first()
    table = add_table(matter, "rectification", "整改结果", "", actor=officer)
    said = at_once(*[lambda: submit_version(table, {"rows": []}, actor=officer)] * 3)
    assert outcomes(said) == (1, 2, [])
    assert table.versions.count() == 1
