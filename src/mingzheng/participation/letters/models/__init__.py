"""Letters of every channel, what was done with them, what was published, and the counters of the statistics."""

from mingzheng.participation.letters.models.counting import MatterCount, MonthCount, Serial
from mingzheng.participation.letters.models.dealing import Assist, Contact, Extension, Instruction, Move
from mingzheng.participation.letters.models.letter import Letter, LetterPerson, LikeGroup, Round
from mingzheng.participation.letters.models.selection import Selection

__all__ = [
    "Assist",
    "Contact",
    "Extension",
    "Instruction",
    "Letter",
    "LetterPerson",
    "LikeGroup",
    "MatterCount",
    "MonthCount",
    "Move",
    "Round",
    "Selection",
    "Serial",
]
