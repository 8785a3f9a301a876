"""Fresh cases of the room's procedures, for the test that walks every cell of every table."""

from __future__ import annotations

import datetime as dt

from mingzheng.core import timekeeping
from mingzheng.core.errors import Refused
from mingzheng.core.procedures.models import Case
from mingzheng.disclosure.documents.sample import sample_public_document


def sample_filing_case() -> Case:
    from mingzheng.disclosure.normative.commands import owe_filing

    return _case(owe_filing(sample_public_document()).case)


def sample_evaluation_case() -> Case:
    from mingzheng.disclosure.normative.commands import owe_evaluation

    until = timekeeping.today() + dt.timedelta(days=150)
    return _case(owe_evaluation(sample_public_document(), until).case)


def _case(case: Case | None) -> Case:
    if case is None:
        raise Refused("样例没有事项。")
    return case
