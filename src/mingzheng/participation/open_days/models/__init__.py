"""Programmes, sessions with their parts, who signed up, the door, what came of it."""

from mingzheng.participation.open_days.models.after import Photo, Question
from mingzheng.participation.open_days.models.door import CheckInList, Scan
from mingzheng.participation.open_days.models.programmes import Programme
from mingzheng.participation.open_days.models.sessions import OpenDay, Part
from mingzheng.participation.open_days.models.visitors import SignUp, Told, Visitor

__all__ = [
    "CheckInList",
    "OpenDay",
    "Part",
    "Photo",
    "Programme",
    "Question",
    "Scan",
    "SignUp",
    "Told",
    "Visitor",
]
