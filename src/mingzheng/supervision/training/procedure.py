"""The declared tables of this room."""

from __future__ import annotations

from mingzheng.supervision.training.table_cases import CASE
from mingzheng.supervision.training.table_plans import PLAN
from mingzheng.supervision.training.table_records import MEETING, SUPPORT
from mingzheng.supervision.training.table_sessions import ITEM, QUIZ, SESSION

TABLES = (PLAN, MEETING, SUPPORT, SESSION, ITEM, QUIZ, CASE)
