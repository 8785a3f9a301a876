"""What this room keeps."""

from mingzheng.supervision.training.models.cases import GoodCase, Opinion
from mingzheng.supervision.training.models.learning import Item, Learned
from mingzheng.supervision.training.models.plans import YearPlan
from mingzheng.supervision.training.models.quizzes import Attempt, KeySeen, Question, Quiz
from mingzheng.supervision.training.models.records import Meeting, Support
from mingzheng.supervision.training.models.sessions import Attendee, Certificate, Invitation, Rating, Session

__all__ = [
    "Attempt",
    "Attendee",
    "Certificate",
    "GoodCase",
    "Invitation",
    "Item",
    "KeySeen",
    "Learned",
    "Meeting",
    "Opinion",
    "Question",
    "Quiz",
    "Rating",
    "Session",
    "Support",
    "YearPlan",
]
