"""Surveys with their answers, calls with their ideas and ballots, and who may answer or wants to hear."""

from mingzheng.participation.surveys.models.calls import Ballot, Call, Idea, IdeaContact, IdeaGroup
from mingzheng.participation.surveys.models.people import Admission, Follower, Participant
from mingzheng.participation.surveys.models.surveys import Draft, OpenText, Response, Survey

__all__ = [
    "Admission",
    "Ballot",
    "Call",
    "Draft",
    "Follower",
    "Idea",
    "IdeaContact",
    "IdeaGroup",
    "OpenText",
    "Participant",
    "Response",
    "Survey",
]
