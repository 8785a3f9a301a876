"""The declared tables of this room."""

from mingzheng.participation.open_days.table_day import DAY
from mingzheng.participation.open_days.table_programme import PROGRAMME
from mingzheng.participation.open_days.table_question import QUESTION

__all__ = ["DAY", "PROGRAMME", "QUESTION"]
