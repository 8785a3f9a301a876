"""Records of an application under the 条例; see docs/requests.md for how they hang together."""

from mingzheng.requests.foi.models.access import Grant
from mingzheng.requests.foi.models.applications import Applicant, Application, Counter
from mingzheng.requests.foi.models.dealings import Consultation, Correction, Explanation, Extension, Fee, Search
from mingzheng.requests.foi.models.figures import ClosingFigures, OwnFigures
from mingzheng.requests.foi.models.filing import Acknowledgement, Draft, Offer, Rating, Supplement, Visit
from mingzheng.requests.foi.models.helping import Conference, Conversation, SameInformation, TypicalCase
from mingzheng.requests.foi.models.kept import KeptRule, NumberPrefix
from mingzheng.requests.foi.models.outcomes import Outcome
from mingzheng.requests.foi.models.papers import Delivery, Letter, LetterText
from mingzheng.requests.foi.models.retention import RetentionTerm

__all__ = [
    "Acknowledgement",
    "Applicant",
    "Application",
    "ClosingFigures",
    "Conference",
    "Consultation",
    "Conversation",
    "Correction",
    "Counter",
    "Delivery",
    "Draft",
    "Explanation",
    "Extension",
    "Fee",
    "Grant",
    "KeptRule",
    "Letter",
    "LetterText",
    "NumberPrefix",
    "Offer",
    "Outcome",
    "OwnFigures",
    "Rating",
    "RetentionTerm",
    "SameInformation",
    "Search",
    "Supplement",
    "TypicalCase",
    "Visit",
]
