"""The library's list against ours, both ways."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from tests.disclosure.filing.conftest import newest

from mingzheng.core.errors import Refused
from mingzheng.core.indicators import Scope, indicator_of
from mingzheng.disclosure.filing import commands, reconciling
from mingzheng.disclosure.filing.models import Difference, Push, Reconciliation
from mingzheng.disclosure.filing.standin import Held

pytestmark = pytest.mark.django_db
DAY = dt.date(2023, 4, 18)


@pytest.fixture
def three(papers, library, work):
    """Three documents that the library has."""
    found = [papers.released(doc_number=f"长发改〔2023〕{number}号") for number in (12, 13, 14)]
    work()
    return found


def kinds(made):
    return sorted(made.differences.values_list("kind", flat=True))


def test_two_equal_lists_have_no_differences(three, library):
    library.page = 2  # the list comes by pages
    made = reconciling.reconcile()
    assert (made.theirs, made.ours, made.equal, kinds(made)) == (3, 3, 3, [])


def test_every_kind_of_difference_is_found(three, papers, library, work):
    first, second, third = three
    del library.records[first.index_number]
    library.records[second.index_number][1].digest = "other"
    library.records["SYXX00000000202300001"] = {1: Held("X1", 1, "", "live", "不认识的", {})}
    Push.objects.filter(document=third).update(status="waiting", library_id="", settled_at=None)
    fourth, fifth = (papers.released(doc_number=f"长发改〔2023〕{number}号") for number in (15, 16))
    work()
    held = library.records[fourth.index_number].pop(1)
    library.records[fourth.index_number][7] = Held("X7", 7, held.digest, "live", held.title, {})
    papers.does(fifth.live, "withdraw", papers.head, explanation="撤下")
    Push.objects.filter(document=third).update(status="sent")
    made = reconciling.reconcile()
    assert kinds(made) == ["content", "left", "missing", "unknown", "untold", "version"]
    assert indicator_of("filing.equal_versions").measure(Scope(DAY)).numerator == 0


def test_repairing_sends_what_is_missing_and_takes_over_lost_answers(three, papers, library, work):
    first, second, third = three
    del library.records[first.index_number]
    library.records[second.index_number][1].digest = "other"
    Push.objects.filter(document=third).update(status="failed", library_id="", settled_at=None)
    made = reconciling.reconcile()
    for row in made.differences.all():
        reconciling.repair(row, papers.district.clerk)
        with pytest.raises(Refused, match="处理过"):
            reconciling.repair(row, papers.district.clerk)
    work()
    assert kinds(reconciling.reconcile()) == []
    assert newest(third).status == Push.Status.ACCEPTED
    assert newest(first).version == 2
    assert library.duplicates == 0


def test_a_unit_cannot_repair_and_the_unknown_is_not_ours_to_mend(three, papers, library):
    library.records["SYXX00000000202300001"] = {1: Held("X1", 1, "", "live", "不认识的", {})}
    row = reconciling.reconcile().differences.get()
    with pytest.raises(Refused, match="由区府办"):
        reconciling.repair(row, papers.drafter)
    with pytest.raises(Refused, match="市公文库联系"):
        reconciling.repair(row, papers.district.clerk)
    assert not Difference.objects.exclude(repaired_at=None).exists()


def test_what_was_refused_is_said_to_be_so_and_is_the_units_to_mend(papers, library, work):
    library.mode = "reject"
    papers.released()
    work()
    made = reconciling.reconcile()
    row = made.differences.get()
    assert (row.kind, row.repairable) == ("refused", False)
    with pytest.raises(Refused, match="被退回"):
        reconciling.repair(row, papers.district.clerk)


def test_half_a_list_is_not_compared(three, library):
    library.mode = "down"
    made = reconciling.reconcile()
    assert made.error
    assert not Difference.objects.exists()
    assert indicator_of("filing.equal_versions").measure(Scope(DAY)).text == "100%（3/3）"


def test_without_an_address_it_is_refused_and_the_daily_round_does_nothing(papers, settings):
    settings.MINGZHENG_LIBRARY_URL = ""
    with pytest.raises(Refused, match="没有设置公文库地址"):
        reconciling.reconcile()
    reconciling.reconcile_daily()
    assert not Reconciliation.objects.exists()


def test_the_command_line(papers, library, capsys):
    document = papers.released()
    call_command("library", "push", "--json")
    assert json.loads(capsys.readouterr().out) == {"noted": 1, "accepted": 1, "rejected": 0, "left": 0, "stopped": ""}
    del library.records[document.index_number]
    call_command("library", "reconcile", "--repair", "--json")
    assert json.loads(capsys.readouterr().out)["differences"][0]["repair"] == "以第 2 版重新推送"
    call_command("library", "push")
    call_command("library", "status", "--json")
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["accepted"] == 1
    library.mode = "down"
    with pytest.raises(CommandError, match="没有对完账"):
        call_command("library", "reconcile")
    commands.note_all()
    call_command("library", "status")
    assert "公文库不通" in capsys.readouterr().out
