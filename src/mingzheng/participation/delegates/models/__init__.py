"""Who may be invited, meetings, and what came of them."""

from mingzheng.participation.delegates.models.meetings import Invitation, Meeting, Quota, Topic
from mingzheng.participation.delegates.models.people import Age, Candidate, Category, Entrant, Interest, Person, Rest
from mingzheng.participation.delegates.models.statements import Statement

__all__ = [
    "Age",
    "Candidate",
    "Category",
    "Entrant",
    "Interest",
    "Invitation",
    "Meeting",
    "Person",
    "Quota",
    "Rest",
    "Statement",
    "Topic",
]
