"""The demonstration: pushed to its own stand-in, filed month by month."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.disclosure.filing.conftest import newest

from mingzheng.core import timekeeping
from mingzheng.core.actors import Post
from mingzheng.core.outbox.commands import run_due
from mingzheng.disclosure.filing import demo, queries
from mingzheng.disclosure.filing.models import MonthlyFiling, Push, Reconciliation

pytestmark = pytest.mark.django_db


def test_it_plays_on_whatever_is_public_and_leaves_no_line_open(papers, settings):
    settings.MINGZHENG_LIBRARY_URL = ""
    document = papers.released()
    for unit in ("sifa", "xinhua", "xinjing"):
        papers.district.actor(unit, Post.OFFICER)
    papers.district.clerk  # noqa: B018 - the person is made by asking
    demo.play(say=lambda _text: None)
    assert newest(document).status == Push.Status.ACCEPTED
    assert Reconciliation.objects.get().equal == 1
    with timekeeping.standing_at(dt.date(2023, 6, 20)):
        board = queries.board(papers.district.clerk, 2023)
        assert board.submitted == MonthlyFiling.objects.exclude(submitted_on=None).count() >= 8
        assert not queries.line().configured
        run_due(500)  # what the steps owed is carried out, and no second version comes of it
    assert document.pushes.count() == 1
