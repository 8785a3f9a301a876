"""The room's declared tables."""

from mingzheng.participation.letters.table_letter import LETTER
from mingzheng.participation.letters.table_others import ASSIST, SELECTION

ALL = (LETTER, ASSIST, SELECTION)
